"""Flaws in templates: what is valid, what is filled in, what is planned, installed and removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from reference_orchestrator.domain import templates as forms
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import Task
from reference_orchestrator.domain.templates import Problem
from reference_orchestrator.store.tasks import TaskTable
from reference_orchestrator.template_folder import OWN, Category, TemplateFolder
from reference_orchestrator.toolbox import Call, Reply
from reference_orchestrator.tools import template_use
from reference_orchestrator.tools.templates import folder_of
from tests.flawed.fourth.declaring import fourth
from tests.flawed.lying import Lie, Run, given, with_given

RING_OF_THREE: Final = 3


def _other(call: Call) -> Category | None:
    """The category that a call does not mean, if it holds a template of the id that it names."""
    with suppress(Refusal):
        for category in OWN:
            if category != given(call, "category") and folder_of(call).exists(given(call, "template_id"), category):
                return category
    return None


# TMPL-2 and Readings, "Dependencies": a ring of dependencies is refused wherever one could be made.
@fourth("rings-of-three-are-valid", "Of rings of dependencies in a template, those of two are found.", breaks="TMPL-2")
def _(lie: Lie) -> None:
    def relations(old: Any) -> Any:
        def some(tasks: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
            for problem in old(tasks):
                is_ring = problem.where.endswith(".dependencies") and problem.problem.count("->") >= RING_OF_THREE
                if is_ring:
                    lie.told()
                else:
                    yield problem

        return some

    lie.patch(forms, "_relation_problems", relations)


# TMPL-3: "parameters filled everywhere".
@fourth("a-parameter-is-filled-once", "A parameter that stands twice in one text is filled in once.", breaks="TMPL-3")
def _(lie: Lie) -> None:
    def fill_text(old: Any) -> Any:
        def filled(text: str, values: Mapping[str, object]) -> str:
            seen: set[str] = set()

            def fill(blank: Any) -> str:
                if blank[1] in seen:
                    lie.told()
                    return str(blank[0])
                seen.add(blank[1])
                return str(old(blank[0], values))

            return forms._BLANK.sub(fill, text)

        return filled

    lie.patch(forms, "_fill_text", fill_text)


# TMPL-3 refuses a "wrongly typed parameter".
@fourth("true-is-a-number", "A template's parameter that is a number takes true and false.", breaks="TMPL-3")
def _(lie: Lie) -> None:
    def check_value(old: Any) -> Any:
        def checked(name: str, rules: Mapping[str, Any], value: object) -> None:
            if rules["type"] == "number" and isinstance(value, bool):
                lie.told()
                return
            old(name, rules, value)

        return checked

    lie.patch(forms, "_check_value", check_value)


# Readings, "Templates": the same id in two categories is two templates.
@fourth("an-id-is-taken-in-each-category", "A user's template keeps its id from shared ones.", breaks="TMPL-1")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        other = _other(call)
        if other and not given(call, "overwrite"):
            lie.told()
            raise Refusal(f"template_id is {given(call, 'template_id')}, which is taken in the category {other}.")
        return run(call)

    lie.around("template_create", wrap)


# TMPL-4: uninstall goes "by id within a category", and refuses an unknown id.
@fourth("uninstalling-takes-it-elsewhere", "What is not in the category named goes from the other.", breaks="TMPL-4")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        try:
            return run(call)
        except Refusal:
            other = _other(call)
            if other is None:
                raise
            lie.told()
            return run(with_given(call, category=other))

    lie.around("template_uninstall", wrap)


# TMPL-5: "a second installation skips, or overwrites when told".
@fourth("installing-restores-what-was-changed", "Installing again restores what was changed.", breaks="TMPL-5")
def _(lie: Lie) -> None:
    def install(old: Any) -> Any:
        def installed(
            folder: TemplateFolder, category: Category, shipped: Mapping[str, str], *, overwrite: bool
        ) -> dict[str, list[str]]:
            there = [name for name in shipped if folder.exists(name, category)]
            changed = [name for name in there if folder.read(name, category) != shipped[name]]
            done: dict[str, list[str]] = old(folder, category, shipped, overwrite=overwrite)
            if overwrite or not changed:
                return done
            lie.told()
            folder.write_all(category, {name: shipped[name] for name in changed})
            return {**done, "overwritten": changed, "skipped": [name for name in there if name not in changed]}

        return installed

    lie.patch(template_use, "_install", install)


# SAFE-1: a call that was not answered happened whole, once, or not at all.
@fourth(
    "template-tasks-come-one-by-one",
    "The tasks of a template are stored one after the other, and what they depend on last.",
    breaks="TMPL-3 SAFE-1",
)
def _(lie: Lie) -> None:
    def add_all(old: Any) -> Any:
        def one_by_one(table: TaskTable, tasks: Sequence[Task]) -> None:
            if len(tasks) == 1:
                old(table, tasks)
                return
            lie.told()
            for task in tasks:
                table._add_row(task)
                table._connection.commit()
                table._connection.execute("BEGIN IMMEDIATE")
            rows = [(task.id, position, other) for task in tasks for position, other in enumerate(task.dependencies)]
            table._connection.executemany(
                "INSERT INTO dependencies (task_id, position, depends_on) VALUES (?, ?, ?)", rows
            )

        return one_by_one

    lie.patch(TaskTable, "add_all", add_all)
