"""Phrases about restarts that an operator requests, and about their history."""

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from hamcrest import assert_that

from acceptance.contract.reply import Reply
from acceptance.contract.samples import RESTART_MISTAKES
from acceptance.contract.values import Restart
from acceptance.contract.words import wire_word
from acceptance.matchers.faults import contains_restarts
from acceptance.matchers.findings import Finding
from acceptance.matchers.server import (
    ended_without_error,
    is_another_process,
    reports_a_restart,
    reports_no_history,
)
from acceptance.scenario.operating import Operator
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

RESTARTS: Final = {
    "": Restart(),
    " without keeping the working state": Restart(keep_state=False),
    " immediately": Restart(graceful=False),
    " within 10 seconds": Restart(seconds=10),
    " within 300 seconds": Restart(seconds=300),
}
HISTORIES: Final[dict[str, dict[str, bool]]] = {
    "": {},
    ", including the history": {"include_history": True},
    ", leaving out the details of errors": {"include_error_details": False},
}


def read_restart(text: str) -> Callable[[Operator], None]:
    """Return what does the restart, or the restarts, that the words after "is restarted" ask for."""
    often = re.fullmatch(r" ([\d,]+) times", text)
    times = int(often[1].replace(",", "")) if often else 0
    return partial(Operator.restart_often, times=times) if often else partial(Operator.restart, restart=asked_for(text))


def asked_for(text: str) -> Restart:
    """Return the restart that the words ask for, which have a reason in quotation marks or none."""
    found = re.fullmatch(r' with the reason "([^"]*)"', text)
    return Restart(reason=wire_word(found[1])) if found else RESTARTS[text]


def read_restarts(text: str) -> Finding[Reply]:
    """Return what checks a history for a restart with a reason, or for a number of restarts."""
    return (
        reports_a_restart(text.split('"')[1])
        if '"' in text
        else contains_restarts(int(text.split(maxsplit=1)[0].replace(",", "")))
    )


declare_type(
    "RestartManner",
    rf'{one_of(RESTARTS)}| with the reason "[^"]*"| [\d,]+ times',
    read_restart,
    f'{"; ".join(sorted(one.strip() or "nothing" for one in RESTARTS))}; with the reason "…"; … times',
)
declare_type("RestartMistake", one_of(RESTART_MISTAKES), RESTART_MISTAKES.__getitem__)
declare_type("WithHistory", one_of(HISTORIES), HISTORIES.__getitem__)
declare_type(
    "Restarts",
    r'[\d,]+ restarts?|a restart with the reason "[^"]*"',
    read_restarts,
    '1 restart; … restarts; a restart with the reason "…"',
)


@given("the orchestrator is restarted{manner:RestartManner}")
@when("the orchestrator is restarted{manner:RestartManner}")
def restart(context: Scene, manner: Callable[[Operator], None]) -> None:
    """Request a restart, wait for the old process to end, and connect to the new one; one after the other for many."""
    manner(context.world.operator)


@when("a restart {mistake:RestartMistake} is requested")
def request_wrong_restart(context: Scene, mistake: Restart) -> None:
    """Request a restart with a value that is not allowed."""
    context.world.operator.ask_for_restart(mistake)


@then("calls are answered by a new process")
def new_process_answers(context: Scene) -> None:
    """The process that answers is not the one from before the restart."""
    assert_that(context.state, is_another_process())


@then("the old process has ended without an error")
def old_process_ended_well(context: Scene) -> None:
    """The process from before the restart ended with exit code 0."""
    assert_that(context.state, ended_without_error())


@when("the restart status is requested{history:WithHistory}")
def request_restart_status(context: Scene, history: dict[str, bool]) -> None:
    """Request the status of restarts, with or without the earlier ones and the details of errors."""
    context.world.operator.ask_for_restart_status(**history)


@then("the reply contains no restart history")
def reply_contains_no_history(context: Scene) -> None:
    """The last reply was accepted and contains no history."""
    assert_that(context.state.reply, reports_no_history())


@then("the restart history contains {restarts:Restarts}")
def history_contains(context: Scene, restarts: Finding[Reply]) -> None:
    """The last reply contains a restart with this reason and its time, or exactly so many restarts."""
    assert_that(context.state.reply, restarts)
