"""What a reader of a comparison wants to know first: who keeps what another breaks, and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from acceptance.reporting.comparing.matrix import (
    Matrix,
    ahead,
    breaks_what_is_kept,
    keeps_what_breaks,
    share_of,
)
from acceptance.reporting.comparing.server_run import ServerRun

MOST_NAMED: Final = 6


def answer(matrix: Matrix) -> str:
    """Who keeps what another breaks, in one sentence."""
    if len(matrix.servers) == 2:
        return _answer_of_two(*matrix.servers)
    broken = {one.name: len(breaks_what_is_kept(one, matrix.servers)) for one in matrix.servers}
    names = sorted(broken, key=lambda name: broken[name])
    told = [f"{name} {broken[name]}" for name in names[:MOST_NAMED]]
    told += ["…"] if len(names) > MOST_NAMED else []
    least = [name for name in names if broken[name] == broken[names[0]]]
    if len(least) == len(names):
        if not broken[names[0]]:
            return "No server breaks a promise that another one keeps."
        return f"Each server breaks as many promises that another one keeps: {broken[names[0]]}."
    who = f"{_listed(least)} {'break' if len(least) > 1 else 'breaks'} the fewest"
    return f"{who} promises that another one keeps: {', '.join(told)}."


def _answer_of_two(one: ServerRun, other: ServerRun) -> str:
    """What each of two servers keeps that the other breaks, the better one first."""
    mine, others = len(keeps_what_breaks(one, other)), len(keeps_what_breaks(other, one))
    if not mine and not others:
        return f"{one.name} and {other.name} keep and break the same of the promises that were judged of both."
    if others > mine:
        one, other, mine, others = other, one, others, mine
    first = f"{one.name} keeps {_counted(mine, 'promise')} that {other.name} breaks"
    return f"{first}; {other.name} keeps {others or 'none'} that {one.name} breaks."


def _listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them, the first of many."""
    shown = [*names[:MOST_NAMED], *(["others"] if len(names) > MOST_NAMED else [])]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def shares(matrix: Matrix) -> str:
    """How many of the promises that it offers each server keeps, the largest share first."""
    ordered = sorted(matrix.servers, key=lambda one: (-one.kept, -one.offered))
    told = ", ".join(f"{one.name} {share_of(one)}" for one in ordered[:MOST_NAMED])
    return f"Promises kept of those offered: {told}{', …' if len(ordered) > MOST_NAMED else ''}."


def details(matrix: Matrix) -> list[str]:
    """Where they differ, in sentences."""
    told = [shares(matrix)]
    if not matrix.differing:
        return [*told, "No difference: they do the same about every requirement that was judged of them."]
    told += [f"They differ in {_counted(len(matrix.differing), 'requirement')}."]
    if len(matrix.servers) == 2:
        told += [*_sides(matrix), *_regressions(matrix)]
    return told


def _sides(matrix: Matrix) -> list[str]:
    """In which profiles each of two servers keeps more than the other."""
    told = []
    for one, other in ((0, 1), (1, 0)):
        if names := ahead(matrix.groups, one, other):
            told.append(f"{matrix.servers[one].name} keeps more in: {_some(names)}.")
    return told


def _regressions(matrix: Matrix) -> list[str]:
    """How many scenarios the second of two servers fails or lacks that the first passes, and the other way round."""
    first, second = matrix.servers
    lost = len(matrix.regressions)
    won = len(Matrix((second, first)).regressions)
    mine = f"{first.name} passes {_counted(lost, 'scenario')} that {second.name} does not"
    return [f"{mine}, and {second.name} passes {won} that {first.name} does not."]


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])}{more}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def heading(server: ServerRun) -> tuple[str, str]:
    """The name of a server and, where it says so, what it calls itself."""
    return server.name, "" if server.server == server.name else server.server
