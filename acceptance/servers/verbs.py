"""The verbs of the domain, each said in the orchestrator's dialect and asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from acceptance.contract.calls import Call
from acceptance.contract.dialects import Dialect
from acceptance.contract.reply import Reply
from acceptance.contract.values import (
    Cleanup,
    Deletion,
    HandIn,
    Maintenance,
    Restart,
    StateWord,
    TaskPlan,
    TaskQuery,
    TaskState,
)


class Verbs(ABC):
    """Whoever is asked in the verbs of the domain.

    Every verb returns the reply, be it a refusal: whether a refusal is right is for the scenario to say. Each raises
    `NotOfferedError` where the target does not list what it needs, and `TargetFaultError` where no answer came, or none
    that the protocol allows.
    """

    @property
    @abstractmethod
    def dialect(self) -> Dialect:
        """How verbs are said."""

    @abstractmethod
    def ask(self, call: Call, *, unlisted: bool = False) -> Reply:
        """Make a call, and read its reply.

        Args:
            call: what is asked for.
            unlisted: whether it is made although the target does not list what it needs.

        Raises:
            NotOfferedError: the target does not list the tool, or one of the parameters.
            TargetFaultError: no answer came, or none that the protocol allows.
        """

    def initialize(self, directory: str | None) -> Reply:
        """Open a directory as the workspace; without one, the directory that the server runs in."""
        return self.ask(self.dialect.initialize(directory))

    def list_sessions(self, *, completed: bool | None = None, limit: int | None = None) -> Reply:
        """List the sessions."""
        return self.ask(self.dialect.list_sessions(completed=completed, limit=limit))

    def session_status(self, session: str) -> Reply:
        """Tell of one session."""
        return self.ask(self.dialect.session_status(session))

    def resume(self, session: str) -> Reply:
        """Take a session up again."""
        return self.ask(self.dialect.resume(session))

    def clean_up(self, cleanup: Cleanup) -> Reply:
        """Clean sessions away."""
        return self.ask(self.dialect.clean_up(cleanup))

    def status(self, *, completed: bool | None = None) -> Reply:
        """Tell of the tasks by state."""
        return self.ask(self.dialect.status(completed=completed))

    def plan(self, plan: TaskPlan) -> Reply:
        """Plan a lone task."""
        return self.ask(self.dialect.plan(plan))

    def execute(self, task: str) -> Reply:
        """Hand a task to its specialist."""
        return self.ask(self.dialect.execute(task))

    def hand_in(self, task: str, work: HandIn) -> Reply:
        """Hand in work on a task."""
        return self.ask(self.dialect.hand_in(task, work))

    def change(self, task: str, changes: TaskPlan, state: TaskState | StateWord | None = None) -> Reply:
        """Change values of a task, or its state."""
        return self.ask(self.dialect.change(task, changes, state))

    def cancel(self, task: str, reason: str | None, *, keep_work: bool | None = None) -> Reply:
        """Cancel a task."""
        return self.ask(self.dialect.cancel(task, reason, keep_work=keep_work))

    def delete(self, task: str, deletion: Deletion) -> Reply:
        """Delete a task."""
        return self.ask(self.dialect.delete(task, deletion))

    def look_up(self, question: TaskQuery) -> Reply:
        """Ask for tasks, for one page of them."""
        return self.ask(self.dialect.look_up(question))

    def synthesize(self, parent: str) -> Reply:
        """Put the results of a task's children together."""
        return self.ask(self.dialect.synthesize(parent))

    def maintain(self, maintenance: Maintenance) -> Reply:
        """Ask for maintenance."""
        return self.ask(self.dialect.maintain(maintenance))

    def restart(self, restart: Restart) -> Reply:
        """Ask the server to restart."""
        return self.ask(self.dialect.restart(restart))

    def restart_status(self, **included: bool) -> Reply:
        """Ask for the phase of a restart, and for the restarts before; each part of the answer can be left out."""
        return self.ask(self.dialect.restart_status(**included))

    def prepare_shutdown(self, **checked: bool) -> Reply:
        """Ask whether the server could be shut down; each check can be left out."""
        return self.ask(self.dialect.prepare_shutdown(**checked))

    def test_reconnection(self, session: str | None = None) -> Reply:
        """Ask which sessions a client can reconnect to."""
        return self.ask(self.dialect.test_reconnection(session))

    def create_template(
        self, name: str, content: str, *, category: str | None = None, overwrite: bool | None = None
    ) -> Reply:
        """Store a template."""
        return self.ask(self.dialect.create_template(name, content, category=category, overwrite=overwrite))

    def load_template(self, name: str, category: str | None = None) -> Reply:
        """Load a template."""
        return self.ask(self.dialect.load_template(name, category))

    def describe_template(self, name: str, category: str | None = None) -> Reply:
        """Tell what a template is."""
        return self.ask(self.dialect.describe_template(name, category))

    def list_templates(self, category: str | None = None, *, metadata: bool | None = None) -> Reply:
        """List the templates."""
        return self.ask(self.dialect.list_templates(category, metadata=metadata))

    def validate_template(self, content: str) -> Reply:
        """Say whether a content is a valid template."""
        return self.ask(self.dialect.validate_template(content))

    def validate_templates(self, category: str | None = None) -> Reply:
        """Say which stored templates are valid."""
        return self.ask(self.dialect.validate_templates(category))

    def instantiate(self, name: str, parameters: dict[str, Any], *, create: bool | None = None) -> Reply:
        """Fill a template's parameters, and plan its tasks where that is asked for."""
        return self.ask(self.dialect.instantiate(name, parameters, create=create))

    def delete_template(self, name: str, category: str | None = None) -> Reply:
        """Delete a template."""
        return self.ask(self.dialect.delete_template(name, category))

    def uninstall_template(self, name: str, category: str | None = None) -> Reply:
        """Remove a template from its category."""
        return self.ask(self.dialect.uninstall_template(name, category))

    def install_examples(self, category: str | None = None, *, overwrite: bool | None = None) -> Reply:
        """Install the examples."""
        return self.ask(self.dialect.install_examples(category, overwrite=overwrite))

    def install_library(self, category: str | None = None, *, overwrite: bool | None = None) -> Reply:
        """Install the built-in library, or one category of it."""
        return self.ask(self.dialect.install_library(category, overwrite=overwrite))

    def installation_status(self) -> Reply:
        """Tell what is installed."""
        return self.ask(self.dialect.installation_status())
