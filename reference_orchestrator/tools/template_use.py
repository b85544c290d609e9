"""What templates are for: tasks made of them, and a library of them (Contract TMPL-3, TMPL-5)."""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from reference_orchestrator.domain.tasks import Complexity, Specialist, Task, TaskStatus, TaskType
from reference_orchestrator.domain.templates import FilledTask
from reference_orchestrator.domain.times import later_than
from reference_orchestrator.store import Transaction
from reference_orchestrator.template_folder import OWN, Category, TemplateFolder
from reference_orchestrator.toolbox import (
    Call,
    Effect,
    Reply,
    Tool,
    choice,
    flag,
    mapping,
    nullable,
    number,
    objects,
    record,
    text,
    texts,
)
from reference_orchestrator.tools.shared import new_task_id
from reference_orchestrator.tools.templates import ID, folder_of, stored_template
from reference_orchestrator.views import View, task_view

PARTS: Final = ("development", "research", "creative", "business", "self_development")
"""The parts of the built-in library."""


def instantiate(call: Call) -> Reply:
    """Fill in a template and, where that is asked for, plan its tasks: all of them, or none (Contract TMPL-3).

    Raises:
        Refusal: the template is unknown, or a parameter is missing, unknown or of the wrong kind.
    """
    template_id, _, template, _ = stored_template(call)
    filled = template.fill(call.arguments.object("parameters"))
    created = call.arguments.flag("create_tasks")
    if created:
        with call.write() as (_, work):
            planned = _plan(call, work, filled)
        tasks = [{"key": one.key, **task_view(task)} for one, task in zip(filled, planned, strict=True)]
    else:
        tasks = [_draft_view(one) for one in filled]
    return {"template_id": template_id, "created": created, "tasks": tasks, "total_count": len(tasks)}


def install_library(call: Call) -> Reply:
    """Install the built-in library, or one part of it (Contract TMPL-5).

    Raises:
        Refusal: a template cannot be written.
    """
    part = call.arguments.text("category")
    parts = PARTS if part == "all" else (part,)
    shipped = {name: content for one in parts for name, content in _shipped("library", one).items()}
    done = _install(folder_of(call), Category.BUILTIN, shipped, overwrite=call.arguments.flag("overwrite"))
    return {"category": part, **done}


def install_examples(call: Call) -> Reply:
    """Install the examples (Contract TMPL-5).

    Raises:
        Refusal: a template cannot be written.
    """
    category = call.arguments.choice("category", Category)
    done = _install(folder_of(call), category, _shipped("examples"), overwrite=call.arguments.flag("overwrite"))
    return {"category": category, **done}


def installation_status(call: Call) -> Reply:
    """Tell what can be installed, and what is (Contract TMPL-5)."""
    there = list(folder_of(call).names())
    built_in = {name for category, name in there if category is Category.BUILTIN}
    examples = sorted(_shipped("examples"))
    counts = {one.value: sum(category is one for category, _ in there) for one in Category}
    return {
        "library": {
            part: {
                "available": sorted(shipped),
                "installed": sorted(built_in & shipped.keys()),
            }
            for part in PARTS
            for shipped in [_shipped("library", part)]
        },
        "examples": {
            "available": examples,
            "installed": [
                {"template_id": name, "category": category}
                for category, name in there
                if name in examples and category in OWN
            ],
        },
        "counts": counts,
        "total_count": len(there),
    }


def _plan(call: Call, work: Transaction, filled: list[FilledTask]) -> list[Task]:
    """Keep the tasks of a template, whose parents come before their children."""
    ids = {one.key: new_task_id() for one in filled}
    now = call.server_context.now()
    created_at = work.tasks.next_created_at(now)
    planned: list[Task] = []
    for one in filled:
        planned.append(
            Task(
                id=ids[one.key],
                title=one.title,
                description=one.description,
                status=TaskStatus.PENDING,
                task_type=one.task_type,
                complexity=one.complexity,
                specialist_type=one.specialist_type,
                estimated_effort=one.estimated_effort,
                due_date=None,
                parent_task_id=ids[one.parent] if one.parent else None,
                dependencies=tuple(ids[other] for other in one.dependencies),
                context={},
                created_at=created_at,
                updated_at=created_at,
            )
        )
        created_at = later_than(created_at, now)
    work.tasks.add_all(planned)
    return planned


def _draft_view(one: FilledTask) -> View:
    return {
        "key": one.key,
        "title": one.title,
        "description": one.description,
        "task_type": one.task_type,
        "complexity": one.complexity,
        "specialist_type": one.specialist_type,
        "estimated_effort": one.estimated_effort,
        "parent": one.parent,
        "dependencies": list(one.dependencies),
    }


def _shipped(*place: str) -> Mapping[str, str]:
    """The templates that come with the orchestrator, by their names."""
    folder: Traversable = files("reference_orchestrator").joinpath("templates", *place)
    found = {one.name: one.read_text(encoding="utf-8") for one in folder.iterdir() if one.name.endswith(".json5")}
    return {name.removesuffix(".json5"): found[name] for name in sorted(found)}


def _install(
    folder: TemplateFolder, category: Category, shipped: Mapping[str, str], *, overwrite: bool
) -> dict[str, list[str]]:
    with folder.change(category, shipped):
        there = [name for name in shipped if folder.exists(name, category)]
        kept = [] if overwrite else there
        folder.write_all(category, {name: content for name, content in shipped.items() if name not in kept})
    return {
        "installed": [name for name in shipped if name not in there],
        "overwritten": there if overwrite else [],
        "skipped": kept,
    }


def _installed(category: Iterable[str]) -> dict[str, object]:
    return record(
        {
            "category": choice(category, "What was installed, or where."),
            "installed": texts("The templates that were not there before."),
            "overwritten": texts("The templates that took the place of what was there."),
            "skipped": texts("The templates that were there, and were left alone."),
        }
    )


_MADE: Final = record(
    {
        "key": text("The task's name within the template."),
        "title": text("Its title, filled in."),
        "description": text("What is to be done, filled in."),
        "task_type": choice(TaskType, "Kind of task."),
        "complexity": choice(Complexity, "Expected difficulty."),
        "specialist_type": nullable(choice(Specialist, "Who is to do it.")),
        "estimated_effort": nullable(text("How long it is thought to take, filled in.")),
        "dependencies": texts("What it waits for: keys of the template, or ids once the tasks are planned."),
        "parent": nullable(text("The key of its parent; only while the tasks are not planned.")),
        "task_id": text("The id of the task; only once it is planned."),
        "status": choice(TaskStatus, "The state of the task; only once it is planned."),
        "parent_task_id": nullable(text("The id of its parent; only once it is planned.")),
    },
    optional=["parent", "task_id", "status", "parent_task_id"],
)
_AVAILABLE: Final = texts("The templates that can be installed.")

TOOLS: Final = (
    Tool(
        name="template_instantiate",
        title="Make tasks of a template",
        description="Fill in a template, and plan its tasks if requested: all or none.",
        parameters={
            "template_id": ID,
            "parameters": mapping("Values by parameter name."),
            "create_tasks": flag("Plan the tasks; otherwise only show them.", default=False),
        },
        required=("template_id", "parameters"),
        effect=Effect.ADDS,
        output=record(
            {
                "template_id": text("The template's name."),
                "created": flag("Whether the tasks were planned."),
                "tasks": objects(_MADE, "The tasks, parents before their children."),
                "total_count": number("How many there are."),
            }
        ),
        run=instantiate,
    ),
    Tool(
        name="template_install_examples",
        title="Install the examples",
        description="Install the example templates into one category.",
        parameters={
            "category": choice(OWN, "Where to install them.", default=Category.SHARED),
            "overwrite": flag("Replace what is there.", default=False),
        },
        effect=Effect.REPLACES,
        idempotent=True,
        output=_installed(OWN),
        run=install_examples,
    ),
    Tool(
        name="template_install_default_library",
        title="Install the built-in library",
        description="Install the built-in templates, or one part of them.",
        parameters={
            "category": choice(["all", *PARTS], "Part to install.", default="all"),
            "overwrite": flag("Replace what is there.", default=False),
        },
        effect=Effect.REPLACES,
        idempotent=True,
        output=_installed(["all", *PARTS]),
        run=install_library,
    ),
    Tool(
        name="template_get_installation_status",
        title="Tell what is installed",
        description="List the templates that can be installed, and which are.",
        effect=Effect.LOOKS,
        output=record(
            {
                "library": mapping("For each part of the library, what is available and what is installed."),
                "examples": record(
                    {
                        "available": _AVAILABLE,
                        "installed": objects(
                            record(
                                {
                                    "template_id": text("The template's name."),
                                    "category": choice(OWN, "Where it is installed."),
                                }
                            ),
                            "The examples that are installed.",
                        ),
                    },
                    "The examples.",
                ),
                "counts": mapping("How many templates there are in each category."),
                "total_count": number("How many there are in all."),
            }
        ),
        run=installation_status,
    ),
)
