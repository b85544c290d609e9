"""The outer shape of an input schema, as far as it can be read: a target may list anything in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def parameters_of(schema: Any) -> Mapping[str, Any]:
    """The parameters that a schema describes; empty for a schema that is broken, which is for the features to judge."""
    properties = schema.get("properties") if isinstance(schema, Mapping) else None
    return properties if isinstance(properties, Mapping) else {}


def required_of(schema: Any) -> list[str]:
    """The parameters that a schema requires, in its order; what is no name is left out."""
    required = schema.get("required") if isinstance(schema, Mapping) else None
    return [name for name in required if isinstance(name, str)] if isinstance(required, list) else []
