"""`targets.toml`: read, held against its schema, and every mistake in it told with its key and line."""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import jsonschema_rs

from acceptance.errors import TargetError
from acceptance.integrity.names import WANTED_NAME, is_target_name, printable
from acceptance.messages.toml_lines import line_of

SCHEMA: Final = Path(__file__).with_name("targets.schema.json")
TOP: Final = 2
"""How deep the name of a target stands: `targets`, and the name."""


@dataclass(frozen=True, slots=True)
class TargetFile:
    """The content of `targets.toml`, and where in it each key stands."""

    path: Path
    text: str
    content: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> TargetFile:
        """Read the file; what is wrong in a target is found out when that target is wanted.

        Raises:
            TargetError: it cannot be read, is no TOML, or has a key that means nothing.
        """
        try:
            text = path.read_text(encoding="utf-8")
            content = tomllib.loads(text)
        except (OSError, UnicodeDecodeError) as error:
            raise TargetError(f"{path.name} cannot be read: {error}.") from None
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise TargetError(f"{path.name} is not valid TOML: {error}. Fix it there.") from None
        read = cls(path, text, content)
        read._check_names()
        read._check({**content, "targets": {}} if isinstance(content.get("targets"), dict) else content)
        return read

    def table(self, name: str) -> dict[str, Any]:
        """The description of one target, which fits the schema.

        Raises:
            TargetError: there is none of that name, or it is wrong.
        """
        known: dict[str, Any] = self.content.get("targets", {})
        if not is_target_name(name):
            raise TargetError(f'"{printable(name)}" is not a valid target name: a name is {WANTED_NAME}.')
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f' Did you mean "{close[0]}"?' if close else ""
            raise TargetError(f'There is no target "{name}" in {self.path.name}; it has: {", ".join(known)}.{hint}')
        self._check({"targets": {name: known[name]}})
        table: dict[str, Any] = known[name]
        return table

    def place(self, name: str, key: str | None) -> str:
        """The file and the line where a target, or a key of it, stands."""
        keys = (*(("targets", name) if name else ()), *((key,) if key else ()))
        number = line_of(self.text, keys)
        return self.path.name if number is None else f"{self.path.name}, line {number}"

    def _check_names(self) -> None:
        """Check that all names of targets are names, and none is a path or cannot be seen.

        Raises:
            TargetError: one is not.
        """
        tables = self.content.get("targets")
        for name in tables if isinstance(tables, dict) else ():
            if not is_target_name(name):
                raise TargetError(
                    f'{self._line_of(name)}: "{printable(name)}" is not a valid target name. Write [targets.NAME], '
                    f'or [targets."NAME"] for one with blanks or dots; a name is {WANTED_NAME}.'
                )

    def _line_of(self, name: str) -> str:
        """The file and the line where the table of a target begins, however its name is written there."""
        for number, line in enumerate(self.text.splitlines(), start=1):
            # A whole line, since a name may be written with escapes; one that is not the head of a table is no TOML.
            with suppress(tomllib.TOMLDecodeError, AttributeError):
                if line.lstrip().startswith("[") and name in tomllib.loads(line).get("targets", {}):
                    return f"{self.path.name}, line {number}"
        return self.path.name

    def _check(self, content: dict[str, Any]) -> None:
        """Hold content against the schema.

        Raises:
            TargetError: it does not fit; the first mistake is told.
        """
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        for error in jsonschema_rs.validator_for(schema).iter_errors(content):
            raise TargetError(self._sentence(schema, error))

    def _sentence(self, schema: Mapping[str, Any], error: jsonschema_rs.ValidationError) -> str:
        path = [str(part) for part in error.instance_path]
        name = path[1] if len(path) >= TOP else ""
        unexpected = getattr(error.kind, "unexpected", None)
        rules, keys = innermost(schema, path)
        if unexpected:
            allowed = list(rules["properties"])
            close = difflib.get_close_matches(unexpected[0], allowed, n=1)
            hint = f'Did you mean "{close[0]}"?' if close else f"Allowed are: {', '.join(allowed)}."
            return f'{self.place(name, unexpected[0])}: the key "{unexpected[0]}" is unknown. {hint}'
        if len(path) == TOP and isinstance(error.instance, dict):
            return (
                f'{self.place(name, None)}: the target "{name}" has no command and no url. '
                "Write what starts it, or where it is."
            )
        key = keys[-1] if keys else "targets"
        value = at(self.content, keys)
        wanted = str(rules["wanted"]).replace("NAME", name) if len(keys) == TOP else rules["wanted"]
        return f'{self.place(name if len(keys) > TOP else "", key)}: "{key}" must be {wanted}, and is {value!r}.'


def innermost(schema: Mapping[str, Any], path: Sequence[str]) -> tuple[Mapping[str, Any], list[str]]:
    """The innermost rules about a place in the content that say what is wanted there, and the keys that lead there."""
    rules, keys = schema, list[str]()
    for part in path:
        inner = rules.get("properties", {}).get(part, rules.get("additionalProperties"))
        if not isinstance(inner, dict) or "wanted" not in inner:
            break
        rules = inner
        keys.append(part)
    return rules, keys


def at(content: Any, keys: Sequence[str]) -> Any:
    """What stands at a place in nested tables."""
    for key in keys:
        content = content[key]
    return content
