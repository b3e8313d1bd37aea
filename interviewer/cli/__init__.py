"""The command line: stdout is data, stderr is talk, and errors are caught here, once."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from interviewer.errors import Exit, InterviewerError
from interviewer.text import safe_text


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; every error becomes a message, never a traceback."""
    _mend_streams()
    with contextlib.suppress(ValueError):  # not the main thread: whoever runs it has the signals
        signal.signal(signal.SIGTERM, _terminated)
    try:
        result = _dispatch(arguments)
        sys.stdout.flush()
        if result == Exit.INTERRUPTED:  # typer makes a number of an interrupt
            raise KeyboardInterrupt
    except BaseException as error:
        code = _explain(error)
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
        return int(code)
    return int(result) if isinstance(result, int) else int(Exit.GOOD)


def _dispatch(arguments: Sequence[str]) -> object:
    """Run a command; the bare app opens without the parser of commands, which costs time."""
    if not arguments and sys.stdin.isatty() and sys.stdout.isatty():
        from interviewer.cli.practice import open_app
        from interviewer.settings import Settings

        return open_app(Settings.load())
    from interviewer.cli.app import app

    return app(list(arguments), standalone_mode=False)


def _explain(error: BaseException) -> int:
    """Say what went wrong in words and return the exit code."""
    import typer

    if isinstance(error, typer.Exit):
        return error.exit_code
    if _debugging():
        traceback.print_exception(error, file=sys.stderr)
    if isinstance(error, InterviewerError):
        _say(str(error))
        return error.exit_code
    if isinstance(error, typer.Abort | KeyboardInterrupt):
        _say("interrupted; everything acknowledged is saved.")
        return Exit.INTERRUPTED
    # the root of typer's own errors is not public: it is known by its name
    if any(kind.__name__ == "ClickException" for kind in type(error).__mro__):
        message = str(getattr(error, "format_message", error.__str__)())
        hint = "`interviewer --help` lists what there is"
        if message.startswith("No such command"):
            hint += "; `interviewer practice ID` holds an interview"
        _say(f"{message}\n  {hint}.")
        return Exit.USAGE
    if isinstance(error, BrokenPipeError) or isinstance(error.__context__, BrokenPipeError):
        _drop_output()  # typer exits with 1 for it: the reader had enough, which is no finding
        return Exit.GOOD
    if isinstance(error, OSError):
        _drop_output()
        where = f" ({error.filename})" if error.filename else ""
        _say(f"the system refused: {error.strerror or error}{where}.")
        return Exit.USAGE
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else Exit.USAGE
    _say(_our_fault(error))
    return Exit.BUG


def _our_fault(error: BaseException) -> str:
    """Return one line for an error that nobody foresaw: no values, for they may hold a key."""
    from interviewer.cli.app import folder

    ours = Path(__file__).parents[1]
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if ours in Path(frame.filename).parents] or frames
    place = f"{Path(inside[-1].filename).name}:{inside[-1].lineno}" if inside else "?"
    return (
        f"a fault of the program itself: {type(error).__name__} at {place}. What was acknowledged "
        f"is safe in {folder()}. Please report this line with the command; INTERVIEWER_DEBUG=1 "
        "shows more."
    )


def _debugging() -> bool:
    return os.environ.get("INTERVIEWER_DEBUG", "") not in ("", "0")


def _say(text: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        print(f"interviewer: {safe_text(text)}", file=sys.stderr)


def _terminated(_: int, frame: FrameType | None) -> None:
    """Take a polite order to end, as CI gives it, for an interrupt: what is open is closed."""
    interrupt = signal.getsignal(signal.SIGINT)
    if not callable(interrupt):  # ignored, as in a shell's background
        raise KeyboardInterrupt
    interrupt(signal.SIGINT, frame)


def _mend_streams() -> None:
    """Make streams that can be written whatever the locale, and exist even if they were closed."""
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _drop_output() -> None:
    """Send what is still to be printed nowhere: the reader is gone, or the disk is full."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


__all__ = ["run"]
