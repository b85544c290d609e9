"""Phrases about the clients of an orchestrator: what they accept, and what their agents pay."""

from hamcrest import assert_that

from acceptance.contract.clients import RULES, ClientRule
from acceptance.matchers.client_tools import keeps, says_it_once, shows_the_whole_description, takes_at_most
from acceptance.scenario.costs import MEASURES
from steps.support.vocabulary import Scene, declare_type, one_of, then

declare_type("ClientRule", one_of(RULES), RULES.__getitem__)
declare_type("Measured", one_of(MEASURES), str)


@then("every tool {rule:ClientRule}, for {clients}")
def every_tool_keeps_rule(context: Scene, rule: ClientRule, clients: str) -> None:
    """Every listed tool keeps this rule, without which these client families reject it."""
    assert_that(context.world.discovery.tools, keeps(rule, clients))


@then("{what:Measured} takes at most {most:Count} tokens")
def costs_at_most(context: Scene, what: str, most: int) -> None:
    """It takes at most so many tokens, estimated at three bytes each; a page with a single task does not count."""
    assert_that(context.world.costs.measure(what, most), takes_at_most(most))


@then("the text of every page repeats its content at most once")
def text_says_it_once(context: Scene) -> None:
    """No text of the last search is twice as long as the structured content beside it."""
    assert_that(context.world.costs, says_it_once())


@then("reading one of these tasks shows its whole description")
def look_shows_whole_description(context: Scene) -> None:
    """The task that was planned last is shown with every character of its description."""
    assert_that(context.world.faults.multitude, shows_the_whole_description())
