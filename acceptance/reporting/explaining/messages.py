"""The messages of a scenario as bare lines of JSON, and the command that replays them."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from acceptance.display import escaped_json
from acceptance.reporting.explaining.carrying import Carrier
from acceptance.reporting.explaining.kept_calls import KeptCall
from acceptance.targets.target import Target
from acceptance.transport.jsonrpc import INITIALIZED, hello, request

MESSAGES: Final = "messages.jsonl"
SCRIPT: Final = "replay.py"
STAND_IN: Final = re.compile(r"\{(workspace|home)\}")


@dataclass(frozen=True, slots=True)
class Sent:
    """A call with the number of the message that makes it."""

    number: int
    call: KeptCall


@dataclass(slots=True)
class Messages:
    """The messages of a scenario.

    Attributes:
        lines: the messages, one a line.
        sent: the calls among them.
        cut: the calls that are not among them, since their arguments were too long to be kept whole.
        others: what the scenario did that is no call of a tool.
        carried: what stands for values that answers tell, with the values in the run.
    """

    lines: list[str] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    cut: list[KeptCall] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    carried: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The messages as a file holds them."""
        return "".join(f"{line}\n" for line in self.lines)


def messages_of(calls: Iterable[KeptCall], tools: Iterable[str], own_name: Callable[[str], str]) -> Messages:
    """Make the messages of calls: the handshake first, then one for each call.

    Args:
        calls: the calls, in order.
        tools: the tools that the server lists, by our names.
        own_name: gives the server's own name of a tool.
    """
    made, carrier, known = Messages(), Carrier(), frozenset(tools)
    made.lines += [_line(request(1, "initialize", hello(client="replay"))), _line(dict(INITIALIZED))]
    for call in calls:
        if call.tool not in known:
            made.others.append(call.tool)
        elif call.arguments is None:
            made.cut.append(call)
        else:
            number = len(made.sent) + 2
            named = {"name": own_name(call.tool), "arguments": carrier.arguments(call.arguments)}
            made.lines.append(_line(request(number, "tools/call", named)))
            made.sent.append(Sent(number, call))
            carrier.answered(number, call.reply)
    made.carried = carrier.carried
    return made


def command_of(target: Target) -> str:
    """The one-line command that replays the messages on a target, for a shell."""
    return shlex.join(["python3", SCRIPT, MESSAGES, *server_command(target)])


def server_command(target: Target) -> list[str]:
    """What starts the server, with its variables; the folders are left to the replay."""
    variables = [f"{name}={value}" for name, value in target.environment.items()]
    command = [*(["env", *variables] if variables else []), *target.command]
    if target.prepare:
        # What the preparation prints is no message, and must not be taken for one.
        command = ["sh", "-c", f"{shlex.join(target.prepare)} >&2 && exec {shlex.join(command)}"]
    return _with_stand_ins(command)


def _with_stand_ins(words: Sequence[str]) -> list[str]:
    return [STAND_IN.sub(r"{{\1}}", word) for word in words]


def _line(message: Any) -> str:
    return escaped_json(json.dumps(message, ensure_ascii=False))
