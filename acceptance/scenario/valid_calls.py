"""For each tool a call that must be accepted: what a refusal of a wrong one is measured against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from acceptance.contract.calls import Call
from acceptance.contract.dialects import Dialect
from acceptance.contract.samples import TEMPLATE
from acceptance.contract.values import (
    Cleanup,
    Deletion,
    Filter,
    HandIn,
    Maintenance,
    MaintenanceAction,
    MaintenanceLevel,
    MaintenanceScope,
    Restart,
    TaskField,
    TaskPlan,
    TaskQuery,
    TaskState,
)
from acceptance.errors import NotOfferedError, UnreadableReplyError
from acceptance.scenario.planner import Planner
from acceptance.scenario.sessions import Sessions
from acceptance.scenario.template_store import TemplateStore

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState

PLAN: Final = TaskPlan({TaskField.TITLE: "Specimen", TaskField.DESCRIPTION: "To be held against wrong ones"})


class ValidCalls:
    """Makes valid calls for a scenario, and arranges first what they need."""

    def __init__(self, state: ScenarioState, planner: Planner, sessions: Sessions, templates: TemplateStore) -> None:
        self._state = state
        self._planner = planner
        self._sessions = sessions
        self._templates = templates

    def of(self, tool: str) -> Call:
        """A call that a sound orchestrator accepts, of a tool of the contract or of what the target has in its place.

        Where it lists less than the contract, the call has as little as can be.

        Raises:
            NotOfferedError: the contract knows no such tool, or the target has none in its place.
        """
        orchestrator = self._state.orchestrator
        if tool not in CALLS or (orchestrator.dialect.form.own and not self._state.offers(tool)):
            raise NotOfferedError(tool)
        call = CALLS[tool](self)
        simpler = (make(self) for make in SIMPLER.get(tool, ()) if not orchestrator.offers(call))
        call = next(filter(orchestrator.offers, simpler), call)
        orchestrator.require(call)
        return call.alone()

    @property
    def dialect(self) -> Dialect:
        """How the calls are said."""
        return self._state.orchestrator.dialect

    @property
    def workspace(self) -> str:
        """The workspace, as a call names it."""
        return self._state.orchestrator.workspace_name

    @property
    def template_identity(self) -> str:
        """The name of a template that is not stored yet."""
        return self._templates.draft("specimen").identity

    def task(self, state: TaskState = TaskState.PENDING) -> str:
        """A task in a state."""
        self._planner.task("Specimen")
        task = self._state.task("Specimen")
        task.reach(state)
        return task.identity

    def family(self) -> str:
        """A task with a subtask."""
        self._planner.many("Specimen family", 1)
        return self._state.task("Specimen family").identity

    def session(self) -> str:
        """A session."""
        self._sessions.initialize("")
        return str(self._sessions.session().identity)

    def session_if_told(self) -> str | None:
        """A session for a call that can do without."""
        try:
            return self.session()
        except UnreadableReplyError:
            return None

    def template(self, name: str = "specimen") -> str:
        """A template that is stored; one that its call removes has another name, so that others can be used again."""
        identity = self._templates.draft(name).identity
        self._templates.create_out_of(TEMPLATE, identity)
        return identity


CALLS: Final[Mapping[str, Callable[[ValidCalls], Call]]] = {
    "orchestrator_initialize_session": lambda valid: valid.dialect.initialize(valid.workspace),
    "orchestrator_list_sessions": lambda valid: valid.dialect.list_sessions(completed=True, limit=5),
    "orchestrator_resume_session": lambda valid: valid.dialect.resume(valid.session()),
    "orchestrator_session_status": lambda valid: valid.dialect.session_status(valid.session()),
    "orchestrator_cleanup_sessions": lambda valid: valid.dialect.clean_up(Cleanup("completed", 7, dry_run=True)),
    "orchestrator_get_status": lambda valid: valid.dialect.status(completed=True),
    "orchestrator_plan_task": lambda valid: valid.dialect.plan(PLAN),
    "orchestrator_execute_task": lambda valid: valid.dialect.execute(valid.task()),
    "orchestrator_complete_task": lambda valid: valid.dialect.hand_in(
        valid.task(TaskState.IN_PROGRESS), HandIn(kind="general", files=("one.txt",))
    ),
    "orchestrator_update_task": lambda valid: valid.dialect.change(
        valid.task(), TaskPlan({TaskField.DESCRIPTION: "Another one"}), TaskState.BLOCKED
    ),
    "orchestrator_cancel_task": lambda valid: valid.dialect.cancel(valid.task(), "Not wanted", keep_work=True),
    "orchestrator_delete_task": lambda valid: valid.dialect.delete(valid.task(), Deletion(archive=True, force=False)),
    "orchestrator_query_tasks": lambda valid: valid.dialect.look_up(TaskQuery({Filter.WORDS: "Specimen"}, limit=1)),
    "orchestrator_synthesize_results": lambda valid: valid.dialect.synthesize(valid.family()),
    "orchestrator_maintenance_coordinator": lambda valid: valid.dialect.maintain(
        Maintenance(MaintenanceAction.VALIDATE, MaintenanceScope.SESSION, MaintenanceLevel.BASIC)
    ),
    "orchestrator_health_check": lambda valid: valid.dialect.check_health(include_database_status=True),
    "orchestrator_restart_server": lambda valid: valid.dialect.restart(
        Restart(reason="manual_request", graceful=True, keep_state=True, seconds=10)
    ),
    "orchestrator_restart_status": lambda valid: valid.dialect.restart_status(include_history=True),
    "orchestrator_shutdown_prepare": lambda valid: valid.dialect.prepare_shutdown(check_active_tasks=True),
    "orchestrator_reconnect_test": lambda valid: valid.dialect.test_reconnection(valid.session_if_told()),
    "template_create": lambda valid: valid.dialect.create_template(
        valid.template_identity, TEMPLATE, category="user", overwrite=True
    ),
    "template_load": lambda valid: valid.dialect.load_template(valid.template(), "user"),
    "template_info": lambda valid: valid.dialect.describe_template(valid.template(), "user"),
    "template_list": lambda valid: valid.dialect.list_templates("user", metadata=True),
    "template_validate": lambda valid: valid.dialect.validate_template(TEMPLATE),
    "template_validate_all": lambda valid: valid.dialect.validate_templates("user"),
    "template_instantiate": lambda valid: valid.dialect.instantiate(valid.template(), {}, create=False),
    "template_delete": lambda valid: valid.dialect.delete_template(valid.template("spent"), "user"),
    "template_uninstall": lambda valid: valid.dialect.uninstall_template(valid.template("spent"), "user"),
    "template_install_examples": lambda valid: valid.dialect.install_examples("shared", overwrite=True),
    "template_install_default_library": lambda valid: valid.dialect.install_library("research", overwrite=True),
    "template_get_installation_status": lambda valid: valid.dialect.installation_status(),
}
"""By the tool's name."""

SIMPLER: Final[Mapping[str, tuple[Callable[[ValidCalls], Call], ...]]] = {
    "orchestrator_list_sessions": (lambda valid: valid.dialect.list_sessions(),),
    "orchestrator_get_status": (lambda valid: valid.dialect.status(),),
    "orchestrator_plan_task": (lambda valid: valid.dialect.plan(TaskPlan({TaskField.TITLE: "Specimen"})),),
    "orchestrator_complete_task": (
        lambda valid: valid.dialect.hand_in(valid.task(TaskState.IN_PROGRESS), HandIn(kind="general")),
        lambda valid: valid.dialect.hand_in(valid.task(TaskState.IN_PROGRESS), HandIn()),
    ),
    "orchestrator_update_task": (
        lambda valid: valid.dialect.change(valid.task(), TaskPlan({}), TaskState.BLOCKED),
        lambda valid: valid.dialect.change(valid.task(), TaskPlan({TaskField.TITLE: "Another one"}), None),
    ),
    "orchestrator_cancel_task": (
        lambda valid: valid.dialect.cancel(valid.task(), "Not wanted"),
        lambda valid: valid.dialect.cancel(valid.task(), None),
    ),
    "orchestrator_delete_task": (
        lambda valid: valid.dialect.delete(valid.task(), Deletion(archive=True)),
        lambda valid: valid.dialect.delete(valid.task(), Deletion(archive=False)),
        lambda valid: valid.dialect.delete(valid.task(), Deletion()),
    ),
    "orchestrator_query_tasks": (
        lambda valid: valid.dialect.look_up(TaskQuery({Filter.WORDS: "Specimen"})),
        lambda valid: valid.dialect.look_up(TaskQuery(limit=1)),
        lambda valid: valid.dialect.look_up(TaskQuery()),
    ),
    "orchestrator_health_check": (lambda valid: valid.dialect.check_health(),),
    "orchestrator_restart_server": (lambda valid: valid.dialect.restart(Restart()),),
    "orchestrator_restart_status": (lambda valid: valid.dialect.restart_status(),),
    "orchestrator_shutdown_prepare": (lambda valid: valid.dialect.prepare_shutdown(),),
    "orchestrator_reconnect_test": (lambda valid: valid.dialect.test_reconnection(),),
}
"""The same with less, for targets that do not list every parameter of the contract."""
