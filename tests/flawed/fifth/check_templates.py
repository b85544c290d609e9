"""What shows the flaws in templates."""

from __future__ import annotations

import json
from typing import Any, Final

from tests.flawed.held_out.checking import Place, check

CREATE: Final = "template_create"
FILLED: Final = "Ships {{VALUE}}"


def _template(parameter: dict[str, Any] | None = None, version: str = "1") -> str:
    told = {"VALUE": {"description": "A value", **parameter}} if parameter else {}
    title = FILLED if parameter else "Ships"
    metadata = {"name": "A template", "version": version, "description": "For a check"}
    return json.dumps({"metadata": metadata, "parameters": told, "tasks": {"only": {"title": title}}})


@check("a-default-of-zero-is-blank")
async def _(place: Place) -> bool:
    async with place.server() as client:
        content = _template({"type": "boolean", "default": False})
        await client(CREATE, template_id="one", template_content=content)
        made = await client("template_instantiate", template_id="one", parameters={})
        return made["tasks"][0]["title"] == "Ships false"


@check("a-named-category-is-a-wish")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client(CREATE, template_id="one", template_content=_template(), category="user")
        return bool(await client.refuses("template_load", template_id="one", category="shared"))


@check("lengths-of-values-are-in-bytes")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client(CREATE, template_id="one", template_content=_template({"type": "string", "max_length": 3}))
        return not await client.refuses("template_instantiate", template_id="one", parameters={"VALUE": "äöü"})


@check("listed-metadata-are-remembered")
async def _(place: Place) -> bool:
    async with place.server() as client:
        for version in ("1", "2"):
            content = _template(version=version)
            await client(CREATE, template_id="one", template_content=content, overwrite=True)
            listed = (await client("template_list", include_metadata=True))["templates"]
        return str(listed[0]["metadata"]["version"]) == "2"


@check("uninstalling-reaches-both-categories")
async def _(place: Place) -> bool:
    async with place.server() as client:
        for category in ("user", "shared"):
            await client(CREATE, template_id="one", template_content=_template(), category=category)
        await client("template_uninstall", template_id="one", category="user")
        return not await client.refuses("template_load", template_id="one", category="shared")


@check("one-that-is-there-skips-all")
async def _(place: Place) -> bool:
    async with place.server() as client:
        examples = (await client("template_get_installation_status"))["examples"]["available"]
        await client(CREATE, template_id=examples[0], template_content=_template(), category="shared")
        await client("template_install_examples")
        return not await client.refuses("template_load", template_id=examples[-1])


@check("validation-ends-at-the-first-invalid")
async def _(place: Place) -> bool:
    async with place.server() as client:
        for name in ("one", "two"):
            await client(CREATE, template_id=name, template_content=_template())
        (place.directory / ".task_orchestrator/templates/user/one.json5").write_text("{", encoding="utf-8")
        judged = (await client("template_validate_all"))["templates"]
        return [one["template_id"] for one in judged] == ["one", "two"]
