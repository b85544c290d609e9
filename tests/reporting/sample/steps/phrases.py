"""The phrases of the sample: each ends in one known way."""

from typing import Any

import allure
from behave import step
from behave.api.pending_step import StepNotImplementedError
from hamcrest import assert_that, equal_to

from acceptance.errors import ConnectFailedError


@step("a session")
@step('"{title}" is planned')
@step('"{title}" is planned with the values')
@step("it holds")
@step("it holds with the words")
@step("the hook finds a tool missing")
def hold(context: Any, title: str = "") -> None:
    """Pass."""


@step("it does not hold")
def not_hold(context: Any) -> None:
    assert_that("completed", equal_to("cancelled"))


@step("something silent does not hold")
def silent(context: Any) -> None:
    raise AssertionError


@step("the suite itself breaks")
def suite_breaks(context: Any) -> None:
    raise KeyError("no such key")


@step("two errors come together")
def two_errors(context: Any) -> None:
    raise ExceptionGroup("unhandled", [OSError("the pipe is closed"), ValueError("not a number")])


@step("the target cannot be spoken to")
def unreachable(context: Any) -> None:
    raise ConnectFailedError("The target's command ended with exit code 3.")


@step("a tool is missing")
def missing(context: Any) -> None:
    context.scenario.skip("NOT OFFERED: orchestrator_query_tasks")


@step("it is skipped")
def skipped(context: Any) -> None:
    context.scenario.skip()


@step("this is pending")
def pending(context: Any) -> None:
    raise StepNotImplementedError("not yet")


@step("evidence is attached")
def attach(context: Any) -> None:
    allure.attach('{"tool": "plan"}', "request and reply", allure.attachment_type.JSON)
