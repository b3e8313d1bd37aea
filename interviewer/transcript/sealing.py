"""What makes a line on disk trustworthy: its checksum, and the disk's word that it is there.

A line is a JSON object that ends in `"crc"`: CRC-32 in eight hex digits of the UTF-8 bytes before
`,"crc"`. It knows nothing of what lines say.
"""

from __future__ import annotations

import fcntl
import os
import zlib
from pathlib import Path


def sealed(body: bytes) -> bytes:
    """Return the line of a JSON object with its checksum and newline; `body` lacks the last `}`."""
    return body + b',"crc":"%08x"}\n' % zlib.crc32(body)


def unsealed(line: bytes) -> bytes | None:
    """Return the JSON object of a line without its newline; None if the checksum is wrong."""
    body, mark, tail = line.rpartition(b',"crc":"')
    if not mark or tail != b'%08x"}' % zlib.crc32(body):
        return None
    return body + b"}"


def sync(handle: int) -> None:
    """Return once a file's content is on the disk itself (on macOS `fsync` alone stops short)."""
    if hasattr(fcntl, "F_FULLFSYNC"):
        try:
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        except OSError:  # a file system that does not know it
            os.fsync(handle)
    else:
        os.fsync(handle)


def sync_path(path: Path) -> None:
    """Return once a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
