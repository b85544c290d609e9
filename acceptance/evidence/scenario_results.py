"""How each scenario ended: in the record, one line for each, and in the results that the report is made of.

Both lie below the reports, whichever process ran the scenario. A line of the record is written at once and whole, so
that processes that run side by side lose none, and what was seen survives whatever ends the run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from hashlib import md5
from pathlib import Path
from time import time
from typing import Any, Final
from uuid import uuid4

from acceptance.confinement.descriptors import QUIETLY, folder_at
from acceptance.errors import DECLARED_OTHERWISE, NOT_APPLICABLE, SuiteError
from acceptance.evidence.call_trail import FailedCall
from acceptance.integrity.files import read_json

RECORD: Final = Path("evidence") / "outcomes.jsonl"
"""Where the lines are, below the reports."""

RECORDED: Final = ("name", "status", "message", "seconds", "ended", "result", "case")
"""What a line tells."""

RESULT: Final = "*-result.json"
"""The files of the results that the report is made of."""

MOST_BYTES: Final = 1 << 26
"""So large may a result be; its attachments are files of their own."""

NOT_OFFERED: Final = "NOT OFFERED"
"""How the reason of a skip begins when the target lacks what the scenario needs."""

BLOCKED: Final = "blocked"
"""How a scenario ended that was not judged, since a promise that others judge is broken; it is found at the end."""

GRAVITY: Final = ("failed", "broken", "not offered", "passed", "skipped", "declared otherwise", "does not apply")
"""The outcomes of one scenario, the one that counts first: what failed once is not met, whatever came later."""


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """How one scenario ended.

    Attributes:
        name: the scenario's name.
        status: `passed`, `failed` (the criterion is not met), `broken` (the suite could not judge), `skipped`, or
            `blocked` where the whole run shows that a promise of another requirement kept it from being judged.
        message: why it did not pass, in the report's words; empty where it did.
        seconds: how long it took.
        ended: when it ended, in seconds since the epoch.
        result: the identity of its result in the report.
        case: the identity that it has in the reports of all runs.
        feature: the name of the feature that it stands in; only the report tells this and what follows.
        requirements: the identifiers that it is tagged with.
        place: the phase, the feature and the rule that it stands under.
        outcomes: all its outcomes in order, where it ran more than once into the same results.
        call: the call to blame, where it failed.
    """

    name: str
    status: str
    message: str
    seconds: float
    ended: float = 0.0
    result: str = ""
    case: str = ""
    feature: str = ""
    requirements: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    call: FailedCall | None = None

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> ScenarioResult:
        """Read it out of the result that allure-behave wrote."""
        labels = {label.get("name"): label.get("value") for label in told.get("labels", [])}
        details = told.get("statusDetails") or {}
        begun, ended = told.get("start", 0), told.get("stop", 0)
        return cls(
            name=str(told.get("name", "")),
            status=str(told.get("status", "")),
            message=str(details.get("message") or ""),
            seconds=max(0, ended - begun) / 1000,
            ended=ended / 1000,
            result=str(told.get("uuid", "")),
            case=str(told.get("testCaseId") or ""),
            feature=str(labels.get("feature", "")),
            requirements=tuple(
                str(label.get("value")) for label in told.get("labels", []) if label.get("name") == "requirement"
            ),
            place=tuple(map(str, told.get("titlePath") or ())),
        )

    @property
    def not_offered(self) -> bool:
        """Whether it was skipped because the target lacks what it needs."""
        return self.status == "skipped" and self.message.startswith(NOT_OFFERED)

    @property
    def lacking(self) -> str:
        """What the target lacks that it needs; empty where it was not skipped for that."""
        line = (self.message.splitlines() or [""])[0]
        return line.removeprefix(f"{NOT_OFFERED}: ") if self.not_offered else ""

    @property
    def inapplicable(self) -> bool:
        """Whether it was skipped because it is about what the target does not have."""
        return self.status == "skipped" and self.message.startswith(NOT_APPLICABLE)

    @property
    def declared(self) -> bool:
        """Whether it was skipped because the target documents another choice of design."""
        return self.status == "skipped" and self.message.startswith(DECLARED_OTHERWISE)

    @property
    def exempt(self) -> bool:
        """Whether the target is not held to it: it does not apply, or is declared otherwise."""
        return self.inapplicable or self.declared

    @property
    def blocked(self) -> bool:
        """Whether it was not judged, since a promise that others judge is broken."""
        return self.status == BLOCKED

    @property
    def judged(self) -> bool:
        """Whether it says something about the target: it ran to an end."""
        return self.status in {"passed", "failed", "broken"}

    @property
    def unjudged(self) -> bool:
        """Whether it applies to the target and says nothing about it, for no fault or lack of the target's."""
        return not (self.judged or self.not_offered or self.exempt or self.blocked)

    @property
    def ending(self) -> str:
        """Its status, with the kinds of skips that are told apart from the others."""
        if self.not_offered:
            return "not offered"
        if self.declared:
            return "declared otherwise"
        return "does not apply" if self.inapplicable else self.status

    def after(self, earlier: ScenarioResult) -> ScenarioResult:
        """The same scenario after an earlier outcome of it: the graver one, which tells both."""
        endings = (*(earlier.outcomes or (earlier.ending,)), self.ending)
        graver = min(self, earlier, key=lambda one: GRAVITY.index(one.ending) if one.ending in GRAVITY else 0)
        words = graver.message.removesuffix(earlier.times).rstrip("\n")
        both = replace(graver, outcomes=endings)
        return replace(both, message=f"{words}\n{both.times}".lstrip("\n"))

    @property
    def times(self) -> str:
        """The sentence that tells of several outcomes; empty where there is one."""
        return f"Ran {len(self.outcomes)} times: {', '.join(self.outcomes)}." if self.outcomes else ""

    def as_line(self) -> dict[str, Any]:
        """What the record keeps of it: the features tell the rest."""
        told = {name: getattr(self, name) for name in RECORDED}
        return told | ({"call": asdict(self.call)} if self.call else {})

    @classmethod
    def from_line(cls, told: dict[str, Any]) -> ScenarioResult:
        """Read it out of a line of the record.

        Raises:
            TypeError: it is none.
        """
        call = told.pop("call", None)
        result = cls(**told, call=FailedCall(**call) if call is not None else None)
        check_types(result)
        return result


def append_result(reports: Path, result: ScenarioResult) -> None:
    """Keep how one scenario ended.

    Args:
        reports: the reports folder, without a symbolic link in its path: a target that has put one there while the run
            wrote into it would have the line appended to a file of the user's.
        result: what is kept.

    Raises:
        OSError: it could not be written, or a symbolic link leads elsewhere.
    """
    line = json.dumps(result.as_line(), ensure_ascii=False) + "\n"
    with folder_at(reports) as folder, suppress(FileExistsError):
        os.mkdir(RECORD.parent, dir_fd=folder)
    with folder_at(reports, RECORD.parent.parts) as folder:
        descriptor = os.open(RECORD.name, os.O_WRONLY | os.O_APPEND | os.O_CREAT | QUIETLY, 0o644, dir_fd=folder)
        try:
            os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)


def read_record(reports: Path) -> dict[str, ScenarioResult]:
    """The record, by the scenarios' names, in the order in which they ended; of several for one the gravest counts.

    Raises:
        SuiteError: a line is no outcome.
    """
    found: dict[str, ScenarioResult] = {}
    for number, line in enumerate(_lines(reports / RECORD), start=1):
        try:
            result = _result_of(line)
        except (ValueError, TypeError, AttributeError, RecursionError):
            raise SuiteError(
                f"{RECORD}, line {number}, is not the outcome of a scenario; "
                "the results are damaged: run the suite again."
            ) from None
        earlier = found.pop(result.name, None)
        found[result.name] = result.after(earlier) if earlier else result
    return found


@lru_cache(maxsize=8192)
def _result_of(line: str) -> ScenarioResult:
    """The outcome of one line; while a run is under way, the record is read again after each feature."""
    return ScenarioResult.from_line(json.loads(line))


def check_types(result: ScenarioResult) -> None:
    """Check that what was read is what a run writes.

    Raises:
        TypeError: it is not.
    """
    call = result.call or FailedCall()
    blamed = (call.tool, call.ended, call.answer, call.breaks)
    texts = (result.name, result.status, result.message, result.result, result.case, *blamed)
    numbers = (result.seconds, result.ended)
    if not all(isinstance(one, str) for one in texts) or not all(isinstance(one, int | float) for one in numbers):
        raise TypeError


def read_results(folder: Path) -> Iterator[ScenarioResult]:
    """All scenarios of a results folder; a result that is cut short, as a kill leaves it, is none."""
    for path in folder.glob(RESULT):
        with suppress(OSError, ValueError, TypeError, AttributeError):
            yield ScenarioResult.read(read_json(path, MOST_BYTES))


def settled(results: Iterable[ScenarioResult], blocked: Container[str]) -> Iterator[ScenarioResult]:
    """Results, those of scenarios that failed only because others did as blocked."""
    for one in results:
        yield replace(one, status=BLOCKED) if one.status == "failed" and one.name in blocked else one


def write_broken(folder: Path, name: str, message: str) -> None:
    """Put into the results that the suite itself broke, where no process is left to do so."""
    identity, moment = uuid4().hex, round(time() * 1000)
    result = {
        "uuid": identity,
        "name": name,
        "fullName": f"The run / {name}",
        "historyId": md5(name.encode(), usedforsecurity=False).hexdigest(),
        "status": "broken",
        "statusDetails": {"message": message},
        "labels": [{"name": "feature", "value": "The run"}, {"name": "severity", "value": "blocker"}],
        "titlePath": ["The run"],
        "start": moment,
        "stop": moment,
    }
    (folder / f"{identity}-result.json").write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


def _lines(file: Path) -> Iterable[str]:
    try:
        return [line for line in file.read_text(encoding="utf-8").split("\n") if line]
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError(f"{file.name} cannot be read: {error}; run the suite again.") from None
