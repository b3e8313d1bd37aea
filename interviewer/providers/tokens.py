"""Counts tokens without ever going online: tiktoken with files that are already here, or length.

tiktoken downloads what it lacks, with no time-out, and throws away a cached file whose hash is
wrong; so a file is found and verified before tiktoken is allowed to look for it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import tempfile
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.providers.base import CHARACTERS_A_TOKEN

if TYPE_CHECKING:
    from tiktoken import Encoding

_SOURCE = "https://openaipublic.blob.core.windows.net/encodings/{}.tiktoken"
_SHA256 = {
    "o200k_base": "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    "cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
}
_USUAL = "o200k_base"
_LONGEST = 200_000
"""Characters; a paste beyond that is counted by length, since repetitive text is slow to encode."""
_VARIABLE = "TIKTOKEN_CACHE_DIR"
_lock = threading.Lock()


def count_tokens(text: str, model: str = "") -> int:
    """Return how many tokens a text has for a model, exactly for OpenAI's where that is possible.

    Other vendors' tokenizers are not public; theirs is an estimate. The first call may read a file
    of 4 MB (0.5 s): make it in a thread.
    """
    encoding = _encoding(_encoding_name(model))
    if encoding is None or len(text) > _LONGEST:
        return -(-len(text) // CHARACTERS_A_TOKEN)
    return len(encoding.encode_ordinary(text))


def is_exact(model: str) -> bool:
    """Whether `count_tokens` counts for this model, or estimates."""
    return model.startswith("openai/") and _encoding(_encoding_name(model)) is not None


@lru_cache(maxsize=64)
def _encoding_name(model: str) -> str:
    import tiktoken

    try:
        name = tiktoken.encoding_name_for_model(model.rsplit("/", 1)[-1])
    except KeyError:
        name = _USUAL
    return name if name in _SHA256 else _USUAL


@lru_cache(maxsize=4)
def _encoding(name: str) -> Encoding | None:
    """Return an encoding whose file is on this machine, else None."""
    import tiktoken

    folder = next((where for where in _folders() if _is_good(where, name)), None)
    if folder is None:
        return None
    with _lock:
        before = os.environ.get(_VARIABLE)
        os.environ[_VARIABLE] = str(folder)
        try:
            return tiktoken.get_encoding(name)
        except (OSError, ValueError):  # gone or changed since we looked
            return None
        finally:
            if before is None:
                del os.environ[_VARIABLE]
            else:
                os.environ[_VARIABLE] = before


def _folders() -> list[Path]:
    """Return where tiktoken's files may lie: the user's own choice, LiteLLM's, the usual one."""
    named = [os.environ.get(name, "") for name in (_VARIABLE, "DATA_GYM_CACHE_DIR")]
    found = [Path(name) for name in named if name]
    package = litellm_folder()
    if package:
        found.append(package / "litellm_core_utils" / "tokenizers")
    return [*found, Path(tempfile.gettempdir()) / "data-gym-cache"]


def _is_good(folder: Path, name: str) -> bool:
    key = hashlib.sha1(_SOURCE.format(name).encode(), usedforsecurity=False).hexdigest()
    try:
        data = (folder / key).read_bytes()
    except OSError:
        return False
    return hashlib.sha256(data).hexdigest() == _SHA256[name]


def litellm_folder() -> Path | None:
    """Return where LiteLLM is installed, without importing it: its files serve all providers."""
    try:
        found = importlib.util.find_spec("litellm")
    except (ImportError, ValueError):
        return None
    places = list(found.submodule_search_locations or ()) if found else []
    return Path(places[0]) if places else None
