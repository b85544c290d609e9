"""The checks of the fourth set: importing this declares them."""

from tests.flawed.fourth import check_finding, check_planning, check_serving, check_stores, check_templates

__all__ = ["check_finding", "check_planning", "check_serving", "check_stores", "check_templates"]
