"""A matrix as the page and the Markdown show it: signs, words and colours, and why a promise is not met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from acceptance.judging.judgement import share
from acceptance.judging.profile_verdicts import ProfileStanding, ProfileVerdict
from acceptance.judging.promises import Promise, PromiseStanding
from acceptance.reporting.comparing.answer import answer, details, heading
from acceptance.reporting.comparing.matrix import NOTHING, Cell, Group, Matrix, Row
from acceptance.reporting.comparing.server_run import ServerRun
from acceptance.reporting.comparing.shown_calls import ShownCall, read_calls
from acceptance.reporting.documents.profiles import RULE

SIGNS: Final = {
    PromiseStanding.MET: "✓",
    PromiseStanding.NOT_MET: "✗",
    PromiseStanding.BLOCKED: "?",
    PromiseStanding.NOT_OFFERED: "–",  # noqa: RUF001 - the sign for nothing in a cell
    PromiseStanding.DECLARED: "≠",
    PromiseStanding.NOT_JUDGED: "?",
}
COLOURS: Final = {
    PromiseStanding.MET: "good",
    PromiseStanding.NOT_MET: "bad",
    PromiseStanding.BLOCKED: "warn",
    PromiseStanding.NOT_OFFERED: "none",
    PromiseStanding.DECLARED: "warn",
    PromiseStanding.NOT_JUDGED: "none",
}
OF_PROFILES: Final = {
    ProfileStanding.ACCEPTED: PromiseStanding.MET,
    ProfileStanding.AS_OFFERED: PromiseStanding.MET,
    ProfileStanding.RESERVATIONS: PromiseStanding.MET,
    ProfileStanding.REJECTED: PromiseStanding.NOT_MET,
    ProfileStanding.IN_PART: PromiseStanding.NOT_OFFERED,
    ProfileStanding.NOT_OFFERED: PromiseStanding.NOT_OFFERED,
    ProfileStanding.DECLARED: PromiseStanding.DECLARED,
    ProfileStanding.NOT_JUDGED: PromiseStanding.NOT_JUDGED,
}
APART: Final = (
    PromiseStanding.BLOCKED,
    PromiseStanding.NOT_OFFERED,
    PromiseStanding.DECLARED,
    PromiseStanding.NOT_JUDGED,
)
"""What stands beside the promises that are counted as offered, and is told apart."""

MOST_REASONS: Final = 400


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell: its sign and colour, its numbers, and what else is to be known."""

    sign: str
    colour: str
    words: str
    small: str
    met: int = 0
    offered: int = 0

    @property
    def percent(self) -> str:
        """The share of the offered promises that are met, in words; empty where none is told."""
        # The blank does not break: a number and its unit stay on one line.
        return share(self.met, self.offered).replace(" ", "\N{NO-BREAK SPACE}") if self.offered else ""

    @property
    def kept(self) -> int:
        """The same share in percent, for a bar."""
        return 100 * self.met // self.offered if self.offered else 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a promise is not met: the scenario that shows it, the sentence, and the calls."""

    promise: str
    words: str
    scenario: str
    others: int
    sentence: str
    calls: tuple[ShownCall, ...]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A requirement with its cells, and the reasons by the names of the servers."""

    identifier: str
    words: str
    differs: bool
    cells: tuple[ShownCell, ...]
    reasons: tuple[tuple[str, tuple[Reason, ...]], ...]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A profile with its cells and its requirements."""

    name: str
    words: str
    cells: tuple[ShownCell, ...]
    rows: tuple[ShownRow, ...]

    @property
    def differing(self) -> int:
        """How many of its requirements differ."""
        return sum(one.differs for one in self.rows)


def shown(matrix: Matrix) -> dict[str, Any]:
    """What the templates of the page and of the Markdown are filled with."""
    return {
        "answer": answer(matrix),
        "details": details(matrix),
        "notes": matrix.notes,
        "servers": [heading(one) for one in matrix.servers],
        "totals": [_total(one) for one in matrix.servers],
        "groups": [_group(matrix.servers, one) for one in matrix.groups],
        "costs": costs_of(matrix.servers),
        "profile_rule": RULE,
        "declared": [(one.name, declaration) for one in matrix.servers for declaration in one.run.target.otherwise],
        "judged": sum(row.judged for group in matrix.groups for row in group.rows),
    }


def costs_of(servers: Sequence[ServerRun]) -> list[tuple[str, list[str]]]:
    """What was measured of the servers' cost for an agent, each with the words about every server."""
    names = dict.fromkeys(name for server in servers for name in server.costs)
    return [(name, [server.costs.get(name, "") for server in servers]) for name in names]


def reasons_of(server: ServerRun, cell: Cell) -> tuple[Reason, ...]:
    """Why the promises of a cell are not met."""
    return tuple(_reason(server, one) for one in cell.broken)


def _total(server: ServerRun) -> ShownCell:
    colour = "none" if not server.offered else "good" if server.met == server.offered else "bad"
    offered = sum(one.standing not in NOTHING for one in server.profiles)
    part = sum(one.standing is ProfileStanding.IN_PART for one in server.profiles)
    small = f"offers {offered} of {len(server.profiles)} profiles{f', {part} more in part' if part else ''}"
    return ShownCell("", colour, _of(server.met, server.offered), small, server.met, server.offered)


def _group(servers: Sequence[ServerRun], group: Group) -> ShownGroup:
    return ShownGroup(
        group.profile.name,
        group.profile.words,
        tuple(map(shown_verdict, group.verdicts)),
        tuple(_row(servers, one) for one in group.rows if one.judged),
    )


def shown_verdict(verdict: ProfileVerdict) -> ShownCell:
    """What is said of one server about a profile, as a cell."""
    kind = OF_PROFILES[verdict.standing]
    told = _of(verdict.met, verdict.offered)
    if verdict.standing is ProfileStanding.IN_PART or not verdict.offered:
        # Of what is offered in part, the part is told, and no share: it would look like the share of a whole.
        small = f"{verdict.share}, {verdict.besides}" if verdict.offered else verdict.besides
        return ShownCell(SIGNS[kind], COLOURS[kind], str(verdict.standing), small)
    return ShownCell(SIGNS[kind], COLOURS[kind], told, verdict.besides, verdict.met, verdict.offered)


def _row(servers: Sequence[ServerRun], row: Row) -> ShownRow:
    reasons = tuple(
        (server.name, reasons_of(server, cell)) for server, cell in zip(servers, row.cells, strict=True) if cell.broken
    )
    cells = tuple(shown_cell(row.identifier, one) for one in row.cells)
    return ShownRow(row.identifier, row.words, row.differs, cells, reasons)


def shown_cell(requirement: str, cell: Cell) -> ShownCell:
    """What is said of one server about a requirement, with all that its denominator leaves out or has besides."""
    words = _of(cell.met, cell.offered) if cell.offered else str(cell.standing)
    counted = Counter(cell.standings.values())
    counted[PromiseStanding.NOT_JUDGED] -= cell.not_run
    besides = [(counted[kind], str(kind)) for kind in APART if cell.offered]
    besides.append((cell.not_run, "not run"))
    # Broken by a scenario that no clause names: the other server, which keeps it, has no such promise.
    besides.append((int(len(cell.standings) > 1 and requirement in cell.standings), "broken that no clause names"))
    small = ", ".join(f"{count} {told}" for count, told in besides if count)
    return ShownCell(SIGNS[cell.standing], COLOURS[cell.standing], words, small)


def _reason(server: ServerRun, promise: Promise) -> Reason:
    first = promise.failed[0] if promise.failed else None
    if first is None:
        return Reason(promise.identifier, promise.words, "", 0, "No call was answered.", ())
    sentence = " ".join(first.message.split())
    shortened = sentence if len(sentence) <= MOST_REASONS else f"{sentence[:MOST_REASONS]} …"
    others = len(promise.failed) - 1
    calls = read_calls(server.results, server.calls.get(first.result, ()))
    return Reason(promise.identifier, promise.words, first.name, others, shortened, calls)


def _of(met: int, offered: int) -> str:
    return f"{met} of {offered}" if offered else "nothing offered"
