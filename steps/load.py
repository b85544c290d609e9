"""Phrases about load."""

from hamcrest import assert_that

from acceptance.load.loader import CLIENTS, Clients
from acceptance.matchers.load import sustained
from steps.support.vocabulary import Scene, declare_type, one_of, then, when

declare_type("Clients", one_of(CLIENTS), CLIENTS.__getitem__)


@when("a load of {tasks:d} tasks is applied {clients:Clients}")
def apply_load(context: Scene, tasks: int, clients: Clients) -> None:
    """Plan, start and complete so many tasks as fast as possible, and read them back."""
    clients(context.world.loader, tasks)


@then("the orchestrator sustains the load")
def load_is_sustained(context: Scene) -> None:
    """At least 99.9 % of the tasks are completed and read back; no rejection lacks a reason; no answer is wrong."""
    assert_that(context.world.loader.tally, sustained())
