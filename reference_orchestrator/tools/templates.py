"""Templates: create, load, list, tell, validate (Contract TMPL-1, TMPL-2)."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from reference_orchestrator.domain.refusals import Refusal, shown
from reference_orchestrator.domain.templates import Problem, Template, read_template
from reference_orchestrator.template_folder import OWN, Category, TemplateFolder
from reference_orchestrator.toolbox import (
    Call,
    Effect,
    Reply,
    Tool,
    choice,
    flag,
    mapping,
    number,
    objects,
    record,
    text,
    texts,
)
from reference_orchestrator.views import View

PROBLEMS_TOLD: Final = 20


def folder_of(call: Call) -> TemplateFolder:
    """The templates of the current workspace; no store is needed for them."""
    current = call.server_context.current_if_known() or call.server_context.peek()
    return TemplateFolder(current.workspace.directory if current else call.server_context.home)


def stored_template(call: Call) -> tuple[str, Category, Template, str]:
    """The template that a call is about: its name, category, value and text.

    Raises:
        Refusal: there is none, or what is stored is not valid.
    """
    template_id = call.arguments.text("template_id")
    category, content = folder_of(call).find(template_id, categories_of(call))
    template, problems = read_template(content)
    if template is None:
        raise Refusal(f"The template {template_id} is not valid any more: {_in_words(problems)}")
    return template_id, category, template, content


def create(call: Call) -> Reply:
    """Keep a template, if it is valid (Contract TMPL-1).

    Raises:
        Refusal: the name is no plain one, the content is not valid, or the name is taken.
    """
    template_id, content = call.arguments.text("template_id"), call.arguments.text("template_content")
    category = call.arguments.choice("category", Category)
    folder = folder_of(call)
    _, problems = read_template(content)
    if problems:
        raise Refusal(f"template_content is no valid template. {_in_words(problems)}")
    with folder.change(category, [template_id]):
        taken = folder.exists(template_id, category)
        if taken and not call.arguments.flag("overwrite"):
            raise Refusal(
                f"template_id is {shown(template_id)}, which is taken in the category {category}: give another, or set "
                "overwrite."
            )
        folder.write(template_id, category, content)
    return {"template_id": template_id, "category": category, "created": True, "overwritten": taken}


def load(call: Call) -> Reply:
    """Hand back a template as it was stored (Contract TMPL-1).

    Raises:
        Refusal: there is none, or what is stored is not valid.
    """
    template_id, category, template, content = stored_template(call)
    return {"template_id": template_id, "category": category, "template": template.value, "content": content}


def list_all(call: Call) -> Reply:
    """List the templates by category and name (Contract TMPL-1)."""
    folder = folder_of(call)
    listed: list[View] = []
    for category, template_id in folder.names(categories_of(call)):
        entry: View = {"template_id": template_id, "category": category}
        if call.arguments.flag("include_metadata"):
            entry["metadata"] = _metadata(folder, template_id, category)
        listed.append(entry)
    return {"templates": listed, "total_count": len(listed)}


def info(call: Call) -> Reply:
    """Tell what a template is for, what it needs and which tasks it makes (Contract TMPL-1).

    Raises:
        Refusal: there is none, or what is stored is not valid.
    """
    template_id, category, template, content = stored_template(call)
    tasks = [
        {
            "key": key,
            "title": task["title"],
            "parent": task.get("parent"),
            "dependencies": task.get("dependencies", []),
        }
        for key, task in template.tasks.items()
    ]
    return {
        "template_id": template_id,
        "category": category,
        "metadata": template.metadata,
        "parameters": template.parameters,
        "tasks": tasks,
        "size": len(content.encode("utf-8")),
    }


def validate(call: Call) -> Reply:
    """Say whether a content is a valid template, or what is wrong and where (Contract TMPL-2)."""
    _, problems = read_template(call.arguments.text("template_content"))
    return {"valid": not problems, "errors": _views(problems)}


def validate_all(call: Call) -> Reply:
    """Say of each stored template whether it is valid (Contract TMPL-2)."""
    folder = folder_of(call)
    judged: list[View] = []
    for category, template_id in folder.names(categories_of(call)):
        try:
            _, problems = read_template(folder.read(template_id, category))
        except FileNotFoundError:
            continue
        except Refusal as refusal:
            problems = [Problem("the file", str(refusal))]
        judged.append(
            {"template_id": template_id, "category": category, "valid": not problems, "errors": _views(problems)}
        )
    return {"valid": all(one["valid"] for one in judged), "checked": len(judged), "templates": judged}


def categories_of(call: Call) -> list[Category]:
    """The categories that a call is about: the one named, or all, the user's first."""
    named = call.arguments.choice_or_none("category", Category)
    return [named] if named else list(Category)


def _metadata(folder: TemplateFolder, template_id: str, category: Category) -> object:
    # A template that somebody spoiled by hand must not keep the others from being listed.
    with suppress(Refusal, FileNotFoundError):
        template, _ = read_template(folder.read(template_id, category))
        return template.metadata if template else {}
    return {}


def _views(problems: Iterable[Problem]) -> list[View]:
    return [{"where": one.where, "problem": one.problem} for one in problems]


def _in_words(problems: list[Problem]) -> str:
    told = "; ".join(f"{one.where}: {one.problem}" for one in problems[:PROBLEMS_TOLD])
    more = len(problems) - PROBLEMS_TOLD
    return f"What is wrong: {told}" + (f"; and {more} more." if more > 0 else "")


ID: Final = text("ASCII letters, digits, `_` and `-`, at most 100.")
_ANY: Final = choice(
    ["builtin", "user", "shared"], "Only this category; if left out, user first, then shared, then builtin."
)
FOUND: Final = {"template_id": text("The template's name."), "category": choice(Category, "Where it belongs.")}
_CONTENT: Final = text(
    "JSON5: `{metadata: {name, version, description}, parameters: {NAME: {type, description, required, default, enum, "
    "pattern, min_length, max_length}}, tasks: {KEY: {title, description, type, specialist_type, complexity, "
    "estimated_effort, parent, dependencies}}}`; `{{NAME}}` in a text is filled in."
)
_ERRORS: Final = objects(
    record({"where": text("A path into the template, or a line and column."), "problem": text("What is wrong.")}),
    "What is wrong, and where.",
)
TOOLS: Final = (
    Tool(
        name="template_create",
        title="Create a template",
        description="Store a template for recurring tasks, if it is valid.",
        parameters={
            "template_id": ID,
            "template_content": _CONTENT,
            "category": choice(OWN, "Where it belongs.", default=Category.USER),
            "overwrite": flag("Replace one of the same id.", default=False),
        },
        required=("template_id", "template_content"),
        effect=Effect.REPLACES,
        output=record(
            {
                **FOUND,
                "created": flag("Always true: it is stored."),
                "overwritten": flag("Whether it took the place of another."),
            }
        ),
        run=create,
    ),
    Tool(
        name="template_load",
        title="Load a template",
        description="Return a template, as a value and as the stored text.",
        parameters={"template_id": ID, "category": _ANY},
        required=("template_id",),
        effect=Effect.LOOKS,
        output=record(
            {**FOUND, "template": mapping("The template's value."), "content": text("The text as it was stored.")}
        ),
        run=load,
    ),
    Tool(
        name="template_list",
        title="List the templates",
        description="List the stored templates by category and name.",
        parameters={
            "category": _ANY,
            "include_metadata": flag("Add what each is for.", default=False),
        },
        effect=Effect.LOOKS,
        output=record(
            {
                "templates": objects(
                    record({**FOUND, "metadata": mapping("What it is for.")}, optional=["metadata"]), "The templates."
                ),
                "total_count": number("How many there are."),
            }
        ),
        run=list_all,
    ),
    Tool(
        name="template_info",
        title="Tell of a template",
        description="Show a template's purpose, its parameters and its tasks.",
        parameters={"template_id": ID, "category": _ANY},
        required=("template_id",),
        effect=Effect.LOOKS,
        output=record(
            {
                **FOUND,
                "metadata": mapping("Name, version, description and more."),
                "parameters": mapping("The parameters by their names."),
                "tasks": objects(
                    record(
                        {
                            "key": text("The task's name within the template."),
                            "title": text("Its title, with its blanks."),
                            "parent": {"type": ["string", "null"], "description": "The key of its parent."},
                            "dependencies": texts("The keys of the tasks that it waits for."),
                        }
                    ),
                    "The tasks that it makes.",
                ),
                "size": number("The size of its text in bytes."),
            }
        ),
        run=info,
    ),
    Tool(
        name="template_validate",
        title="Validate a template",
        description="Report whether a text is a valid template, or what is wrong and where.",
        parameters={"template_content": text("JSON5, of the same form as for template_create.")},
        required=("template_content",),
        effect=Effect.LOOKS,
        output=record({"valid": flag("Whether it is valid."), "errors": _ERRORS}),
        run=validate,
    ),
    Tool(
        name="template_validate_all",
        title="Validate all templates",
        description="Report of each stored template whether it is valid, or what is wrong.",
        parameters={"category": _ANY},
        effect=Effect.LOOKS,
        output=record(
            {
                "valid": flag("Whether all are valid."),
                "checked": number("How many there are."),
                "templates": objects(
                    record({**FOUND, "valid": flag("Whether it is valid."), "errors": _ERRORS}), "One by one."
                ),
            }
        ),
        run=validate_all,
    ),
)
