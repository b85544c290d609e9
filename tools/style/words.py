"""The words that are out, the limits of length and the exceptions: read from `words.toml` and `settings.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final

from tools.style.sentences import Finding, Scope, Sentence

HERE: Final = Path(__file__).parent
WORDS: Final = HERE / "words.toml"
SETTINGS: Final = HERE / "settings.toml"


class SettingsError(ValueError):
    """A file of settings has an entry that cannot be used."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is out.

    Attributes:
        name: as the list names it, and as an exception names it.
        pattern: what finds it.
        better: what to write.
        scopes: where it is out.
    """

    name: str
    pattern: re.Pattern[str]
    better: str
    scopes: frozenset[Scope]

    def found_in(self, sentence: Sentence) -> re.Match[str] | None:
        """Find the word in a sentence; in the row of an outline only if the outline itself does not have it."""
        if not self.scopes & sentence.scopes or (sentence.is_row and self.pattern.search(sentence.template)):
            return None
        return self.pattern.search(sentence.plain)


@dataclass(frozen=True, slots=True)
class Pardon:
    """An exception from a rule.

    Attributes:
        rule: the name of the rule, or the word that is out.
        file: the files in which it holds, as a pattern of `fnmatch`.
        sentence: the words of the sentence, or an asterisk for all; a pattern of `fnmatch` as well.
        reason: why it holds.
    """

    rule: str
    file: str
    sentence: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        """Whether it excuses a finding."""
        return (
            finding.rule == self.rule
            and fnmatch(finding.file, f"*{self.file}")
            and (self.sentence in {"*", finding.sentence} or fnmatch(finding.sentence, self.sentence))
        )


@dataclass(frozen=True, slots=True)
class LikePhrases:
    """Phrases that are nearly alike and stay apart.

    Attributes:
        phrases: their words, an asterisk for what differs.
        reason: why they stay apart.
    """

    phrases: tuple[str, ...]
    reason: str

    def covers(self, one: str, other: str) -> bool:
        """Whether two phrases are both of this group."""
        return all(any(fnmatch(words, pattern) for pattern in self.phrases) for words in (one, other))


@dataclass(frozen=True, slots=True)
class Settings:
    """How long a sentence and a scenario can be, how many phrases there can be, and what is excepted."""

    title_words: int
    step_words: int
    row_words: int
    scenario_steps: tuple[int, int]
    phrases: int
    exceptions: tuple[Pardon, ...]
    like_phrases: tuple[LikePhrases, ...]


def load_words(path: Path = WORDS) -> tuple[Word, ...]:
    """Read the list of words that are out.

    Raises:
        SettingsError: an entry names no word, no better one or an unknown scope, or its pattern cannot be used.
    """
    return tuple(_words(_read(path)))


def load_settings(path: Path = SETTINGS) -> Settings:
    """Read the limits and the exceptions.

    Raises:
        SettingsError: a limit is missing, or an exception has no rule or no reason.
    """
    found = _read(path)
    try:
        limits = found["limits"]
        low, high = limits["scenario_steps"]
        pardons = tuple(_pardon(one) for one in found.get("exception", ()))
        alike = tuple(_like_phrases(one) for one in found.get("like_phrases", ()))
        words = (limits["title_words"], limits["step_words"], limits["row_words"])
        return Settings(*words, (low, high), limits["phrases"], pardons, alike)
    except SettingsError:
        raise
    except (KeyError, TypeError, ValueError) as error:
        raise SettingsError(f"{path.name}: a limit is missing or cannot be used: {error}") from error


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name}: {error}") from error


def _words(found: Mapping[str, Any]) -> Iterator[Word]:
    for entry in found["word"]:
        name = entry.get("out")
        if not name or not entry.get("better"):
            raise SettingsError(f"A word needs `out` and `better`: {entry}")
        try:
            pattern = re.compile(entry.get("pattern") or _whole_words(name), re.IGNORECASE)
            yield Word(name, pattern, entry["better"], frozenset(Scope(one) for one in entry.get("where", Scope)))
        except (re.error, ValueError) as error:
            raise SettingsError(f"The word {name!r} cannot be used: {error}") from error


def _whole_words(words: str) -> str:
    """Return a pattern for one of some words, separated by vertical bars, as whole words."""
    those = (r"\s+".join(re.escape(part) for part in one.split()) for one in words.split("|"))
    return rf"(?<![\w-])(?:{'|'.join(those)})(?![\w-])"


def _pardon(entry: Mapping[str, str]) -> Pardon:
    if not entry.get("rule") or not entry.get("reason") or not entry.get("file"):
        raise SettingsError(f"An exception needs a rule, a file and a reason: {dict(entry)}")
    return Pardon(entry["rule"], entry["file"], entry.get("sentence", "*"), entry["reason"])


def _like_phrases(entry: Mapping[str, Any]) -> LikePhrases:
    if not entry.get("phrases") or not entry.get("reason"):
        raise SettingsError(f"Phrases that are nearly alike need `phrases` and a reason: {dict(entry)}")
    return LikePhrases(tuple(entry["phrases"]), entry["reason"])
