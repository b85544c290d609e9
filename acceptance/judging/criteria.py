"""The criteria and metrics that are judged from a run as a whole, by their identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from acceptance.judging.components import COMPONENT_CRITERIA
from acceptance.judging.judgement import Judge, Judgement, safely
from acceptance.judging.metrics import METRICS
from acceptance.judging.run_record import RunRecord

CRITERIA: Final[Mapping[str, Judge]] = {**COMPONENT_CRITERIA, **METRICS}


def judge(identifier: str, run: RunRecord) -> Judgement:
    """Judge a criterion or a metric.

    Raises:
        NoRunError: the run does not allow a judgement.
        NotMeasurableError: this machine does not allow one.
    """
    return CRITERIA[identifier](run)


def judge_safely(identifier: str, run: RunRecord) -> Judgement:
    """Judge a criterion or a metric; what cannot be judged is not met, and says so."""
    return safely(identifier, CRITERIA[identifier], run)
