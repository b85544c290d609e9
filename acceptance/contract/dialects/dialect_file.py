"""A dialect file: read, held against its schema, and every mistake in it told with its line and what to write."""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import jsonschema_rs

from acceptance.errors import DialectError
from acceptance.messages.toml_lines import Keys, line_of

SCHEMA: Final = Path(__file__).with_name("dialects.schema.json")


@dataclass(frozen=True, slots=True)
class DialectFile:
    """The content of a dialect file, which fits the schema."""

    path: Path
    text: str
    content: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> DialectFile:
        """Read a dialect file.

        Raises:
            DialectError: it cannot be read, is no TOML, or does not fit the schema.
        """
        try:
            text = path.read_text(encoding="utf-8")
            content = tomllib.loads(text)
        except (OSError, UnicodeDecodeError) as error:
            raise DialectError(f"The dialect file {path} cannot be read: {error}.") from None
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise DialectError(f"{path.name} is not valid TOML: {error}. Fix it there.") from None
        read = cls(path, text, content)
        read._check(schema(), content, ())
        return read

    def mistake(self, keys: Keys, words: str) -> DialectError:
        """What is wrong at a place, as a sentence that begins with the file and the line."""
        return DialectError(f"{self.place(keys)}: {words}")

    def place(self, keys: Keys) -> str:
        """The file and the line where a key stands."""
        number = line_of(self.text, keys)
        return self.path.name if number is None else f"{self.path.name}, line {number}"

    def _check(self, rules: Mapping[str, Any], content: Any, around: tuple[str | int, ...]) -> None:
        """Hold a part of the content against the rules for it.

        Raises:
            DialectError: it does not fit; the first mistake is told.
        """
        for error in jsonschema_rs.validator_for({**rules, "$defs": schema()["$defs"]}).iter_errors(content):
            inside = tuple(error.instance_path)
            keys = around + inside
            told = rules_at(rules, inside)
            branch = table_branch(told, error.instance)
            if branch is not None and branch is not rules:
                self._check(branch, error.instance, keys)
            raise self.mistake(*self._words(error, told, keys))

    def _words(
        self, error: jsonschema_rs.ValidationError, rules: Mapping[str, Any], keys: tuple[str | int, ...]
    ) -> tuple[tuple[str | int, ...], str]:
        """The keys of a mistake, and the mistake in words."""
        unexpected = getattr(error.kind, "unexpected", None)
        wanted = getattr(error.kind, "property", None)
        names = [key for key in keys if isinstance(key, str)]
        whole = ".".join(names)
        if unexpected:
            near = did_you_mean(unexpected[0], rules.get("properties", {}))
            return (*keys, unexpected[0]), f'the key "{unexpected[0]}" is unknown. {near}'
        if wanted:
            name = str(wanted).strip('"')
            inner = followed(rules.get("properties", {}).get(name, {})).get("wanted", rules["wanted"])
            line = inner if str(inner).startswith(name) else f"{name} = {inner}"
            return keys, f'"{whole or "the file"}" has no "{name}". Write {line}.'
        if isinstance(error.instance, dict):
            return keys, f'"{whole}" needs {rules.get("wanted", "something else")}.'
        return keys, f'"{whole}" must be {rules.get("wanted", "something else")}, and is {error.instance!r}.'


@cache
def schema() -> Mapping[str, Any]:
    """The schema of dialect files."""
    content: Mapping[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return content


def rules_at(rules: Mapping[str, Any], path: Sequence[str | int]) -> Mapping[str, Any]:
    """The rules for a place in the content, as far as they are told apart by its keys."""
    rules = followed(rules)
    for key in path:
        inner = rules.get("items") if isinstance(key, int) else None
        if isinstance(key, str):
            inner = rules.get("properties", {}).get(key, rules.get("additionalProperties"))
        if not isinstance(inner, Mapping):
            return rules
        rules = followed(inner)
    return rules


def followed(rules: Mapping[str, Any]) -> Mapping[str, Any]:
    """Rules without a reference to others; what is said beside the reference counts first."""
    if "$ref" not in rules:
        return rules
    name = str(rules["$ref"]).rpartition("/")[2]
    beside = {key: value for key, value in rules.items() if key != "$ref"}
    return {**followed(schema()["$defs"][name]), **beside}


def table_branch(rules: Mapping[str, Any], instance: Any) -> Mapping[str, Any] | None:
    """Of rules that allow a text or a table, those of the table, where the content is one."""
    if not isinstance(instance, dict):
        return None
    branches = (followed(one) for one in rules.get("anyOf", ()))
    return next((one for one in branches if one.get("type") == "object"), None)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The name that was probably meant, or all that there are, as a sentence."""
    allowed = list(known)
    close = difflib.get_close_matches(name, allowed, n=1)
    return f'Did you mean "{close[0]}"?' if close else f"Allowed are: {', '.join(allowed)}."
