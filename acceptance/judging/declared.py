"""What a target declared to be otherwise, each declaration with the scenarios that were left out for it."""

from __future__ import annotations

from acceptance.judging.run_record import RunRecord
from acceptance.specification.declarations import Declaration

Declared = tuple[tuple[Declaration, tuple[str, ...]], ...]


def declared_otherwise(run: RunRecord) -> Declared:
    """Each declaration of the target, with the scenarios that were neither met nor failed for it."""
    titles = {clause.identifier: clause.scenarios for clause in run.clauses}
    left_out = [case for name, case in run.specification.cases.items() if _is_declared(run, name)]
    return tuple(
        (one, tuple(case.name for case in left_out if case.title in titles.get(one.clause, ())))
        for one in run.target.otherwise
    )


def _is_declared(run: RunRecord, name: str) -> bool:
    return name in run.outcomes and run.outcomes[name].declared
