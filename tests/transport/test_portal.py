"""The event loop of a run tells of what went wrong, and not of what is none of anybody's business."""

import asyncio
from socket import socketpair

import anyio
import pytest
from anyio.abc import UNIXSocketStream

from acceptance.transport.portal import Portal


async def close_as_something_comes() -> None:
    """Close a socket that is being read, in the turn of the loop in which the loop finds that something came."""
    near, far = socketpair()
    stream = await UNIXSocketStream.from_socket(near)

    async def read() -> None:
        with pytest.raises(anyio.ClosedResourceError):
            await stream.receive()

    with far:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(read)
            await anyio.wait_all_tasks_blocked()
            far.send(b"x")
            await anyio.lowlevel.checkpoint()
            await stream.aclose()


async def fail_unseen() -> None:
    """Have something go wrong that nobody awaits."""
    asyncio.get_running_loop().call_soon(int, "no number")
    await anyio.lowlevel.checkpoint()


def test_a_socket_closed_as_something_comes_is_told_to_nobody(caplog: pytest.LogCaptureFixture) -> None:
    with Portal() as portal:
        portal.do(close_as_something_comes, 5)
    assert caplog.text == ""


def test_what_else_goes_wrong_unseen_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with Portal() as portal:
        portal.do(fail_unseen, 5)
    assert "no number" in caplog.text
