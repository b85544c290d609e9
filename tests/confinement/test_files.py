"""The door to a target's files: what lies in the workspace is touched, and nothing else, whatever a path says."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, process_time

import pytest

from acceptance.confinement import listing
from acceptance.confinement.files import WorkspaceFile, WorkspaceFiles
from acceptance.errors import ForbiddenFileError, TargetFaultError

SECRET = b"nobody's business"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A file of somebody, outside the workspace."""
    file = tmp_path / "outside" / "notes.txt"
    file.parent.mkdir()
    file.write_bytes(SECRET)
    return file


@pytest.fixture
def files(tmp_path: Path) -> WorkspaceFiles:
    root = tmp_path / "workspace"
    (root / "deep").mkdir(parents=True)
    (root / "deep" / "work.txt").write_bytes(b"work")
    return WorkspaceFiles(root)


def touches(files: WorkspaceFiles, path: str) -> Iterator[str]:
    """Try everything that could be done to a path; gives what did not refuse it."""
    for name, touch in {
        "read": lambda: files.read(path),
        "content": lambda: files.content(path),
        "beginning": lambda: files.beginning(path, 4),
        "remove": lambda: files.remove(path),
        "rewrite": lambda: files.rewrite(path, lambda content: content + b"!"),
        "write": lambda: files.write(path, b"!"),
        "has_file": lambda: files.has_file(path),
        "exists": lambda: WorkspaceFile(files, path).exists,
    }.items():
        try:
            touch()
        except ForbiddenFileError as fault:
            assert len(str(fault)) < 400
            assert SECRET.decode() not in str(fault)
        else:
            yield name


def test_what_lies_inside_is_touched_by_any_path_that_leads_there(files: WorkspaceFiles) -> None:
    (files.root / "link").symlink_to("deep")
    (files.root / "absolute").symlink_to(files.root / "deep" / "work.txt")
    for path in (
        "deep/work.txt",
        str(files.root / "deep" / "work.txt"),
        "link/work.txt",
        "absolute",
        "deep/../deep/./work.txt",
        f"../{files.root.name}/deep/work.txt",
    ):
        assert files.read(path) == b"work"
        assert files.place(path) == files.root / "deep" / "work.txt"
        assert WorkspaceFile(files, path).exists
        assert WorkspaceFile(files, path).text() == "work"


def test_a_file_is_changed_in_place_and_removed(files: WorkspaceFiles) -> None:
    path = files.root / "deep" / "work.txt"
    with path.open("rb") as opened:
        files.rewrite("deep/work.txt", lambda content: content[:-1])
        assert opened.read() == b"wor"
    files.write("deep/work.txt", b"other")
    files.write("new.txt", b"new")
    assert (path.read_bytes(), files.read("new.txt")) == (b"other", b"new")
    files.remove("deep/work.txt")
    files.remove("deep/work.txt")
    assert not path.exists()


@pytest.mark.parametrize(
    "path", ["nothing", "deep/work.txt/below", "~", "~root/.bashrc", "n" * 300, "deep/nothing/at/all"]
)
def test_what_is_not_there_is_told_to_be_missing(files: WorkspaceFiles, path: str) -> None:
    assert not files.has_file(path)
    assert files.content(path) is None
    assert files.status(path) is None
    with pytest.raises(TargetFaultError, match="cannot be read"):
        files.read(path)


@pytest.mark.parametrize(
    "path",
    [
        "{outside}",
        "../outside/notes.txt",
        "deep/../../outside/notes.txt",
        "link",
        "folder/notes.txt",
        "chain",
        "hard",
        "/etc/passwd",
        "/dev/zero",
        "zero",
        "/proc/self/environ",
        "self/outside/notes.txt",
        "ring",
        "pipe",
        "socket",
        "deep",
        ".",
        "work\0.txt",
        "work-\ud83d.txt",
        "x" * 5_000,
        "../workspace-2/notes.txt",
        "/",
    ],
)
def test_whatever_leads_elsewhere_is_not_touched(files: WorkspaceFiles, outside: Path, path: str) -> None:
    root = files.root
    (root / "link").symlink_to(outside)
    (root / "folder").symlink_to(outside.parent)
    (root / "chain").symlink_to("link")
    (root / "zero").symlink_to("/dev/zero")
    (root / "self").symlink_to(f"/proc/self/root{root.parent}")
    (root / "ring").symlink_to("ring")
    os.link(outside, root / "hard")
    os.mkfifo(root / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(root / "socket"))
    beside = root.with_name("workspace-2")
    beside.mkdir()
    (beside / "notes.txt").write_bytes(SECRET)
    before = sorted((entry.name, entry.lstat().st_mode) for entry in root.iterdir())
    begun = process_time()
    assert list(touches(files, path.replace("{outside}", str(outside)))) == []
    assert process_time() - begun < 5
    assert (outside.read_bytes(), (beside / "notes.txt").read_bytes()) == (SECRET, SECRET)
    assert sorted((entry.name, entry.lstat().st_mode) for entry in root.iterdir()) == before


def test_the_rights_of_what_lies_elsewhere_stay(files: WorkspaceFiles, outside: Path) -> None:
    (files.root / "link").symlink_to(outside)
    (files.root / "folder").symlink_to(outside.parent)
    before = (outside.stat().st_mode, outside.parent.stat().st_mode)
    for path in ("link", "folder", str(outside)):
        with pytest.raises(ForbiddenFileError):
            files.change_mode(path, 0o777)
    assert (outside.stat().st_mode, outside.parent.stat().st_mode) == before
    files.change_mode("deep", 0o700)
    files.change_mode("deep/work.txt", 0o600)
    assert (files.root / "deep").stat().st_mode & 0o777 == 0o700


def test_a_file_that_is_too_large_is_not_read(files: WorkspaceFiles) -> None:
    with (files.root / "large").open("wb") as file:
        file.truncate(10 * 1024**3)
    for touch in (files.read, files.content, lambda path: files.rewrite(path, bytes.upper)):
        with pytest.raises(TargetFaultError, match="10,737,418,240 bytes, and the suite reads no more"):
            touch("large")
    assert files.beginning("large", 3) == b"\0\0\0"


def test_a_file_that_grows_while_it_is_read_is_not_read_without_end(files: WorkspaceFiles) -> None:
    with pytest.raises(TargetFaultError, match="no more than 3"):
        files.read("deep/work.txt", 3)


def exchange_files(root: Path, make: Callable[[Path], object]) -> None:
    """Put a file of the workspace in place, then something else."""
    (root / "own").write_bytes(b"own")
    (root / "own").replace(root / "notes.txt")
    make(root / "other")
    (root / "other").replace(root / "notes.txt")


def exchange_folders(root: Path, outside: Path) -> None:
    """Put a folder of the workspace in place, then a link to one outside."""
    (root / "own").mkdir()
    (root / "own" / "notes.txt").write_bytes(b"own")
    (root / "own").rename(root / "folder")
    (root / "folder").rename(root / f"away-{monotonic()}")
    (root / "folder").symlink_to(outside.parent)
    (root / "folder").unlink()


@pytest.mark.parametrize("other", ["a link", "a pipe", "a hard link", "a folder around it"])
def test_what_changes_places_all_the_time_leads_nowhere(files: WorkspaceFiles, outside: Path, other: str) -> None:
    ended, root = threading.Event(), files.root
    exchange: dict[str, Callable[[], object]] = {
        "a link": lambda: exchange_files(root, lambda path: path.symlink_to(outside)),
        "a pipe": lambda: exchange_files(root, os.mkfifo),
        "a hard link": lambda: exchange_files(root, lambda path: os.link(outside, path)),
        "a folder around it": lambda: exchange_folders(root, outside),
    }

    def alternate() -> None:
        while not ended.is_set():
            with suppress(OSError):
                exchange[other]()

    thread = threading.Thread(target=alternate)
    thread.start()
    path = "folder/notes.txt" if other == "a folder around it" else "notes.txt"
    until, seen = monotonic() + 0.7, set()
    try:
        while monotonic() < until:
            for touch in (lambda: seen.add(files.read(path)), lambda: files.rewrite(path, bytes.upper)):
                with suppress(TargetFaultError):
                    touch()
            with suppress(TargetFaultError):
                files.remove(path)
    finally:
        ended.set()
        thread.join()
    assert outside.read_bytes() == SECRET
    assert not any(SECRET in content for content in seen)


def test_a_workspace_that_became_a_link_is_left_alone(files: WorkspaceFiles, outside: Path) -> None:
    files.root.rename(files.root.with_name("away"))
    files.root.symlink_to(outside.parent)
    assert list(touches(files, "notes.txt")) == []
    assert list(touches(files, str(files.root / "notes.txt"))) == []
    assert files.names() == []
    with pytest.raises(TargetFaultError):
        files.plant_link("link", outside)
    files.remove_link("notes.txt")
    assert [one.name for one in outside.parent.iterdir()] == ["notes.txt"]


def test_a_parent_of_the_workspace_that_became_a_link_is_left_alone(tmp_path: Path, outside: Path) -> None:
    (tmp_path / "place" / "outside").mkdir(parents=True)
    files = WorkspaceFiles(tmp_path / "place" / "outside")
    files.root.parent.rename(tmp_path / "away")
    files.root.parent.symlink_to(tmp_path)
    assert list(touches(files, "notes.txt")) == []
    assert outside.read_bytes() == SECRET


def test_a_search_follows_no_link_and_waits_for_nothing(files: WorkspaceFiles, outside: Path) -> None:
    os.mkfifo(files.root / "pipe")
    os.link(outside, files.root / "hard")
    (files.root / "link").symlink_to(outside)
    (files.root / "folder").symlink_to(outside.parent)
    (files.root / "round").symlink_to(files.root)
    assert list(files.plain_files()) == ["deep/work.txt"]
    assert sorted(path for path, _ in files.entries()) == [
        "deep",
        "deep/work.txt",
        "folder",
        "hard",
        "link",
        "pipe",
        "round",
    ]
    assert files.names() == ["deep", "folder", "hard", "link", "pipe", "round"]


def test_a_search_has_an_end(files: WorkspaceFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_ENTRIES", 3)
    assert len(list(files.entries())) == 2
    for number in range(3):
        (files.root / str(number)).touch()
    with pytest.raises(ForbiddenFileError, match="more than 3 files"):
        list(files.entries())


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("deep/*.txt", ["deep/work.txt"]),
        ("**/*.txt", ["deep/work.txt", "link.txt", "top.txt"]),
        ("deep/work.txt", ["deep/work.txt"]),
        ("inside/*.txt", ["inside/work.txt"]),
        ("folder/*.txt", []),
        ("folder/notes.txt", []),
        ("link*", ["link.txt"]),
        ("*/work.txt", ["deep/work.txt", "inside/work.txt"]),
    ],
)
def test_a_glob_lists_no_folder_outside(files: WorkspaceFiles, outside: Path, pattern: str, found: list[str]) -> None:
    (files.root / "top.txt").touch()
    (files.root / "inside").symlink_to("deep")
    (files.root / "folder").symlink_to(outside.parent)
    (files.root / "link.txt").symlink_to(outside)
    assert files.matching(pattern) == found
