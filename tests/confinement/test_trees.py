"""Whole folders: what is removed and copied, and what stays where it is."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from acceptance.confinement import trees
from acceptance.confinement.trees import copy_folder, remove_folder
from acceptance.errors import ForbiddenFileError, NotInjectableError, TargetFaultError
from acceptance.system.rights import BOUND_BY_MODES

ORDINARY = BOUND_BY_MODES if os.geteuid() == 0 else ()
"""In front of a command: root passes over the modes of files otherwise."""
REMOVE = (
    "import sys, pathlib; from acceptance.confinement.trees import remove_folder as r; r(pathlib.Path(sys.argv[1]))"
)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    file = tmp_path / "outside" / "work" / "notes.txt"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"nobody's business")
    return file


@pytest.fixture
def folder(tmp_path: Path, outside: Path) -> Path:
    """A folder with everything in it that must not lead a removal astray."""
    folder = tmp_path / "place" / "work"
    folder.mkdir(parents=True)
    (folder / "file").write_text("file")
    (folder / "link").symlink_to(outside)
    (folder / "folder").symlink_to(outside.parent)
    os.link(outside, folder / "hard")
    os.mkfifo(folder / "pipe")
    for name in ("one/two/three", "one/four", "five"):
        (folder / name).mkdir(parents=True)
        (folder / name / "file").write_text("file")
    return folder


def test_a_folder_goes_with_all_that_lies_in_it_and_with_nothing_else(folder: Path, outside: Path) -> None:
    remove_folder(folder)
    assert not folder.exists()
    assert outside.read_bytes() == b"nobody's business"
    assert outside.stat().st_nlink == 1


@pytest.mark.skipif(bool(ORDINARY) and shutil.which("setpriv") is None, reason="there is no setpriv here")
def test_folders_whose_rights_were_taken_away_go_too(folder: Path, outside: Path) -> None:
    for name, mode in (("one/two/three", 0), ("one/two", 0o400), ("one", 0o100), ("five", 0o500), (".", 0)):
        (folder / name).chmod(mode)
    outside.parent.chmod(0o500)
    subprocess.run([*ORDINARY, sys.executable, "-c", REMOVE, str(folder)], check=True)
    assert not folder.exists()
    assert outside.parent.stat().st_mode & 0o777 == 0o500
    outside.parent.chmod(0o700)


def test_no_depth_is_too_deep(folder: Path) -> None:
    here = os.open(folder, os.O_RDONLY)
    for _ in range(1_500):
        os.mkdir("deep", dir_fd=here)
        deeper = os.open("deep", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)
    remove_folder(folder)
    assert not folder.exists()


def test_what_is_a_link_where_a_folder_was_made_stays(folder: Path, outside: Path) -> None:
    folder.rename(folder.with_name("away"))
    folder.symlink_to(outside.parent)
    with pytest.raises(ForbiddenFileError, match="is a symbolic link where a folder was created"):
        remove_folder(folder)
    assert outside.exists()


def test_a_folder_of_the_same_name_behind_a_link_stays(folder: Path, outside: Path) -> None:
    folder.parent.rename(folder.parent.with_name("away"))
    folder.parent.symlink_to(outside.parent.parent)
    with pytest.raises(TargetFaultError, match="cannot be removed"):
        remove_folder(folder)
    assert outside.exists()


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(TargetFaultError, match="cannot be removed: No such file"):
        remove_folder(tmp_path / "nothing")


def test_a_copy_holds_what_lies_in_the_folder(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "deep").mkdir(parents=True)
    (source / "deep" / "store.db").write_bytes(b"\0store")
    (source / "deep" / "store.db").chmod(0o600)
    # An installer may have linked it from its cache.
    os.link(source / "deep" / "store.db", tmp_path / "cached")
    (source / "current").symlink_to(source / "deep")
    (tmp_path / "by-link").symlink_to(source)
    copy_folder(tmp_path / "by-link", tmp_path / "new" / "copy")
    copy = tmp_path / "new" / "copy"
    assert (copy / "current" / "store.db").read_bytes() == b"\0store"
    assert (copy / "current").readlink() == Path("deep")
    assert (copy / "deep" / "store.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("name", "words"), [("link", "leads out"), ("folder", "leads out"), ("pipe", "named pipe")])
def test_what_leads_out_of_the_folder_is_not_copied(tmp_path: Path, outside: Path, name: str, words: str) -> None:
    source = tmp_path / "source"
    source.mkdir()
    match name:
        case "link":
            (source / "link").symlink_to(outside)
        case "folder":
            (source / "folder").symlink_to(outside.parent)
        case _:
            os.mkfifo(source / "pipe")
    with pytest.raises(NotInjectableError, match=words):
        copy_folder(source, tmp_path / "copy")
    assert list((tmp_path / "copy").iterdir()) == []


def test_a_folder_that_is_missing_or_too_large_is_not_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotInjectableError, match="does not exist"):
        copy_folder(tmp_path / "nothing", tmp_path / "copy")
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "file").write_bytes(b"x" * 100)
    monkeypatch.setattr(trees, "MOST_BYTES_COPIED", 50)
    with pytest.raises(NotInjectableError, match="more than 50 bytes"):
        copy_folder(tmp_path / "source", tmp_path / "copy")
