"""What a target declared to be otherwise, each declaration with the scenarios that were left out for it."""

from __future__ import annotations

from acceptance.judging.run_record import RunRecord
from acceptance.specification.declarations import Declaration

Declared = tuple[tuple[Declaration, tuple[str, ...]], ...]


def declared_otherwise(run: RunRecord) -> Declared:
    """Each declaration of the target, with the scenarios that were neither met nor failed for it."""
    return tuple(
        (one, tuple(name for name, outcome in run.outcomes.items() if outcome.message == str(one)))
        for one in run.target.otherwise
    )
