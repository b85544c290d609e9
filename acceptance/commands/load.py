"""`load`: many tasks from plan to result at once, on this machine, and whether they were all completed."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from acceptance.commands.paths import PATHS, REPORTS, say
from acceptance.display import escaped_json
from acceptance.errors import SuiteError, TargetFaultError
from acceptance.evidence.evidence import Evidence
from acceptance.load import table
from acceptance.load.plan import LoadPlan, check_place
from acceptance.load.swarm import Swarm, read_workers
from acceptance.load.tally import Tally
from acceptance.load.wire import read_generation
from acceptance.redaction import Redactor, hide_in_files
from acceptance.servers.serving import serving
from acceptance.system.progress_bar import progress
from acceptance.targets.ready import ready_target
from acceptance.targets.secrets import redactor_for
from acceptance.targets.target import Target


def load(
    target: Annotated[str, typer.Option(metavar="NAME", help="A target from targets.toml.")] = "",
    command: Annotated[str, typer.Option(metavar="LINE", help="A command, or the URL of a running server.")] = "",
    connections: Annotated[str, typer.Option(metavar="N", help="Number of connections.")] = "4",
    in_flight: Annotated[str, typer.Option(metavar="N", help="Number of calls in flight on each connection.")] = "8",
    tasks: Annotated[str, typer.Option(metavar="N", help="Number of tasks to plan, start and complete.")] = "500",
    seconds: Annotated[str, typer.Option(metavar="N", help="Stop planning tasks after N seconds.")] = "60",
    wire: Annotated[str, typer.Option(metavar="URL", help="Apply the load with Locust to this address.")] = "",
    workers: Annotated[str, typer.Option(metavar="N", help="Number of Locust processes.")] = "1",
    generation: Annotated[str, typer.Option(metavar="VERSION", help="Protocol version, with --wire.")] = "2026-07-28",
    own_host: Annotated[
        str, typer.Option(metavar="NAME", help="Another host that is yours, to allow load on it.")
    ] = "",
) -> int:
    """Apply load to an orchestrator, check every answer, and read every completed task back."""
    plan = LoadPlan.read(connections=connections, in_flight=in_flight, tasks=tasks, seconds=seconds)
    folder = REPORTS / "load"
    if wire:
        swarm = Swarm(wire, plan, read_generation(generation), read_workers(workers), own_host)
        redactor = redactor_for(Target("the wire", (), url=wire))
        try:
            return tell(swarm.run(folder), wire, f"{plan.connections * plan.in_flight} users", redactor)
        finally:
            hide_in_files(folder, redactor)
    chosen = ready_target(PATHS.targets, target or None, command or None, cache=PATHS.cache, say=say)
    if chosen.url:
        check_place(chosen.url.replace("{port}", "0"), own_host)
    with progress(Console(), "tasks", plan.tasks) as show:
        tally = put_on(chosen, plan, folder, show)
    how = f"{plan.connections} connections, {plan.in_flight} calls in flight on each"
    return tell(tally, chosen.name, how, redactor_for(chosen))


def tell(tally: Tally, where: str, how: str, redactor: Redactor) -> int:
    """Show and store the result of a load, and return the exit code."""
    table.show(tally, f"{where}: {how}", Console(), redactor)
    details = redactor.tree({"target": where, "load": how, **tally.details()})
    text = escaped_json(json.dumps(details, indent=1, ensure_ascii=False))
    (REPORTS / "load" / "load.json").write_text(f"{text}\n", encoding="utf-8")
    return 0 if tally.accepted else 1


def put_on(target: Target, plan: LoadPlan, folder: Path, show: Callable[[int], None]) -> Tally:
    """Start the target's servers, apply the load, and end them.

    Raises:
        SuiteError: the target cannot be started, or lacks what is needed.
    """
    # Only now: the SDK takes more than a second to import, and a mistake is told sooner.
    from acceptance.load.engine import Engine  # noqa: PLC0415

    shutil.rmtree(folder, ignore_errors=True)
    with (
        closing(Evidence(folder, lambda exchange: None)) as evidence,
        serving(target, folder, evidence) as pool,
    ):
        orchestrators = [pool.shared()]
        try:
            for _ in range(plan.connections - 1):
                orchestrators.append(pool.connect_beside(orchestrators[0]))
            return Engine(orchestrators, plan).run(show)
        except TargetFaultError as fault:
            raise SuiteError(f"The first task could not be planned: {fault}") from None
        finally:
            for other in orchestrators[1:]:
                pool.release(other)
