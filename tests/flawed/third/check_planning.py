"""What shows the flaws in what a task is given and in what becomes of it."""

from __future__ import annotations

import anyio

from tests.flawed.held_out.checking import WORK, Client, Place, check


async def updated(place: Place, field: str, before: object, after: object) -> object:
    """What a field of a task is after an update."""
    async with place.server() as client:
        task = await client.plan(**({field: before} if before is not None else {}))
        await client("update_task", task_id=task, **{field: after})
        return (await client.look(task))[field]


@check("context-is-merged-by-an-update")
async def _(place: Place) -> bool:
    return await updated(place, "context", {"old": 1}, {"new": 2}) == {"new": 2}


@check("an-empty-context-changes-nothing")
async def _(place: Place) -> bool:
    return await updated(place, "context", {"old": 1}, {}) == {}


@check("whole-numbers-become-floats")
async def _(place: Place) -> bool:
    wanted = {"numbers": [2**53 + 1, 10**30]}
    return await updated(place, "context", {}, wanted) == wanted


@check("an-updated-due-date-is-rewritten")
async def _(place: Place) -> bool:
    return await updated(place, "due_date", None, "2031-05-17T10:30:00Z") == "2031-05-17T10:30:00Z"


@check("an-updated-due-date-is-checked-by-its-shape")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan()
        return bool(await client.refuses("update_task", task_id=task, due_date="2031-02-30"))


@check("wide-blanks-are-a-title")
async def _(place: Place) -> bool:
    async with place.server() as client:
        return bool(await client.refuses("plan_task", title="\u00a0\u3000", description=""))


@check("ids-come-again-after-a-deletion")
async def _(place: Place) -> bool:
    async with place.server() as client:
        await client.plan()
        first = await client.plan()
        await client("delete_task", task_id=first, archive_instead=False)
        return await client.plan() != first


async def reason(place: Place, given: str) -> object:
    """The reason that is kept."""
    async with place.server() as client:
        task = await client.plan()
        await client("cancel_task", task_id=task, reason=given)
        return (await client.look(task))["reason"]


@check("reasons-are-trimmed")
async def _(place: Place) -> bool:
    return await reason(place, " not needed\n") == " not needed\n"


@check("long-reasons-are-cut")
async def _(place: Place) -> bool:
    return await reason(place, "x" * 100_000) == "x" * 100_000


async def handed_in(place: Place, **work: object) -> dict[str, object]:
    """A task whose work was handed in."""
    async with place.server() as client:
        task = await client.start()
        await client("complete_task", task_id=task, **{**WORK, **work})
        return await client.look(task)


@check("joiners-are-stripped-from-summaries")
async def _(place: Place) -> bool:
    return (await handed_in(place, summary="a\u200db"))["summary"] == "a\u200db"


@check("line-ends-of-summaries-are-made-alike")
async def _(place: Place) -> bool:
    return (await handed_in(place, summary="a\r\nb"))["summary"] == "a\r\nb"


@check("file-paths-are-tidied")
async def _(place: Place) -> bool:
    task = await handed_in(place, file_paths=["./src//main.py"])
    return task["artifacts"][0]["file_paths"] == ["./src//main.py"]  # type: ignore[index]


@check("numbers-in-lists-become-texts")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.start()
        return bool(await client.refuses("complete_task", task_id=task, **WORK, file_paths=[5]))


@check("null-is-left-out")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan()
        return bool(await client.refuses("update_task", task_id=task, title="New", description=None))


@check("updated-words-are-lowered")
async def _(place: Place) -> bool:
    async with place.server() as client:
        task = await client.plan()
        await client("update_task", task_id=task, title="Die Straße")
        return task in await client.tasks(search_text="STRASSE")


@check("an-update-writes-back-what-it-read")
async def _(place: Place) -> bool:
    async with place.server() as one, place.server() as other:
        task = await one.plan()

        async def change(client: Client, field: str, to: str) -> None:
            await client("update_task", task_id=task, **{field: to})

        lost = 0
        for number in range(30):
            wanted = {"title": f"Title {number}", "description": f"Text {number}"}
            async with anyio.create_task_group() as both:
                both.start_soon(change, one, "title", wanted["title"])
                both.start_soon(change, other, "description", wanted["description"])
            found = await one.look(task)
            lost += any(found[name] != value for name, value in wanted.items())
        return lost == 0
