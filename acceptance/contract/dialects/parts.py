"""What all parts of a dialect file are compiled with: paths, patterns and words, each mistake with its line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from acceptance.contract.dialects.dialect_file import DialectFile, did_you_mean
from acceptance.contract.dialects.expressions import ExpressionError, Path, Pattern, plain
from acceptance.contract.dialects.vocabulary import STATES
from acceptance.contract.dialects.wording import Words
from acceptance.messages.toml_lines import Keys

STATE_WORDS: Final = "states"


class Parts:
    """Compiles the smallest parts of one file."""

    def __init__(self, file: DialectFile) -> None:
        self.file = file
        self._words: dict[str, Words] = {}

    def path(self, keys: Keys, text: str, known: Collection[str] | None = None) -> Path:
        """A path.

        Args:
            keys: where it stands.
            text: as it is written.
            known: the names that it can begin with; any where it leads into a reply.

        Raises:
            DialectError: it is none, or begins with a name that fits nothing.
        """
        try:
            path = Path.read(text)
        except ExpressionError as error:
            raise self.file.mistake(keys, f'"{text}" is not a path: {error}. Write one in JMESPath.') from None
        strange = sorted(path.roots - frozenset(known)) if known is not None else []
        if strange:
            near = did_you_mean(strange[0], known or ())
            raise self.file.mistake(keys, f'"{strange[0]}" fits nothing that is known here. {near}')
        return path

    def pattern(self, keys: Keys, text: str) -> Pattern:
        """A pattern.

        Raises:
            DialectError: it does not compile.
        """
        try:
            return Pattern.read(text)
        except ExpressionError as error:
            raise self.file.mistake(keys, f"the pattern {text!r} does not compile: {error}. Correct it.") from None

    def check_names(self, keys: Keys, names: Iterable[str], known: Collection[str]) -> None:
        """Check that all names are known.

        Raises:
            DialectError: one is not.
        """
        for name in names:
            if name not in known:
                raise self.file.mistake((*keys, name), f'"{name}" fits nothing here. {did_you_mean(name, known)}')

    def words(self, keys: Keys, named: str | Mapping[str, Any]) -> Words:
        """The words of a table that is named, or written in place.

        Raises:
            DialectError: there is no such table, or a word in it stands for two.
        """
        if not isinstance(named, str):
            return self._table(keys, named, closed=False)
        if named not in self._words:
            content = self.file.content
            tables = {**content.get("values", {}), **({STATE_WORDS: content["states"]} if "states" in content else {})}
            if named not in tables:
                raise self.file.mistake(keys, f"there is no table [values.{named}]. {did_you_mean(named, tables)}")
            place = (STATE_WORDS,) if named == STATE_WORDS else ("values", named)
            self._words[named] = self._table(place, tables[named], closed=named == STATE_WORDS)
        return self._words[named]

    def _table(self, keys: Keys, table: Mapping[str, Any], *, closed: bool) -> Words:
        if closed:
            self.check_names(keys, table, STATES)
        said, read = dict[str, Any](), dict[str, str]()
        for word, own in table.items():
            for one in own if isinstance(own, list) else [own]:
                before = read.setdefault(plain(one).lower(), word)
                if before != word:
                    raise self.file.mistake(
                        (*keys, word), f'"{plain(one)}" stands for two words, {before} and {word}. Keep one of them.'
                    )
            said[word] = own[0] if isinstance(own, list) else own
        return Words(said, read, frozenset((*STATES, "active")) if closed else frozenset())
