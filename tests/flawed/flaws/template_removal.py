"""Lies about removing and installing templates (contract TMPL-4, TMPL-5)."""

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.template_folder import Category, TemplateFolder
from reference_orchestrator.tools import template_removal, template_use
from tests.flawed.lying import Lie, flaw, given, with_given


@flaw(
    "a-deleted-template-stays",
    "A template that is deleted is told to be gone, and stays.",
    breaks="TMPL-4",
    caught_by=("A deleted template is no longer listed", "A deleted template can no longer be loaded"),
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
    caught_by=("A built-in template cannot be deleted", "A built-in template cannot be uninstalled"),
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
    caught_by=("An unknown template cannot be deleted",),
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
    caught_by="Uninstalling a user template keeps the shared one of that name",
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
    caught_by="A second installation of the built-in library skips every template",
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
    caught_by="A second installation of the built-in library overwrites templates on request",
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
    caught_by="Every listed template loads after the example templates are installed",
    touches="TMPL-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def write_all(self, category, contents):
            lie.told()
            original(self, category, dict.fromkeys(contents, ""))

        return write_all

    def wrap(run, call):
        kept = TemplateFolder.write_all
        lie.patch(TemplateFolder, "write_all", make)
        try:
            return run(call)
        finally:
            TemplateFolder.write_all = kept

    lie.around("template_install_examples", wrap)


@flaw(
    "any-part-can-be-installed",
    "A part of the library that is none is told to be installed.",
    breaks="TMPL-5",
    caught_by="Installing an unknown part of the built-in library is rejected",
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
    "everything-is-told-to-be-installed",
    "The installation status tells the user's own templates as installed examples.",
    breaks="TMPL-5",
    caught_by="The installation status does not list a created template as installed",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        names = template_removal.folder_of(call).names((Category.USER,))
        own = [{"template_id": name, "category": str(category)} for category, name in names]
        return {**reply, "examples": {**reply["examples"], "installed": own}} if own else None

    lie.reply("template_get_installation_status", change)


@flaw(
    "the-installation-is-not-told",
    "The installation status tells that nothing is installed.",
    breaks="TMPL-5",
    caught_by="The installation status lists an installed built-in template",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        nothing = {"available": [], "installed": []}
        return {**reply, "library": dict.fromkeys(reply["library"], nothing), "examples": nothing}

    lie.reply("template_get_installation_status", change)
