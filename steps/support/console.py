"""Guards what behave prints: messages hold a target's words, which no terminal is to obey."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any, Final, Self

from acceptance.display import GuardedStream
from acceptance.redaction import Redactor

MOST_CHARACTERS: Final = 40_000
"""Of what is printed at once, a failure for instance, so much is shown."""

FOR_PEOPLE: Final = frozenset({"full", "plain", "pretty", "progress", "progress2", "progress3"})
"""behave's formatters that people read; what the others print is for programs, and stays whole."""


@dataclass(frozen=True, slots=True)
class Console:
    """What this process prints, guarded.

    Attributes:
        output: standard output.
        errors: standard error.
    """

    output: GuardedStream
    errors: GuardedStream

    @classmethod
    def guard(cls) -> Self:
        """Have all that this process prints from now on be shown as text, and obeyed by nobody."""
        one = cls(GuardedStream(sys.stdout, coloured=True), GuardedStream(sys.stderr, coloured=True))
        sys.stdout, sys.stderr = one.output, one.errors
        return one

    def adopt(self, context: Any) -> None:
        """Take in the formatters and reporters that print: behave gave them their streams before it asked us."""
        for formatter in context._runner.formatters:
            if formatter.stream is not None:
                # Both: behave insists on their being the same when it closes them.
                most = MOST_CHARACTERS if formatter.name in FOR_PEOPLE else None
                stream = GuardedStream.of(formatter.stream, self.output, most)
                formatter.stream = formatter.stream_opener.stream = stream
        for reporter in context.config.reporters:
            if hasattr(reporter, "stream"):
                reporter.stream = GuardedStream.of(reporter.stream, self.output)

    def hide(self, redactor: Redactor) -> None:
        """Hide what nobody is to read, from now on."""
        self.output.hidden.redactor = self.errors.hidden.redactor = redactor
