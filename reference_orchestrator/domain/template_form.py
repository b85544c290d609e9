"""The form of a template, as a JSON schema (Contract "Templates", TMPL-2)."""

from typing import Final

import jsonschema_rs

from reference_orchestrator.domain.tasks import Complexity, Specialist, TaskType

_PARAMETER: Final = {
    "type": "object",
    "required": ["type"],
    "properties": {
        "type": {"enum": ["string", "number", "boolean", "array", "object"]},
        "description": {"type": "string"},
        "required": {"type": "boolean"},
        "enum": {"type": "array", "minItems": 1},
        "pattern": {"type": "string"},
        "min_length": {"type": "integer", "minimum": 0},
        "max_length": {"type": "integer", "minimum": 0},
    },
}
_TASK: Final = {
    "type": "object",
    "required": ["title"],
    "properties": {
        "title": {"type": "string", "pattern": r"\S"},
        "description": {"type": "string"},
        "type": {"enum": [str(kind) for kind in TaskType]},
        "specialist_type": {"enum": [str(kind) for kind in Specialist]},
        "complexity": {"enum": [str(kind) for kind in Complexity]},
        "estimated_effort": {"type": "string"},
        "parent": {"type": "string"},
        "dependencies": {"type": "array", "items": {"type": "string"}},
    },
}
TEMPLATE_FORM: Final = jsonschema_rs.Draft202012Validator(
    {
        "type": "object",
        "required": ["metadata", "tasks"],
        "properties": {
            "metadata": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "pattern": r"\S"},
                    "version": {"type": "string"},
                    "description": {"type": "string"},
                },
            },
            "parameters": {"type": "object", "additionalProperties": _PARAMETER},
            "tasks": {"type": "object", "minProperties": 1, "additionalProperties": _TASK},
        },
    }
)
"""Finds what a value has that no template has, or lacks."""
