"""What a target declares to be otherwise than the contract says: scenarios about it are skipped, and told so."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from acceptance.errors import SuiteError
from acceptance.specification.clauses import Clause, read_clauses
from acceptance.specification.declarations import Declaration, declared_titles, read_declarations
from acceptance.specification.features import Specification
from acceptance.system.paths import ROOT
from acceptance.targets.target import Target

if TYPE_CHECKING:
    from behave.model import Scenario

    from steps.support.run import Run


def read_declared(target: Target, features: Path) -> tuple[tuple[Declaration, ...], list[Clause]]:
    """What a target's dialect declares, and all clauses.

    Raises:
        SuiteError: the dialect or the clauses cannot be read, or something is declared that is no choice of design.
    """
    clauses = read_clauses(features / "clauses")
    file = ROOT / "dialects" / f"{target.dialect}.toml"
    dialect = _parsed(file) if target.dialect and file.is_file() else {}
    return read_declarations(dialect, clauses, f"dialects/{file.name}"), clauses


def declared_scenarios(
    declarations: Sequence[Declaration], clauses: Sequence[Clause], specification: Specification
) -> Mapping[str, Declaration]:
    """The scenarios that assert what is declared otherwise, by their names."""
    titles = declared_titles(declarations, clauses)
    return {name: titles[case.title] for name, case in specification.cases.items() if case.title in titles}


def skip_what_is_declared(run: Run, scenario: Scenario) -> bool:
    """Skip a scenario of which the target declares another choice of design; returns whether it was."""
    declaration = run.declared.get(scenario.name)
    if declaration is not None:
        scenario.skip(str(declaration))
    return declaration is not None


def _parsed(file: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SuiteError(f"dialects/{file.name} cannot be read: {error}.") from None
