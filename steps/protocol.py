"""Phrases about the protocol itself; these may name tools."""

import json
from typing import Any

from hamcrest import assert_that

from acceptance.contract.samples import BAD_LINES
from acceptance.contract.tools import TOOLS
from acceptance.matchers.annotations import has_true_annotations
from acceptance.matchers.clients import OBSERVATIONS
from acceptance.matchers.clients import observes as client_finds
from acceptance.matchers.protocol import (
    is_flagged,
    is_for_people,
    is_taken_as_without,
    kept_apart,
    left_nothing_outside,
    refused_all,
    spoke_messages_only,
    tells_itself,
    were_answered,
)
from acceptance.matchers.replies import is_accepted
from acceptance.scenario.invalid_calls import ARGUMENTS
from acceptance.scenario.protocol_client import ACTS, AGAIN, OTHER_GENERATION
from acceptance.scenario.side_effects import VALID
from steps.support.vocabulary import Scene, declare_type, one_of, then, when

declare_type("Tool", one_of(TOOLS), str)
declare_type("Arguments", one_of([*ARGUMENTS, *VALID]), str)
declare_type("Json", r'-?\d+|"[^"]*"|\[[^\]]*\]', json.loads, 'a number; a text in "…"; a list in […]')
declare_type("ClientAct", one_of([*ACTS, OTHER_GENERATION, AGAIN]), str)
declare_type("Observed", one_of(OBSERVATIONS), str)
declare_type("BadLine", one_of(BAD_LINES), BAD_LINES.__getitem__)


@when("{tool:Tool} is called with {arguments:Arguments}")
def call_with(context: Scene, tool: str, arguments: str) -> None:
    """Call the tool in ways that its own schema or the contract rules out, or in one that it must accept."""
    context.world.call_with(tool, arguments)


@when("{tool:Tool} is called with {value:Json} as {parameter}")
def call_with_value(context: Scene, tool: str, value: Any, parameter: str) -> None:
    """Call the tool as it should be called, but for the value of this parameter, which it may not know."""
    context.world.invalid_calls.call_with_value(tool, parameter, value)


@then("each of at least {fewest:d} invalid calls is rejected")
def each_is_rejected(context: Scene, fewest: int) -> None:
    """At least this number of invalid calls was made, and each was rejected."""
    assert_that(context.world.invalid_calls.probe, refused_all(fewest))


@then("the same call with valid arguments is accepted")
def valid_call_is_accepted(context: Scene) -> None:
    """The tool accepts a call with valid arguments."""
    context.world.invalid_calls.call_well()
    assert_that(context.state.reply, is_accepted(context.state.reply.call.verb))


@then("nothing was written outside the workspace")
def nothing_was_written_outside(context: Scene) -> None:
    """Around the workspace nothing is new; with a home of its own, neither there nor in the program's own folder."""
    assert_that(context.world, left_nothing_outside())


@then("the unknown parameter is rejected or has no effect")
def unknown_parameter_has_no_effect(context: Scene) -> None:
    """The call was rejected, or answered as without the unknown parameter, which shows in no task either."""
    assert_that(context.world.invalid_calls, is_taken_as_without())


@when("an unknown tool is called")
def call_unknown_tool(context: Scene) -> None:
    """Call a tool that the orchestrator does not list."""
    context.world.invalid_calls.call_unknown_tool()


@then("the rejection is flagged as an error")
def rejection_is_flagged(context: Scene) -> None:
    """The last reply is an error in the words of the protocol."""
    assert_that(context.state.reply, is_flagged())


@then("the rejection explains what is wrong")
def rejection_explains(context: Scene) -> None:
    """The last reply is a rejection with a message for people, and no traceback."""
    assert_that(context.state.reply, is_for_people())


@when("a valid call is sent before and after {bad:BadLine}")
def send_around(context: Scene, bad: bytes) -> None:
    """Send one valid call, the invalid message, and another valid call."""
    context.world.invalid_calls.speak_around(bad)


@then("both valid calls are answered")
def both_are_answered(context: Scene) -> None:
    """Both valid calls were answered without an error."""
    assert_that(context.world.invalid_calls.answers, were_answered(2))


@when("a client {act:ClientAct}")
def client_does(context: Scene, act: str) -> None:
    """Have a client with a conversation of its own do what no common client does."""
    context.world.client.act(act)


@then("the client {observes:Observed}")
def client_observes(context: Scene, observes: str) -> None:
    """What that client was answered, and in which order, is what the protocol and its declarations promise."""
    assert_that(context.world.client, client_finds(observes))


@then("the annotations of {tool:Tool} are true")
def annotations_are_true(context: Scene, tool: str) -> None:
    """What the calls of the tool changed agrees with what it is annotated as: read-only, idempotent, destructive."""
    assert_that(context.world.side_effects, has_true_annotations(tool))


@when("{count:d} plans are requested at the same time")
def request_plans_at_once(context: Scene, count: int) -> None:
    """Send this number of plans over one connection without waiting for answers."""
    context.world.invalid_calls.plan_at_once(count)


@then("each of the {count:d} answers belongs to its own call")
def answers_belong_to_their_calls(context: Scene, count: int) -> None:
    """Each answer is about the task that its call planned."""
    assert_that(context.world.invalid_calls, kept_apart(count))


@then("only protocol messages were written to standard output")
def only_messages_were_written(context: Scene) -> None:
    """Standard output contains only protocol messages so far."""
    assert_that(context.state.orchestrator.connection.process, spoke_messages_only())


@then("the handshake names the orchestrator and its version")
def handshake_names_itself(context: Scene) -> None:
    """The handshake returned a name and a version."""
    assert_that(context.world.discovery.introduction(), tells_itself())
