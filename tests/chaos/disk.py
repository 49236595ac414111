"""A disk of our own for the hub's data folder, small enough to be filled in a moment."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
from pathlib import Path

MIB = 1024 * 1024


class Disk:
    """A folder on a tmpfs of its own where the machine lets us mount one.

    Where it does not, the hub process is forbidden to write to any file instead (``RLIMIT_FSIZE`` set from outside):
    its writes fail as they would on a full disk, with another error number. ``kind`` says which of the two it is.

    Args:
        folder: made here.
        size_mib: size of the disk.
    """

    def __init__(self, folder: Path, size_mib: int) -> None:
        self.folder = folder
        self._filler = folder / "filler"
        self._limited = 0
        folder.mkdir(parents=True)
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size_mib}m", "tmpfs", str(folder)], capture_output=True, check=False
        )
        self.mounted = done.returncode == 0

    @property
    def kind(self) -> str:
        """``tmpfs filled up``, or what stands in for it."""
        return "tmpfs filled up" if self.mounted else "file size limit (no mount here)"

    def fill(self, pid: int) -> None:
        """Leaves no room. ``pid`` is the hub's."""
        if not self.mounted:
            self._limited = pid
            _limit(pid, 0)
            return
        with self._filler.open("ab") as file:
            for step in (4 * MIB, 64 * 1024, 4096):
                while self._grow(file.fileno(), step):
                    pass

    def _grow(self, file: int, step: int) -> bool:
        try:
            os.posix_fallocate(file, os.fstat(file).st_size, step)
        except OSError as failure:
            if failure.errno != errno.ENOSPC:
                raise
            return False
        return True

    def free(self) -> None:
        """Gives the room back."""
        self._filler.unlink(missing_ok=True)
        if self._limited:
            _limit(self._limited, resource.RLIM_INFINITY)
            self._limited = 0

    def close(self) -> None:
        """Takes the disk away, with all that is on it."""
        self.free()
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.folder)], capture_output=True, check=False)


def _limit(pid: int, size: int) -> None:
    try:
        hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
    except ProcessLookupError:
        return
