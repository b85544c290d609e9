"""Which requirements can be judged of a target, by the tools that it lists.

For each requirement the verbs without which none of its scenarios can be judged; where they are offered, some can.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mode
from typing import Any, Final

from acceptance.contract.calls import Call
from acceptance.contract.dialects import Dialect
from acceptance.contract.tools import TOOLS
from acceptance.contract.values import (
    Cleanup,
    Deletion,
    HandIn,
    Maintenance,
    Restart,
    TaskField,
    TaskPlan,
    TaskQuery,
    TaskState,
)
from acceptance.evidence.scenario_results import NOT_OFFERED
from acceptance.specification.features import LARGE, Specification
from acceptance.specification.phases import JUDGING_FOLDER

SOME: Final = TaskPlan({TaskField.TITLE: "a task"})
WITH_A_KIND: Final = TaskPlan({TaskField.TITLE: "a task", TaskField.KIND: "implementation"})
WITH_A_CONTEXT: Final = TaskPlan({TaskField.TITLE: "a task", TaskField.CONTEXT: {"instructions": ["with care"]}})
TASK: Final = "1"
"""An identity that can be said as a text and as a number."""


def either(*calls: Call) -> Call:
    """The first of some calls that the target's dialect can say; the first of all if it can say none."""
    return next((call for call in calls if not call.lacking), calls[0])


VERBS: Final[Mapping[str, Callable[[Dialect], Call]]] = {
    "initialise": lambda dialect: dialect.initialize("a directory"),
    "list": lambda dialect: dialect.list_sessions(),
    "clean": lambda dialect: dialect.clean_up(Cleanup()),
    "status": lambda dialect: dialect.status(),
    "plan": lambda dialect: dialect.plan(SOME),
    "plan-in-full": lambda dialect: dialect.plan(WITH_A_KIND),
    "plan-in-context": lambda dialect: dialect.plan(WITH_A_CONTEXT),
    "execute": lambda dialect: dialect.execute(TASK),
    "complete": lambda dialect: dialect.hand_in(TASK, HandIn()),
    "change": lambda dialect: either(
        dialect.change(TASK, SOME, TaskState.BLOCKED),
        dialect.change(TASK, SOME, None),
        *(dialect.change(TASK, TaskPlan({}), state) for state in TaskState),
    ),
    "cancel": lambda dialect: dialect.cancel(TASK, None),
    "delete": lambda dialect: either(dialect.delete(TASK, Deletion()), dialect.delete(TASK, Deletion(archive=False))),
    "query": lambda dialect: dialect.look_up(TaskQuery()),
    "synthesise": lambda dialect: dialect.synthesize(TASK),
    "maintain": lambda dialect: dialect.maintain(Maintenance("scan_cleanup")),
    "health": lambda dialect: dialect.check_health(),
    "restart": lambda dialect: dialect.restart(Restart()),
    "restarts": lambda dialect: dialect.restart_status(),
    "shutdown": lambda dialect: dialect.prepare_shutdown(),
    "reconnect": lambda dialect: dialect.test_reconnection(),
    "create": lambda dialect: dialect.create_template("a template", "{}"),
    "validate": lambda dialect: dialect.validate_template("{}"),
    "instantiate": lambda dialect: dialect.instantiate("a template", {}),
    "remove": lambda dialect: dialect.delete_template("a template"),
    "install": lambda dialect: dialect.install_examples(),
    # The operator's lines are written for version 2.0, whatever the target's dialect.
    "title": lambda dialect: Call("plan", "orchestrator_plan_task", {"title": "a task"}),
}
CYCLE: Final = "plan execute complete"
WHOLE: Final = f"{CYCLE} synthesise"
NEEDS: Final[Mapping[str, str]] = {
    "PLAN-1": "initialise",
    "PLAN-2": "plan-in-full",
    **dict.fromkeys(("PLAN-3", "PLAN-4"), "plan"),
    **dict.fromkeys(("EXEC-1", "EXEC-2"), "plan execute"),
    "EXEC-3": "plan-in-context execute",
    "EXEC-4": CYCLE,
    "VALID-1": "health",
    "VALID-2": "restart",
    "VALID-3": "initialise reconnect",
    "VALID-4": "query",
    "VALID-5": "status",
    "VALID-6": "plan change",
    "VALID-7": WHOLE,
    "VALID-8": CYCLE,
    "VALID-9": "maintain",
    **{f"{name}-{number}": CYCLE for name in ("FEAT", "API", "SYS", "PERF", "ERR") for number in (1, 2, 3)},
    **dict.fromkeys(("FEAT-4", "API-4", "SYS-4", "PERF-4", "ERR-4", "FSM-4", "OSM-1"), ""),
    **{f"FLOW-{number}": WHOLE for number in range(1, 6)},
    "FAULT-1": "plan restart",
    "FAULT-2": "plan",
    "FAULT-3": "plan",
    "FAULT-4": "plan",
    "FAULT-5": "plan",
    **dict.fromkeys(("FSM-1", "FSM-2", "FSM-3", "FSM-5"), ""),
    **dict.fromkeys(("OSM-2", "OSM-3"), CYCLE),
    "OSM-4": "plan",
    "OSM-5": f"{WHOLE} maintain create restart",
    "CMD-1": "initialise title",
    **{f"TRACK-{number}": CYCLE for number in range(1, 6)},
    "SESSION-1": "initialise",
    "SESSION-2": "plan",
    "SESSION-3": "clean",
    "STATUS-1": "status",
    "TASK-1": "plan",
    "TASK-2": "plan execute",
    "TASK-3": CYCLE,
    "TASK-4": "plan change",
    "TASK-5": "plan cancel",
    "TASK-6": "plan delete",
    "TASK-7": "plan query",
    "RESULT-1": WHOLE,
    **dict.fromkeys(("MAINT-1", "MAINT-2", "MAINT-3"), "maintain"),
    "TMPL-1": "create",
    "TMPL-2": "validate",
    "TMPL-3": "create instantiate",
    "TMPL-4": "remove",
    "TMPL-5": "install",
    "CTRL-1": "health",
    "CTRL-2": "restart",
    "CTRL-3": "restarts",
    "CTRL-4": "shutdown",
    "CTRL-5": "reconnect",
    "CLIENT-4": CYCLE,
    "CLIENT-5": "plan",
    "PROTO-1": "execute",
    "PROTO-2": "",
    "PROTO-3": "plan",
    "PROTO-4": "",
    "PROTO-5": "",
    "CLIENT-1": "",
    "CLIENT-2": "",
    "CLIENT-3": "",
    **{f"SAFE-{number}": "plan" for number in range(1, 10)},
}
OVER_HTTP: Final = frozenset({"SAFE-9"})
"""What is about HTTP alone."""
OF_THE_CONTRACT: Final = frozenset({"PROTO-5"})
"""What is about the contract's list of tools."""
CONTRACT_TOOLS: Final = "tools of the contract, since this is judged by them alone"


@dataclass(frozen=True, slots=True)
class Judgeable:
    """Whether a requirement can be judged of a target.

    Attributes:
        requirement: its identifier.
        missing: what the target lacks; empty where it can be judged.
    """

    requirement: str
    missing: tuple[str, ...]


def judgeable(
    requirements: Iterable[str],
    dialect: Dialect,
    tools: Sequence[Mapping[str, Any]],
    *,
    over_http: bool = True,
    whole: Collection[str] = (),
) -> list[Judgeable]:
    """For each requirement, whether what is offered lets it be judged.

    Args:
        requirements: their identifiers.
        dialect: the version that the target speaks.
        tools: the tools that it lists, with the parameters that it takes.
        over_http: whether it is offered over HTTP.
        whole: the requirements that are judged of the run as a whole, which needs the contract's own tools.
    """
    listed = {str(tool["name"]): tool.get("inputSchema") for tool in tools}
    contract = dialect.form.own and any(name in listed for name in TOOLS)
    found = []
    for name in requirements:
        lacking = tuple(missing(NEEDS.get(name, "").split(), dialect, listed))
        unreachable = () if over_http or name not in OVER_HTTP else ("an address over HTTP (key `over_http`)",)
        unlike = () if contract or name not in {*whole, *OF_THE_CONTRACT} else (CONTRACT_TOOLS,)
        found.append(Judgeable(name, lacking + unreachable + unlike))
    return found


def after_dry_runs(
    found: Sequence[Judgeable], lacking: Mapping[str, str], specification: Specification
) -> list[Judgeable]:
    """The same, where a requirement of which no scenario can be run cannot be judged either.

    Args:
        found: for each requirement, whether the verbs that it needs are offered.
        lacking: what each scenario lacks by the dry run that a run makes of it, by its place; empty for nothing.
        specification: the scenarios.
    """
    told: dict[str, list[str]] = {}
    for case in specification.cases.values():
        if case.folder != JUDGING_FOLDER and LARGE not in case.tags and case.place in lacking:
            for identifier in case.identifiers:
                told.setdefault(identifier, []).append(lacking[case.place].removeprefix(f"{NOT_OFFERED}: "))
    stopped = {name: reasons for name, reasons in told.items() if all(reasons)}
    return [
        one
        if one.missing or one.requirement not in stopped
        else replace(one, missing=(mode(stopped[one.requirement]),))
        for one in found
    ]


def only_of_the_whole(specification: Specification) -> set[str]:
    """The requirements of which every scenario judges the run as a whole."""
    folders: dict[str, set[str]] = {}
    for case in specification.cases.values():
        for identifier in case.identifiers:
            folders.setdefault(identifier, set()).add(case.folder)
    return {name for name, own in folders.items() if own == {JUDGING_FOLDER}}


def missing(verbs: Iterable[str], dialect: Dialect, listed: Mapping[str, Any]) -> Iterable[str]:
    """What is not offered of some verbs: tools, or parameters of tools."""
    for verb in verbs:
        call = VERBS[verb](dialect)
        if call.lacking:
            yield call.lacking
            continue
        for tool, names in ((call.tool, tuple(call.arguments)), *call.later):
            yield from missing_of(tool, names, listed)


def missing_of(tool: str, names: Iterable[str], listed: Mapping[str, Any]) -> Iterable[str]:
    """What is not offered of one tool: it, or parameters of it."""
    if tool not in listed:
        yield tool
        return
    schema = listed[tool]
    known = schema.get("properties") if isinstance(schema, Mapping) else None
    if isinstance(known, Mapping):
        yield from (f"{tool}({name})" for name in names if name not in known)
