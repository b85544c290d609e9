"""Fields as YAML, which people and programs can read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import yaml

WIDTH: Final = 120


def as_yaml(fields: Mapping[str, Any]) -> str:
    """Fields as YAML, in their order, without a line end at the end."""
    text: str = yaml.dump(fields, Dumper=Plain, sort_keys=False, allow_unicode=True, width=WIDTH)
    return text.rstrip()


class Plain(yaml.SafeDumper):
    """Writes texts of several lines as blocks, so that a report in a reply can be read."""

    def represent_text(self, text: str) -> Any:
        """A text, as a block where it has several lines."""
        return self.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)

    def ignore_aliases(self, data: Any) -> bool:
        """Never write a value as a reference to an equal one."""
        return True


Plain.add_representer(str, Plain.represent_text)
