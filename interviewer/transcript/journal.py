"""The one writer of a transcript: what it returns from is on disk.

One checked `write` and one `fsync` a commit; on any failure the file is cut back to what was
acknowledged before. It knows nothing of what the records mean.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from interviewer.errors import JournalError, Locked
from interviewer.transcript.lines import Transcript, encode, read
from interviewer.transcript.records import AnyRecord, Header
from interviewer.transcript.sealing import sync, sync_path


class Journal:
    """The one writer of a transcript file; `append` returns once the records are on disk.

    Raises:
        Locked: another process writes this file.
        JournalError: the records could not be made durable; the file was cut back to what was.
    """

    def __init__(self, path: Path, *, new: bool = False) -> None:
        self.path = path
        self._next = 0
        self._file = -1
        self._durable = True
        self._lock = FileLock(f"{path}.lock")
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise Locked(
                f"{path.name} is open in another window{_holder(path)}.",
                hint="Close it there first.",
            ) from None
        except OSError as error:
            raise _cannot("write in", path.parent, error) from error
        try:
            _sign(path)
            flags = os.O_RDWR | os.O_APPEND | (os.O_CREAT if new else 0)
            self._file = os.open(path, flags, 0o600)
            self._size = os.fstat(self._file).st_size
            if new and self._size:
                raise FileExistsError(errno.EEXIST, "it holds an interview already")
        except OSError as error:
            self.close()
            raise _cannot("write", path, error) from error
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, path: Path, header: Header, *, durable: bool = True) -> tuple[Journal, Header]:
        """Start a transcript; its folder is made, and synced, if need be.

        A draft that counts only once it is whole need not be `durable`: whoever gives it its place
        syncs it then.

        Raises:
            JournalError: it cannot be written, or holds an interview; nothing is left behind.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise _cannot("make", path.parent, error) from error
        journal = cls(path, new=True)
        journal._durable = durable
        try:
            (written,) = journal.append([header])
            sync_path(path.parent)
        except BaseException as error:
            journal._abandon()
            if isinstance(error, OSError):
                raise _cannot("write in", path.parent, error) from error
            raise
        assert isinstance(written, Header)
        return journal, written

    @classmethod
    def resume(cls, path: Path) -> tuple[Journal, Transcript]:
        """Open a transcript to go on; a torn tail is moved to a file beside it, then cut off.

        Raises:
            ContentError: it is not a transcript, or damaged; nothing was changed.
            Locked: another process writes it.
            JournalError: it cannot be written, or its tail cannot be kept; nothing was changed.
        """
        read(path)  # before a lock file is left beside somebody else's file
        journal = cls(path)
        try:
            transcript = read(path)
            if transcript.bad_tail:
                journal._set_aside(transcript)
            journal._size = transcript.good_bytes
            journal._next = len(transcript.records)
        except BaseException:
            journal.close()
            raise
        return journal, transcript

    def append(self, records: Sequence[AnyRecord], *, clock: float = 0.0) -> tuple[AnyRecord, ...]:
        """Write records as one commit and return them as they were written, numbered and timed.

        Raises:
            JournalError: they are not on disk. The file is as before, and may be tried again.
        """
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        size, first = self._size, self._next
        written = tuple(
            record.model_copy(update={"seq": first + index, "at": at, "clock": round(clock, 3)})
            for index, record in enumerate(records)
        )
        last = len(written) - 1
        data = b"".join(encode(record, last - n, first) for n, record in enumerate(written))
        try:
            self._restore()
            if os.write(self._file, data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if self._durable:
                sync(self._file)
            self._size, self._next = size + len(data), first + len(written)
        except BaseException as error:  # also when interrupted: half a commit must not stay
            self._size, self._next = size, first
            with contextlib.suppress(OSError):
                self._restore()
            if isinstance(error, OSError):
                message = f"Not saved: {_reason(error)} ({self.path})."
                raise JournalError(message, hint=_ELSEWHERE) from error
            raise
        return written

    def _restore(self) -> None:
        """Cut off what a failed append left behind; refuse a file that is no longer ours alone."""
        status = os.fstat(self._file)
        if status.st_nlink == 0:
            raise OSError(errno.ENOENT, "the transcript was deleted meanwhile")
        if status.st_size < self._size:
            raise OSError(errno.EIO, "the transcript was cut short by another program")
        if status.st_size > self._size:
            os.ftruncate(self._file, self._size)

    def _set_aside(self, transcript: Transcript) -> None:
        """Keep the tail in a file of its own, on disk, before it is cut off."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        base = f"{self.path.name}.bad-{stamp}"
        kept: Path | None = None
        try:
            for attempt in range(1, 1000):
                kept = self.path.with_name(base if attempt == 1 else f"{base}-{attempt}")
                try:
                    handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                    break
                except FileExistsError:
                    kept = None
            else:
                raise FileExistsError(errno.EEXIST, "there are too many damaged tails beside it")
            try:
                if os.write(handle, transcript.bad_tail) != len(transcript.bad_tail):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                sync(handle)
            finally:
                os.close(handle)
            sync_path(self.path.parent)
            os.ftruncate(self._file, transcript.good_bytes)
            sync(self._file)
        except OSError as error:
            if kept and os.fstat(self._file).st_size != transcript.good_bytes:
                kept.unlink(missing_ok=True)
            raise _cannot("keep the damaged end of", self.path, error) from error

    def _abandon(self) -> None:
        """Leave nothing of a transcript that never began."""
        for path in (self.path, Path(f"{self.path}.lock")):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        self.close()

    def close(self) -> None:
        """Close the file and let others write it."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        self._lock.release()


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


_ELSEWHERE = "Free some space, or choose another folder with --transcripts DIR."


def _cannot(what: str, path: Path, error: OSError) -> JournalError:
    return JournalError(f"Cannot {what} {path}: {_reason(error)}.", hint=_ELSEWHERE)


def _sign(path: Path) -> None:
    """Write our process number into the lock file, for whoever finds it taken."""
    with contextlib.suppress(OSError):
        Path(f"{path}.lock").write_text(str(os.getpid()), "utf-8")


def _holder(path: Path) -> str:
    try:
        number = Path(f"{path}.lock").read_text("utf-8")
    except (OSError, ValueError):
        return ""
    return f" (process {number})" if number.isdecimal() else ""
