"""What is checked: sentences with the place where they stand, and what is found at them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

QUOTED: Final = re.compile(r'"(?:[^"]|"")*"')
PLACEHOLDER: Final = re.compile(r"<[^<>]+>")
HIDDEN: Final = "…"


class Kind(StrEnum):
    """What a sentence is in its file."""

    FEATURE = "feature title"
    RULE = "rule title"
    SCENARIO = "scenario title"
    EXAMPLES = "examples' title"
    DESCRIPTION = "description"
    STEP = "step"
    CELL = "table cell"
    REQUIREMENT = "requirement"
    MESSAGE = "message"

    @property
    def is_title(self) -> bool:
        """Whether it is a title that is shown in lists: of a feature, a rule or a scenario."""
        return self in {Kind.FEATURE, Kind.RULE, Kind.SCENARIO}


class Scope(StrEnum):
    """Where a word is out."""

    FEATURES = "features"
    PLAIN = "plain features"
    TITLES = "titles"
    MATCHERS = "matchers"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that somebody reads.

    Attributes:
        file: its path, as it is shown.
        line: the number of its line.
        kind: what it is.
        text: its words.
        scopes: the scopes that it lies in.
        template: for a row of an outline, the sentence with its placeholders; otherwise the text itself.
    """

    file: str
    line: int
    kind: Kind
    text: str
    scopes: frozenset[Scope]
    template: str = ""

    @property
    def plain(self) -> str:
        """Its words without the values in quotation marks, which are data."""
        return self.text if self.kind is Kind.MESSAGE else QUOTED.sub(f'"{HIDDEN}"', self.text)

    @property
    def length(self) -> int:
        """The number of its words; a value in quotation marks or a placeholder counts as one."""
        return len(PLACEHOLDER.sub(HIDDEN, QUOTED.sub(HIDDEN, self.text)).split())

    @property
    def is_row(self) -> bool:
        """Whether it is a sentence of an outline with the values of one row."""
        return bool(self.template)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something to correct.

    Attributes:
        file: the file where it stands.
        line: the number of the line.
        rule: the name of the rule, by which an exception names it.
        sentence: the words at fault.
        advice: what to do about it.
    """

    file: str
    line: int
    rule: str
    sentence: str
    advice: str

    def __str__(self) -> str:
        """Return it as one line, for the console and for editors that jump to a file and line."""
        return f"{self.file}:{self.line}: {self.advice} [{self.rule}]: {self.sentence}"
