"""The report shows causes as categories, and what is blocked as not judged; what the run wrote stays as it is."""

import json
from pathlib import Path

from acceptance.judging.blocking import CauseKey
from acceptance.judging.causes import Cause
from acceptance.reporting.settled_results import Causes, settled_copy

CAUSE = Cause((CauseKey("TASK-4"),), "Changing fails", "", "", ("It changes",), ("It is gone",), "normal", "It changes")
CAUSES = Causes((CAUSE,), {"It is gone": "BLOCKED by TASK-4"})


def write(folder: Path, name: str, status: str) -> None:
    told = {"name": name, "status": status, "statusDetails": {"message": "refused", "trace": "here"}, "labels": []}
    (folder / f"{name}-result.json").write_text(json.dumps(told), encoding="utf-8")


def test_the_copy_has_causes_and_the_evidence_has_not(tmp_path: Path) -> None:
    results = tmp_path / "allure-results"
    results.mkdir()
    for name in ("It changes", "It is gone", "Another"):
        write(results, name, "failed")
    (results / "1-attachment.txt").write_text("a call", encoding="utf-8")
    (results / "cut-result.json").write_text('{"name": "It', encoding="utf-8")
    before = {file.name: file.read_bytes() for file in results.iterdir()}
    place = tmp_path / "place"
    place.mkdir()
    copy = settled_copy(results, place, CAUSES)
    told = {name: json.loads((copy / f"{name}-result.json").read_text()) for name in ("It changes", "It is gone")}
    assert told["It changes"]["status"] == "failed"
    assert told["It is gone"]["status"] == "skipped"
    assert told["It is gone"]["statusDetails"] == {"message": "BLOCKED by TASK-4", "trace": "here"}
    assert told["It changes"]["labels"] == [{"name": "cause", "value": "1. Changing fails"}]
    assert (copy / "Another-result.json").read_bytes() == before["Another-result.json"]
    assert {file.name: file.read_bytes() for file in results.iterdir()} == before
    assert {file.name for file in copy.iterdir()} == before.keys()


def test_each_cause_is_a_category() -> None:
    (category,) = CAUSES.categories()
    assert category["name"] == "1. Changing fails (TASK-4)"
    assert category["matchers"] == {"labels": {"cause": r"^1\. "}}
