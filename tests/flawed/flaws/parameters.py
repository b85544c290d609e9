"""Lies about parameters: values that a rejection does not name, unknown ones that count, a list that is another one."""

import os

from reference_orchestrator import arguments, registry, server
from reference_orchestrator.store import tasks
from reference_orchestrator.tools import template_removal
from tests.flawed.lying import FAMILIES, Lie, flaw, given
from tests.flawed.lying import tools as families

SOMETHING = "something else"


def _unnamed(lie: Lie, *modules) -> None:
    """Leave out the value at fault where these modules word their rejections."""

    def make(original):
        def shown(value):
            lie.told()
            return SOMETHING

        return shown

    for module in modules:
        lie.patch(module, "shown", make)


@flaw(
    "a-rejected-value-is-not-named",
    "What breaks the schema is rejected without the value that does.",
    breaks="PROTO-1",
    caught_by=(
        "The rejection by orchestrator_plan_task names daydream, an invalid task_type",
        "The rejection by orchestrator_query_tasks names dreaming, an invalid status",
        "The rejection by orchestrator_restart_server names 301, an invalid timeout",
        "The rejection by template_list names of_nobody, an invalid category",
    ),
)
def _(lie: Lie) -> None:
    _unnamed(lie, arguments)


@flaw(
    "what-is-unknown-is-not-named",
    "A call about an unknown task, session or template is rejected without the identifier that it gave.",
    breaks="PROTO-1",
    caught_by=(
        "The rejection by orchestrator_execute_task names task_of_nobody, an invalid task_id",
        "The rejection by orchestrator_resume_session names session_of_nobody, an invalid session_id",
        "The rejection by template_delete names template-of-nobody, an invalid template_id",
    ),
)
def _(lie: Lie) -> None:
    _unnamed(lie, tasks, registry, template_removal)


def _letting_in(lie: Lie, tool, parameter) -> None:
    """Let one tool take a parameter that it does not list."""

    def make(original):
        def check(self, values):
            if self._tool != tool or parameter not in values:
                return original(self, values)
            taken = original(self, {name: value for name, value in values.items() if name != parameter})
            taken._values[parameter] = values[parameter]
            return taken

        return check

    lie.patch(arguments.Schema, "check", make)


def _storing(lie: Lie, tool, parameter, column) -> None:
    """Store a parameter that a tool does not list as a value of the task, and tell nothing of it."""
    _letting_in(lie, tool, parameter)

    def wrap(run, call):
        reply = run(call)
        value = given(call, parameter)
        if value is not None:
            lie.told()
            with call.write() as (_, work):
                work.tasks._connection.execute(f"UPDATE tasks SET {column} = ? WHERE id = ?", (value, reply["task_id"]))
        return reply

    lie.around(tool, wrap)


@flaw(
    "a-plan-takes-a-state",
    "A plan with a state, which it does not list, plans a task in that state, and replies that it is pending.",
    breaks="PROTO-2",
    caught_by="A parameter status that orchestrator_plan_task does not know changes no task",
    touches="PROTO-1",
)
def _(lie: Lie) -> None:
    _storing(lie, "orchestrator_plan_task", "status", "status")


@flaw(
    "an-update-takes-a-kind",
    "An update with a kind, which it does not list, changes the kind.",
    breaks="PROTO-2",
    caught_by="A parameter task_type that orchestrator_update_task does not know changes no task",
    touches="PROTO-1",
)
def _(lie: Lie) -> None:
    _storing(lie, "orchestrator_update_task", "task_type", "task_type")


@flaw(
    "a-result-renames-its-task",
    "A submission with a title, which it does not list, changes the title.",
    breaks="PROTO-2",
    caught_by="A parameter title that orchestrator_complete_task does not know changes no task",
    touches="PROTO-1",
)
def _(lie: Lie) -> None:
    _storing(lie, "orchestrator_complete_task", "title", "title")


@flaw(
    "an-unknown-parameter-is-an-internal-error",
    "A load, a session status or a health check with an unknown parameter ends in an error of the program.",
    breaks="PROTO-2 PROTO-1",
    caught_by=(
        "template_load rejects or ignores an unknown parameter",
        "orchestrator_session_status rejects or ignores an unknown parameter",
        "orchestrator_health_check rejects or ignores an unknown parameter",
    ),
)
def _(lie: Lie) -> None:
    strict = {"template_load", "orchestrator_session_status", "orchestrator_health_check"}

    def make(original):
        def check(self, values):
            unknown = [name for name in values if name not in self._properties]
            if unknown and self._tool in strict:
                lie.told()
                words = f"{self._tool}() got an unexpected keyword argument '{unknown[0]}'"
                raise arguments.Refusal(words)
            return original(self, values)

        return check

    lie.patch(arguments.Schema, "check", make)


@flaw(
    "another-default-is-listed",
    "The list of tools gives another default for the complexity of a plan, which holds then.",
    breaks="PROTO-2 TASK-1",
    caught_by="Every tool lists the parameters of the contract",
    touches="TASK-7 SYS-4 FSM-4 TMPL-3",
)
def _(lie: Lie) -> None:
    lie.told()
    lie.parameter("orchestrator_plan_task", "complexity", default="simple")


@flaw(
    "a-value-of-the-contract-is-not-listed",
    "A submission cannot be an analysis: the list of tools leaves that type of artifact out.",
    breaks="PROTO-2 TASK-3",
    caught_by="Every tool lists the parameters of the contract",
)
def _(lie: Lie) -> None:
    lie.told()
    kinds = ["code", "documentation", "design", "test", "config", "general"]
    lie.parameter("orchestrator_complete_task", "artifact_type", enum=kinds)


@flaw(
    "a-number-has-no-bounds",
    "The list of tools gives no bounds for the timeout of a restart, whose call rejects what is out of them.",
    breaks="PROTO-2",
    caught_by="Every tool lists the parameters of the contract",
    touches="CTRL-2",
)
def _(lie: Lie) -> None:
    lie.told()
    lie.parameter("orchestrator_restart_server", "timeout", minimum=None, maximum=None)

    def wrap(run, call):
        if not 10 <= given(call, "timeout") <= 300:
            raise arguments.Refusal(f"timeout is {given(call, 'timeout')}, and must be from 10 to 300.")
        return run(call)

    lie.around("orchestrator_restart_server", wrap)


@flaw(
    "a-description-repeats-the-name",
    "The tools and parameters of templates are described by no more than their names.",
    breaks="PROTO-4",
    caught_by=("Every tool has a description", "Every parameter has a description"),
    touches="SYS-4 API-4 FSM-4",
)
def _(lie: Lie) -> None:
    lie.told()
    names = [tool.name for family in FAMILIES for tool in getattr(families, family).TOOLS]
    for name in (one for one in names if one.startswith("template_")):
        lie.retool(
            name,
            lambda old: {
                "description": f"The {old.name.replace('_', ' ')} tool.",
                "parameters": {
                    each: {**rules, "description": f"The {each.replace('_', ' ')}"}
                    for each, rules in old.parameters.items()
                },
            },
        )


@flaw(
    "every-process-has-a-version-of-its-own",
    "Each process tells a version with its own number, in the handshake and in its health.",
    breaks="PROTO-5",
    caught_by=("A new process has the same name and version", "The name and the version are the same over HTTP"),
)
def _(lie: Lie) -> None:
    def make(original):
        def build(name, *, version, **rest):
            lie.told()
            return original(name, version=f"{version}+{os.getpid()}", **rest)

        return build

    lie.patch(server, "Server", make)
    lie.reply(
        "orchestrator_health_check",
        lambda reply, call: {**reply, "server_version": f"{reply['server_version']}+{os.getpid()}"},
    )
