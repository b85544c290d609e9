"""Lies about what is seldom tried: a name with an underscore, a place that is told, an end in between."""

from pathlib import Path

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.template_folder import TemplateFolder
from tests.flawed.lying import Lie, flaw, given


@flaw(
    "a-refused-template-names-no-place",
    "The refusal of a template does not tell what is wrong where.",
    breaks="TMPL-1",
    caught_by=(
        'The rejection of a template with no tasks names "tasks"',
        'The rejection of a template with an unknown parent names "nobody"',
    ),
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if "no valid template" not in str(refusal):
                raise
            lie.told()
            raise Refusal("template_content is no valid template. Please mend it.") from None

    lie.around("template_create", wrap)


@flaw(
    "a-name-holds-no-underscore",
    "A template cannot have an underscore in its name.",
    breaks="TMPL-1",
    caught_by="A template can have an underscore in its name",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if "_" in given(call, "template_id"):
            lie.told()
            raise Refusal("template_id holds an underscore: give letters, digits and hyphens.")
        return run(call)

    lie.around("template_create", wrap)


@flaw(
    "a-description-leads-out",
    "A template is described by any path, also where that leads out of the workspace.",
    breaks="SAFE-8",
    caught_by="No template named the secret by its absolute path can be described",
    touches="TMPL-1 PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        path = Path(given(call, "template_id"))
        if not path.is_absolute() or not path.is_file():
            return run(call)
        lie.told()
        return {
            "template_id": str(path),
            "category": "user",
            "metadata": {"description": path.read_text(encoding="utf-8", errors="replace")},
            "parameters": {},
            "tasks": [],
            "size": path.stat().st_size,
        }

    lie.around("template_info", wrap)


@flaw(
    "templates-live-as-long-as-their-process",
    "A template that was created is gone when the orchestrator is started anew.",
    breaks="TMPL-1 SAFE-1",
    caught_by="A created template and an archived task are kept after a kill",
    touches="FAULT-1 CTRL-2 VALID-2 TMPL-4 TMPL-5",
)
def _(lie: Lie) -> None:
    written: set[Path] = set()
    write, path_of = TemplateFolder.write, TemplateFolder._path

    def note(self, template_id, category, content):
        write(self, template_id, category, content)
        written.add(path_of(self, template_id, category))

    def without_older(self, template_id, category):
        path = path_of(self, template_id, category)
        if path.exists() and path not in written:
            lie.told()
            path.unlink()
        return path

    TemplateFolder.write, TemplateFolder._path = note, without_older
