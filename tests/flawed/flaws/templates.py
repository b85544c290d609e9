"""Lies about keeping and judging templates (contract TMPL-1, TMPL-2, SAFE-8)."""

import json
import time
from contextlib import contextmanager

from reference_orchestrator import template_folder
from reference_orchestrator.domain.templates import read_template
from reference_orchestrator.template_folder import TemplateFolder
from tests.flawed.lying import Lie, flaw, given, with_given

HOLDER = "{metadata: {name: 'x'}, tasks: {one: {title: 'One'}}}"


@flaw(
    "a-template-loses-a-task",
    "A template is stored without the last of its tasks.",
    breaks="TMPL-1",
    caught_by="A created template loads unchanged",
    touches="SYS-2 TMPL-3",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        template, _ = read_template(given(call, "template_content"))
        if template is None or len(template.tasks) < 2:
            return run(call)
        lie.told()
        value = {**template.value, "tasks": dict(list(template.tasks.items())[:-1])}
        return run(with_given(call, template_content=json.dumps(value)))

    lie.around("template_create", wrap)


@flaw(
    "a-template-is-overwritten-unasked",
    "A template takes the place of one with the same name though nobody said so.",
    breaks="TMPL-1",
    caught_by=(
        "Creating a template under an existing name is rejected",
        "A rejected template leaves the existing one unchanged",
    ),
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if not given(call, "overwrite"):
            lie.told()
        return run(with_given(call, overwrite=True))

    lie.around("template_create", wrap)


@flaw(
    "a-template-is-never-overwritten",
    "A template does not take the place of another though that was said, and says that it did.",
    breaks="TMPL-1",
    caught_by="A created template replaces an existing one on request",
)
def _(lie: Lie) -> None:
    def make(original):
        def write(self, template_id, category, content):
            if self.exists(template_id, category):
                lie.told()
                return
            original(self, template_id, category, content)

        return write

    lie.patch(TemplateFolder, "write", make)


@flaw(
    "every-template-is-the-users",
    "A template created under shared ones is the user's.",
    breaks="TMPL-1",
    caught_by="A new shared template is listed in its category",
    touches="TMPL-4",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "category") == "shared":
            lie.told()
            return {**run(with_given(call, category="user")), "category": "shared"}
        return run(call)

    lie.around("template_create", wrap)


@flaw(
    "a-list-of-one-category-holds-all",
    "A list of the templates of one category holds those of all.",
    breaks="TMPL-1",
    caught_by="The list of user templates contains no shared template",
    # What is built in is found by that list.
    touches="TMPL-4",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "category"):
            lie.told()
        return run(with_given(call, category=None))

    lie.around("template_list", wrap)


@flaw(
    "the-purpose-is-not-listed",
    "A list that was asked to tell what templates are for does not.",
    breaks="TMPL-1",
    caught_by="The list of templates shows their purposes on request",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "include_metadata"):
            lie.told()
        return run(with_given(call, include_metadata=False))

    lie.around("template_list", wrap)


@flaw(
    "a-name-may-hold-blanks-and-dots",
    "A template can be given a name with blanks and dots in it.",
    breaks="TMPL-1",
    caught_by=('A template cannot be named "with spaces in"', 'A template cannot be named "with.a.dot"'),
    touches="PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def check_id(template_id):
            if "/" not in template_id and template_id.isprintable() and 0 < len(template_id) < 100:
                lie.told()
                return
            original(template_id)

        return check_id

    lie.patch(template_folder, "check_id", make)


@flaw(
    "a-name-leads-out",
    "The name of a template is taken for a path, also where it leads out of the workspace.",
    breaks="SAFE-8 TMPL-1",
    caught_by=(
        "Creating a template named a relative path to the secret is rejected",
        'A template cannot be named "../climbing-out"',
    ),
    touches="TMPL-4 PROTO-1 PROTO-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def check_id(template_id):
            if template_id.startswith("../"):
                lie.told()
                return
            original(template_id)

        return check_id

    lie.patch(template_folder, "check_id", make)


@flaw(
    "a-template-that-breaks-off-is-created",
    "A text that is no template is kept as one without tasks of its own.",
    breaks="TMPL-1",
    caught_by=(
        "A template made of plain prose is rejected and not stored",
        "A template made of truncated template text is rejected and not stored",
    ),
    touches="PROTO-1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        _, problems = read_template(given(call, "template_content"))
        if problems and problems[0].where.startswith("line"):
            lie.told()
            call = with_given(call, template_content=HOLDER)
        return run(call)

    lie.around("template_create", wrap)


@flaw(
    "a-refused-template-is-there",
    "A template without tasks is refused, and is listed all the same.",
    breaks="TMPL-1",
    caught_by="A template with no tasks is rejected and not stored",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        _, problems = read_template(given(call, "template_content"))
        if any("tasks" in one.problem and one.where == "the template" for one in problems):
            lie.told()
            run(with_given(call, template_content=HOLDER))
        return run(call)

    lie.around("template_create", wrap)


@flaw(
    "a-description-of-another",
    "The description of a template does not tell what it is for.",
    breaks="TMPL-1",
    caught_by="The description of a template shows its purpose",
)
def _(lie: Lie) -> None:
    lie.reply("template_info", lambda reply, call: {**reply, "metadata": {"name": "a template"}})


@flaw(
    "two-create-one-template",
    "Two orchestrators that create a template under one name at the same time are both told that they did.",
    breaks="TMPL-1 SAFE-6",
    caught_by="When two clients create a template under one name, exactly one succeeds",
    touches="FAULT-3",
)
def _(lie: Lie) -> None:
    @contextmanager
    def change(self, category, names):
        yield

    def make(original):
        def write(self, template_id, category, content):
            lie.told()
            # As long as others take to read what they keep.
            time.sleep(0.05)
            original(self, template_id, category, content)

        return write

    lie.patch(TemplateFolder, "change", lambda _: change)
    lie.patch(TemplateFolder, "write", make)
