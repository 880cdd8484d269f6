"""`python -m sitegen`, and what the `sitegen` command runs."""

from __future__ import annotations

import errno
import gc
import io
import os
import signal
import sys
from typing import NoReturn

INTERRUPTED = 130
"""The exit code of a run that Ctrl-C ended, as shells count it."""


def run() -> None:
    """Run the command line; interrupted at any time, even while it loads, it leaves with 130.

    The first Ctrl-C raises SystemExit, which unlike KeyboardInterrupt nothing in between takes for
    its own affair, so that all is left in order. The second ends it at once.
    """
    heard = over = False

    def stop(number: int, frame: object) -> None:
        nonlocal heard
        if over:
            return
        if heard:
            _leave()
        heard = True
        raise SystemExit(INTERRUPTED)

    def unraisable(lost: sys.UnraisableHookArgs) -> None:
        if isinstance(lost.exc_value, SystemExit):
            _leave()  # it was raised in a destructor, where it would be printed and forgotten
        sys.__unraisablehook__(lost)

    try:
        sys.unraisablehook = unraisable
        signal.signal(signal.SIGINT, stop)
        gc.disable()  # what is loaded stays: there is nothing to collect
        from sitegen.cli import main  # after the handler, since it takes a while to load

        gc.freeze()
        gc.enable()
        if isinstance(sys.stdout, io.TextIOWrapper):
            # A letter that the terminal's encoding lacks is spelt out, as standard error does.
            sys.stdout.reconfigure(errors="backslashreplace")
        main(prog_name="sitegen")
    except SystemExit as end:
        over = True
        # Python's own end gives the signal back its power to kill.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        if end.code != INTERRUPTED:
            _finish(end)
    except Exception as error:
        if not heard:  # else it is what the interrupt became where it hit, such as within a class
            if isinstance(error, OSError):
                _unheard(error)
            raise
    _leave()


def _finish(end: SystemExit) -> NoReturn:
    """End, once all is said, or at least why it can't be."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError as error:
        _unheard(error)
    raise end


def _unheard(error: OSError) -> NoReturn:
    """End where what there is to say can't be said: a full disk, or a reader who has gone."""
    if error.errno != errno.EPIPE:
        from sitegen.report import visible

        where = visible(str(error.filename or "standard output"))
        hint = "mend this and run it again"
        os.write(2, f"{where}: can't be used: {error.strerror or error}; {hint}\n".encode())
    os._exit(1)


def _leave() -> None:
    """End at once: what still runs in other threads is not worth waiting for."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # or the line would be told twice
    os.write(2, b"interrupted; run it again to finish what it began\n")
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    run()
