"""The templates of a scenario: stored under names of their own, listed, validated, turned into tasks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskField, TemplateCategory
from acceptance.contract.words import wire_word
from acceptance.errors import TargetFaultError, UnreadableReplyError
from acceptance.scenario.planner import Table
from acceptance.scenario.tasks import Task
from acceptance.scenario.template_drafts import Draft, TemplateDrafts, filling
from acceptance.servers.verbs import Verbs

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState


AN_EXAMPLE: Final = "(an installed example)"
"""How the features name a template that the orchestrator itself has put among the shared ones."""


class TemplateStore:
    """What a scenario does with templates; its own are known by its names for them.

    Attributes:
        drafts: the scenario's own templates.
    """

    def __init__(self, state: ScenarioState) -> None:
        self.drafts = TemplateDrafts()
        self._noted: frozenset[str] = frozenset()
        self._unnoted: UnreadableReplyError | None = None
        self._state = state

    def draft(self, name: str) -> Draft:
        """A template of the scenario; a new one is empty but valid as soon as it has a task."""
        return self.drafts.named(name)

    def create(self, name: str, *, category: str | None = None, overwrite: bool | None = None) -> Reply:
        """Store a template; `AN_EXAMPLE` in the place of one that is installed."""
        draft = self.draft(name)
        if name == AN_EXAMPLE:
            draft.identity = self.installed_example()
        return self._state.verbs.create_template(draft.identity, draft.text, category=category, overwrite=overwrite)

    def create_out_of(self, content: str, identity: str | None = None) -> Reply:
        """Store any content under an identity, by default one that is the scenario's own."""
        return self._state.verbs.create_template(identity or self.draft("malformed").identity, content)

    def load(self, name: str, category: str | None = None) -> Reply:
        """Load a template of the scenario."""
        return self.load_identity(self.draft(name).identity, category)

    def load_identity(self, identity: str, category: str | None = None) -> Reply:
        """Load a template by its identity."""
        return self._state.verbs.load_template(identity, category)

    def describe(self, name: str, category: str | None = None) -> Reply:
        """Ask what a template is."""
        return self._state.verbs.describe_template(self.draft(name).identity, category)

    def list(self, category: str | None = None, *, metadata: bool | None = None) -> Reply:
        """List the templates."""
        return self._state.verbs.list_templates(category, metadata=metadata)

    def validate(self, content: str) -> Reply:
        """Ask whether a content is a valid template."""
        return self._state.verbs.validate_template(content)

    def make(self, content: str, made: str) -> Reply:
        """Have a content `created` as a template, or `validated` as one."""
        return self.create_out_of(content) if made == "created" else self.validate(content)

    def use(self, used: str, identity: str, content: str) -> Reply:
        """Make one of the `USES` of a template by its identity, or have it `created`.

        Args:
            used: which of these.
            identity: of the template.
            content: what it is created with.
        """
        if used == "created":
            return self.create_out_of(content, identity)
        return USES[used](self._state.verbs, identity)

    def request(self, request: str, name: str, category: str | None = None) -> Reply:
        """Make one of the `TEMPLATE_REQUESTS` about a template of the scenario.

        Args:
            request: by the features' words.
            name: of the template.
            category: the one in which it is looked for, where that is said.
        """
        return TEMPLATE_REQUESTS[request](self, name, category)

    def install(self, package: str, *, overwrite: bool | None = None) -> Reply:
        """Install one of the `PACKAGES`."""
        return PACKAGES[package](self, overwrite)

    def validate_all(self) -> Reply:
        """Ask which stored templates are valid."""
        return self._state.verbs.validate_templates()

    def delete(self, name: str, category: str | None = None) -> Reply:
        """Delete a template of the scenario."""
        return self.delete_identity(self.draft(name).identity, category)

    def delete_identity(self, identity: str, category: str | None = None) -> Reply:
        """Delete a template by its identity."""
        return self._state.verbs.delete_template(identity, category)

    def uninstall(self, name: str, category: str | None = None) -> Reply:
        """Remove a template from its category."""
        return self._state.verbs.uninstall_template(self.draft(name).identity, category)

    def install_library(self, part: str | None = None, *, overwrite: bool | None = None) -> Reply:
        """Install the built-in library, or one part of it."""
        return self._state.verbs.install_library(part and wire_word(part), overwrite=overwrite)

    def install_examples(self, part: str | None = None, *, overwrite: bool | None = None) -> Reply:
        """Install the examples, or one part of them."""
        return self._state.verbs.install_examples(part, overwrite=overwrite)

    def ask_for_installation_status(self) -> Reply:
        """Ask what is installed."""
        return self._state.verbs.installation_status()

    def stored(self, name: str) -> Any:
        """The template as it loads back.

        Raises:
            TargetFaultError: it does not load.
        """
        reply = self.load(name)
        if reply.refused:
            raise TargetFaultError(f'the template "{name}" does not load: {reply.shortened()}')
        return reply.template

    def note(self) -> None:
        """Note which templates there are, the scenario's own and others.

        Where they cannot be listed, that is told when they are compared: what comes between can be judged all the same.
        """
        self._unnoted = None
        try:
            self._noted = self.names()
        except UnreadableReplyError as error:
            self._unnoted = error

    @property
    def noted(self) -> frozenset[str]:
        """The names of all templates that were listed when they were noted.

        Raises:
            UnreadableReplyError: they were not.
        """
        if self._unnoted is not None:
            raise self._unnoted
        return self._noted

    def names(self) -> frozenset[str]:
        """The names of all templates that are listed."""
        listed = self.list().templates
        return frozenset(f"{one.category}/{one.identity}" for one in listed)

    def plan_tasks(self, name: str, table: Table | None, *, create: bool | None = True) -> Reply:
        """Fill a template's parameters, and have its tasks planned; they are the scenario's from then on."""
        draft = self.draft(name)
        values = {row["parameter"]: filling(draft, row) for row in (table.rows if table else ())}
        reply = self._state.verbs.instantiate(draft.identity, values, create=create)
        if reply.accepted and create:
            self._adopt(reply)
        return reply

    def built_in(self) -> str:
        """The name of a built-in template; the library is installed where none is there yet.

        Raises:
            TargetFaultError: none is listed then.
        """
        # Asked past the scenario's own verbs: it is not what the scenario speaks of, and leaves its last reply alone.
        orchestrator = self._state.orchestrator
        listed = orchestrator.list_templates(TemplateCategory.BUILT_IN).templates
        if not listed:
            orchestrator.install_library()
            listed = orchestrator.list_templates(TemplateCategory.BUILT_IN).templates
        if not listed:
            raise TargetFaultError("no built-in template is listed, though the library was installed")
        return listed[0].identity

    def installed_example(self) -> str:
        """The name of a shared template, which is an example where these were installed and nothing else was shared.

        Raises:
            TargetFaultError: none is listed.
        """
        listed = self._state.orchestrator.list_templates(TemplateCategory.SHARED).templates
        if not listed:
            raise TargetFaultError("no shared template is listed, though the examples were installed")
        return listed[0].identity

    def remove_built_in(self, removed: str) -> Reply:
        """Try to have a built-in template deleted or uninstalled."""
        verbs, identity = self._state.verbs, self.built_in()
        return verbs.delete_template(identity) if removed == "deleted" else verbs.uninstall_template(identity)

    def _adopt(self, reply: Reply) -> None:
        """Know the tasks that were planned by their titles, and families by their parents' titles."""
        state = self._state
        views = [view for view in reply.tasks if view.identity]
        for view in views:
            title = str(view.values.get(TaskField.TITLE))
            state.own(Task(state, title, title, reply=reply, known_as=view.identity))
        by_identity = {task.known_as: task for task in state.tasks.values()}
        for view in views:
            parent = by_identity.get(str(view.values.get(TaskField.PARENT)))
            if parent is not None:
                child = by_identity[view.identity]
                child.parent = parent
                state.families.setdefault(parent.name, []).append(child)


TEMPLATE_REQUESTS: Final[Mapping[str, Callable[[TemplateStore, str, str | None], Reply]]] = {
    "loaded": lambda templates, name, category: templates.load(name, category),
    "described": lambda templates, name, category: templates.describe(name, category),
    "validated": lambda templates, name, _: templates.validate(templates.draft(name).text),
    "deleted": lambda templates, name, category: templates.delete(name, category),
    "uninstalled": lambda templates, name, category: templates.uninstall(name, category),
}
"""What can be requested for a template, by the features' words."""
USES: Final[Mapping[str, Callable[[Verbs, str], Reply]]] = {
    "loaded": lambda verbs, identity: verbs.load_template(identity, None),
    "removed": lambda verbs, identity: verbs.delete_template(identity, None),
    "described": lambda verbs, identity: verbs.describe_template(identity),
    "uninstalled": lambda verbs, identity: verbs.uninstall_template(identity),
    "instantiated": lambda verbs, identity: verbs.instantiate(identity, {}, create=True),
}
"""What a template can be used for by its identity, by the features' words."""
PACKAGES: Final[Mapping[str, Callable[[TemplateStore, bool | None], Reply]]] = {
    "the built-in library": lambda templates, overwrite: templates.install_library(overwrite=overwrite),
    "the example collection": lambda templates, overwrite: templates.install_examples(overwrite=overwrite),
    "the example collection of the user": lambda templates, _: templates.install_examples("user"),
    'the part "development" of the built-in library': lambda templates, _: templates.install_library("development"),
    'the part "creative" of the built-in library': lambda templates, _: templates.install_library("creative"),
    'the part "business" of the built-in library': lambda templates, _: templates.install_library("business"),
    'the part "self development" of the built-in library': (
        lambda templates, _: templates.install_library("self development")
    ),
    'the part "research" of the built-in library': lambda templates, _: templates.install_library("research"),
    "an unknown part of the built-in library": lambda templates, _: templates.install_library("cooking"),
    "an unknown part of the example collection": lambda templates, _: templates.install_examples("cooking"),
}
"""What can be installed, by the features' words."""
