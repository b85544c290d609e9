"""A server over HTTP for the kit, and what that server offers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from acceptance.contract.capabilities import LISTS
from acceptance.errors import SuiteError
from acceptance.evidence.evidence import Evidence
from acceptance.servers.serving import serving
from acceptance.targets.target import Target
from acceptance.transport.http.link import HttpLink
from acceptance.transport.jsonrpc import hello
from acceptance.transport.talk import HttpTalk, Talk
from tools.conformance.judging import Offer

IDENTITIES: Final = ("name", "uri", "uriTemplate")
"""The keys by which a list names tools, prompts, resources and their templates."""


@contextmanager
def served(target: Target, folder: Path) -> Iterator[tuple[str, Offer]]:
    """Serve a target over HTTP; returns its address and what it offers.

    Args:
        target: which.
        folder: an empty folder for what the server says on standard error, and for the evidence.

    Raises:
        SuiteError: it is not reached over HTTP, or cannot be started.
    """
    over_http = target if target.url else target.over_http
    if over_http is None:
        raise SuiteError(
            f'The conformance kit speaks HTTP only, and the target "{target.name}" has neither `url` nor `over_http`.'
        )
    with closing(Evidence(folder, lambda exchange: None)) as evidence, serving(over_http, folder, evidence) as pool:
        link = pool.shared().connection.process
        if not isinstance(link, HttpLink):
            raise SuiteError(f'The target "{target.name}" is not reached over HTTP.')
        with closing(HttpTalk(over_http, link.url, evidence)) as talk:
            offer = offered(talk)
        yield link.url, offer


def offered(talk: Talk) -> Offer:
    """Ask a server what it declares, and for the names of what it lists."""
    greeting = result(talk.ask("initialize", hello()))
    talk.greeted(str(greeting.get("protocolVersion")))
    talk.tell("notifications/initialized")
    declared = greeting.get("capabilities")
    capabilities: dict[str, Any] = declared if isinstance(declared, dict) else {}
    methods = ["tools/list", *(method for name, (method, _) in LISTS.items() if name in capabilities)]
    methods += ["resources/templates/list"] * ("resources" in capabilities)
    return Offer(capabilities, frozenset(name for method in methods for name in names(talk, method)))


def names(talk: Talk, method: str) -> Iterator[str]:
    """The names and addresses on the first page of a list."""
    for entries in result(talk.ask(method, {})).values():
        for entry in entries if isinstance(entries, list) else ():
            yield from (str(entry[key]) for key in IDENTITIES if isinstance(entry, dict) and key in entry)


def result(answer: dict[str, Any]) -> dict[str, Any]:
    """The result of an answer; empty where it is an error."""
    told = answer.get("result")
    return told if isinstance(told, dict) else {}
