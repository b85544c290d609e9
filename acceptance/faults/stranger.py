"""Requests to an orchestrator over HTTP that are not for it: a foreign host name, a foreign page, another machine."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from acceptance.errors import NotApplicableError, NotInjectableError, NotJudgedError, TargetFaultError
from acceptance.faults.network_faults import link_of
from acceptance.transport.http.peer_process import listening_addresses
from acceptance.transport.jsonrpc import hello, request

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState
    from acceptance.transport.http.link import HttpLink

GREETING: Final = request(1, "initialize", hello(client="a foreign client"))
LIST: Final = request(2, "tools/list", {})
KINDS: Final = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
SESSION: Final = "mcp-session-id"
HUGE: Final = 10 << 40
"""More bytes than any server takes."""
POURED: Final = 128 << 20
"""So many bytes of a body are really sent."""
PIECE: Final = 1 << 20
GUISES: Final = {
    "for a foreign host name": {"Host": "attacker.example"},
    "for a similar foreign host name": {"Host": "127.0.0.1.attacker.example"},
    "from a foreign site": {"Origin": "http://attacker.example"},
    "from a similar foreign site": {"Origin": "http://localhost.attacker.example"},
    "with a null origin": {"Origin": "null"},
    "for the orchestrator's own host name": dict[str, str](),
    "with another content type": {"Content-Type": "text/plain"},
    "with another method": dict[str, str](),
    "that announces a huge body": {"Content-Length": str(HUGE)},
    "with a body of 128 megabytes": {"Transfer-Encoding": "chunked"},
    "in an unknown session": dict[str, str](),
    "in the same session": dict[str, str](),
    "that ends the same session": dict[str, str](),
}
"""The headers of a request, by the features' words for where it comes from and which host it is for."""


class Stranger:
    """Somebody who has no business with the orchestrator of a scenario.

    Attributes:
        statuses: with which status of HTTP each call was answered.
    """

    def __init__(self, state: ScenarioState) -> None:
        self.statuses: list[int] = []
        self._session = ""
        self._state = state

    def call(self, guise: str) -> None:
        """Send a request to the orchestrator, and keep the status of the answer.

        Raises:
            NotApplicableError: the request is about a session, and the orchestrator has none over HTTP, or lets no
                client end one.
            NotJudgedError: the request is large, and the orchestrator is none that the suite started.
            TargetFaultError: nothing answers there, or no more after a large request.
        """
        # Only here: few runs need it, and the SDK, which brings it, is imported while the first server is.
        import httpx2  # noqa: PLC0415

        link, target = link_of(self._state.orchestrator), self._state.orchestrator.connection.target
        headers = {**KINDS, **target.headers, **GUISES[guise], **self._in_session(guise)}
        method, body = _method(guise), LIST if SESSION in headers else GREETING
        if "Content-Length" in headers:
            self.statuses.append(_announce(link.url, headers, target.timeouts.call))
            return
        if is_poured := "Transfer-Encoding" in headers:
            _require_host(link)
        try:
            # The status is all that is asked for: the body, however long it is, is not read.
            with httpx2.stream(
                method,
                link.url,
                content=_padded(body) if is_poured else json.dumps(body).encode(),
                headers=headers,
                timeout=target.timeouts.call,
                trust_env=False,
            ) as got:
                self.statuses.append(got.status_code)
                self._session = got.headers.get(SESSION) or self._session
        except (httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.WriteError):
            # A connection that is closed or reset without a word lets nobody in either.
            self.statuses.append(0)
        except httpx2.TransportError as error:
            raise TargetFaultError(f"nothing answers at {link.url}: {error or type(error).__name__}") from None
        self._state.evidence.event("stranger", guise=guise, status=self.statuses[-1])
        if method == "DELETE" and self.statuses[-1] == HTTPStatus.METHOD_NOT_ALLOWED:
            raise NotApplicableError("this orchestrator lets no client end a session")
        if is_poured:
            self._require_life()

    def _require_life(self) -> None:
        """Check that a plain request is still accepted.

        Raises:
            TargetFaultError: it is not.
        """
        after = Stranger(self._state)
        after.call("for the orchestrator's own host name")
        if after.statuses[-1] != HTTPStatus.OK:
            told = f"with the HTTP status {after.statuses[-1]}" if after.statuses[-1] else "by a closed connection"
            raise TargetFaultError(f"a plain request after one with a body of 128 megabytes was answered {told}")

    def _in_session(self, guise: str) -> dict[str, str]:
        if not guise.endswith("session"):
            return {}
        if not self._session:
            self.call("for the orchestrator's own host name")
        if not self._session:
            raise NotApplicableError("this orchestrator has no sessions over HTTP")
        return {SESSION: self._session if guise.endswith("the same session") else "no-such-session"}

    def foreign_addresses(self) -> list[str]:
        """The addresses at which the orchestrator can be reached from other machines.

        Raises:
            NotInjectableError: this system does not tell where a process listens.
            NotJudgedError: the orchestrator was told to listen elsewhere than at loopback, or runs elsewhere.
        """
        link = link_of(self._state.orchestrator)
        if link.host is None or link.host.pid is None:
            raise NotJudgedError("it cannot be seen where an orchestrator listens that the suite did not start")
        told = urlsplit(link.url).hostname or ""
        if told != "localhost" and not ipaddress.ip_address(told).is_loopback:
            raise NotJudgedError(f"this target is configured to listen at {told}")
        addresses = listening_addresses(link.host.pid)
        if not addresses:
            raise NotInjectableError("this system does not show where a process listens")
        return [one for one in addresses if not ipaddress.ip_address(one).is_loopback]


def _method(guise: str) -> str:
    """The method of HTTP with which a request is sent."""
    if guise.startswith("that ends"):
        return "DELETE"
    return "PUT" if guise.endswith("method") else "POST"


def _require_host(link: HttpLink) -> None:
    """Check that the suite started the server, since much is sent to it.

    Raises:
        NotJudgedError: it runs elsewhere.
    """
    if link.host is None:
        raise NotJudgedError("a large body is only sent to an orchestrator that the suite started")


def _padded(body: Mapping[str, Any]) -> Iterator[bytes]:
    """A message behind so much white space that nothing but the size of its body is wrong, which nothing announces."""
    yield from (b" " * PIECE for _ in range(POURED // PIECE))
    yield json.dumps(body).encode()


def _announce(url: str, headers: Mapping[str, str], seconds: float) -> int:
    """The status by which a request is answered whose body is announced and never sent; 0 where it is not answered.

    Raises:
        TargetFaultError: nothing answers there.
    """
    place = urlsplit(url)
    connection = HTTPConnection(place.hostname or "", place.port or 80, timeout=seconds)
    try:
        connection.putrequest("POST", place.path)
        for name, content in headers.items():
            connection.putheader(name, content)
        connection.endheaders()
        return connection.getresponse().status
    except (HTTPException, ConnectionResetError, TimeoutError):
        return 0
    except OSError as error:
        raise TargetFaultError(f"nothing answers at {url}: {error}") from None
    finally:
        connection.close()
