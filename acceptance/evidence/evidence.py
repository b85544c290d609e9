"""The record of a run: one line for each call, and the whole exchange for the step that made it.

Lines are written and flushed one by one, so that what was seen survives Ctrl-C, a crash and a full disk.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Final

from acceptance.display import escaped_json
from acceptance.errors import SuiteError
from acceptance.evidence.call_trail import ACCEPTED, REFUSED, UNANSWERED, CallTrail
from acceptance.evidence.circuit_breaker import RunCircuitBreaker
from acceptance.evidence.vain_waits import VainWaits
from acceptance.messages.shown import LEVELS_KEPT, as_json, bounded_fields, ends_of, plain
from acceptance.redaction import Redactor, hide_in_files

# What a reader of the report wants to see of a large request or reply.
SHOWN_CHARACTERS: Final = 12_000
OUTCOME_CHARACTERS: Final = 4_000
# Of what happened beside the calls, each text is kept up to this length.
EVENT_CHARACTERS: Final = 20_000
# What a line says in the suite's own words, by which it is read again: nothing in it is the target's.
OURS: Final = ("time", "scenario", "scenarios", "event", "requirement")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call and what came of it.

    Attributes:
        scenario: the scenario during which the call was made.
        tool: the tool that was called.
        arguments: what it was given.
        outcome: `accepted`, `refused`, or the words of what went wrong.
        answered: whether any answer came.
        milliseconds: from sending the call to its end.
        reply: the answer's fields, or its text.
        in_vain: whether an answer was waited for to the end of the bound, and none came.
        words: what was answered, as a message shows it; empty where the answer itself is enough.
        stands_for: the contract's tool that does what was asked for; empty where it is called itself.
    """

    scenario: str
    tool: str
    arguments: dict[str, Any]
    outcome: str
    answered: bool
    milliseconds: float
    reply: Any
    in_vain: bool = False
    words: str = ""
    stands_for: str = ""

    @property
    def promised(self) -> str:
        """The contract's tool of which this is promised, whatever the target calls it."""
        return self.stands_for or self.tool

    def as_text(self) -> str:
        """The exchange as readable JSON, cut where it is long."""
        content = {
            "tool": self.tool,
            "request": shorten(self.arguments),
            "outcome": ends_of(self.outcome, OUTCOME_CHARACTERS),
            "milliseconds": round(self.milliseconds, 2),
            "reply": shorten(self.reply),
        }
        return readable(content)

    def without(self, redactor: Redactor) -> Exchange:
        """The exchange as a reader may see it: a server may send back what it was sent."""
        return replace(
            self,
            tool=redactor.text(self.tool),
            arguments=redactor.tree(self.arguments),
            reply=redactor.tree(self.reply),
            outcome=redactor.text(self.outcome),
        )

    def as_line(self) -> dict[str, Any]:
        """What the record keeps of it: not what is large, or told by the outcome already."""
        other = {"stands_for": self.stands_for} if self.promised != self.tool else {}
        return {
            "scenario": self.scenario,
            "tool": self.tool,
            **other,
            "outcome": ends_of(self.outcome, OUTCOME_CHARACTERS),
            "answered": self.answered,
            "milliseconds": round(self.milliseconds, 3),
        }


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a scenario measured, and what it is held to.

    Attributes:
        requirement: the identifier that it is judged for, `OSM-2` for instance.
        name: what was measured, in words.
        value: how much; None where it could not be measured.
        unit: of the value and the bound.
        bound: what it is held to, in words: `at most 2 %`.
        met: whether the bound is kept; None where that cannot be told on this machine.
        low: the lower end of the 95 % interval, where there is one.
        high: the upper end of it.
        details: what else a reader may want: samples, absolute figures.
    """

    requirement: str
    name: str
    value: float | None
    unit: str
    bound: str
    met: bool | None
    low: float | None = None
    high: float | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Display:
    """Where what is measured is shown while and after it is.

    Attributes:
        draw: puts a picture (its name, and SVG) into the report.
        progress: tells the person at the console how far a measurement is.
    """

    draw: Callable[[str, str], None] = lambda name, picture: None
    progress: Callable[[str], None] = lambda words: None


class Evidence:
    """Where the exchanges and events of a run are written.

    Attributes:
        scenario: the name of the scenario that runs now.
        requirement: the identifier that its figures are judged for.
        display: where what is measured is shown.
        tools: the tools that answered.
        recorded: how many answered calls have a line in the record; of a measurement's many calls none has.
        patience: how long tools that are not answered are still asked.
        vain: what was waited for in vain, by all processes of the run.
        trouble: what a reader of the run's end should know of (a server that had to be killed, a full disk).
        redactor: hides what is told nowhere.
        trail: the calls of the scenario that runs now, for what is told of its failure.
    """

    def __init__(self, folder: Path, show: Callable[[Exchange], None], display: Display | None = None) -> None:
        """Write into `folder`, which is made; `show` gets every exchange, to put it into the report."""
        folder.mkdir(parents=True, exist_ok=True)
        self.scenario = ""
        self.requirement = ""
        self.display = display or Display()
        self.tools: set[str] = set()
        self.recorded = 0
        self.patience = RunCircuitBreaker()
        self.trouble: list[str] = []
        self.redactor = Redactor()
        self.trail = CallTrail()
        self._show = show
        self._lock = Lock()
        # Unbuffered: each line is one write, so that the lines of several processes stay whole in one file.
        self._file = (folder / "calls.jsonl").open("ab", buffering=0)
        self.vain = VainWaits(folder / "calls.jsonl", self.event)

    @property
    def answered(self) -> int:
        """How many calls the target has answered so far."""
        return self.patience.replies

    def record(self, exchange: Exchange, *, shown: bool = True) -> None:
        """Keep one exchange: a line in the record and, where it is to be shown, the whole in the report."""
        self.patience.count(answered=exchange.answered, in_vain=exchange.in_vain)
        if exchange.answered:
            self.recorded += 1
            self.tools.add(exchange.tool)
        self._write({"time": now(), **exchange.as_line()})
        if shown:
            self._show(exchange)
            otherwise = ACCEPTED if exchange.answered else UNANSWERED
            ended = exchange.outcome if exchange.outcome in {ACCEPTED, REFUSED} else otherwise
            # Hidden before it is cut: of a secret that is cut no part would be known again.
            words = self.redactor.text(exchange.words or exchange.outcome)
            self.trail.note(self.redactor.text(exchange.promised), ended, words)

    def note(self, what: str, told: Any, milliseconds: float) -> None:
        """Keep an answer to something that is no tool call: a greeting, a list of tools, a bare line."""
        self.record(Exchange(self.scenario, what, {}, "accepted", True, milliseconds, told))

    @contextmanager
    def outside_scenarios(self) -> Iterator[None]:
        """While this lasts, what is recorded belongs to no scenario."""
        before, self.scenario = self.scenario, ""
        try:
            yield
        finally:
            self.scenario = before

    @contextmanager
    def concealing(self, redactor: Redactor, servers: Path) -> Iterator[None]:
        """While this lasts, nothing secret is recorded; after it, nothing secret stands in what the servers wrote.

        Raises:
            SuiteError: the one that was raised inside, without the secrets that the target may have told in it.
        """
        self.redactor = redactor
        try:
            yield
        except SuiteError as error:
            error.args = tuple(redactor.text(str(word)) for word in error.args)
            raise
        finally:
            hide_in_files(servers, redactor)

    def count(self, tool: str) -> None:
        """Keep that a tool answered one of many calls of a measurement, which are not told one by one."""
        with self._lock:
            self.patience.count(answered=True)
            self.tools.add(tool)

    def event(self, what: str, **details: Any) -> None:
        """Keep what happened beside the calls: a server started, ended, died."""
        kept = bounded_fields(details, EVENT_CHARACTERS, LEVELS_KEPT)
        self._write({"time": now(), "scenario": self.scenario, "event": what, **kept})

    def measure(self, figure: Figure) -> None:
        """Keep a figure that was measured, with the bound that it is held to."""
        self.event("figure", **asdict(figure))

    def warn(self, sentence: str) -> None:
        """Keep what the reader of the run's end should know of, once."""
        sentence = self.redactor.text(sentence)
        self.event("warning", words=sentence)
        if sentence not in self.trouble:
            self.trouble.append(sentence)

    def close(self) -> None:
        """Close the record."""
        with suppress(OSError):
            self._file.close()

    def _write(self, line: dict[str, Any]) -> None:
        try:
            text = as_json(line)
            if self.redactor.finds(text):
                own = {name: line[name] for name in OURS if name in line}
                text = as_json({**self.redactor.tree(line), **own})
            # Half a character is written as its escape, which JSON allows.
            self._file.write(f"{escaped_json(text)}\n".encode("utf-8", "backslashreplace"))
        except OSError as error:
            # A full disk must not turn the run red: the results themselves are written elsewhere.
            sentence = (
                f"The evidence could not be written: {error.strerror}. Free some space where the reports are written."
            )
            if sentence not in self.trouble:
                self.trouble.append(sentence)


def now() -> str:
    """The time now, in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def readable(content: Any) -> str:
    """The content as indented JSON: by pydantic's writer, for that of Python takes a quarter of a call for a page."""
    # Only here: whatever has called a server has imported it.
    from pydantic_core import to_json  # noqa: PLC0415

    try:
        text = to_json(content, indent=2, inf_nan_mode="constants").decode()
    except ValueError:
        # Half a character, for instance, which has no UTF-8.
        text = json.dumps(plain(content), indent=2, default=str)
    return escaped_json(text)


def shorten(content: Any) -> Any:
    """The content, or the head and the tail of its text where it is too long to be shown."""
    text = content if isinstance(content, str) else as_json(content)
    return content if len(text) <= SHOWN_CHARACTERS else ends_of(text, SHOWN_CHARACTERS)
