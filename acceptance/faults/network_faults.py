"""The network connection between a client and the server: dropped in the middle, or led through a proxy."""

from __future__ import annotations

import random
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from secrets import token_hex
from time import monotonic
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit, urlunsplit

from acceptance.contract.values import TaskField, TaskPlan
from acceptance.errors import NotApplicableError, TargetFaultError
from acceptance.faults.history import Fault
from acceptance.faults.proxy import Direction, FaultProxy, Mode, unlinger_raw
from acceptance.faults.workload import changes
from acceptance.servers.connected_orchestrator import ConnectedOrchestrator
from acceptance.servers.orchestrator import Orchestrator
from acceptance.system.waiting import let_pass, wait_until
from acceptance.transport.child_process import Half

if TYPE_CHECKING:
    from acceptance.faults.fault_experiment import FaultExperiment
    from acceptance.scenario.state import ScenarioState
    from acceptance.transport.http.link import HttpLink

# How long the line may take to meet something that it can break, in seconds.
MEETING_SECONDS: Final = 5.0
# How long a fault of the line lasts that is not over at once, in seconds.
LASTING_SECONDS: Final = 0.4
# How long each piece that goes through a slow line is held back, in seconds.
SLOWNESS: Final = 0.05
# A break in the middle comes after at least and at most so many bytes.
MIDDLE: Final = (30, 600)
# How long a server that was left by its client may take to its end (contract, SAFE-2), in seconds.
END_SECONDS: Final = 5.0
# The most calls that are made to have one that can be left in the middle.
TRIES: Final = 10
# So many changes of the work are waited for while connections are open that say nothing.
CHANGES_BESIDE: Final = 4
HALF_A_HEAD: Final = b"POST /mcp HTTP/1.1\r\nHost: 127"


@dataclass(frozen=True, slots=True)
class NetworkFault:
    """A fault of the network connection over HTTP.

    Attributes:
        begin: brings it about.
        met: what was met, in words, for so many of it.
        lasts: whether it lasts for some time.
        silences: whether no answer can be expected while it lasts.
    """

    begin: Callable[[NetworkFaults], object]
    met: str
    lasts: bool = False
    silences: bool = True


class NetworkFaults:
    """The network connection of one scenario, and its faults.

    Attributes:
        ended: whether a server whose client had left ended by itself, in time.
    """

    def __init__(self, state: ScenarioState, experiment: FaultExperiment) -> None:
        self.ended = False
        self._state = state
        self._experiment = experiment
        self._proxy: FaultProxy | None = None

    @property
    def proxy(self) -> FaultProxy:
        """The proxy that the network connection leads through.

        Raises:
            TargetFaultError: it leads through none.
        """
        if self._proxy is None:
            raise TargetFaultError("the network connection does not lead through a proxy yet")
        return self._proxy

    def disconnect_in_the_middle(self, half: Half) -> None:
        """Have the client disconnect in the middle of a call or of a reply, and wait for the server's end.

        Raises:
            NotApplicableError: the target is spoken to over HTTP.
            TargetFaultError: nothing came that could be left in the middle.
        """
        # Only here, and below: the SDK is imported while the first server is.
        from acceptance.transport.process import ServerProcess  # noqa: PLC0415

        experiment, orchestrator = self._experiment, self._state.orchestrator
        process = orchestrator.connection.process
        if not isinstance(process, ServerProcess):
            raise NotApplicableError("only a client over standard input and output can disconnect like this")
        experiment.wait_for_a_random_moment()
        strike = experiment.strike(f"client disconnected in the middle of {half}", silences=True)
        process.disconnect_in_the_middle(half)
        for number in range(TRIES):
            if process.left:
                break
            title = f"Not to be answered {token_hex(3)} {number}"
            orchestrator.attempt(orchestrator.dialect.plan(TaskPlan({TaskField.TITLE: title})))
        if not process.left:
            raise TargetFaultError(f"the client could not disconnect in the middle: none of {TRIES} calls was answered")
        strike.trace = f"the client closed its ends {process.left}"
        self.ended = orchestrator.connection.ended_within(END_SECONDS)

    def connect(self) -> None:
        """Speak over HTTP from now on, to a server of the scenario's own.

        Raises:
            NotApplicableError: the target is not offered over HTTP.
        """
        self._state.servers.speak_over_http()

    def connect_with_others(self) -> None:
        """Speak over HTTP from now on, to a server that the scenarios of a run share.

        Raises:
            NotApplicableError: the target is not offered over HTTP.
        """
        pool = self._state.pool
        self._state.servers.borrow(pool.kept("over HTTP", pool.own_over_http))

    def connect_through_proxy(self) -> None:
        """Speak over HTTP from now on, to a server of the scenario's own, through a proxy that injects faults.

        Raises:
            NotApplicableError: the target is not offered over HTTP.
        """
        from acceptance.transport.connection import Connection  # noqa: PLC0415
        from acceptance.transport.http.link import HttpLink  # noqa: PLC0415

        portal, servers = self._state.pool.factory.portal, self._state.servers
        servers.speak_over_http()
        direct = servers.current
        link, target = link_of(direct), direct.connection.target
        place = urlsplit(link.url)
        self._proxy = FaultProxy((place.hostname or "", place.port or 80))
        running, _ = portal.portal.start_task(self._proxy.run)
        self._experiment.undo_at_the_end(running.cancel)
        url = urlunsplit(place._replace(netloc=f"{place.hostname}:{self._proxy.port}"))
        through = HttpLink(target, url, link.host, ends_host=False)
        connection = Connection(portal, target, through).begin().connected()
        servers.move_to(ConnectedOrchestrator(connection, direct.workspace, self._state.evidence))

    def strike(self, name: str) -> None:
        """Inject a fault into the network connection while work is running, and end it."""
        fault, proxy, experiment = FAULTS[name], self.proxy, self._experiment
        proxy.clear()
        experiment.wait_for_a_random_moment()
        strike = experiment.strike(f"network connection {name}", silences=fault.silences)
        fault.begin(self)
        if wait_until(lambda: proxy.touched > 0, MEETING_SECONDS) and fault.lasts:
            let_pass(LASTING_SECONDS)
        strike.trace = f"{proxy.touched} {fault.met}" if proxy.touched else ""
        proxy.clear()
        experiment.carry_on()

    def cut(self, *, reset: bool) -> None:
        """Cut all connections that go through."""
        self._state.pool.factory.portal.portal.call(lambda: self.proxy.cut(reset=reset))

    def halve(self) -> None:
        """Close the half of all connections over which replies come."""
        self._state.pool.factory.portal.portal.call(self.proxy.halve)

    def break_in(self, direction: Direction) -> None:
        """Break the next connection somewhere in the middle of a call or a reply."""
        self.proxy.cut_within(direction, random.randint(*MIDDLE))

    def become(self, mode: Mode) -> None:
        """Do something to all that goes through."""
        self.proxy.seconds, self.proxy.mode = SLOWNESS, mode

    def refuse(self) -> None:
        """Refuse new connections, and cut those that are there."""
        self.become(Mode.REFUSE)
        self.cut(reset=True)

    def connect_and_disconnect(self, count: int) -> Fault:
        """Open so many connections to a server over HTTP, say nothing or half a call, and drop them after some work.

        Raises:
            TargetFaultError: one could not be opened, or the work did not go on beside them.
        """
        experiment, place = self._experiment, urlsplit(link_of(self._state.orchestrator).url)
        strike = experiment.strike("clients connected and disconnected")
        opened: list[socket.socket] = []
        try:
            for number in range(count):
                one = socket.create_connection((place.hostname or "", place.port or 80), timeout=MEETING_SECONDS)
                opened.append(one)
                if number % 2:
                    one.sendall(HALF_A_HEAD)
            held = "the work did not continue while the connections were open"
            experiment.history.wait_for(held, changes(CHANGES_BESIDE, since=monotonic()), experiment.patience)
        except OSError as error:
            raise TargetFaultError(f"connection {len(opened) + 1} could not be opened: {error}") from None
        finally:
            for number, one in enumerate(opened):
                if number % 3 == 0:
                    unlinger_raw(one)
                with suppress(OSError):
                    one.close()
        strike.trace = f"{len(opened)} connections were opened, and dropped again"
        experiment.carry_on()
        return strike


FAULTS: Final = {
    "drops": NetworkFault(lambda lines: lines.cut(reset=False), "connections were closed"),
    "is reset": NetworkFault(lambda lines: lines.cut(reset=True), "connections were reset"),
    "is half-closed": NetworkFault(
        NetworkFaults.halve, "connections were closed for replies", lasts=True, silences=True
    ),
    "breaks in the middle of a call": NetworkFault(
        lambda lines: lines.break_in(Direction.CALL), "connection was reset in the middle of a call"
    ),
    "breaks in the middle of a reply": NetworkFault(
        lambda lines: lines.break_in(Direction.REPLY), "connection was reset in the middle of a reply"
    ),
    "drops and is refused for a while": NetworkFault(
        NetworkFaults.refuse, "connections were refused or reset", lasts=True
    ),
    "is slow for a while": NetworkFault(
        lambda lines: lines.become(Mode.DELAY), "pieces were held back", lasts=True, silences=False
    ),
    "stalls for a while": NetworkFault(
        lambda lines: lines.become(Mode.STALL), "pieces went through in trickles", lasts=True, silences=False
    ),
    "loses every message for a while": NetworkFault(
        lambda lines: lines.become(Mode.SWALLOW), "pieces were lost", lasts=True
    ),
}
"""The faults of the network connection, by the features' words."""
CONNECTIONS: Final[Mapping[str, Callable[[NetworkFaults], None]]] = {
    "HTTP": NetworkFaults.connect,
    "HTTP by several clients": NetworkFaults.connect_with_others,
    "an unreliable network connection": NetworkFaults.connect_through_proxy,
}
"""What an orchestrator is reached over, by the features' words."""


def link_of(orchestrator: Orchestrator) -> HttpLink:
    """The way to an orchestrator over HTTP.

    Raises:
        NotApplicableError: it is spoken to otherwise.
    """
    from acceptance.transport.http.link import HttpLink  # noqa: PLC0415

    link = orchestrator.connection.process
    if not isinstance(link, HttpLink):
        raise NotApplicableError("this is about HTTP, but the orchestrator is reached over standard input and output")
    return link
