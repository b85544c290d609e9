"""The bug report for a failed promise, in Markdown that a maintainer can paste."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from acceptance.display import escaped_json, fenced, visible
from acceptance.evidence.scenario_results import ScenarioResult
from acceptance.judging.blocking import main_requirement
from acceptance.judging.causes import causes
from acceptance.judging.run_record import RunRecord
from acceptance.messages.shown import ends_of, plain
from acceptance.redaction import HIDDEN, Redactor
from acceptance.reporting.documents.rendering import Trusted, render
from acceptance.reporting.explaining import replay
from acceptance.reporting.explaining.kept_calls import KeptScenario
from acceptance.reporting.explaining.messages import MESSAGES, SCRIPT, Messages, Sent, command_of
from acceptance.specification.features import Case
from acceptance.specification.phases import FAULTS
from acceptance.targets.secrets import redactor_for
from acceptance.targets.target import Target

ANSWER_CHARACTERS: Final = 3_000
FOUND_CHARACTERS: Final = 2_000
LINES_CHARACTERS: Final = 30_000
"""So much of the messages stands in the report: what a tracker takes in one piece is twice as much."""

MOST_STAND_INS: Final = 12
EXPECTED: Final = re.compile(r"Expected: (.*?)\n\s*but: (.*)", re.DOTALL)
SCRIPT_FILE: Final = Path(replay.__file__)
BEYOND_CALLS: Final = (
    "The replay makes the calls one after the other on one server in an empty folder. What the scenario does beside "
    "calls (starting again, faults, several clients at the same time, files), and what earlier scenarios left on a "
    "shared server, it does not repeat."
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A scenario that failed, and what was kept of it.

    Attributes:
        run: the run.
        case: the scenario.
        outcome: how it ended.
        kept: its steps and calls.
        messages: its messages.
        target: what was tested; `None` if it cannot be found any more.
        lost: why it cannot; empty if it can.
    """

    run: RunRecord
    case: Case
    outcome: ScenarioResult
    kept: KeptScenario
    messages: Messages
    target: Target | None = None
    lost: str = ""

    @property
    def redactor(self) -> Redactor:
        """Hides the secrets of the target."""
        return redactor_for(self.target) if self.target is not None else Redactor()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, as the report shows it."""

    number: int
    tool: str
    ended: str
    text: Trusted


def issue(failure: Failure, versions: Sequence[tuple[str, str]], *, script: bool = True) -> str:
    """The bug report.

    Args:
        failure: what it is about.
        versions: what else ran, each with its version.
        script: whether the script that replays the messages stands in it.
    """
    case, run, messages = failure.case, failure.run, failure.messages
    expected, found = told_apart(failure)
    command = replay_command(failure)
    shown = messages.text if len(messages.text) <= LINES_CHARACTERS else ""
    requirement = main_requirement(case)
    text = render(
        "issue.md.j2",
        promise=case.name,
        rule=case.rule,
        requirement=requirement,
        required=run.requirements.get(requirement, ""),
        severity=case.severity,
        cause=next((one for one in causes(run) if case.name in one.failed), None),
        expected=expected,
        found=found,
        answers=[_answer(one) for one in telling(failure)],
        versions=[*_server_versions(run), *versions],
        steps=Trusted(fenced(visible("\n".join(_steps(failure))), "gherkin")),
        file=MESSAGES,
        lines=Trusted(fenced(shown, "json")) if shown and messages.sent else "",
        script_name=SCRIPT,
        script=Trusted(fenced(SCRIPT_FILE.read_text(encoding="utf-8"), "python")) if script else "",
        command=Trusted(fenced(visible(command), "sh")) if command else "",
        notes=list(notes(failure, shown=bool(shown))),
    )
    return failure.redactor.text(text)


def replay_command(failure: Failure) -> str:
    """The command that replays the messages; empty if there is none."""
    target = failure.target
    return command_of(target) if target is not None and target.url is None and failure.messages.sent else ""


def told_apart(failure: Failure) -> tuple[str, str]:
    """What was expected and what was found, each in words."""
    message = failure.outcome.message
    found = EXPECTED.search(message)
    if found:
        return _line(found[1]), _line(found[2])
    step = failure.kept.failed_step
    return f'the step "{step}" succeeds' if step else failure.case.name, _line(message)


def telling(failure: Failure) -> list[Sent]:
    """The calls whose answers the report shows: the one to blame, and the last."""
    sent, blamed = failure.messages.sent, failure.outcome.call
    last_blamed = [one for one in sent if blamed is not None and one.call.tool == blamed.tool][-1:]
    return list({one.number: one for one in (*last_blamed, *sent[-1:])}.values())


def notes(failure: Failure, *, shown: bool) -> Iterator[str]:
    """What a reader of the replay should know, in sentences."""
    messages = failure.messages
    if not messages.sent:
        yield "The run kept no call of this scenario that could be replayed."
        return
    if not shown:
        yield f"The messages are too long for this report. Attach {MESSAGES}, which explain writes with --to."
    yield from _stand_ins(messages)
    if messages.cut:
        yield f"{len(messages.cut)} calls are left out: their arguments were too long to be kept."
    if messages.others:
        yield f"Left out, because it is not a call of a tool: {', '.join(dict.fromkeys(messages.others))}."
    yield from _starting(failure)
    yield BEYOND_CALLS
    if failure.case.folder == FAULTS:
        yield "The scenario injects a fault, so its failure may not show in the replay."


def _stand_ins(messages: Messages) -> Iterator[str]:
    for stand_in, value in list(messages.carried.items())[:MOST_STAND_INS]:
        yield f"{stand_in} stands for a value that the server makes up, another at each run: in this run {value}."
    if len(messages.carried) > MOST_STAND_INS:
        yield f"So do {len(messages.carried) - MOST_STAND_INS} more stand-ins of this form."


def _starting(failure: Failure) -> Iterator[str]:
    """What a reader should know of how the server is started."""
    if failure.target is None:
        yield f"How the server is started is not known: {failure.lost}"
    elif failure.target.url is not None:
        yield f"The server was reached over HTTP, at {failure.target.url}. Send each message to it as a request."
    if HIDDEN in failure.redactor.text(f"{replay_command(failure)}{failure.messages.text}"):
        yield f"{HIDDEN} stands for a secret. Replace it before the replay."


def _answer(sent: Sent) -> Answer:
    reply, outcome = sent.call.reply, sent.call.outcome
    ended = {"accepted": "accepted", "refused": "rejected"}.get(outcome)
    if ended is None:
        return Answer(sent.number, sent.call.tool, outcome, Trusted(""))
    is_text = isinstance(reply, str)
    text = visible(reply) if is_text else escaped_json(json.dumps(plain(reply), indent=2, ensure_ascii=False))
    shown = fenced(ends_of(text, ANSWER_CHARACTERS), "" if is_text else "json")
    return Answer(sent.number, sent.call.tool, ended, Trusted(shown))


def _server_versions(run: RunRecord) -> Iterator[tuple[str, str]]:
    target = run.target
    yield "Server", f"{target.server} {target.version}".strip() or "a server without a name"
    yield "Target of the suite", target.name or "unknown"
    yield "Specification", run.specification.digest[:12]
    yield "Run", datetime.fromtimestamp(run.ended, UTC).isoformat(timespec="seconds")


def _steps(failure: Failure) -> Iterator[str]:
    """The steps, and which of them failed."""
    for number, step in enumerate(failure.case.steps):
        failed = number < len(failure.kept.steps) and failure.kept.steps[number].failed
        yield f"{step.keyword} {step.words}{'   # failed here' if failed else ''}"
        yield from (f"  | {' | '.join(row)} |" for row in step.table)
        yield from (f"  {line}" for line in ends_of(step.text, FOUND_CHARACTERS).splitlines())


def _line(text: str) -> str:
    return ends_of(" ".join(text.split()), FOUND_CHARACTERS)
