"""Lies about judging templates (contract TMPL-2)."""

from reference_orchestrator.domain.templates import Problem, read_template
from reference_orchestrator.template_folder import Category
from reference_orchestrator.tools import templates
from tests.flawed.lying import Lie, flaw, given

HOLDER = "{metadata: {name: 'x'}, tasks: {one: {title: 'One'}}}"


@flaw(
    "every-template-is-valid",
    "Whatever is validated is told to be valid.",
    breaks="TMPL-2",
    caught_by=(
        'A template with no tasks is reported as invalid at "tasks"',
        "Validation reports a template made of truncated template text as invalid",
    ),
)
def _(lie: Lie) -> None:
    lie.reply("template_validate", lambda reply, call: None if reply["valid"] else {"valid": True, "errors": []})


@flaw(
    "no-template-is-valid",
    "A validation finds something in every template.",
    breaks="TMPL-2",
    caught_by="Validation reports a valid template as valid",
)
def _(lie: Lie) -> None:
    fault = {"where": "the template", "problem": "It does not look right."}
    lie.reply("template_validate", lambda reply, call: {"valid": False, "errors": [fault, *reply["errors"]]})


@flaw(
    "where-is-not-told",
    "A validation says what is wrong, and not where.",
    breaks="TMPL-2",
    caught_by='A template with an unknown parent is reported as invalid at "build"',
)
def _(lie: Lie) -> None:
    def change(reply, call):
        errors = [{"where": "", "problem": "Something is wrong."} for _ in reply["errors"]]
        return {**reply, "errors": errors} if errors else None

    lie.reply("template_validate", change)


@flaw(
    "rings-are-not-seen",
    "A template whose tasks wait for each other is told to be valid.",
    breaks="TMPL-2",
    caught_by='A template with a dependency cycle is reported as invalid at "build"',
    touches="TMPL-1",
)
def _(lie: Lie) -> None:
    def make(original):
        def read(content):
            template, problems = original(content)
            if problems and "ring" in problems[0].problem:
                lie.told()
                return template, []
            return template, problems

        return read

    lie.patch(templates, "read_template", make)


@flaw(
    "a-validation-stores",
    "A template that is validated is stored.",
    breaks="TMPL-2",
    caught_by="Validating a template does not store it",
    touches="TMPL-1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        template, _ = read_template(given(call, "template_content"))
        if template is not None:
            lie.told()
            name = str(template.metadata["name"])
            templates.folder_of(call).write(name, Category.USER, given(call, "template_content"))
        return run(call)

    lie.around("template_validate", wrap)


@flaw(
    "a-validation-of-all-looks-at-none",
    "The validation of all templates says that they are valid, and looks at none.",
    breaks="TMPL-2",
    caught_by="Validation of all templates includes a created one, reporting all as valid",
    touches="TMPL-5",
)
def _(lie: Lie) -> None:
    lie.reply("template_validate_all", lambda reply, call: {"valid": True, "checked": 0, "templates": []})


@flaw(
    "one-template-is-always-damaged",
    "The validation of all templates finds something in each of them.",
    breaks="TMPL-2",
    caught_by="Validation of all templates includes a created one, reporting all as valid",
    touches="TMPL-5",
)
def _(lie: Lie) -> None:
    fault = templates._views([Problem("the template", "It does not look right.")])

    def change(reply, call):
        judged = [{**one, "valid": False, "errors": fault} for one in reply["templates"]]
        return {**reply, "valid": False, "templates": judged} if judged else None

    lie.reply("template_validate_all", change)
