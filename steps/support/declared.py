"""What a target declares to be otherwise than the contract says: scenarios about it are skipped, and told so."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from acceptance.contract.dialects import detected
from acceptance.specification.clauses import read_clauses
from acceptance.specification.declarations import TABLE, Declaration, declared_titles, read_declarations
from acceptance.specification.features import Specification
from acceptance.targets.target import Target

if TYPE_CHECKING:
    from behave.model import Scenario

    from steps.support.run import Run


@dataclass(frozen=True, slots=True)
class Declared:
    """What a target declares otherwise.

    Attributes:
        declarations: each choice of design, with its place in the target's documentation.
        scenarios: the declaration by the name of each scenario that asserts what it is about.
    """

    declarations: tuple[Declaration, ...] = ()
    scenarios: Mapping[str, Declaration] = field(default_factory=dict)

    @classmethod
    def by(cls, target: Target, tools: Collection[str], features: Path, specification: Specification) -> Declared:
        """Read what a target's dialect declares.

        Args:
            target: the target.
            tools: the names of the tools that it lists, which tell its dialect where it names none.
            features: where the clauses are.
            specification: the scenarios.

        Raises:
            SuiteError: dialect or clauses cannot be read, or something is declared that is no choice of design.
        """
        form = target.dialect or detected(tools)
        dialect = tomllib.loads(form.text)
        if TABLE not in dialect:
            return cls()
        clauses = read_clauses(features / "clauses")
        declarations = read_declarations(dialect, clauses, form.path.name)
        titles = declared_titles(declarations, clauses)
        names = {name: titles[case.title] for name, case in specification.cases.items() if case.title in titles}
        return cls(declarations, names)


def skip_what_is_declared(run: Run, scenario: Scenario) -> bool:
    """Skip a scenario of which the target declares another choice of design; returns whether it was."""
    declaration = run.declared.scenarios.get(scenario.name)
    if declaration is not None:
        scenario.skip(str(declaration))
    return declaration is not None
