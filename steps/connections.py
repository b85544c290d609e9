"""Phrases about the connection between a client and an orchestrator, and about requests from elsewhere."""

from collections.abc import Callable

from hamcrest import assert_that

from acceptance.faults.network_faults import CONNECTIONS, FAULTS, NetworkFaults
from acceptance.faults.stranger import GUISES, Stranger
from acceptance.matchers.findings import Finding
from acceptance.matchers.network import ADMISSIONS, is_at_the_same_address, is_reachable_locally_only
from acceptance.transport.child_process import Half
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

declare_type("Connection", one_of(CONNECTIONS), CONNECTIONS.__getitem__)
declare_type("Half", one_of(Half), Half)
declare_type("NetworkFault", one_of(FAULTS), str)
declare_type("Guise", one_of(GUISES), str)
declare_type("Admission", one_of(ADMISSIONS), ADMISSIONS.__getitem__)


@given("the orchestrator is reached over {connection:Connection}")
def connect(context: Scene, connection: Callable[[NetworkFaults], None]) -> None:
    """Start an orchestrator of the scenario's own over HTTP, directly or through a proxy that injects faults."""
    connection(context.world.faults.network)


@when("the client disconnects in the middle of {half:Half}")
def disconnect(context: Scene, half: Half) -> None:
    """Close the client's ends of the pipes in the middle of a message, and wait for the orchestrator's end."""
    context.world.faults.network.disconnect_in_the_middle(half)


@when("the network connection {fault:NetworkFault}")
def disturb_network(context: Scene, fault: str) -> None:
    """Inject a fault into the network connection while work is running, and end it."""
    context.world.faults.network.strike(fault)


@when("{count:d} clients connect and disconnect")
def connect_and_disconnect(context: Scene, count: int) -> None:
    """Open so many connections, send nothing or half a request, and drop them after some work."""
    context.world.faults.network.connect_and_disconnect(count)


@when("a request arrives {guise:Guise}")
def send_request(context: Scene, guise: str) -> None:
    """Send a request over HTTP with other Host or Origin headers."""
    context.world.faults.stranger.call(guise)


@then("the request is {admission:Admission}")
def request_is(context: Scene, admission: Callable[[], Finding[Stranger]]) -> None:
    """The request was answered with status 200, or rejected with a status 4xx or without an answer."""
    assert_that(context.world.faults.stranger, admission())


@then("the orchestrator is back at the same address")
def back_at_the_same_address(context: Scene) -> None:
    """After its restart the orchestrator is reached at the address from before."""
    assert_that(context.state, is_at_the_same_address())


@then("only this machine can reach the orchestrator")
def only_local(context: Scene) -> None:
    """The orchestrator listens on loopback addresses only."""
    assert_that(context.world.faults.stranger, is_reachable_locally_only())
