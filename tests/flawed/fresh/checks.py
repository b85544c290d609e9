"""The checks of the fresh flaws: importing this declares them."""

from tests.flawed.fresh import check_planning, check_server, check_tasks, check_templates

__all__ = ["check_planning", "check_server", "check_tasks", "check_templates"]
