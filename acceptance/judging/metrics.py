"""The success metrics FSM-1 … FSM-5 and OSM-1 … OSM-5, by their identifiers.

A run whose scenarios do not allow a judgement raises `NoRunError`: what was not tested is never met.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from acceptance.judging import feature_metrics, operation_metrics
from acceptance.judging.judgement import Judge
from acceptance.judging.recoveries import faults_recovered

METRICS: Final[Mapping[str, Judge]] = {
    "FSM-1": feature_metrics.features_implemented,
    "FSM-2": feature_metrics.gates_passing,
    "FSM-3": feature_metrics.benchmarks_met,
    "FSM-4": feature_metrics.documentation_covers,
    "FSM-5": feature_metrics.no_critical_defect,
    "OSM-1": operation_metrics.tools_covered,
    "OSM-2": operation_metrics.overhead,
    "OSM-3": operation_metrics.tasks_completed,
    "OSM-4": faults_recovered,
    "OSM-5": operation_metrics.families_used,
}
