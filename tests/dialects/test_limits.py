"""What a dialect file says of its server's limits, and which of a verb's calls are looks; no server."""

import pytest

from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskQuery
from tests.dialects.speech import Speak, answered, converse, plan


def test_pages_are_numbered_where_the_target_numbers_them(speak: Speak) -> None:
    dialect = speak(
        'limits = { page = 20 }\n[verbs.search]\ntool = "find"\narguments = { page = "page", size = "limit" }'
    )
    call = dialect.look_up(TaskQuery())
    assert (call.paged, call.most_of_a_page(100)) == (True, 20)
    assert call.page(20, 40).arguments == {"page": 3, "size": 20}
    assert call.page(20, 5).lacking == "find(offset that begins no page)"
    assert dialect.look_up(TaskQuery(limit=50)).lacking == "find(limit of more than 20)"


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n"])
def test_a_line_break_in_what_is_kept_on_one_line_is_not_offered(speak: Speak, line_break: str) -> None:
    dialect = speak("""
limits = { one_line = ["title"] }
[verbs.plan]
tool = "add"
arguments = ["title", "description"]
[verbs.change]
tool = "edit"
arguments = ["task_id", "title"]
""")
    several = f"First{line_break}second"
    assert dialect.plan(plan(several)).lacking == "add(title of several lines)"
    assert dialect.change("1", plan(several), None).lacking == "edit(title of several lines)"
    assert dialect.plan(plan("First\u2028second", description=several)).lacking == ""


def test_tasks_below_the_last_level_are_not_offered(speak: Speak) -> None:
    dialect = speak("""
limits = { depth = 2 }
[verbs.plan]
tool = "add"
arguments = { name = "title", above = "parent_task_id" }
reply = { task = "@" }
[task]
task_id = "id"
""")
    dialect.note(Reply(dialect.plan(plan()), answered('{"id": "1"}')))
    child = dialect.plan(plan(parent="1"))
    assert child.lacking == ""
    dialect.note(Reply(child, answered('{"id": "2"}')))
    assert dialect.plan(plan(parent="2")).lacking == "add(parent_task_id below level 2)"


LOOKS = """
[task]
task_id = "id"
[reply]
task = "@"
[verbs.plan]
[[verbs.plan.steps]]
tool = "tasks"
each = "dependencies"
arguments = { do = { constant = "get" }, id = "item" }
reply = {}
[[verbs.plan.steps]]
tool = "tasks"
arguments = { do = { constant = "add" }, title = "title" }
[[verbs.plan.steps]]
tool = "tasks"
arguments = { do = { constant = "get" }, id = "task_id" }
[verbs.look]
tool = "tasks"
arguments = { do = { constant = "get" }, id = "task_id" }
"""


@pytest.mark.parametrize(
    ("rest", "milliseconds"),
    [
        ("", 1.0),
        ('[[verbs.plan.steps]]\ntool = "edges"\neach = "dependencies"\narguments = { id = "item" }\nreply = {}\n', 3.0),
    ],
)
def test_the_time_of_a_look_is_none_of_the_verb_that_makes_it(speak: Speak, rest: str, milliseconds: float) -> None:
    """Each answer took a millisecond: the one that plans counts, and a call for each dependency, but not the looks."""
    text = LOOKS.replace("[verbs.look]", f"{rest}[verbs.look]")
    dialect = speak(text)
    answers = ["{}", "{}", '{"id": "1"}', '{"id": "1"}', *(["{}", "{}"] if rest else [])]
    made, reply = converse(dialect.plan(plan(depends_on=["8", "9"])), *answers)
    assert [arguments.get("do") for _, arguments in made[:4]] == ["get", "get", "add", "get"]
    assert reply.result.milliseconds == milliseconds
    alone = converse(dialect.look_at("1"), '{"id": "1"}')[1]
    assert alone.result.milliseconds == 1.0
