"""A mutant put on top of the reference: arguments on their way in, replies on their way out, effects between them."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.store.database import Database
from reference_orchestrator.toolbox import Call, Reply
from tests.flawed.lying import Lie, Run
from tests.wire.changing import CHANGES, LEFT_OUT, Memory, change_reply
from tests.wire.mutants import Kind, Mutant, Side, all_tools

LATE_SECONDS: Final = 0.3
IDENTITIES: Final = ("task_id", "session_id", "template_id")
# What a call writes while this is set is rolled back at its end.
undoing: ContextVar[bool] = ContextVar("undoing", default=False)


class UndoneError(Exception):
    """Ends a transaction so that nothing of it stays."""


def tell(mutant: Mutant) -> None:
    """Put a mutant on top of the reference."""
    lie = Lie(mutant.name)
    lie.announce()
    if mutant.side is not Side.ARGUMENT:
        # What a proxy changes fits no schema: the flaw must be seen by what a scenario asserts, and not by a validator.
        lie.retool(mutant.tool, lambda old: {"output": {"type": "object"}})
    {Side.ARGUMENT: tell_argument, Side.REPLY: tell_reply, Side.EFFECT: tell_effect}[mutant.side](lie, mutant)


def observe(tool: str, mutants: Iterable[Mutant]) -> None:
    """Change nothing, and mark each mutant of a tool that would change something."""
    waiting = {mutant: (Lie(mutant.name), Memory()) for mutant in mutants if mutant.side is not Side.EFFECT}

    def wrap(run: Run, call: Call) -> Reply:
        reply = run(call)
        for mutant, (lie, memory) in list(waiting.items()):
            if mutant.side is Side.ARGUMENT:
                differs = changed_values(mutant, call) != call.arguments._values
            else:
                differs = change_reply(reply, mutant.path, mutant.kind, memory) != reply
            if differs:
                lie.told()
                del waiting[mutant]
        return reply

    Lie(tool).around(tool, wrap)


def tell_argument(lie: Lie, mutant: Mutant) -> None:
    """Change an argument on its way in."""

    def wrap(run: Run, call: Call) -> Reply:
        values = changed_values(mutant, call)
        if values != call.arguments._values:
            lie.told()
        return run(replace(call, arguments=type(call.arguments)(values)))

    lie.around(mutant.tool, wrap)


def changed_values(mutant: Mutant, call: Call) -> dict[str, Any]:
    """The arguments of a call, one of them changed; where it has a default, what is left out has it."""
    (name,) = mutant.path
    values = dict(call.arguments._values)
    if name not in values:
        return values
    changed = CHANGES[mutant.kind](values.pop(name))
    if changed is LEFT_OUT:
        changed = all_tools()[mutant.tool].parameters[name].get("default", LEFT_OUT)
    return values if changed is LEFT_OUT else {**values, name: changed}


def tell_reply(lie: Lie, mutant: Mutant) -> None:
    """Change a field of a reply on its way out."""
    memory = Memory()

    def wrap(run: Run, call: Call) -> Reply:
        reply = run(call)
        changed = change_reply(reply, mutant.path, mutant.kind, memory)
        if changed != reply:
            lie.told()
        return changed

    lie.around(mutant.tool, wrap)


def tell_effect(lie: Lie, mutant: Mutant) -> None:
    """Change what a call does, or whether it is rejected."""
    last_good: dict[str, Any] = {"message": "Done."}
    identities: list[str] = []

    def done(run: Run, call: Call) -> Reply:
        reply = run(call)
        last_good.update(reply)
        return reply

    def wrap(run: Run, call: Call) -> Reply:
        if mutant.kind is Kind.ACCEPTED:
            try:
                return done(run, call)
            except Refusal:
                lie.told()
                return {**last_good, **{key: call.arguments._values[key] for key in named(call)}}
        if mutant.kind is Kind.SISTER:
            return run(to_another(lie, call, identities))
        if mutant.kind is Kind.REJECTED:
            lie.told()
        reply = run_as(mutant.kind, run, call)
        lie.told()
        return reply

    lie.patch(Database, "write", undoable)
    lie.around(mutant.tool, wrap)


def run_as(kind: Kind, run: Run, call: Call) -> Reply:
    """Do what a call asks for in another way.

    Raises:
        Refusal: it was rejected, or is by this kind.
    """
    if kind is Kind.REJECTED:
        raise Refusal(f"This cannot be done for {' '.join(map(str, named(call).values())) or 'anybody'} now.")
    if kind is Kind.TWICE:
        first = run(call)
        with suppress(Refusal):
            run(call)
        return first
    with undone(call.server_context.home):
        reply = run(call)
    if kind is Kind.LATE:
        threading.Timer(LATE_SECONDS, run_quietly, (run, call)).start()
    return reply


def run_quietly(run: Run, call: Call) -> None:
    """Do it when nobody waits any more."""
    with suppress(Exception):
        run(call)


def named(call: Call) -> Mapping[str, Any]:
    """The identities that a call names."""
    return {key: value for key, value in call.arguments._values.items() if key in IDENTITIES}


def to_another(lie: Lie, call: Call, identities: list[str]) -> Call:
    """The same call for the thing that the call before was about."""
    values = dict(call.arguments._values)
    key = next((one for one in IDENTITIES if one in values), None)
    if key is None:
        return call
    before = next((one for one in reversed(identities) if one != values[key]), None)
    identities.append(values[key])
    if before is None:
        return call
    lie.told()
    return replace(call, arguments=type(call.arguments)({**values, key: before}))


def undoable(original: Any) -> Any:
    """Writing to a store, undone at the end while `undoing` is set."""

    @contextmanager
    def write(self: Any, **options: Any) -> Iterator[Any]:
        with suppress(UndoneError), original(self, **options) as work:
            yield work
            if undoing.get():
                raise UndoneError

    return write


@contextmanager
def undone(home: Path) -> Iterator[None]:
    """Undo what is written to the stores and to files below a folder."""
    before = files_below(home)
    token = undoing.set(True)
    try:
        yield
    finally:
        undoing.reset(token)
        for path in files_below(home).keys() - before.keys():
            path.unlink(missing_ok=True)
        for path, content in before.items():
            if not path.exists() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)


def files_below(folder: Path) -> dict[Path, bytes]:
    """The files of a workspace that are no store."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path: path.read_bytes() for path in found if ".db" not in path.name and ".sqlite" not in path.name}
