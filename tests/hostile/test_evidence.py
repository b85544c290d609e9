"""Evidence that holds: whatever was changed, added, removed or exchanged after a signature is found and named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from acceptance.commands import report as report_command
from acceptance.commands import sign as commands
from acceptance.errors import SuiteError
from acceptance.integrity.manifest import Manifest
from acceptance.integrity.rendering import note_rendering, record_digests
from acceptance.reporting.report import RenderOutcome
from tests.judging.conftest import Bench

SHOWN = (
    *("acceptance-report.html", "sign-off.html", "sign-off.pdf", "specification.html", "progress.md", "summary.md"),
    *("junit.xml", "sign-off.json", "allure-results/one-result.json", "allure-results/one-attachment.txt"),
    *("evidence/calls.jsonl", "evidence/outcomes.jsonl", "campaign/record.json", "servers/server-1.txt"),
    "shards/shard-1.txt",
)
HELD_TO = ("features/1_feature_integration/work.feature", "features/requirements.md", "waivers.toml")


def verified(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    return commands.verify(), capsys.readouterr().out


def edit_signatures(run: Bench, change: Callable[[list[dict[str, Any]]], Any]) -> None:
    file = run.reports / "signatures.json"
    told = json.loads(file.read_text(encoding="utf-8"))
    change(told)
    file.write_text(json.dumps(told), encoding="utf-8")


def test_what_was_signed_and_not_touched_fits(signed: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = verified(capsys)
    assert code == 0, said
    assert said.count("fits: Accepted") == 2


@pytest.mark.parametrize("name", [*SHOWN, *HELD_TO])
def test_a_file_that_was_edited_is_named(signed: Bench, capsys: pytest.CaptureFixture[str], name: str) -> None:
    file = (signed.root if name in HELD_TO else signed.reports) / name
    # Among the words of the file, where nobody stumbles over it.
    file.write_bytes(file.read_bytes().replace(b'"Accepted"', b'"Accepted" ').rstrip() + b" ")
    code, said = verified(capsys)
    assert code == 1
    assert f"{name} was changed." in said
    assert said.count("does not fit") == 2


@pytest.mark.parametrize("name", ["sign-off.pdf", "allure-results/one-result.json", "waivers.toml"])
def test_a_file_that_was_removed_is_named(signed: Bench, capsys: pytest.CaptureFixture[str], name: str) -> None:
    ((signed.root if name in HELD_TO else signed.reports) / name).unlink()
    code, said = verified(capsys)
    assert (code, f"{name} was removed." in said) == (1, True)


@pytest.mark.parametrize("name", ["approved.html", "allure-results/two-result.json", "servers/deep/er.txt"])
def test_a_file_that_was_added_is_named(signed: Bench, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (signed.reports / name).parent.mkdir(exist_ok=True)
    (signed.reports / name).touch()
    code, said = verified(capsys)
    assert (code, f"{name} was added." in said) == (1, True)


def test_a_link_in_the_place_of_a_page_is_a_change(signed: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    page = signed.reports / "specification.html"
    page.rename(signed.root / "elsewhere.html")
    page.symlink_to(signed.root / "elsewhere.html")
    code, said = verified(capsys)
    assert (code, "specification.html was changed." in said) == (1, True)


def test_a_name_with_escape_sequences_is_shown_harmlessly(signed: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    (signed.reports / "servers" / "\x1b[2J\nAda: fits.txt").touch()
    code, said = verified(capsys)
    assert (code, r"\x1b[2J\nAda: fits.txt was added." in said, "\x1b" in said) == (1, True, False)


@pytest.mark.parametrize(
    ("key", "value"),
    [("name", "Mallory"), ("role", "Owner"), ("signed", "2020-01-01"), ("verdict", "Accepted with reservations")],
)
def test_what_was_exchanged_in_a_signature_is_found(
    signed: Bench, capsys: pytest.CaptureFixture[str], key: str, value: str
) -> None:
    edit_signatures(signed, lambda told: told[0].update({key: value}))
    code, said = verified(capsys)
    assert (code, "was changed: name, role, time or verdict are not those that were given" in said) == (1, True)


def swap_names(told: list[dict[str, Any]]) -> None:
    told[0]["name"], told[1]["name"] = told[1]["name"], told[0]["name"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda told: told.pop(0), "a signature before signature 1 (Grace Hopper) was added, removed or moved"),
        (lambda told: told.reverse(), "was added, removed or moved"),
        (lambda told: told.insert(1, told[0]), "was added, removed or moved"),
        (swap_names, "signature 1 (Grace Hopper) was changed"),
        # The last one has none behind it that tells of it, but it stands on the sheet.
        (lambda told: told.pop(), "sign-off.html was changed."),
    ],
)
def test_signatures_that_were_removed_moved_or_doubled_are_found(
    signed: Bench, capsys: pytest.CaptureFixture[str], change: Callable[[list[dict[str, Any]]], Any], words: str
) -> None:
    edit_signatures(signed, change)
    code, said = verified(capsys)
    assert (code, words in said) == (1, True), said


def test_signatures_that_were_all_removed_leave_their_trace(signed: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    (signed.reports / "signatures.json").unlink()
    capsys.readouterr()
    with pytest.raises(SuiteError, match="is not signed yet"):
        commands.verify()
    assert "sign-off.html was changed." in capsys.readouterr().out


def test_a_manifest_that_was_made_to_fit_is_not_the_one_that_was_signed(
    signed: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    (signed.reports / "junit.xml").write_text("<testsuites/>", encoding="utf-8")
    record_digests(signed.reports, signed.features, signed.waivers)
    code, said = verified(capsys)
    assert (code, "is about another manifest than the one that lies here" in said) == (1, True)


def test_what_the_next_run_changes_is_not_what_was_signed(signed: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("history.jsonl", "durations.json", "allure-history.jsonl", "README.md"):
        (signed.reports / name).write_text("{}\n", encoding="utf-8")
    assert verified(capsys)[0] == 0


@pytest.mark.parametrize("name", ["junit.xml", "allure-results/one-attachment.txt"])
def test_a_run_that_was_edited_before_anybody_signed_cannot_be_signed(run: Bench, name: str) -> None:
    (run.reports / name).write_text("made up", encoding="utf-8")
    with pytest.raises(SuiteError, match=f"cannot be signed: {name} was changed"):
        commands.sign(by="Ada")
    assert not (run.reports / "signatures.json").exists()


def render_anything(results: Path, output: Path, **_: Any) -> RenderOutcome:
    output.write_text(f"rendered over {output.stat().st_size}", encoding="utf-8")
    return RenderOutcome(output, "The report is there.")


def test_a_page_that_is_rendered_again_after_signing_is_told_as_such(
    signed: Bench, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_command, "render", render_anything)
    sheet = (signed.reports / "sign-off.html").read_bytes()
    assert report_command.report() == 0
    assert (signed.reports / "sign-off.html").read_bytes() == sheet
    code, said = verified(capsys)
    assert (code, "acceptance-report.html was rendered again at" in said) == (0, True), said
    (signed.reports / "acceptance-report.html").write_text("edited", encoding="utf-8")
    code, said = verified(capsys)
    assert (code, "acceptance-report.html was changed." in said) == (1, True)


def test_what_is_not_what_was_signed_is_not_rendered_over(signed: Bench) -> None:
    (signed.reports / "evidence" / "calls.jsonl").open("a").write("\n")
    before = Manifest.take(signed.reports, signed.features, signed.waivers).files
    with pytest.raises(SuiteError, match=r"its files are not the signed ones: evidence/calls\.jsonl was changed"):
        report_command.report()
    assert Manifest.take(signed.reports, signed.features, signed.waivers).files == before


def test_evidence_that_was_changed_gets_no_new_digests_from_rendering(
    run: Bench, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_command, "render", render_anything)
    (run.reports / "allure-results" / "one-attachment.txt").write_text("made up", encoding="utf-8")
    report_command.report()
    assert "one-attachment.txt was changed. It cannot be signed" in capsys.readouterr().out
    with pytest.raises(SuiteError, match=r"cannot be signed: .*one-attachment\.txt was changed"):
        commands.sign(by="Ada")


def test_a_note_of_a_rendering_covers_no_other_file(signed: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    note_rendering(signed.reports)
    (signed.reports / "junit.xml").write_text("<testsuites/>", encoding="utf-8")
    assert verified(capsys)[0] == 1


def test_a_signature_that_cannot_be_kept_leaves_the_sheets_as_they_were(
    signed: Bench, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("acceptance.judging.signing.write_whole", fail)
        with pytest.raises(OSError, match="No space"):
            commands.sign(by="Eve")
    assert verified(capsys)[0] == 0


def test_who_signs_anew_where_signatures_were_removed_is_refused(signed: Bench) -> None:
    (signed.reports / "signatures.json").unlink()
    with pytest.raises(SuiteError, match=r"cannot be signed: sign-off\.html was changed"):
        commands.sign(by="Eve")
