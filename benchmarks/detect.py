"""CPU time of country detection for articles of 3 kB, made of the labelled stories.

Several stories in a row name two or three times as many countries as any one article does, so the
figures stand beside the number of mentions.

python -m benchmarks.detect [--rounds N]
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from sitegen.countries import detect

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases"
SIZE = 3000


def articles(name: str) -> Iterator[str]:
    """As many articles as a file of cases has stories, each of several stories in a row."""
    text = (CASES / name).read_text("utf-8")
    cases = re.findall(r"\n\.\n(.*?)\n\.\n[^\n]*\n\.\n", text, re.DOTALL)
    stories = [re.sub(r"^(?:title|dateline): ", "", case, flags=re.MULTILINE) for case in cases]
    whole = "\n\n".join(stories)
    endless = whole + "\n\n" + whole + "\n\n" + whole
    start = 0
    for story in stories:
        yield endless[start : start + SIZE]
        start += len(story) + 2


def main() -> None:
    """Print the median and the slowest article of each kind, in milliseconds of CPU."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    detect("Egypt")  # reads the tables
    for name in ("countries-stories.txt", "countries-newswire.txt"):
        times, mentions = [], []
        for article in articles(name):
            mentions.append(len(detect(article).evidence))
            started = time.process_time()
            for _ in range(rounds):
                detect(article)
            times.append((time.process_time() - started) / rounds * 1000)
        print(
            f"{name}: {statistics.median(times):.3f} ms, at most {max(times):.3f} ms, "
            f"with {statistics.median(mentions):.0f} mentions"
        )


if __name__ == "__main__":
    main()
