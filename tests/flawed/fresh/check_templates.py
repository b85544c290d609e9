"""What shows the fresh flaws of templates, maintenance and sessions."""

import json

from tests.flawed.held_out.checking import WORK, Client, Place, ago, check

MAINTAIN = "maintenance_coordinator"
ONE_TASK = {"only": {"title": "Only"}}


async def create(client: Client, template_id: str, tasks: dict, parameters: dict | None = None, **more: str) -> dict:
    """Create a template."""
    template = {"metadata": {"name": "A template", "version": "1"}, "parameters": parameters or {}, "tasks": tasks}
    return await client("template_create", template_id=template_id, template_content=json.dumps(template), **more)


# Templates


@check("one-id-is-listed-once")
async def _(place: Place) -> bool:
    async with place.server() as client:
        for category in ("user", "shared"):
            await create(client, "twice", ONE_TASK, category=category)
        listed = (await client("template_list"))["templates"]
        return {one["category"] for one in listed if one["template_id"] == "twice"} == {"user", "shared"}


@check("a-default-is-not-held-against-its-rules")
async def _(place: Place) -> bool:
    async with place.server() as client:
        rules = {"COUNT": {"type": "number", "default": "three"}}
        template = {"metadata": {"name": "Defaults"}, "parameters": rules, "tasks": {"one": {"title": "{{COUNT}}"}}}
        reply = await client("template_validate", template_content=json.dumps(template))
        return not reply["valid"] and "COUNT" in str(reply["errors"])


@check("lengths-are-counted-in-bytes")
async def _(place: Place) -> bool:
    async with place.server() as client:
        rules = {"NAME": {"type": "string", "max_length": 5}}
        await create(client, "names", {"one": {"title": "{{NAME}}"}}, rules)
        short, long = [
            await client.refuses("template_instantiate", template_id="names", parameters={"NAME": name})
            for name in ("äöüéß", "äöüéßx")
        ]
        return not short and bool(long)


@check("tasks-before-the-refused-one-stay")
async def _(place: Place) -> bool:
    async with place.server() as client:
        tasks = {"one": {"title": "First"}, "two": {"title": "{{NAME}}", "parent": "one"}}
        await create(client, "names", tasks, {"NAME": {"type": "string"}})
        refused = await client.refuses(
            "template_instantiate", template_id="names", parameters={"NAME": " "}, create_tasks=True
        )
        return bool(refused) and not await client.tasks()


@check("uninstalling-begins-with-the-users")
async def _(place: Place) -> bool:
    async with place.server() as client:
        for category in ("user", "shared"):
            await create(client, "twice", ONE_TASK, category=category)
        await client("template_uninstall", template_id="twice", category="shared")
        listed = (await client("template_list"))["templates"]
        return [one["category"] for one in listed if one["template_id"] == "twice"] == ["user"]


@check("overwriting-looks-at-the-version")
async def _(place: Place) -> bool:
    async with place.server() as client:
        name = (await client("template_install_examples"))["installed"][0]
        shipped = (await client("template_load", template_id=name, category="shared"))["template"]
        spoiled = {**shipped, "tasks": ONE_TASK, "parameters": {}}
        await client(
            "template_create",
            template_id=name,
            category="shared",
            overwrite=True,
            template_content=json.dumps(spoiled),
        )
        await client("template_install_examples", overwrite=True)
        return (await client("template_load", template_id=name, category="shared"))["template"] == shipped


# Maintenance


@check("only-finished-work-is-inspected")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        await client("complete_task", task_id=task, **{**WORK, "next_action": "continue"})
        (artifact,) = (await client.look(task))["artifacts"]
        (place.directory / artifact["path"]).unlink()
        reply = await client(MAINTAIN, action="validate_structure")
        return not reply["valid"] and artifact["id"] in str(reply["damage"])


@check("a-handover-is-written-below-the-last")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start("The first part")
        await client.plan("The second part")
        await client(MAINTAIN, action="prepare_handover")
        await client("complete_task", task_id=task, **WORK)
        path = place.directory / (await client(MAINTAIN, action="prepare_handover"))["path"]
        written = path.read_text(encoding="utf-8")
        return "The second part" in written and "The first part" not in written


@check("the-first-damage-ends-the-look")
async def _(place: Place) -> bool:
    async with place.server() as client:
        paths = [(await client.look(await client.finish(title)))["artifacts"][0]["path"] for title in ("One", "Two")]
        for path in paths:
            (place.directory / path).unlink()
        reply = await client(MAINTAIN, action="validate_structure")
        return {one["path"] for one in reply["damage"]} == set(paths)


@check("stale-is-what-was-planned-long-ago")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan("Planned long ago")
    with place.store() as store:
        store.execute("UPDATE tasks SET created_at = ?, updated_at = ?", (ago(days=3), ago(days=3)))
    async with place.server() as client:
        await client("execute_task", task_id=task)
        return (await client(MAINTAIN, action="scan_cleanup"))["stale"] == []


# Sessions


@check("the-default-directory-is-where-one-is")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client("initialize_session", working_directory="elsewhere")
        session = await client("initialize_session")
        return session["working_directory"] == str(place.directory)


@check("the-limit-counts-sessions-that-are-not-shown")
async def _(place: Place) -> bool:
    async with place.server() as client:
        open_session = await client("initialize_session", working_directory="open")
        await client.plan()
        for name in ("one", "two"):
            await client("initialize_session", working_directory=name)
            await client.finish()
        listed = (await client("list_sessions", limit=2))["sessions"]
        return open_session["session_id"] in [one["session_id"] for one in listed]


@check("a-session-of-blocked-tasks-is-completed")
async def _(place: Place) -> bool:
    async with place.server() as client:
        session = await client("initialize_session", working_directory="waiting")
        await client("update_task", task_id=await client.plan(), status="blocked")
        await client("initialize_session")
        await client("cleanup_sessions", cleanup_type="completed", dry_run=False)
        listed = (await client("list_sessions"))["sessions"]
        return session["session_id"] in [one["session_id"] for one in listed if one["status"] == "active"]


@check("old-is-counted-from-the-beginning")
async def _(place: Place) -> bool:
    async with place.server() as client:
        session = await client("initialize_session")
    with place.store() as store:
        store.execute("UPDATE sessions SET created_at = ?, last_call_at = ?", (ago(days=30), ago(days=1)))
    async with place.server() as client:
        await client("initialize_session")
        await client("cleanup_sessions", cleanup_type="old", older_than_days=7, dry_run=False)
        return not await client.refuses("session_status", session_id=session["session_id"])
