"""`python -m sitegen`, and what the `sitegen` command runs."""

from __future__ import annotations

import io
import os
import signal
import sys

INTERRUPTED = 130
"""The exit code of a run that Ctrl-C ended, as shells count it."""


def _stop(number: int, frame: object) -> None:
    """Unlike KeyboardInterrupt, this passes by whatever takes exceptions for its own affair."""
    raise SystemExit(INTERRUPTED)


def run() -> None:
    """Run the command line; interrupted at any time, even while it loads, it leaves with 130."""
    try:
        signal.signal(signal.SIGINT, _stop)
        from sitegen.cli import main  # after the handler, since it takes a while to load

        if isinstance(sys.stdout, io.TextIOWrapper):
            # A letter that the terminal's encoding lacks is spelt out, as standard error does.
            sys.stdout.reconfigure(errors="backslashreplace")
        main(prog_name="sitegen")
    except SystemExit as end:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the end is near, and can't come sooner
        if end.code != INTERRUPTED:
            raise
    sys.stderr.write("interrupted; run it again to finish what it began\n")
    os._exit(INTERRUPTED)  # at once: what still runs in other threads is not worth waiting for


if __name__ == "__main__":
    run()
