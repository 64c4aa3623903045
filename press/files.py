"""Files are written whole or not at all: a reader never sees half of one."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from press.problems import ExitCode, HandoutError, Problem, shown

_HINT = "check the free space and who may write in the folder; what stood there before is untouched"


def write_whole(path: Path, content: bytes | str, *, private: bool = False) -> None:
    """Put *content* at *path* in one step, with the permissions that a file there had; folders are made.

    What is *private* is for its owner alone to read.

    Raises:
        HandoutError: if it cannot be written; the old file, if any, is as it was.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        _replace(path.resolve(), data, private=private)
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        raise HandoutError([Problem(shown(path), 0, what, _HINT, ExitCode.CANNOT_WRITE)]) from None


def _replace(target: Path, data: bytes, *, private: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:64]}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # a temporary file is its owner's alone; a new one of ours is for everybody to read
        if not private:
            temporary.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o644)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
