"""What a server of the protocol can declare, and the requests that each capability brings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

NO_NAME: Final = "no-such-thing"
LISTS: Final[Mapping[str, tuple[str, dict[str, Any]]]] = {
    "resources": ("resources/list", {}),
    "prompts": ("prompts/list", {}),
}
"""The capabilities that list something: the method and its parameters."""
SETTINGS: Final[Mapping[str, tuple[str, dict[str, Any]]]] = {"logging": ("logging/setLevel", {"level": "warning"})}
"""The capabilities by which a client sets something: the method and its parameters."""
UNKNOWN_ENTRIES: Final[Mapping[str, tuple[str, dict[str, Any]]]] = {
    "resources": ("resources/read", {"uri": f"file:///{NO_NAME}"}),
    "prompts": ("prompts/get", {"name": NO_NAME}),
    "completions": (
        "completion/complete",
        {"ref": {"type": "ref/prompt", "name": NO_NAME}, "argument": {"name": NO_NAME, "value": ""}},
    ),
}
"""For each capability a request for what is not there."""
