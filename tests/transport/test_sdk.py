"""The insides of the SDK that the driver builds on: all of them known, in one place, and as they were."""

import ast
import inspect
from pathlib import Path
from typing import Any, get_args

import pytest
from mcp.shared.message import SessionMessage

from acceptance.transport.http.streams import Incoming, Outgoing
from acceptance.transport.sdk import ReadStream, TransportStreams, WriteStream

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("acceptance", "benchmarks", "reference_orchestrator", "steps")
INSIDES = {"mcp.client._transport", "mcp.shared._stream_protocols"}


def private_imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            # `from mcp.client import _transport` opens it as well.
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names if one.name[0] == "_")}
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
    parts = ((name, name.split(".")) for name in found)
    return {name for name, (first, *rest) in parts if first.startswith("mcp") and any(one[0] == "_" for one in rest)}


def test_the_sdk_is_opened_in_one_place_only() -> None:
    openers = {
        str(path.relative_to(ROOT)): private_imports(path)
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        if private_imports(path)
    }
    assert openers == {"acceptance/transport/sdk.py": INSIDES}


def members(shape: type) -> dict[str, Any]:
    """What a shape asks for, each with the kinds of its parameters."""
    return {
        name: [one.kind for one in inspect.signature(made).parameters.values()]
        for name, made in vars(shape).items()
        if inspect.isfunction(made) and name not in {"__init__", "__subclasshook__"}
    }


@pytest.mark.parametrize(("shape", "ours"), [(ReadStream, Incoming), (WriteStream, Outgoing)])
def test_a_stream_of_the_sdk_asks_for_what_ours_has(shape: type, ours: type) -> None:
    own = members(ours)
    assert {name: own.get(name) for name in members(shape)} == members(shape)


def test_a_transport_of_the_sdk_gives_a_pair_of_streams_of_messages() -> None:
    assert get_args(TransportStreams) == (ReadStream[SessionMessage | Exception], WriteStream[SessionMessage])
