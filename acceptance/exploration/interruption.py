"""Servers that are restarted, shut down and killed in a walk; afterwards every answered call is still true."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from acceptance.contract.model import ContractModel
from acceptance.contract.model.contract_model import Observed
from acceptance.contract.model.operations import Interrupt, Operation, Plan
from acceptance.contract.model.promises import Promise
from acceptance.contract.reply import Reply
from acceptance.contract.values import Restart, TaskField
from acceptance.errors import NotOfferedError, TargetFaultError
from acceptance.exploration.disagreement import Disagreement
from acceptance.system.waiting import let_pass

if TYPE_CHECKING:
    from acceptance.exploration.walk import Walk

END_SECONDS: Final = 10.0
RESTARTED: Final = "restarted"
SHUT_DOWN: Final = "shut down"
KILLED: Final = "killed"


def interrupt(walk: Walk, client: int, interruption: Interrupt) -> list[Disagreement] | None:
    """End a client's server, start it again, and compare all that it shows with what was answered before."""
    connection = walk.clients.all[client].connection
    if not connection.target.command or connection.target.url is not None:
        return None
    if interruption.during is not None:
        return _killed_during(walk, client, interruption.during)
    if interruption.way == RESTARTED and (refusal := _restart(walk, client)) is not None:
        return refusal or None
    if interruption.way == KILLED:
        _kill(walk, client)
    walk.clients.replace(client)
    return _resumed(walk, client, Promise.RESTARTED if interruption.way == RESTARTED else Promise.DURABLE)


def _resumed(walk: Walk, client: int, promise: Promise) -> list[Disagreement]:
    return walk.open_first(client) or list(walk.looks.look(client, because=promise))


def _restart(walk: Walk, client: int) -> list[Disagreement] | None:
    """Ask a server to restart, and wait until it has ended; None: it has. Nothing in the list: it is not offered."""
    orchestrator = walk.clients.all[client]
    call = orchestrator.dialect.restart(Restart())
    try:
        orchestrator.require(call)
    except NotOfferedError:
        return []
    reply = walk.clients.ask(client, call)
    if reply.refused:
        return [Disagreement(Promise.RESTARTED, "the restart to be accepted", f"it was rejected: {reply.shortened()}")]
    if not orchestrator.connection.ended_within(END_SECONDS):
        return [Disagreement(Promise.RESTARTED, "the process to end", f"it still runs {END_SECONDS:g} s later")]
    return None


def _kill(walk: Walk, client: int) -> None:
    connection = walk.clients.all[client].connection
    connection.process.signal_group(signal.SIGKILL)
    connection.ended_within(END_SECONDS)


def _killed_during(walk: Walk, client: int, operation: Operation) -> list[Disagreement] | None:
    """Kill a server while a call is under way: it happened whole, or not at all, and all others before are true."""
    call = walk.call_of(client, operation)
    if call is None:
        return None
    with ThreadPoolExecutor(max_workers=1) as worker:
        asked = worker.submit(walk.clients.ask, client, call)
        # A step that is taken again is killed a little later: somewhere between reading the call and its answer.
        let_pass(0.0005 * (len(walk.taken) % 8))
        _kill(walk, client)
    try:
        reply: Reply | None = asked.result()
    except TargetFaultError:
        reply = None
    if reply is not None and (found := walk.answered(client, operation, reply)):
        return found
    walk.clients.replace(client)
    if reply is not None:
        return _resumed(walk, client, Promise.DURABLE)
    return walk.open_first(client) or _adopted(walk, client, operation)


def _adopted(walk: Walk, client: int, operation: Operation) -> list[Disagreement]:
    """Find out whether a call without an answer happened; returns the difference where neither is so."""
    undone = list(walk.looks.look(client, because=Promise.WHOLE))
    if not undone:
        return []
    before, touched = walk.model, dict(walk.touched)
    walk.model = _done(walk, client, operation)
    done = list(walk.looks.look(client, because=Promise.WHOLE))
    if not done:
        return []
    walk.model, walk.touched = before, touched
    return undone if len(undone) < len(done) else done


def _done(walk: Walk, client: int, operation: Operation) -> ContractModel:
    """The model in which a call without an answer happened."""
    model = deepcopy(walk.model)
    observed = Observed(datetime.now(UTC))
    if isinstance(operation, Plan):
        title = operation.values[TaskField.TITLE]
        new = [one for one in walk.looks.views(client).values() if one.identity not in model.state.given]
        found = next((one for one in new if one.values.get(TaskField.TITLE) == title), None)
        if found is None:
            return model
        observed.identities[operation.name] = str(found.identity)
    if str(model.expect(client, operation).verdict) != "rejected":
        model.apply(client, operation, observed)
    return model
