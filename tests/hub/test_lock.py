"""One hub a data folder, and a killed one leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cockpit.errors import EnvironmentFailure
from cockpit.hub.lock import FolderLock

HOLD = """
import sys, time
from pathlib import Path
from cockpit.hub.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_folder_is_made_and_held_by_one(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "data"
    lock = FolderLock(folder)
    with pytest.raises(EnvironmentFailure, match=f"{folder}.*another hub"):
        FolderLock(folder)
    FolderLock(tmp_path / "other").release()
    lock.release()
    FolderLock(folder).release()


def test_a_killed_holder_leaves_the_folder_free(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    with holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        with pytest.raises(EnvironmentFailure, match="another hub"):
            FolderLock(tmp_path)
        holder.kill()
        holder.wait()
    FolderLock(tmp_path).release()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFailure, match="file/data.*permissions"):
        FolderLock(tmp_path / "file" / "data")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that even root cannot write into")
def test_a_folder_that_cannot_be_written_is_named() -> None:
    with pytest.raises(EnvironmentFailure, match="/proc/self.*permissions"):
        FolderLock(Path("/proc/self"))
