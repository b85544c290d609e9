"""Phrases about the list of tools, which is all that a new client knows of an orchestrator."""

from collections.abc import Callable
from typing import Final

from hamcrest import assert_that

from acceptance.contract.dialects import Form
from acceptance.matchers.annotations import TOOL_FLAWS
from acceptance.matchers.catalogue import (
    Catalogue,
    describes_differently,
    describes_parameters,
    describes_tools,
    has_sound_schemas,
    offers_the_contract,
)
from acceptance.matchers.findings import Finding
from acceptance.matchers.parameters import has_the_contracts_parameters
from steps.support.vocabulary import Scene, declare_type, one_of, then, when

DESCRIBED: Final = {"tools": describes_tools, "parameters": describes_parameters}

declare_type("Described", one_of(DESCRIBED), str)
declare_type("ToolFlaw", one_of(TOOL_FLAWS), TOOL_FLAWS.__getitem__)


@when("the tools are listed")
def list_tools(context: Scene) -> None:
    """Request the list of tools again."""
    context.world.discovery.list_tools()


@then("{percent:d} % of the {what:Described} have a description")
def share_is_described(context: Scene, percent: int, what: str) -> None:
    """At least this share of the tools, or of their parameters, has a description."""
    assert_that(context.world.discovery.tools, DESCRIBED[what](percent))


@then("no two tools have the same description")
def descriptions_differ(context: Scene) -> None:
    """The descriptions of all tools are different."""
    assert_that(context.world.discovery.tools, describes_differently())


@then("every parameter has the type, the values and the default of the contract")
def parameters_are_the_contracts(context: Scene) -> None:
    """The listed tools have the contract's parameters, with its types, values, defaults and bounds; or more."""
    assert_that(context.world.discovery.tools, has_the_contracts_parameters())
    context.world.discovery.require_parameters()


@then("the list includes every tool of the contract")
def contract_is_offered(context: Scene) -> None:
    """All tools of the contract are listed."""
    context.world.discovery.require_most_tools()
    assert_that(context.world.discovery.tools, offers_the_contract())


@then("no tool {flaw:ToolFlaw}")
def no_tool_is(context: Scene, flaw: Callable[[Form], Finding[Catalogue]]) -> None:
    """The names of all listed tools are different, or none is annotated as what it is not."""
    assert_that(context.world.discovery.tools, flaw(context.world.discovery.form))


@then("every tool declares a valid input schema")
def schemas_are_sound(context: Scene) -> None:
    """Every input schema is a valid schema of an object that refers to nothing outside of itself."""
    assert_that(context.world.discovery.tools, has_sound_schemas())
