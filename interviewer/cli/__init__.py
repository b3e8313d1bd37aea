"""The command line: stdout is data, stderr is talk, and errors are caught here, once."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from interviewer.cli.app import app
from interviewer.errors import Exit, InterviewerError


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; every foreseen error becomes a message."""
    try:
        result = app(list(arguments), standalone_mode=False)
    except InterviewerError as error:
        print(f"interviewer: {error}", file=sys.stderr)
        return int(error.exit_code)
    except click.exceptions.Exit as error:
        return error.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        print("interviewer: interrupted; everything acknowledged is saved.", file=sys.stderr)
        return int(Exit.INTERRUPTED)
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return int(Exit.USAGE)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(Exit.GOOD)
    return int(result) if isinstance(result, int) else int(Exit.GOOD)


__all__ = ["run"]
