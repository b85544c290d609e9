"""What tells that an orchestrator refused, where the protocol's flag does not (contract, "A refusal")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def tells_refusal(body: Mapping[str, Any]) -> bool:
    """Whether the fields of a reply say that what was asked for was not done."""
    status = str(body.get("status", ""))
    return (
        bool(body.get("error"))
        or body.get("success") is False
        or body.get("ok") is False
        or body.get("exists") is False
        or status == "error"
        or status.endswith("_failed")
    )
