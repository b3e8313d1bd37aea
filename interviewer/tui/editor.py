"""Writing the answer in the user's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from textual.app import App, SuspendNotSupported

from interviewer.text import safe_text


def edit(app: App[None], text: str, path: Path) -> tuple[str, str]:
    """Return the text as the editor left it, and what went wrong, if anything did.

    The text goes through the draft's file, so that it survives an editor that crashes.
    """
    command = (
        os.environ.get("VISUAL")
        or os.environ.get("EDITOR")
        or ("notepad" if os.name == "nt" else "vi")
    )
    try:
        path.write_text(text, encoding="utf-8")
        with app.suspend():
            subprocess.run([*shlex.split(command), str(path)], check=True)
        return safe_text(path.read_text(encoding="utf-8", errors="replace")).removesuffix("\n"), ""
    except SuspendNotSupported:
        return text, "This terminal cannot be handed to an editor; the box takes the answer."
    except subprocess.CalledProcessError as error:
        return (
            text,
            f"{command} ended with an error ({error.returncode}); your text is as it was before.",
        )
    except (OSError, ValueError) as error:
        return (
            text,
            f"{command} could not be run ({error}); set VISUAL or EDITOR. Your text is still here.",
        )
