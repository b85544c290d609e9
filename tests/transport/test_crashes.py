"""A server that ends in the midst of a call: the words say how its process ended, and its last line."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from acceptance.errors import ConnectionLostError
from acceptance.targets.target import Target, Timeouts
from acceptance.transport.connection import Connection
from acceptance.transport.ending_grace import EndingGrace
from acceptance.transport.endings import how_it_ended
from acceptance.transport.launching import ColdLauncher, Launch
from acceptance.transport.portal import Portal
from acceptance.transport.process import ServerProcess

SERVERS = Path(__file__).resolve().parents[1] / "sample_servers"
ENDS = """
import os, signal, sys
sys.path.insert(0, {folder!r})
import raw
said = raw.answer
def ends(request, result):
    if "content" in result:
        sys.stderr.write("one line\\nno room for another\\n\\n")
        sys.stderr.flush()
        {end}
    said(request, result)
raw.answer = ends
raw.serve("agrees")
"""
LAST = "; its last line on standard error: "
LINE = f"{LAST}no room for another"


@pytest.mark.parametrize(
    ("code", "words", "told"),
    [
        (0, "", "the orchestrator ended with exit code 0"),
        (3, "on fire\n", f"the orchestrator ended with exit code 3{LAST}on fire"),
        (-signal.SIGSEGV, " \n", "the orchestrator was ended by the signal SIGSEGV"),
        (-250, "", "the orchestrator was ended by the signal 250"),
        (
            1,
            "a\nb",
            f"the orchestrator ended with exit code 1{LAST}b\nIts last words:\na\nb",
        ),
    ],
)
def test_an_end_is_told_with_its_code_or_signal_and_its_last_line(code: int, words: str, told: str) -> None:
    assert how_it_ended(code, words) == told


@pytest.fixture
def portal() -> Iterator[Portal]:
    with Portal() as portal:
        yield portal


def begun(portal: Portal, folder: Path, end: str) -> Connection:
    command = (sys.executable, "-c", ENDS.format(folder=str(SERVERS), end=end))
    launch = Launch(command, folder, {**os.environ}, folder / "stderr.txt")
    target = Target("test", command, timeouts=Timeouts(connect=120, call=120, close=5))
    return Connection(portal, target, ServerProcess(launch, ColdLauncher(), grace=EndingGrace(5))).begin()


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("os._exit(7)", "the orchestrator ended with exit code 7"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "the orchestrator was ended by the signal SIGSEGV"),
        ("os.close(1); os._exit(7)", "the orchestrator ended with exit code 7"),
    ],
)
def test_a_call_in_which_a_server_ends_says_how(portal: Portal, tmp_path: Path, end: str, told: str) -> None:
    link = begun(portal, tmp_path, end).connected()
    for _ in range(2):
        with pytest.raises(ConnectionLostError) as lost:
            link.call("orchestrator_get_status", {})
        assert str(lost.value).splitlines()[0] == f"orchestrator_get_status was not answered: {told}{LINE}"
    link.close()
