"""For each tool a call that must be accepted: what a refusal of a wrong one is measured against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from acceptance.contract.calls import Call
from acceptance.contract.samples import TEMPLATE
from acceptance.contract.values import (
    Cleanup,
    Deletion,
    Filter,
    HandIn,
    Maintenance,
    Restart,
    TaskField,
    TaskPlan,
    TaskQuery,
    TaskState,
)
from acceptance.errors import NotOfferedError, UnreadableReplyError
from acceptance.scenario.tasks import Task

if TYPE_CHECKING:
    from acceptance.world.world import World


def good_call(world: World, tool: str) -> Call:
    """A call of a tool that a sound orchestrator accepts; what it needs is arranged first.

    Raises:
        NotOfferedError: the contract knows no such tool, or the target does not list it.
    """
    if tool not in SPECIMENS or not world.offers(tool):
        raise NotOfferedError(tool)
    return SPECIMENS[tool](world)


def _task(world: World, state: TaskState = TaskState.PENDING) -> str:
    world.planner.task("Specimen")
    task: Task = world.task("Specimen")
    task.reach(state)
    return task.identity


def _family(world: World) -> str:
    world.planner.many("Specimen family", 1)
    return world.task("Specimen family").identity


def _session(world: World) -> str:
    world.initialize(world.orchestrator.workspace)
    return str(world.session().identity)


def _session_if_told(world: World) -> str | None:
    """A session for a call that can do without."""
    try:
        return _session(world)
    except UnreadableReplyError:
        return None


def _template(world: World) -> str:
    identity = world.template_store.draft("specimen").identity
    world.ask(world.dialect.create_template(identity, TEMPLATE))
    return identity


def _plan(world: World) -> Call:
    values = {TaskField.TITLE: "Specimen", TaskField.DESCRIPTION: "To be held against wrong ones"}
    return world.dialect.plan(TaskPlan(values))


SPECIMENS: Final[Mapping[str, Callable[[World], Call]]] = {
    "orchestrator_initialize_session": lambda world: world.dialect.initialize(str(world.orchestrator.workspace)),
    "orchestrator_list_sessions": lambda world: world.dialect.list_sessions(completed=True, limit=5),
    "orchestrator_resume_session": lambda world: world.dialect.resume(_session(world)),
    "orchestrator_session_status": lambda world: world.dialect.session_status(_session(world)),
    "orchestrator_cleanup_sessions": lambda world: world.dialect.clean_up(Cleanup("completed", 7, rehearse=True)),
    "orchestrator_get_status": lambda world: world.dialect.status(completed=True),
    "orchestrator_plan_task": _plan,
    "orchestrator_execute_task": lambda world: world.dialect.execute(_task(world)),
    "orchestrator_complete_task": lambda world: world.dialect.hand_in(
        _task(world, TaskState.IN_PROGRESS), HandIn(kind="general", files=("one.txt",))
    ),
    "orchestrator_update_task": lambda world: world.dialect.change(
        _task(world), TaskPlan({TaskField.DESCRIPTION: "Another one"}), TaskState.BLOCKED
    ),
    "orchestrator_cancel_task": lambda world: world.dialect.cancel(_task(world), "Not wanted", keep_work=True),
    "orchestrator_delete_task": lambda world: world.dialect.delete(_task(world), Deletion(archive=True, force=False)),
    "orchestrator_query_tasks": lambda world: world.dialect.look_up(TaskQuery({Filter.WORDS: "Specimen"}, limit=1)),
    "orchestrator_synthesize_results": lambda world: world.dialect.synthesize(_family(world)),
    "orchestrator_maintenance_coordinator": lambda world: world.dialect.maintain(
        Maintenance("validate_structure", "current_session", "basic")
    ),
    "orchestrator_health_check": lambda world: world.dialect.check_health(include_database_status=True),
    "orchestrator_restart_server": lambda world: world.dialect.restart(
        Restart(reason="manual_request", graceful=True, keep_state=True, seconds=10)
    ),
    "orchestrator_restart_status": lambda world: world.dialect.restart_status(history=True),
    "orchestrator_shutdown_prepare": lambda world: world.dialect.prepare_shutdown(check_active_tasks=True),
    "orchestrator_reconnect_test": lambda world: world.dialect.test_reconnection(_session_if_told(world)),
    "template_create": lambda world: world.dialect.create_template(
        world.template_store.draft("specimen").identity, TEMPLATE, category="user", overwrite=True
    ),
    "template_load": lambda world: world.dialect.load_template(_template(world), "user"),
    "template_info": lambda world: world.dialect.describe_template(_template(world), "user"),
    "template_list": lambda world: world.dialect.list_templates("user", metadata=True),
    "template_validate": lambda world: world.dialect.validate_template(TEMPLATE),
    "template_validate_all": lambda world: world.dialect.validate_templates("user"),
    "template_instantiate": lambda world: world.dialect.instantiate(_template(world), {}, create=False),
    "template_delete": lambda world: world.dialect.delete_template(_template(world), "user"),
    "template_uninstall": lambda world: world.dialect.uninstall_template(_template(world), "user"),
    "template_install_examples": lambda world: world.dialect.install_examples("shared", overwrite=True),
    "template_install_default_library": lambda world: world.dialect.install_library("research", overwrite=True),
    "template_get_installation_status": lambda world: world.dialect.installation_status(),
}
"""By the tool's name."""
