"""Phrases about exploration: random calls, compared with a model of the contract."""

from hamcrest import assert_that

from acceptance.exploration.random_calls import PROBES
from acceptance.matchers.exploration import agrees_with_contract
from steps.support.vocabulary import Scene, declare_type, one_of, then, when

declare_type("Area", one_of(PROBES), str)


@when("{count:d} random calls about {area:Area} are made")
def make_random_calls(context: Scene, count: int, area: str) -> None:
    """Make this number of random calls from several clients, after repeating what was found before."""
    context.world.random_calls.make(count, area)


@then("every reply and every search agrees with the contract")
def agrees(context: Scene) -> None:
    """Each reply, and all that the orchestrator showed in between, is what the contract promises."""
    assert_that(context.world.random_calls, agrees_with_contract())
