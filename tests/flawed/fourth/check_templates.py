"""What shows the flaws in templates."""

from __future__ import annotations

import json
import os
import signal
from contextlib import suppress
from typing import Any

from tests.flawed.held_out.checking import Client, Place, check, greet, say

MANY = 400


def _template(tasks: dict[str, Any], parameters: dict[str, Any] | None = None) -> str:
    metadata = {"name": "A template", "version": "1", "description": "For a check"}
    return json.dumps({"metadata": metadata, "parameters": parameters or {}, "tasks": tasks})


async def _keep(client: Client, content: str, **more: Any) -> None:
    await client("template_create", template_id="one", template_content=content, **more)


@check("rings-of-three-are-valid")
async def _(place: Place) -> bool:
    ring = {key: {"title": key, "dependencies": [other]} for key, other in ("ab", "bc", "ca")}
    async with place.server() as client:
        return not (await client("template_validate", template_content=_template(ring)))["valid"]


@check("a-parameter-is-filled-once")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await _keep(client, _template({"a": {"title": "{{X}} and {{X}}"}}, {"X": {"type": "string"}}))
        made = await client("template_instantiate", template_id="one", parameters={"X": "tea"})
        return made["tasks"][0]["title"] == "tea and tea"


@check("true-is-a-number")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await _keep(client, _template({"a": {"title": "T {{X}}"}}, {"X": {"type": "number"}}))
        return bool(await client.refuses("template_instantiate", template_id="one", parameters={"X": True}))


@check("an-id-is-taken-in-each-category")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await _keep(client, _template({"a": {"title": "A"}}))
        content = _template({"a": {"title": "B"}})
        return not await client.refuses(
            "template_create", template_id="one", template_content=content, category="shared"
        )


@check("uninstalling-takes-it-elsewhere")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await _keep(client, _template({"a": {"title": "A"}}), category="shared")
        return bool(await client.refuses("template_uninstall", template_id="one", category="user"))


@check("installing-restores-what-was-changed")
async def _(place: Place) -> bool:
    async with place.server() as client:
        (name, *_rest) = (await client("template_install_examples"))["installed"]
        content = _template({"a": {"title": "Mine"}})
        more = {"template_content": content, "category": "shared", "overwrite": True}
        await client("template_create", template_id=name, **more)
        await client("template_install_examples")
        return (await client("template_load", template_id=name, category="shared"))["content"] == content


@check("template-tasks-come-one-by-one")
async def _(place: Place) -> bool:
    tasks = {f"t{number}": {"title": f"Task {number}"} for number in range(MANY)}
    async with place.server() as client:
        await client("initialize_session")
        await _keep(client, _template(tasks))
    with place.process() as process:
        greet(process)
        arguments = {"template_id": "one", "parameters": {}, "create_tasks": True}
        say(
            process,
            {"id": 1, "method": "tools/call", "params": {"name": "template_instantiate", "arguments": arguments}},
        )
        with place.store() as store:
            while not (found := store.execute("SELECT count(*) FROM tasks").fetchone()[0]):
                pass
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        return found == MANY
