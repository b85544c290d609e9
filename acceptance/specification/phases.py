"""The phases of the plan: each is a folder of the features."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

BENCHMARKS: Final = "4_performance_benchmarks"
"""The folder of the features that measure, and run alone."""

FAULTS: Final = "5_error_scenarios"
"""The folder of the features that inject faults."""

JUDGING_FOLDER: Final = "6_sign_off"
"""The folder of the features that judge the run itself, so that it is no component of it: last of all, and once."""

FOLDER_NAMES: Final = MappingProxyType({"2_api_testing": "2 API testing", JUDGING_FOLDER: "6 Sign-off"})
"""Phases whose folder's name is not yet their name in the plan."""


def phase_title(folder: str) -> str:
    """The name of a phase of the plan, after its folder: `3_system_validation` is the phase "3 System validation"."""
    number, _, words = folder.partition("_")
    return FOLDER_NAMES.get(folder, f"{number} {words.replace('_', ' ').capitalize()}")
