"""`python -m sitegen`, and what the `sitegen` command runs."""

from __future__ import annotations

import io
import signal
import sys
from types import FrameType
from typing import NoReturn


def _stop(signal_number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(130)


def run() -> NoReturn:
    """Run the command line; interrupted at any time, even while it loads, it leaves with 130."""
    signal.signal(signal.SIGINT, _stop)
    from sitegen.cli import (
        main,
    )  # after the handler: an interrupt while loading prints no traceback

    signal.signal(signal.SIGINT, signal.default_int_handler)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A letter that the terminal's encoding lacks is spelt out; standard error does so already.
        sys.stdout.reconfigure(errors="backslashreplace")
    main(prog_name="sitegen")
    sys.exit(0)


if __name__ == "__main__":
    run()
