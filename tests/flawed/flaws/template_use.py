"""Lies about using, removing and installing templates (contract TMPL-3 to TMPL-5)."""

from dataclasses import replace

from reference_orchestrator.domain import templates as domain
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.template_folder import Category, TemplateFolder
from reference_orchestrator.tools import template_removal, template_use
from tests.flawed.lying import Lie, flaw, given, with_given


@flaw(
    "blanks-of-descriptions-stay",
    "The blanks of descriptions are not filled.",
    breaks="TMPL-3",
    caught_by="Every blank is filled",
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
    caught_by="What is left out gets its default",
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
    caught_by="A template that is only filled in plans nothing",
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
    caught_by="The tasks wait for each other as the template says",
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
    caught_by=("The tasks stand in the hierarchy of the template", "The parent of a task is that of the template"),
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
    caught_by="The specialist of a task is that of the template",
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
    caught_by="With UNKNOWN as anything, nothing is planned",
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
        "With CHANNEL as pigeon, nothing is planned",
        "With CODE as lower case, nothing is planned",
        "With ROUNDS as true, nothing is planned",
        "A name of less than allowed is refused",
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
    caught_by="Without a value that it needs, nothing is planned",
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


@flaw(
    "a-deleted-template-stays",
    "A template that is deleted is told to be gone, and stays.",
    breaks="TMPL-4",
    caught_by=("A deleted template is not listed any more", "A deleted template does not load any more"),
)
def _(lie: Lie) -> None:
    def make(original):
        def remove(self, template_id, category):
            lie.told()

        return remove

    lie.patch(TemplateFolder, "remove", make)


@flaw(
    "built-in-templates-can-be-deleted",
    "A built-in template is told to be deleted.",
    breaks="TMPL-4",
    caught_by=("A built-in template is not deleted", "A built-in template is not uninstalled"),
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "built-in" not in str(refusal):
                raise
            lie.told()
            return {"template_id": given(call, "template_id"), "category": "builtin", "deleted": True}

    lie.around("template_delete", wrap)
    lie.around("template_uninstall", wrap)


@flaw(
    "an-unknown-template-is-deleted",
    "A template that nobody knows is told to be deleted.",
    breaks="TMPL-4",
    caught_by=("A template nobody knows is not deleted",),
    touches="PROTO-1 PROTO-2 SAFE-8",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "none is there" not in str(refusal):
                raise
            lie.told()
            return {"template_id": given(call, "template_id"), "category": "user", "deleted": True}

    lie.around("template_delete", wrap)


@flaw(
    "uninstalling-takes-every-category",
    "A template uninstalled from one category is gone from the other too.",
    breaks="TMPL-4",
    caught_by="Uninstalled from one category, a template of the same name stays in another",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        reply = run(call)
        folder = template_removal.folder_of(call)
        for category in (Category.USER, Category.SHARED):
            if folder.exists(given(call, "template_id"), category):
                lie.told()
                folder.remove(given(call, "template_id"), category)
        return reply

    lie.around("template_uninstall", wrap)


@flaw(
    "a-second-installation-overwrites",
    "A second installation of the library overwrites what is there.",
    breaks="TMPL-5",
    caught_by="A second installation of the library skips what is there",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if not given(call, "overwrite"):
            lie.told()
        return run(with_given(call, overwrite=True))

    lie.around("template_install_default_library", wrap)


@flaw(
    "a-second-installation-never-overwrites",
    "A second installation skips what is there though it was told to overwrite.",
    breaks="TMPL-5",
    caught_by="A second installation overwrites where that is said",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "overwrite"):
            lie.told()
        return run(with_given(call, overwrite=False))

    lie.around("template_install_default_library", wrap)


@flaw(
    "what-is-installed-does-not-load",
    "The examples are told to be installed, and are empty files.",
    breaks="TMPL-5",
    caught_by="The examples are installed",
    touches="TMPL-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def write(self, template_id, category, content):
            if "example" in content.lower() or category is Category.SHARED:
                lie.told()
                content = ""
            original(self, template_id, category, content)

        return write

    def wrap(run, call):
        kept = TemplateFolder.write
        lie.patch(TemplateFolder, "write", make)
        try:
            return run(call)
        finally:
            TemplateFolder.write = kept

    lie.around("template_install_examples", wrap)


@flaw(
    "any-part-can-be-installed",
    "A part of the library that is none is told to be installed.",
    breaks="TMPL-5",
    caught_by="A part that the library does not have is refused",
    touches="PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    lie.parameter("template_install_default_library", "category", enum=None)

    def wrap(run, call):
        if given(call, "category") not in {"all", *template_use.PARTS}:
            lie.told()
            return {"category": "all", "installed": [], "overwritten": [], "skipped": []}
        return run(call)

    lie.around("template_install_default_library", wrap)


@flaw(
    "the-installation-is-not-told",
    "The installation status tells that nothing is installed.",
    breaks="TMPL-5",
    caught_by="The templates installed are told",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        nothing = {"available": [], "installed": []}
        return {**reply, "library": {part: nothing for part in reply["library"]}, "examples": nothing}

    lie.reply("template_get_installation_status", change)
