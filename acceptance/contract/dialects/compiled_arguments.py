"""The arguments of a dialect file, compiled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from acceptance.contract.dialects.parts import Parts
from acceptance.contract.dialects.vocabulary import PLANNED
from acceptance.contract.dialects.wording import Argument, Form

Place = tuple[str | int, ...]


class ArgumentCompiler:
    """Compiles how arguments are made."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def read(
        self, keys: Place, table: Mapping[str, Any] | Sequence[str], known: frozenset[str]
    ) -> Mapping[str, Argument]:
        """A table of arguments, or a list of names that are the same on both sides.

        Args:
            keys: where it stands.
            table: as it is written.
            known: the names that paths can begin with.

        Raises:
            DialectError: something in it means nothing.
        """
        if isinstance(table, Mapping):
            return {name: self._argument((*keys, name), one, known) for name, one in table.items()}
        return {name: Argument((self._parts.path(keys, name, known),)) for name in table}

    def _argument(self, keys: Place, one: str | Mapping[str, Any], known: frozenset[str]) -> Argument:
        if isinstance(one, str):
            return Argument((self._parts.path(keys, one, known),))
        self._check(keys, one)
        sources = one.get("from", ())
        inner = known | frozenset(PLANNED) if "each" in one else known
        return Argument(
            sources=tuple(
                self._parts.path((*keys, "from"), text, known)
                for text in ([sources] if isinstance(sources, str) else sources)
            ),
            constant=one.get("constant"),
            fixed="constant" in one,
            fill=one.get("fill"),
            least=one.get("least", 0),
            words=self._parts.words((*keys, "values"), one["values"]) if "values" in one else None,
            only=tuple(one.get("only", ())),
            fields=self.read((*keys, "fields"), one.get("fields", {}), inner),
            each=self._parts.path((*keys, "each"), one["each"], known) if "each" in one else None,
            entries=tuple(self._argument((*keys, "entries"), entry, known) for entry in one.get("entries", ())),
            form=Form(one["as"]) if "as" in one else None,
        )

    def _check(self, keys: Place, one: Mapping[str, Any]) -> None:
        """Check that it says what the argument is made of, once, and that a filler is long enough.

        Raises:
            DialectError: it does not.
        """
        made = [key for key in ("from", "constant", "each", "entries") if key in one]
        if "fields" in one and "each" not in made:
            made.append("fields")
        if len(made) != 1 and not (not made and "fill" in one):
            told = " and ".join(made) or "nothing"
            raise self._parts.file.mistake(
                keys, f'"{keys[-1]}" is made of {told}. Write one of from, constant, fields, each and entries.'
            )
        fill, least = one.get("fill"), one.get("least", 0)
        if isinstance(fill, str) and len(fill) < least:
            raise self._parts.file.mistake(
                (*keys, "fill"), f"the filler has {len(fill)} characters, and at least {least} are needed. Lengthen it."
            )
