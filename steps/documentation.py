"""Phrases about the list of tools, which is all that a newcomer knows of an orchestrator."""

from hamcrest import assert_that

from acceptance.matchers.catalogue import (
    describes_differently,
    describes_parameters,
    describes_tools,
    has_sound_schemas,
    lists_each_once,
    offers_the_contract,
)
from steps.support.vocabulary import Scene, then, when


@when("the tools are listed")
def list_tools(context: Scene) -> None:
    context.world.discovery.list_tools()


@then("{percent:d} % of the tools are described")
def tools_are_described(context: Scene, percent: int) -> None:
    assert_that(context.world.discovery.tools, describes_tools(percent))


@then("{percent:d} % of the parameters are described")
def parameters_are_described(context: Scene, percent: int) -> None:
    assert_that(context.world.discovery.tools, describes_parameters(percent))


@then("no two tools are described alike")
def tools_are_described_differently(context: Scene) -> None:
    assert_that(context.world.discovery.tools, describes_differently())


@then("every tool that the contract knows is offered")
def contract_is_offered(context: Scene) -> None:
    assert_that(context.world.discovery.tools, offers_the_contract())


@then("no tool is listed twice")
def no_tool_is_listed_twice(context: Scene) -> None:
    assert_that(context.world.discovery.tools, lists_each_once())


@then("every tool says soundly what it takes")
def schemas_are_sound(context: Scene) -> None:
    assert_that(context.world.discovery.tools, has_sound_schemas())
