"""Harm from outside: done for real, and seen where it was done."""

import sqlite3
from pathlib import Path

import pytest

from acceptance.confinement.files import WorkspaceFile, WorkspaceFiles
from acceptance.errors import NotOfferedError, TargetFaultError
from acceptance.scenario.tampering import SUFFIXES, WAYS, Secret, harm_artifact, harm_store, lead_out, stores_in


@pytest.mark.parametrize(
    ("harm", "left"),
    [
        ("removed", None),
        ("shortened", b"wor"),
        ("lengthened", b"work!"),
        ("altered without changing its size", b"vnsj"),
    ],
)
def test_an_artifact_is_harmed(tmp_path: Path, harm: str, left: bytes | None) -> None:
    path = tmp_path / "artifact.txt"
    path.write_bytes(b"work")
    harm_artifact(WorkspaceFile(WorkspaceFiles(tmp_path), "artifact.txt"), harm)
    assert (path.read_bytes() if path.exists() else None) == left


def test_an_artifact_that_is_not_there_cannot_be_harmed(tmp_path: Path) -> None:
    with pytest.raises(TargetFaultError, match="no artifact"):
        harm_artifact(WorkspaceFile(WorkspaceFiles(tmp_path), "nothing"), "removed")


def store(tmp_path: Path) -> Path:
    path = tmp_path / "deep" / "store.db"
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE things (name)")
    connection.close()
    return path


def test_a_store_is_found_by_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("no store")
    path = store(tmp_path)
    assert list(stores_in(WorkspaceFiles(tmp_path))) == [str(path.relative_to(tmp_path))]


def test_a_store_is_deleted_with_its_log(tmp_path: Path) -> None:
    path = store(tmp_path)
    path.with_name("store.db-wal").write_bytes(b"log")
    harm_store(WorkspaceFiles(tmp_path), "deleted")
    assert list(path.parent.iterdir()) == []


def test_a_store_is_overwritten_in_place(tmp_path: Path) -> None:
    path = store(tmp_path)
    before = path.stat()
    harm_store(WorkspaceFiles(tmp_path), "overwritten with rubbish")
    after = path.stat()
    assert (after.st_ino, after.st_size) == (before.st_ino, before.st_size)
    assert not path.read_bytes().startswith(b"SQLite")


def test_without_a_store_nothing_is_judged(tmp_path: Path) -> None:
    with pytest.raises(NotOfferedError, match="store that is known"):
        harm_store(WorkspaceFiles(tmp_path), "deleted")


@pytest.fixture
def secret(tmp_path: Path) -> Secret:
    (tmp_path / "outside").mkdir()
    (tmp_path / "workspace").mkdir()
    return Secret.plant(tmp_path / "outside" / "secret", WorkspaceFiles(tmp_path / "workspace"))


@pytest.mark.parametrize("way", WAYS)
def test_every_way_out_is_known(secret: Secret, way: str) -> None:
    assert secret.way(way)


def test_the_ways_to_the_secret_lead_there(secret: Secret) -> None:
    for way in ("a relative path to the secret", "a link to the secret", "the absolute path of the secret"):
        assert (secret.files.root / secret.way(way)).read_text() == secret.words


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_name_that_gets_a_suffix_hits_the_secret_from_any_folder(secret: Secret, suffix: str) -> None:
    deep = secret.files.root / "a" / "folder" / "some" / "levels" / "deep"
    deep.mkdir(parents=True)
    for way in ("a relative path to the secret", "the absolute path of the secret"):
        assert Path(f"{deep / secret.way(way)}{suffix}").read_text() == secret.words


def test_a_touched_secret_is_seen(secret: Secret) -> None:
    assert secret.untouched
    beside = secret.path.with_name("beside.txt")
    beside.touch()
    assert not secret.untouched
    beside.unlink()
    secret.path.write_text("other")
    assert not secret.untouched
    secret.path.unlink()
    assert not secret.untouched
    secret.remove_link()
    assert secret.files.names() == []


def test_a_folder_of_artifacts_is_led_out_and_stays_beside_the_link(secret: Secret) -> None:
    (secret.files.root / "own" / "artifacts").mkdir(parents=True)
    (secret.files.root / "own" / "artifacts" / "work.txt").write_text("work")
    lead_out(WorkspaceFile(secret.files, "own/artifacts/work.txt"), secret)
    assert (secret.files.root / "own" / "artifacts").resolve() == secret.path.parent
    assert (secret.files.root / "own" / "artifacts-aside" / "work.txt").read_text() == "work"
    assert secret.untouched
    (secret.files.root / "own" / "artifacts" / "new.txt").touch()
    assert not secret.untouched


def test_artifacts_without_a_folder_of_their_own_are_not_led_out(secret: Secret) -> None:
    with pytest.raises(NotOfferedError, match="folder"):
        lead_out(WorkspaceFile(secret.files, "work.txt"), secret)
    with pytest.raises(TargetFaultError):
        lead_out(WorkspaceFile(secret.files, "nowhere/work.txt"), secret)
