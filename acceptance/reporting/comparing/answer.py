"""What a reader of a comparison wants to know first: who keeps more of what it promises, and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from acceptance.reporting.comparing.matrix import Matrix, ahead, share_of
from acceptance.reporting.comparing.server_run import ServerRun

MOST_NAMED: Final = 6


def answer(matrix: Matrix) -> str:
    """Who keeps more of what it promises, in one sentence."""
    best, second, *others = sorted(matrix.servers, key=lambda one: (-one.kept, -one.offered))
    told = f"{best.name} {share_of(best)}, {second.name} {share_of(second)}"
    told += f", … {others[-1].name} {share_of(others[-1])}" if others else ""
    if best.kept == second.kept:
        return f"No server keeps a larger share than all others of the promises that it offers: {told}."
    most = max(matrix.servers, key=lambda one: one.met)
    wider = "" if most is best else f" {most.name} keeps the most: {share_of(most)}."
    return f"{best.name} keeps {'more' if not others else 'the most'} of what it promises: {told}.{wider}"


def details(matrix: Matrix) -> list[str]:
    """Where they differ, in sentences."""
    if not matrix.differing:
        return ["No difference: they do the same about every requirement that was judged."]
    told = [f"They differ in {_counted(len(matrix.differing), 'requirement')}."]
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
