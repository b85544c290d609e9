"""The checks of the third set: importing this declares them."""

from tests.flawed.third import check_planning, check_working

__all__ = ["check_planning", "check_working"]
