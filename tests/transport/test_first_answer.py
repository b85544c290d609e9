"""The first answer of a bare server: it comes when the server has started, so it has the time of a connect."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from acceptance.errors import NoAnswerError
from acceptance.evidence.evidence import Evidence
from acceptance.servers.server_pool import ServerPool
from acceptance.targets.target import Target, Timeouts
from acceptance.transport.launching import ColdLauncher
from acceptance.transport.raw import RawConversation, line

SLOW_TO_START = """
import json, sys, time
for number, line in enumerate(sys.stdin):
    if not number:
        time.sleep(1.5)
        print(json.dumps({"jsonrpc": "2.0", "id": json.loads(line)["id"], "result": {}}), flush=True)
"""
CALL_SECONDS = 0.5


@pytest.fixture
def conversation(tmp_path: Path) -> Iterator[RawConversation]:
    target = Target("slow", (sys.executable, "-c", SLOW_TO_START), timeouts=Timeouts(120, CALL_SECONDS, 5))
    with closing(Evidence(tmp_path, lambda _: None)) as evidence, ServerPool(
        target, ColdLauncher(), tmp_path, evidence
    ) as pool:  # fmt: skip
        yield pool.converse()


def test_the_first_answer_has_the_time_of_a_connect_and_the_others_that_of_a_call(
    conversation: RawConversation,
) -> None:
    for name in ("first", "second"):
        conversation.send([line(name, "ping", {})])
    assert conversation.answer("first")["result"] == {}
    with pytest.raises(NoAnswerError, match=f"within {CALL_SECONDS:g} s"):
        conversation.answer("second")
