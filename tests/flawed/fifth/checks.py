"""The checks of the fifth set: importing this declares them."""

from tests.flawed.fifth import check_finding, check_planning, check_serving, check_templates, check_working

__all__ = ["check_finding", "check_planning", "check_serving", "check_templates", "check_working"]
