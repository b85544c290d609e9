"""Phrases about the protocol itself; these may name tools."""

from hamcrest import assert_that, equal_to

from acceptance.matchers.protocol import (
    is_flagged,
    is_for_people,
    is_taken_as_without,
    is_the_same_list_as,
    kept_apart,
    left_nothing_outside,
    refused_all,
    spoke_messages_only,
    tells_itself,
    were_answered,
)
from steps.support.vocabulary import Scene, given, then, when


@when("{tool:Tool} is called wrongly in many ways that its own schema rules out")
def fuzz(context: Scene, tool: str) -> None:
    context.world.invalid_calls.fuzz(tool)


@then("each of at least {fewest:d} wrong calls is refused")
def each_is_refused(context: Scene, fewest: int) -> None:
    assert_that(context.world.invalid_calls.probe, refused_all(fewest))


@then("the same call with nothing wrong is accepted")
def good_call_is_accepted(context: Scene) -> None:
    context.world.invalid_calls.call_well()
    assert_that(context.state.reply.refused, equal_to(False), context.state.reply.shortened())


@then("nothing was written outside the workspace")
def nothing_was_written_outside(context: Scene) -> None:
    assert_that(context.world.invalid_calls, left_nothing_outside())


@when("{tool:Tool} is called wrongly")
def call_wrongly(context: Scene, tool: str) -> None:
    context.world.invalid_calls.call_wrongly(tool)


@when("{tool:Tool} is called with a parameter that it does not know")
def call_with_unknown(context: Scene, tool: str) -> None:
    context.world.invalid_calls.call_with_unknown(tool)


@then("the unknown parameter is refused or changes nothing")
def unknown_changes_nothing(context: Scene) -> None:
    assert_that(context.state.reply, is_taken_as_without())


@when("a tool that is not there is called")
def call_unknown_tool(context: Scene) -> None:
    context.world.invalid_calls.call_unknown_tool()


@then("the refusal is flagged as an error")
def refusal_is_flagged(context: Scene) -> None:
    assert_that(context.state.reply, is_flagged())


@then("it says in words what was wrong")
def refusal_is_for_people(context: Scene) -> None:
    assert_that(context.state.reply, is_for_people())


@when("a good call is sent before and behind {bad:BadLine}")
def speak_around(context: Scene, bad: bytes) -> None:
    context.world.invalid_calls.speak_around(bad)


@when("a tool is called before the handshake")
def call_before_handshake(context: Scene) -> None:
    context.world.invalid_calls.call_before_greeting()


@then("both good calls are answered")
def both_are_answered(context: Scene) -> None:
    assert_that(context.world.invalid_calls.answers, were_answered(2))


@then("a call after the handshake is answered")
def call_after_is_answered(context: Scene) -> None:
    assert_that(context.world.invalid_calls.answers, were_answered(1))


@when("{count:d} tasks are planned at the same time")
def plan_at_once(context: Scene, count: int) -> None:
    context.world.invalid_calls.plan_at_once(count)


@then("each of the {count:d} answers is about the task that was asked for")
def answers_are_kept_apart(context: Scene, count: int) -> None:
    assert_that(context.world.invalid_calls, kept_apart(count))


@then("nothing but messages was spoken since the orchestrator began")
def only_messages_were_spoken(context: Scene) -> None:
    assert_that(context.state.orchestrator.connection.process, spoke_messages_only())


@given("the tools were listed when the run began")
def tools_were_listed(context: Scene) -> None:
    assert_that(bool(context.state.orchestrator.connection.tools), equal_to(True))


@then("the list is the same as then")
def list_is_the_same(context: Scene) -> None:
    before = context.state.orchestrator.connection.first_list
    assert_that(context.world.discovery.tools, is_the_same_list_as(before))


@then("the orchestrator has told its name and its version")
def tells_name_and_version(context: Scene) -> None:
    assert_that(context.world.discovery.introduction(), tells_itself())
