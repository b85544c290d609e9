"""Messages of the protocol as plain JSON, for what speaks without the SDK: a request, and the handshake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

GENERATION: Final = "2025-06-18"
"""The generation of the protocol whose handshake every server in the field knows."""

METHOD_NOT_FOUND: Final = -32601
INVALID_PARAMS: Final = -32602

CLIENT: Final = "orchestrator-acceptance"
INITIALIZED: Final[Mapping[str, str]] = {"jsonrpc": "2.0", "method": "notifications/initialized"}
"""The last message of the handshake, which nobody answers."""


def request(identity: int | str, method: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """A message that is answered under its identity."""
    return {"jsonrpc": "2.0", "id": identity, "method": method, "params": dict(params)}


def unsupported(message: Mapping[str, Any]) -> dict[str, Any] | None:
    """The answer to what a server asks of a client that offers nothing; None where the message is no request.

    A ping is answered, and all else is refused: a server that asks and hears nothing may wait for ever.
    """
    if "method" not in message or message.get("id") is None:
        return None
    answer = {"jsonrpc": "2.0", "id": message["id"]}
    if message["method"] == "ping":
        return {**answer, "result": {}}
    return {**answer, "error": {"code": METHOD_NOT_FOUND, "message": "This client does not offer it."}}


def hello(
    *, generation: str = GENERATION, client: str = CLIENT, capabilities: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What the request says that opens a conversation, `initialize`.

    Args:
        generation: the version of the protocol that is offered.
        client: who speaks.
        capabilities: what the client declares; None for nothing.
    """
    return {
        "protocolVersion": generation,
        "capabilities": dict(capabilities or {}),
        "clientInfo": client_info(client),
    }


def client_info(name: str = CLIENT) -> dict[str, str]:
    """Who speaks, as the protocol wants it said."""
    return {"name": name, "version": "1"}
