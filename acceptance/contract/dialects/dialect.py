"""What all versions of the contract share: every verb, and how most of them are said."""

from __future__ import annotations

from acceptance.contract.dialects.server import ServerVerbs
from acceptance.contract.dialects.sessions import SessionVerbs
from acceptance.contract.dialects.tasks import TaskVerbs
from acceptance.contract.dialects.templates import TemplateVerbs


class Dialect(TaskVerbs, SessionVerbs, ServerVerbs, TemplateVerbs):
    """All verbs; a version says in its own way what is abstract here."""
