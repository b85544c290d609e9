"""Code reviews that hold: who entered what stands in the documents, and what is changed afterwards is found."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from acceptance.commands import review as commands
from acceptance.commands import sign
from acceptance.errors import SuiteError
from acceptance.integrity.manifest import REVIEWS, Manifest
from acceptance.integrity.rendering import record_digests
from tests.judging.conftest import Bench

NOTES = "Read all of src; the lock around the store is right"


@pytest.fixture
def reviewed(run: Bench) -> Bench:
    assert commands.review(by="Ada Lovelace", notes=NOTES) == 0
    assert commands.review(by="Grace Hopper", notes="Nothing to add") == 0
    return run


def edit(run: Bench, change: Callable[[list[dict[str, Any]]], Any]) -> None:
    """Change the reviews, and make the manifest fit."""
    file = run.reports / REVIEWS
    told = json.loads(file.read_text(encoding="utf-8"))
    change(told)
    file.write_text(json.dumps(told), encoding="utf-8")
    record_digests(run.reports, run.features, run.waivers)


@pytest.mark.parametrize("name", ["progress.md", "summary.md", "sign-off.html"])
def test_a_review_stands_in_the_documents(reviewed: Bench, name: str) -> None:
    page = (reviewed.reports / name).read_text(encoding="utf-8")
    assert "Ada Lovelace" in page and NOTES in page and "Nothing to add" in page


def test_without_a_review_the_documents_ask_for_one(run: Bench) -> None:
    assert "acceptance review --by NAME --notes TEXT" in (run.reports / "progress.md").read_text(encoding="utf-8")


def test_a_reviewed_run_can_be_signed_and_verified(reviewed: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert sign.sign(by="Ada Lovelace", role="") == 0
    capsys.readouterr()
    assert sign.verify() == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("key", "value"),
    [("name", "Mallory"), ("notes", "All is well"), ("reviewed", "2020-01-01"), ("results", "0")],
)
def test_what_was_exchanged_in_a_review_prevents_a_signature(reviewed: Bench, key: str, value: str) -> None:
    edit(reviewed, lambda told: told[0].update({key: value}))
    with pytest.raises(SuiteError, match=r"code review 1 \(.*\) was changed: name, notes, time or results"):
        sign.sign(by="Ada Lovelace", role="")


@pytest.mark.parametrize(
    "change", [lambda told: told.pop(0), lambda told: told.reverse(), lambda told: told.insert(1, told[0])]
)
def test_reviews_that_were_removed_moved_or_doubled_are_found(
    reviewed: Bench, change: Callable[[list[dict[str, Any]]], Any]
) -> None:
    edit(reviewed, change)
    with pytest.raises(SuiteError, match="was added, removed or moved"):
        sign.sign(by="Ada Lovelace", role="")


def test_a_review_that_was_changed_after_a_signature_is_found(
    reviewed: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    sign.sign(by="Ada Lovelace", role="")
    file = reviewed.reports / REVIEWS
    file.write_text(file.read_text(encoding="utf-8").replace("Nothing to add", "Everything is wrong"), encoding="utf-8")
    capsys.readouterr()
    assert sign.verify() == 1
    said = capsys.readouterr().out
    assert f"{REVIEWS} was changed." in said
    assert "code review 2 (Grace Hopper) was changed" in said


def test_a_signed_run_takes_no_further_review(signed: Bench) -> None:
    with pytest.raises(SuiteError, match="signed by Ada Lovelace: a code review is entered before the first signature"):
        commands.review(by="Eve", notes="Fine")
    assert not (signed.reports / REVIEWS).exists()


def test_a_run_that_was_edited_takes_no_review(run: Bench) -> None:
    (run.reports / "junit.xml").write_text("made up", encoding="utf-8")
    with pytest.raises(SuiteError, match=r"cannot be entered: junit\.xml was changed"):
        commands.review(by="Eve", notes="Fine")
    assert not (run.reports / REVIEWS).exists()


@pytest.mark.parametrize(
    ("name", "notes", "words"),
    [
        (" ", "Fine", "A review has a name"),
        ("Ada", " ", "A review says what was found"),
        ("A" * 500, "Fine", "--by is one line"),
        ("Ada", "one\ntwo", "--notes is one line"),
        ("Ada", "\x1b[2J", "--notes is one line"),
        ("Ada", "x" * 1001, "at most 1000 characters"),
    ],
)
def test_a_review_that_cannot_be_read_is_not_entered(run: Bench, name: str, notes: str, words: str) -> None:
    before = Manifest.take(run.reports, run.features, run.waivers).files
    with pytest.raises(SuiteError, match=words):
        commands.review(by=name, notes=notes)
    assert Manifest.take(run.reports, run.features, run.waivers).files == before


@pytest.mark.parametrize("content", ["no JSON", "{}", "[1]", '[{"name": "Ada"}]', '[{"name": 1}]'])
def test_a_file_that_holds_no_reviews_is_told_as_such(run: Bench, content: str) -> None:
    (run.reports / REVIEWS).write_text(content, encoding="utf-8")
    record_digests(run.reports, run.features, run.waivers)
    with pytest.raises(SuiteError, match=f"{REVIEWS} cannot be read as code reviews"):
        commands.review(by="Ada", notes="Fine")


def test_a_review_with_markup_is_shown_as_text(run: Bench) -> None:
    commands.review(by="<b>Ada</b>", notes="# Accepted | <img src=x>")
    assert "<img" not in (run.reports / "sign-off.html").read_text(encoding="utf-8")
    for name in ("progress.md", "summary.md"):
        told = (run.reports / name).read_text(encoding="utf-8")
        # In code, markup is text; and what would begin another cell of the table is another character.
        assert "<img" not in re.sub("`[^`]*`", "", told) and "Accepted |" not in told, name


def test_a_review_that_cannot_be_kept_leaves_everything_as_it_was(run: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Manifest.take(run.reports, run.features, run.waivers).files

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(commands, "record_digests", fail)
        with pytest.raises(OSError, match="No space"):
            commands.review(by="Eve", notes="Fine")
    assert Manifest.take(run.reports, run.features, run.waivers).files == before
