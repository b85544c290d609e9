"""What lies below the reports may be damaged, or made by somebody else: one plain sentence, and never a traceback."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from acceptance.commands import sign as commands
from acceptance.errors import SuiteError
from tests.judging.conftest import Bench

DIGESTS = {"features": "f", "tools": "t", "results": "r"}
WHOLE = {"verdict": "Accepted", "reason": "all", "made": "2026-11-25T12:00:00+00:00", "digests": DIGESTS}
DAMAGED = {
    "empty": "",
    "truncated": json.dumps(WHOLE)[:-20],
    "a list": "[]",
    "a text": '"Accepted"',
    "a number": "1" * 5000,
    "null": "null",
    "without digests": json.dumps({**WHOLE, "digests": None}),
    "with other digests": json.dumps({**WHOLE, "digests": {"results": "r"}}),
    "with a table for a verdict": json.dumps({**WHOLE, "verdict": {}}),
    "with no time": json.dumps({**WHOLE, "made": 7}),
    "nested": "[" * 200_000,
    "of bytes": "\udcff\udcfe",
}


@pytest.mark.parametrize("name", ["sign-off.json", "signatures.json", "manifest.json"])
@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_record_gets_one_plain_sentence(signed: Bench, name: str, content: str) -> None:
    file = signed.reports / name
    file.write_text(content, encoding="utf-8", errors="surrogateescape")
    for command in (commands.verify, lambda: commands.sign(by="Ada")):
        with pytest.raises(SuiteError) as raised:
            command()
        assert "\n" not in str(raised.value) and str(raised.value).endswith(".")


def make_huge(file: Path) -> None:
    os.truncate(file, 1 << 34)


def make_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def make_link(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


@pytest.mark.parametrize("name", ["sign-off.json", "signatures.json", "manifest.json"])
@pytest.mark.parametrize("harm", [make_huge, make_pipe, make_link, Path.unlink])
def test_a_record_that_is_huge_or_no_file_is_not_read(signed: Bench, name: str, harm: Callable[[Path], None]) -> None:
    harm(signed.reports / name)
    with pytest.raises(SuiteError, match=r"\.$"):
        commands.verify()


SIGNATURES = {
    "of texts": ["Ada"],
    "with a number for a name": [{"name": 7, "role": "", "signed": "", "verdict": "Accepted", "manifest": ""}],
    "with a key too many": [{"name": "Ada", "role": "", "signed": "", "verdict": "A", "manifest": "", "more": 1}],
    "with control characters": [{"name": "\x1b[2J", "role": "", "signed": "", "verdict": "A", "manifest": ""}],
    "of an earlier version": [
        {"name": "Ada", "role": "", "signed": "", "verdict": "Accepted", "record": "r", "results": "r"}
    ],
}


@pytest.mark.parametrize("content", SIGNATURES.values(), ids=SIGNATURES)
def test_signatures_that_are_none_get_one_plain_sentence(signed: Bench, content: list[Any]) -> None:
    (signed.reports / "signatures.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(SuiteError, match=r"signatures\.json holds no signatures"):
        commands.verify()


@pytest.mark.parametrize("name", ["", "  ", "Ada\nAccepted: all", "\x1b[31mAda", "\udcff", "A" * 121, "\u202eadA"])
def test_a_person_has_a_name_that_can_be_seen(run: Bench, name: str) -> None:
    with pytest.raises(SuiteError, match="--by"):
        commands.sign(by=name)


def test_a_record_of_the_evidence_that_no_run_writes_gets_one_plain_sentence(run: Bench) -> None:
    for line in ('{"event": "target"}', '{"tool": "x"}', '{"event": "planned", "scenarios": 7}', "[" * 100_000):
        (run.reports / "evidence" / "calls.jsonl").open("a").write(f"{line}\n")
        with pytest.raises(SuiteError, match=r"no run writes|cannot be signed"):
            commands.sign(by="Ada")
