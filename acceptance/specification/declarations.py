"""What a target declares to be otherwise than the contract says: its own choices of design, with the place in its docs.

A dialect file has a table for each:

    [[otherwise]]
    clause = "TASK-2.6"                          # a clause of features/clauses/ that is a choice of design
    documented = "README, section Lifecycle"
    says = "A completed task may be started again."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from acceptance.errors import DECLARED_OTHERWISE, SuiteError
from acceptance.specification.clauses import Clause

TABLE: Final = "otherwise"
KEYS: Final = ("clause", "documented", "says")


@dataclass(frozen=True, slots=True)
class Declaration:
    """One choice of design that a target has made otherwise.

    Attributes:
        clause: the identifier of the clause that does not hold.
        documented: where the target's documentation says so.
        says: what holds instead, in one sentence.
    """

    clause: str
    documented: str
    says: str

    def __str__(self) -> str:
        return f"{DECLARED_OTHERWISE}: {self.says.rstrip('.')} ({self.clause}; documented in {self.documented})"


def read_declarations(dialect: Mapping[str, Any], clauses: Iterable[Clause], place: str) -> tuple[Declaration, ...]:
    """The declarations of a dialect.

    Args:
        dialect: the dialect file, parsed.
        clauses: all clauses of the contract.
        place: what the file is called, for error messages.

    Raises:
        SuiteError: a declaration lacks a key or its clause is unknown, no choice of design, or declared twice.
    """
    entries = dialect.get(TABLE, [])
    if not isinstance(entries, list):
        raise SuiteError(f"{place}: {TABLE} must be tables, [[{TABLE}]], each with {', '.join(KEYS)}.")
    known = {one.identifier: one for one in clauses}
    found: dict[str, Declaration] = {}
    for number, entry in enumerate(entries, start=1):
        declaration = _read(entry, f"{place}, [[{TABLE}]] {number}")
        _check(declaration, known, f"{place}, [[{TABLE}]] {number}")
        if declaration.clause in found:
            raise SuiteError(f"{place}: {declaration.clause} is declared twice; leave one.")
        found[declaration.clause] = declaration
    return tuple(found.values())


def declared_titles(declarations: Sequence[Declaration], clauses: Iterable[Clause]) -> Mapping[str, Declaration]:
    """The titles of the scenarios that assert what is declared otherwise, each with the declaration."""
    known = {one.identifier: one for one in clauses}
    return {title: one for one in reversed(declarations) for title in known[one.clause].scenarios}


def _read(entry: object, place: str) -> Declaration:
    """Read one entry; all of its keys are texts, and none is blank."""
    if not isinstance(entry, Mapping):
        raise SuiteError(f"{place}: it must be a table with {', '.join(KEYS)}.")
    if problem := next(_problems(entry), ""):
        raise SuiteError(f"{place}: {problem}.")
    return Declaration(**{key: str(entry[key]).strip() for key in KEYS})


def _problems(entry: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{key} is no key of a declaration; it has {', '.join(KEYS)}" for key in entry if key not in KEYS)
    yield from (f"{key} is missing or blank" for key in KEYS if not _is_text(entry.get(key)))


def _check(declaration: Declaration, known: Mapping[str, Clause], place: str) -> None:
    """Check that the contract leaves this open to whoever designs an orchestrator."""
    clause = known.get(declaration.clause)
    if clause is None:
        near = get_close_matches(declaration.clause, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise SuiteError(f"{place}: there is no clause {declaration.clause} in features/clauses/.{hint}")
    if not clause.choice:
        open_to_choice = ", ".join(one.identifier for one in known.values() if one.choice)
        raise SuiteError(
            f'{place}: {clause.identifier} cannot be declared otherwise, because it leaves no choice of design: "'
            f'{clause.words}" Clauses that can: {open_to_choice}.'
        )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
