"""The verbs of templates."""

from __future__ import annotations

from typing import Any

from acceptance.contract.calls import Call
from acceptance.contract.dialects.speaker import Speaker, given


class TemplateVerbs(Speaker):
    """Templates from creation to the tasks that are made of them."""

    def create_template(
        self, name: str, content: str, *, category: str | None = None, overwrite: bool | None = None
    ) -> Call:
        """Store a template."""
        arguments = given(template_id=name, template_content=content, category=category, overwrite=overwrite)
        return self.say("create_template", arguments)

    def load_template(self, name: str, category: str | None = None) -> Call:
        """Load a template."""
        return self.say("load_template", given(template_id=name, category=category))

    def describe_template(self, name: str, category: str | None = None) -> Call:
        """Tell what a template is."""
        return self.say("describe_template", given(template_id=name, category=category))

    def list_templates(self, category: str | None = None, *, metadata: bool | None = None) -> Call:
        """List the templates."""
        return self.say("list_templates", given(category=category, include_metadata=metadata))

    def validate_template(self, content: str) -> Call:
        """Say whether a content is a valid template."""
        return self.say("validate_template", {"template_content": content})

    def validate_templates(self, category: str | None = None) -> Call:
        """Say which stored templates are valid."""
        return self.say("validate_templates", given(category=category))

    def instantiate(self, name: str, parameters: dict[str, Any], *, create: bool | None = None) -> Call:
        """Fill a template's parameters, and plan its tasks where that is asked for."""
        arguments = given(template_id=name, parameters=parameters, create_tasks=create)
        return self.say("instantiate_template", arguments, words="" if create else "preview")

    def delete_template(self, name: str, category: str | None = None) -> Call:
        """Delete a template."""
        return self.say("delete_template", given(template_id=name, category=category))

    def uninstall_template(self, name: str, category: str | None = None) -> Call:
        """Remove a template from its category."""
        return self.say("uninstall_template", given(template_id=name, category=category))

    def install_examples(self, category: str | None = None, *, overwrite: bool | None = None) -> Call:
        """Install the examples."""
        return self.say("install_examples", given(category=category, overwrite=overwrite))

    def install_library(self, category: str | None = None, *, overwrite: bool | None = None) -> Call:
        """Install the built-in library, or one category of it."""
        return self.say("install_library", given(category=category, overwrite=overwrite))

    def installation_status(self) -> Call:
        """Tell what is installed."""
        return self.say("installation_status", {})
