"""The checks of the third set: importing this declares them."""

from tests.flawed.third import check_finding, check_planning, check_serving, check_working

__all__ = ["check_finding", "check_planning", "check_serving", "check_working"]
