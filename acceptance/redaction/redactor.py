"""Hides secrets in texts, in values of JSON, and in streams of bytes as they come.

All usual ways to write all parts of all secrets are looked for at once, by an Aho-Corasick automaton: a text is read
once, however many there are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from acceptance.redaction.forms import written

if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick

HIDDEN: Final = "•••"
BACKSLASHES: Final = re.compile(rb"\\{2,}")
MARGIN: Final = 4
"""So much longer may be what is looked for, where backslashes were doubled and doubled again."""


class Redactor:
    """Knows the secrets of a run, and hides them: plain, in each usual form, and in parts of eight characters and more.

    Attributes:
        secrets: what is hidden.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Prepare to hide secrets; with none, every text stays as it is."""
        self.secrets = frozenset(secrets)
        sought = sorted(set().union(*map(written, self.secrets))) if self.secrets else []
        self.longest = max(map(len, sought), default=0)
        self._automaton: BytesAhoCorasick | None = None
        if sought:
            # Only here: whoever has no secret needs no automaton.
            from ahocorasick_rs import BytesAhoCorasick  # noqa: PLC0415

            self._automaton = BytesAhoCorasick(sought)

    def __bool__(self) -> bool:
        return self._automaton is not None

    def finds(self, text: str) -> bool:
        """Whether a text has a secret in it, or a part of one."""
        return self._finds(text.encode("utf-8", "surrogatepass"))

    def text(self, text: str) -> str:
        """A text without the secrets."""
        if self._automaton is None:
            return text
        before = text.encode("utf-8", "surrogatepass")
        after = self.data(before)
        return text if after is before else after.decode("utf-8", "surrogatepass")

    def data(self, data: bytes) -> bytes:
        """Bytes without the secrets; the same object where there are none in it."""
        # JSON in JSON doubles every backslash, once more for each time: with one of each run, all that is hidden shows.
        sought = BACKSLASHES.sub(rb"\\", data) if self._automaton is not None and b"\\\\" in data else data
        spans = self.spans(sought)
        return cut(sought, spans) if spans else data

    def tree(self, content: Any) -> Any:
        """A value of JSON without the secrets: in its texts, in the names of its fields, and as numbers."""
        if self._automaton is None:
            return content
        if isinstance(content, str):
            return self.text(content)
        if isinstance(content, Mapping):
            return {self.text(str(name)): self.tree(value) for name, value in content.items()}
        if isinstance(content, list | tuple):
            return [self.tree(value) for value in content]
        if isinstance(content, int | float) and not isinstance(content, bool):
            return HIDDEN if self.finds(json.dumps(content)) else content
        return content

    def stream(self) -> RedactedStream:
        """What hides the secrets in bytes that come piece by piece."""
        return RedactedStream(self)

    def spans(self, data: bytes) -> list[tuple[int, int]]:
        """Where secrets stand in bytes, in order; what overlaps or touches is one."""
        matches = self._automaton.find_matches_as_indexes(data, overlapping=True) if self._automaton else []
        return merged((start, end) for _, start, end in matches)

    def _finds(self, data: bytes) -> bool:
        if self._automaton is None:
            return False
        sought = BACKSLASHES.sub(rb"\\", data) if b"\\\\" in data else data
        return bool(self._automaton.find_matches_as_indexes(sought))


class RedactedStream:
    """Hides secrets in bytes that come piece by piece, also where one is cut in two.

    Whole lines come out at once; of one that has not ended, as much stays behind as may be the beginning of a secret.
    """

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self._held = b""
        # So many of the bytes that are held belong to a secret whose beginning came out already, as marks.
        self._hidden = 0

    def feed(self, piece: bytes) -> bytes:
        """Take a piece; returns what of all so far can be shown and has not been given yet."""
        if not self._redactor:
            return piece
        held = self._sought(self._held + piece)
        ready = max(held.rfind(b"\n") + 1, len(held) - self._redactor.longest * MARGIN + 1, 0)
        return self._give(held, ready)

    def finish(self) -> bytes:
        """Give what was held back; nothing more is coming."""
        held = self._sought(self._held)
        return self._give(held, len(held))

    def _sought(self, held: bytes) -> bytes:
        """What is held, with one backslash of each run where only so a secret shows."""
        if b"\\\\" not in held:
            return held
        fewer = held[: self._hidden] + BACKSLASHES.sub(rb"\\", held[self._hidden :])
        return fewer if self._redactor.spans(fewer) else held

    def _give(self, held: bytes, ready: int) -> bytes:
        """Give what is ready; of a secret that begins in it and ends behind it, the rest stays hidden."""
        begun = [(0, self._hidden)] if self._hidden else []
        spans = [span for span in merged([*begun, *self._redactor.spans(held)]) if span[0] < ready]
        given = cut(held[:ready], [(start, min(end, ready)) for start, end in spans], begun=bool(begun))
        beyond = spans[-1][1] if spans else self._hidden
        self._held, self._hidden = held[ready:], max(0, beyond - ready)
        return given


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap or touch put together."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def cut(data: bytes, spans: Iterable[tuple[int, int]], *, begun: bool = False) -> bytes:
    """Bytes with marks instead of some of their parts.

    Args:
        data: the bytes.
        spans: where the parts begin and end, in order.
        begun: whether the first of them goes on from what was given before, where its mark stands already.
    """
    pieces, last = [], 0
    for number, (start, end) in enumerate(spans):
        pieces += [data[last:start], b"" if begun and number == 0 else HIDDEN.encode()]
        last = end
    return b"".join([*pieces, data[last:]])
