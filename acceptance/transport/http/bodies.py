"""Bodies of answers over HTTP, read within bounds: of size, also unpacked, and of time."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any, Final

import httpx2

from acceptance.messages.bounds import MESSAGE_BYTES, in_megabytes

SESSION: Final = "mcp-session-id"
VISIBLE: Final = re.compile(r"[\x21-\x7e]{1,8000}")
"""What the protocol allows as the id of a session."""
PACKINGS: Final = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
"""How a body may come. None is asked for; one packed twice could grow a million times at once."""
TAIL: Final = re.compile(rb"(?<=[\r\n])r(?:e(?:t(?:r(?:y[^\r\n]*)?)?)?)?\Z")
LONGEST_TAIL: Final = 4096
"""So many bytes of a line that has not ended are held back; a longer one is no time to wait."""
RETRY: Final = re.compile(rb"(?<=[\r\n])retry\s*:[^\r\n]*")


class UnreadableBodyError(httpx2.TransportError):
    """A body that is not read, or not to its end; the message says why."""


def is_stream(response: httpx2.Response) -> bool:
    """Whether an answer is a stream of events."""
    return str(response.headers.get("content-type", "")).lower().startswith("text/event-stream")


async def streaming(response: httpx2.Response, *, soft: bool) -> httpx2.Response:
    """An answer whose stream of events can be read by the SDK.

    Args:
        response: the answer.
        soft: whether the stream just ends where the connection breaks.

    Raises:
        UnreadableBodyError: it comes packed, which nobody asked for.
    """
    if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
        await response.aclose()
        raise UnreadableBodyError("the event stream is compressed, which was not requested")
    # Its own headers stay, but for what the SDK cannot repeat.
    response.headers = plain(response.headers)
    response.stream = EventStream(response.stream, soft=soft)
    return response


def check_packing(response: httpx2.Response) -> None:
    """See that a body can be unpacked piece by piece.

    Raises:
        UnreadableBodyError: it is packed as nobody asked for.
    """
    told = response.headers.get("content-encoding", "").strip().lower()
    if told not in PACKINGS:
        raise UnreadableBodyError(f"the body is compressed ({told[:40]!r}), which was not asked for")


async def read_body(response: httpx2.Response, most: int = MESSAGE_BYTES) -> bytes:
    """The body of an answer, unpacked.

    Raises:
        httpx2.TransportError: the connection broke in the middle of it, it is longer than `most` bytes, or is packed
            as nobody asked for.
    """
    parts: list[bytes] = []
    size = 0
    try:
        check_packing(response)
        async for part in response.aiter_bytes():
            parts.append(part)
            size += len(part)
            if size > most:
                raise UnreadableBodyError(f"the body is longer than {in_megabytes(most)}, and was not read to its end")
    except httpx2.DecodingError as error:
        raise UnreadableBodyError(f"the body cannot be decompressed ({error})") from None
    finally:
        await response.aclose()
    return b"".join(parts)


class EventStream(httpx2.AsyncByteStream):
    """The stream of an answer; where a soft one breaks it ends, and the SDK finds out that the answer has not come.

    When to connect again is for this end to decide: the SDK takes any number for it, and one of hundreds of digits ends
    the task that holds all calls.
    """

    def __init__(self, inner: Any, *, soft: bool) -> None:
        self._inner = inner
        self._borne: type[Exception] | tuple[()] = httpx2.TransportError if soft else ()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        before, kept = b"\n", b""
        try:
            async for part in self._inner:
                ready, kept = without_retry(before, kept + part)
                if ready:
                    before = ready[-1:]
                    yield ready
        except self._borne:
            return

    async def aclose(self) -> None:
        """Close the stream."""
        await self._inner.aclose()


def without_retry(before: bytes, part: bytes) -> tuple[bytes, bytes]:
    """A part of a stream of events without the fields `retry`, and its end, if that may become one.

    Args:
        before: the byte that came before it.
        part: the part.
    """
    whole = before + part
    tail = TAIL.search(whole, max(len(whole) - LONGEST_TAIL, 0)) if b"r" in whole[-LONGEST_TAIL:] else None
    cut = tail.start() if tail is not None and tail.start() > 0 else len(whole)
    ready = RETRY.sub(b":", whole[:cut]) if b"retry" in part else whole[:cut]
    return ready[1:], whole[cut:]


def plain(headers: httpx2.Headers) -> httpx2.Headers:
    """The headers without what told how the body was sent, and without what the SDK could not repeat or follow.

    An id of a session that no header can hold, and an address that is none, would end the task that holds all calls.
    """
    kept = headers.copy()
    for name in ("content-encoding", "content-length", "transfer-encoding"):
        kept.pop(name, None)
    if SESSION in kept and not VISIBLE.fullmatch(kept[SESSION]):
        del kept[SESSION]
    if "location" in kept and not is_address(kept["location"]):
        del kept["location"]
    return kept


def is_address(text: str) -> bool:
    """Whether a text is an address over HTTP, or the end of one."""
    try:
        return httpx2.URL(text).scheme in {"", "http", "https"}
    except (httpx2.InvalidURL, ValueError):
        return False
