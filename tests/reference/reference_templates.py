"""A template that is whole, and how it is created; for the tests of templates."""

import json
from pathlib import Path
from typing import Any

from reference_bench import Bench

FOLDER = Path(".task_orchestrator") / "templates"


def template(**changes: Any) -> dict[str, Any]:
    return {
        "metadata": {"name": "Release", "version": "1.0"},
        "parameters": {"PRODUCT": {"type": "string", "required": True}, "ROUNDS": {"type": "number", "default": 2}},
        "tasks": {
            "build": {"title": "Build {{PRODUCT}}", "parent": "whole", "estimated_effort": "{{ROUNDS}} days"},
            "whole": {"title": "Release {{ PRODUCT }}", "type": "milestone", "dependencies": ["build"]},
        },
        **changes,
    }


def create(bench: Bench, value: object, name: str = "release", **given: object) -> dict[str, Any]:
    content = value if isinstance(value, str) else json.dumps(value)
    return bench.call("template_create", template_id=name, template_content=content, **given)
