"""Lies about using, removing and installing templates (contract TMPL-3 to TMPL-5)."""

from dataclasses import replace

from reference_orchestrator.domain import templates as domain
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.tools import template_use
from tests.flawed.lying import Lie, flaw, given, with_given


@flaw(
    "blanks-of-descriptions-stay",
    "The blanks of descriptions are not filled.",
    breaks="TMPL-3",
    caught_by="The given values replace the parameters in a task description",
)
def _(lie: Lie) -> None:
    def make(original):
        def fill(self, key, values):
            lie.told()
            return replace(original(self, key, values), description=self.tasks[key].get("description", ""))

        return fill

    lie.patch(domain.Template, "_fill_task", make)


@flaw(
    "defaults-are-ignored",
    "What is left out is filled with nothing, and not with the default.",
    breaks="TMPL-3",
    caught_by="A parameter without a value takes its default",
)
def _(lie: Lie) -> None:
    def make(original):
        def values(self, given_values):
            lie.told()
            return {name: given_values.get(name, "") for name in original(self, given_values)}

        return values

    lie.patch(domain.Template, "_values", make)


@flaw(
    "filling-in-plans",
    "A template that is only filled in plans its tasks.",
    breaks="TMPL-3",
    caught_by="Previewing a template shows its tasks and plans none",
    touches="PROTO-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if not given(call, "create_tasks"):
            lie.told()
        return run(with_given(call, create_tasks=True))

    lie.around("template_instantiate", wrap)


@flaw(
    "tasks-of-a-template-wait-for-nothing",
    "The tasks made of a template do not wait for each other.",
    breaks="TMPL-3",
    caught_by="Tasks planned from a template have its dependencies",
    touches="SYS-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def plan(call, work, filled):
            lie.told()
            return original(call, work, [replace(one, dependencies=()) for one in filled])

        return plan

    lie.patch(template_use, "_plan", make)


@flaw(
    "tasks-of-a-template-have-no-parent",
    "The tasks made of a template stand side by side, and not in its hierarchy.",
    breaks="TMPL-3",
    caught_by=("Tasks planned from a template have its hierarchy", "A task takes its parent from the template"),
    touches="SYS-2 OSM-5",
)
def _(lie: Lie) -> None:
    def make(original):
        def plan(call, work, filled):
            lie.told()
            return original(call, work, [replace(one, parent=None) for one in filled])

        return plan

    lie.patch(template_use, "_plan", make)


@flaw(
    "the-specialist-of-a-template-is-lost",
    "The tasks made of a template have no specialist.",
    breaks="TMPL-3",
    caught_by="A task takes its specialist from the template",
)
def _(lie: Lie) -> None:
    def make(original):
        def plan(call, work, filled):
            lie.told()
            return original(call, work, [replace(one, specialist_type=None) for one in filled])

        return plan

    lie.patch(template_use, "_plan", make)


@flaw(
    "unknown-parameters-are-dropped",
    "A parameter that the template does not have is dropped.",
    breaks="TMPL-3",
    caught_by=(
        "The value some text for UNKNOWN is rejected, and no task is planned",
        "The rejection of an unknown parameter names the parameter",
    ),
    touches="PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def values(self, given_values):
            known = {name: value for name, value in given_values.items() if name in self.parameters}
            if len(known) < len(given_values):
                lie.told()
            return original(self, known)

        return values

    lie.patch(domain.Template, "_values", make)


@flaw(
    "values-are-not-checked",
    "A value that its parameter does not allow is filled in.",
    breaks="TMPL-3",
    caught_by=(
        "The value pigeon for CHANNEL is rejected, and no task is planned",
        "The value b2 for CODE is rejected, and no task is planned",
        "The value true for ROUNDS is rejected, and no task is planned",
        "A value that is too short is rejected",
    ),
    touches="TMPL-1 TMPL-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(name, rules, value):
            try:
                original(name, rules, value)
            except Refusal:
                lie.told()

        return check

    lie.patch(domain, "_check_value", make)


@flaw(
    "a-refused-template-plans-half",
    "A template that is refused for a missing value has planned a task.",
    breaks="TMPL-3",
    caught_by="Without a required value, no task is planned",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if given(call, "create_tasks") and "does not give" in str(refusal):
                lie.told()
                needed = str(refusal).split("does not give ")[1].split(",")[0]
                run(with_given(call, parameters={**given(call, "parameters"), needed: "half"}))
            raise

    lie.around("template_instantiate", wrap)
