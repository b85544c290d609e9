"""A shared server in which a task keeps its tasks from being listed is not handed to the scenarios to come."""

import sys
from contextlib import closing
from pathlib import Path

from acceptance.contract.dialects import named
from acceptance.contract.values import TaskField, TaskPlan, TaskQuery
from acceptance.evidence.evidence import Evidence, Exchange
from acceptance.servers.list_check import MOST_FAILED, ListCheck
from acceptance.servers.server_pool import ServerPool
from acceptance.targets.target import Target, Timeouts
from acceptance.transport.launching import ColdLauncher
from tests.project import ROOT

DIALECT = """
speaks = "a server that is spoilt by a title of blanks"
[looks]
order = ["all"]
[task]
task_id = "id"
title = "title"
[reply]
task = "task"
[verbs.plan]
tool = "add"
arguments = ["title"]
[verbs.search]
tool = "show"
reply = { tasks = "tasks" }
"""


def test_a_server_that_no_longer_lists_its_tasks_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "spoilt.toml").write_text(DIALECT, encoding="utf-8")
    command = (sys.executable, str(ROOT / "tests" / "sample_servers" / "spoilt.py"))
    target = Target("spoilt", command, dialect=named("spoilt.toml", tmp_path), timeouts=Timeouts(20, 5, 2))
    made: list[Exchange] = []
    with closing(Evidence(tmp_path, made.append)) as evidence, ServerPool(
        target, ColdLauncher(), tmp_path, evidence
    ) as pool:  # fmt: skip
        first = pool.shared()
        first.plan(TaskPlan({TaskField.TITLE: "Sound"}))
        pool.replace_spoilt()
        assert pool.shared() is first
        first.plan(TaskPlan({TaskField.TITLE: "  "}))
        pool.replace_spoilt()
        assert pool.shared() is not first
        assert not pool.shared().look_up(TaskQuery()).tasks
        assert [one.tool for one in made] == ["add", "add", "show"]
        check, second = ListCheck(), pool.shared()
        second.plan(TaskPlan({TaskField.TITLE: "  "}))
        assert [check.fails(second) for _ in range(MOST_FAILED + 1)] == [True] * MOST_FAILED + [False]
