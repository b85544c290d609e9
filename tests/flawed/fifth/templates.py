"""Flaws in templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from reference_orchestrator.domain import templates as domain
from reference_orchestrator.domain.refusals import Refusal, shown
from reference_orchestrator.domain.templates import Template
from reference_orchestrator.template_folder import OWN, Category, TemplateFolder
from reference_orchestrator.toolbox import Call, Reply
from reference_orchestrator.tools import template_use, templates
from reference_orchestrator.tools.templates import folder_of
from tests.flawed.fifth.declaring import fifth
from tests.flawed.lying import Lie, Run, given, with_given

LONGEST: Final = "max_length"


# TMPL-3, "Templates": "every value of every type as given (false, 0, empty text are values)".
@fifth("a-default-of-zero-is-blank", "A default of false or zero fills in nothing.", breaks="TMPL-3")
def _(lie: Lie) -> None:
    def make(values: Any) -> Any:
        def filled(template: Template, parameters: Mapping[str, object]) -> dict[str, object]:
            found: dict[str, object] = values(template, parameters)
            for name, rules in template.parameters.items():
                if name not in parameters and rules.get("default") in (False, 0):
                    lie.told()
                    found[name] = ""
            return found

        return filled

    lie.patch(Template, "_values", make)


# TMPL-1, "Templates": "the same id in two categories is two templates".
@fifth(
    "a-named-category-is-a-wish",
    "A template that is not in the category asked for is loaded from another.",
    breaks="TMPL-1",
)
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        try:
            return run(call)
        except Refusal:
            if not given(call, "category"):
                raise
            reply = run(with_given(call, category=None))
            lie.told()
            return reply

    lie.around("template_load", wrap)


# TMPL-3, "Templates": `max_length` of a text, which has characters.
@fifth("lengths-of-values-are-in-bytes", "The longest value of a parameter is counted in bytes.", breaks="TMPL-3")
def _(lie: Lie) -> None:
    def make(check: Any) -> Any:
        def checked(name: str, rules: Mapping[str, Any], value: object) -> None:
            check(name, rules, value)
            if isinstance(value, str) and LONGEST in rules and len(value.encode()) > rules[LONGEST]:
                lie.told()
                raise Refusal(f"The parameter {name} is {shown(value)}, which is longer than {rules[LONGEST]}.")

        return checked

    lie.patch(domain, "_check_value", make)


# TMPL-1 and "Looks are of now": `overwrite` overwrites, in the list as well.
@fifth("listed-metadata-are-remembered", "A list tells the metadata that it first read.", breaks="TMPL-1")
def _(lie: Lie) -> None:
    remembered: dict[tuple[str, str, str], object] = {}

    def make(read: Any) -> Any:
        def metadata(folder: TemplateFolder, template_id: str, category: Category) -> object:
            now = read(folder, template_id, category)
            known = remembered.setdefault((str(folder._workspace), category, template_id), now)
            if known != now:
                lie.told()
            return known

        return metadata

    lie.patch(templates, "_metadata", make)


# TMPL-4: "uninstall (the same, by id within a category)".
@fifth("uninstalling-reaches-both-categories", "A template goes from both categories at once.", breaks="TMPL-4")
def _(lie: Lie) -> None:
    def wrap(run: Run, call: Call) -> Reply:
        reply, name = run(call), given(call, "template_id")
        for category in OWN:
            if folder_of(call).exists(name, category):
                lie.told()
                folder_of(call).remove(name, category)
        return reply

    lie.around("template_uninstall", wrap)


# TMPL-5: "what is installed is listed and loads; a second installation skips".
@fifth(
    "one-that-is-there-skips-all",
    "Where one template is there, an installation skips the missing ones too.",
    breaks="TMPL-5",
)
def _(lie: Lie) -> None:
    def make(install: Any) -> Any:
        def installed(
            folder: TemplateFolder, category: Category, shipped: Mapping[str, str], *, overwrite: bool
        ) -> dict[str, list[str]]:
            there = [name for name in shipped if folder.exists(name, category)]
            if overwrite or not 0 < len(there) < len(shipped):
                done: dict[str, list[str]] = install(folder, category, shipped, overwrite=overwrite)
                return done
            lie.told()
            return {"installed": [], "overwritten": [], "skipped": there}

        return installed

    lie.patch(template_use, "_install", make)


# TMPL-2: validate_all "says valid, or what is wrong and where", of all.
@fifth("validation-ends-at-the-first-invalid", "Behind an invalid template no other is judged.", breaks="TMPL-2")
def _(lie: Lie) -> None:
    def change(reply: dict[str, Any], _: Call) -> dict[str, Any] | None:
        judged = reply["templates"]
        upto = next((place for place, one in enumerate(judged, start=1) if not one["valid"]), len(judged))
        return {**reply, "templates": judged[:upto], "checked": upto} if upto < len(judged) else None

    lie.reply("template_validate_all", change)
