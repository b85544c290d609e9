"""Workspaces with many tasks in them: filled ahead by the target's own command, or through its own tools."""

from __future__ import annotations

import subprocess
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from acceptance.bench.activities import Activities
from acceptance.bench.crowds import check_all
from acceptance.errors import NotMeasurableError, TargetError
from acceptance.servers.orchestrator import Orchestrator
from acceptance.stopwatch.traffic import flood
from acceptance.targets.placing import prepare
from acceptance.targets.target import Target, fill

if TYPE_CHECKING:
    from acceptance.servers.server_pool import ServerPool

IN_FLIGHT: Final = 8
PORTION: Final = 200
# A target that plans slowly is not waited for longer than this, in seconds.
FILLING_SECONDS: Final = 300.0


def store_of(pool: ServerPool, count: int) -> Orchestrator:
    """A server with so many tasks in its store, which all scenarios that want as many share.

    Raises:
        TargetFaultError: the target died, or refused a plan, while it was filled.
        NotMeasurableError: that took too long.
        TargetError: the command that fills it failed.
    """
    return pool.kept(f"{count} tasks", lambda: _filled(pool, count))


def _filled(pool: ServerPool, count: int) -> Orchestrator:
    workspace = pool.factory.new_workspace()
    if pool.target.fill:
        fill_ahead(pool.factory.placed(pool.target, workspace), workspace, count)
        return pool.start_in(workspace)
    orchestrator = pool.start_in(workspace)
    plan_many(orchestrator, count, pool)
    return orchestrator


def fill_ahead(target: Target, workspace: Path, count: int) -> None:
    """Have the target's own command fill a workspace, prepared as for a server.

    Raises:
        TargetError: it failed.
        ConnectFailedError: the workspace could not be prepared.
    """
    # Only here: see `stopwatch/traffic`.
    from mcp.client.stdio import get_default_environment  # noqa: PLC0415

    command = [fill(word, {"count": str(count)}) for word in target.fill]
    environment = {**get_default_environment(), **target.environment}
    prepare(target.prepare, workspace, environment)
    try:
        subprocess.run(
            command,
            cwd=workspace,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=FILLING_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        line = str(getattr(error, "stderr", None) or error).strip().splitlines()[-1]
        raise TargetError(
            f'The command that fills a workspace of the target "{target.name}" failed ({" ".join(command)}): {line}'
        ) from None


def plan_many(orchestrator: Orchestrator, count: int, pool: ServerPool) -> None:
    """Plan so many tasks through the target's own tools, some at a time.

    Raises:
        TargetFaultError: the target died, or refused a plan.
        NotMeasurableError: it took too long.
    """
    activities = Activities(orchestrator)
    orchestrator.ask(activities.plan_call())
    begun, done = monotonic(), 1
    while done < count:
        calls = [activities.plan_call() for _ in range(min(PORTION, count - done))]
        results, _ = flood(orchestrator.connection, calls, IN_FLIGHT)
        check_all(calls, results, pool.evidence)
        done += len(calls)
        seconds = monotonic() - begun
        pool.evidence.display.progress(f"filling the store: {done} of {count} tasks planned in {seconds:.0f} s")
        if seconds > FILLING_SECONDS:
            raise NotMeasurableError(f"only {done} of {count} tasks were planned within {FILLING_SECONDS:.0f} s")
