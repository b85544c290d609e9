"""Version 2.0 of the contract: 32 tools."""

from __future__ import annotations

from acceptance.contract.dialects.server import ServerVerbs
from acceptance.contract.dialects.tasks import TaskVerbs
from acceptance.contract.dialects.templates import TemplateVerbs


class Version2(TaskVerbs, ServerVerbs, TemplateVerbs):
    """All verbs, as the contract's own version says them."""
