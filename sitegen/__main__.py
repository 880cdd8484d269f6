"""`python -m sitegen`, and what the `sitegen` command runs."""

from __future__ import annotations

import errno
import gc
import io
import os
import signal
import sys
from contextlib import suppress
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

    _open_standard_streams()
    _take_names_for_utf_8()
    try:
        sys.unraisablehook = unraisable
        signal.signal(signal.SIGINT, stop)
        _command()
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


def _take_names_for_utf_8() -> None:
    """Begin again in Python's UTF-8 mode where a locale says that files have names in another
    encoding: the names of a site's files are the same on every machine. Terminals keep theirs.
    """
    if sys.getfilesystemencoding() == "utf-8" or sys.flags.utf8_mode:
        return
    os.environ.setdefault("PYTHONIOENCODING", f"{sys.stdout.encoding}:backslashreplace")
    with suppress(OSError):  # then names are as the locale says
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _command() -> NoReturn:
    """Do what the arguments ask for. Raises SystemExit with the code to end with."""
    gc.disable()  # what is loaded stays: there is nothing to collect
    from click import ClickException

    from sitegen.cli import main  # after the handler, since it takes a while to load

    gc.freeze()
    gc.enable()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A letter that the terminal's encoding lacks is spelt out, as standard error does.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        raise SystemExit(main(prog_name="sitegen", standalone_mode=False))
    except ClickException as wrong:
        try:
            wrong.show()
        except OSError as error:
            _unheard(error, wrong.exit_code)
        raise SystemExit(wrong.exit_code) from None


def _open_standard_streams() -> None:
    """Have those that are closed lead nowhere.

    The next file to be opened, such as the store, would else take the number of one of them, and be
    written over by what is said there.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = open(os.devnull, "r+", encoding="utf-8")  # noqa: SIM115 - open to the end
            setattr(sys, name, nowhere)


def _finish(end: SystemExit) -> NoReturn:
    """End, once all is said, or at least why it can't be."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError as error:
        _unheard(error)
    raise end


def _unheard(error: OSError, code: int = 1) -> NoReturn:
    """End where what there is to say can't be said: a full disk, or a reader who has gone."""
    if error.errno != errno.EPIPE:
        from sitegen.report import visible

        where = visible(str(error.filename or "standard output"))
        hint = "mend this and run it again"
        _say(f"{where}: can't be used: {error.strerror or error}; {hint}\n")
    os._exit(code)


def _say(line: str) -> None:
    """Say a line at an end that nothing may hold up."""
    with suppress(OSError):
        os.write(2, line.encode("utf-8", "backslashreplace"))


def _leave() -> None:
    """End at once: what still runs in other threads is not worth waiting for."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # or the line would be told twice
    _say("interrupted; run it again to finish what it began\n")
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    run()
