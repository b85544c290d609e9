"""Paths that a target tells: shown in short, and held against the one that is meant."""

from pathlib import Path

from acceptance.confinement.paths import leads_to, shown


def test_a_path_is_shown_in_short_and_without_what_cannot_be_printed() -> None:
    assert shown("work.txt") == '"work.txt"'
    assert shown("a\x1b[31m\n\ud83d\0") == '"a\\u001b[31m\\u000a\\ud83d\\u0000"'
    assert len(shown("x" * 5_000)) < 200
    assert shown("x" * 5_000).endswith("(5,000 characters)")


def test_a_told_directory_is_held_against_the_one_that_is_meant(tmp_path: Path) -> None:
    outside = tmp_path / "outside" / "file.txt"
    outside.parent.mkdir()
    outside.touch()
    (tmp_path / "link").symlink_to(outside.parent)
    assert leads_to(str(outside.parent), outside.parent)
    assert leads_to(str(tmp_path / "link"), outside.parent)
    for path in (str(tmp_path), "a\0b", "/x" * 3_000, "\ud83d", str(outside), "/"):
        assert not leads_to(path, outside.parent)
