"""What dialect files make of verbs, and of replies, each kind of mapping by itself; no server."""

import json
import re
from pathlib import Path

import pytest

from acceptance.contract.dialects import Dialect, named
from acceptance.contract.dialects.vocabulary import VERBS
from acceptance.contract.reply import Reply
from acceptance.contract.values import Filter, HandIn, NextAction, TaskPlan, TaskQuery, TaskState
from tests.dialects.speech import Speak, answered, converse, plan

DOCS = Path(__file__).parents[2] / "docs" / "dialects.md"


@pytest.mark.parametrize(
    ("argument", "sent"),
    [
        ('"title"', "T"),
        ("{ constant = '{workspace}/x' }", "/w/x"),
        ('{ from = "description", fill = "-" }', "-"),
        ('{ from = ["description", "title"] }', "T"),
        ('{ from = "title", least = 5, fill = "(short)" }', "T (short)"),
        ('{ from = "complexity", values = { simple = 1, complex = 5 } }', 5),
        ('{ from = "complexity", values = { complex = ["C", "D"] } }', "C"),
        ('{ from = "estimated_effort", as = "number" }', 3),
        ('{ from = "dependencies", as = "comma text" }', "1,2"),
        ('{ from = "dependencies", as = "JSON text" }', '["1", "2"]'),
        ('{ from = "title", as = "list" }', ["T"]),
        ('{ from = "dependencies[:1]", as = "one" }', "1"),
        ('{ fields = { due = "due_date", name = "title" } }', {"name": "T"}),
        ('{ entries = ["title", "description"] }', ["T"]),
        ('{ each = "dependencies", fields = { id = "item" } }', [{"id": "1"}, {"id": "2"}]),
        ('"due_date"', None),
    ],
)
def test_an_argument_is_made(speak: Speak, argument: str, sent: object) -> None:
    rest = 'ignores = ["title", "complexity", "estimated_effort", "dependencies"]'
    dialect = speak(f'[verbs.plan]\ntool = "add"\n{rest}\n[verbs.plan.arguments]\nit = {argument}')
    call = dialect.plan(plan(complexity="complex", estimated_effort="3", depends_on=["1", "2"]))
    assert (call.lacking, call.arguments.get("it")) == ("", sent)


def test_times_and_unique_values_are_made_when_they_are_said(speak: Speak) -> None:
    dialect = speak(
        '[verbs.start]\ntool = "a"\narguments = { id = "task_id", at = { constant = "{now}" }, '
        'key = { constant = "{unique}" } }'
    )
    first, second = dialect.execute("1").arguments, dialect.execute("1").arguments
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", first["at"])
    assert first["key"] != second["key"]


def test_a_change_takes_the_step_that_fits_it(speak: Speak) -> None:
    dialect = speak("""
[[verbs.change.steps]]
tool = "edit"
only_if = "title || description"
arguments = { id = "task_id", name = "title", text = "description" }
reply = { task = "edited" }
[[verbs.change.steps]]
tool = "edit"
only_if = "status == 'completed'"
arguments = { id = "task_id", done = { constant = true } }
reply = { task = "changed" }
[task]
task_id = "id"
""")
    assert dialect.change("1", plan("New"), None).arguments == {"id": "1", "name": "New"}
    call = dialect.change("1", TaskPlan({}), TaskState.COMPLETED)
    assert (call.arguments, call.later) == ({"id": "1", "done": True}, ())
    assert Reply(call, answered('{"changed": {"id": 7}}')).task.identity == "7"
    both, reply = converse(
        dialect.change("1", plan("New"), TaskState.COMPLETED), '{"edited": {"id": "1"}}', '{"changed": {"id": "1"}}'
    )
    assert [arguments for _, arguments in both] == [{"id": "1", "name": "New"}, {"id": "1", "done": True}]
    assert reply.task.identity == "1"
    assert dialect.change("1", TaskPlan({}), TaskState.BLOCKED).lacking == "edit(status blocked)"


def test_names_of_dependencies_are_looked_up_before_the_plan(speak: Speak) -> None:
    dialect = speak("""
[[verbs.plan.steps]]
tool = "get"
each = "dependencies"
arguments = { id = "item" }
gather = { names = "task.name" }
[[verbs.plan.steps]]
tool = "add"
arguments = { name = "title", after = { from = "names", as = "comma text" } }
[task]
task_id = "id"
[reply]
task = "task"
""")
    made, reply = converse(
        dialect.plan(plan(depends_on=["1", "2"])),
        *('{"task": {"id": 1, "name": "One"}}', '{"task": {"id": 2, "name": "Two"}}', '{"task": {"id": 3}}'),
    )
    assert made == [("get", {"id": "1"}), ("get", {"id": "2"}), ("add", {"name": "T", "after": "One,Two"})]
    assert reply.planned.identity == "3"
    assert dialect.plan(plan()).arguments == {"name": "T"}


def test_a_refusal_of_one_step_ends_the_verb(speak: Speak) -> None:
    dialect = speak("""
refusal = { if = "state == 'bad'", words = "why" }
reply = { task = "@" }
[task]
task_id = "id"
[[verbs.start.steps]]
tool = "a"
arguments = { id = "task_id" }
[[verbs.start.steps]]
tool = "b"
arguments = { id = "task_id" }
""")
    made, reply = converse(dialect.execute("1"), '{"state": "bad", "why": "No."}')
    assert [tool for tool, _ in made] == ["a"]
    assert (reply.refused, reply.body) == (True, {"error": "No."})


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ('"id"', 5),
        ('{ path = "id", as = "text" }', "5"),
        ('{ path = "text", pattern = "b(.)" }', "c"),
        ('{ path = "text", pattern = "a(.)(?P<value>.)" }', "c"),
        ('{ path = "list", as = "comma text" }', ["1", "2"]),
        ('{ path = "number", as = "number" }', 3),
        ('{ path = "json", as = "JSON text" }', {"x": 1}),
        ('{ path = "text", without = "bc" }', "a"),
        ('{ path = "level", values = { high = "H" } }', "high"),
        ('{ rules = [{ if = "gone", then = "x" }, { if = "id", then = "y" }] }', "y"),
        ('{ rules = [{ if = "gone", then = "x" }], path = "level" }', "h"),
        ('{ rules = [{ pattern = "xyz", then = "x" }, { pattern = "\\"ab", then = "y" }] }', "y"),
        ('{ rules = [{ if = "gone", pattern = "abc", then = "x" }], path = "level" }', "h"),
        ('"length(gone)"', None),
    ],
)
def test_a_field_is_read(speak: Speak, field: str, told: object) -> None:
    dialect = speak(
        f'[verbs.look]\ntool = "get"\narguments = ["task_id"]\n[reply]\ntask = "@"\n[task]\nsummary = {field}'
    )
    fields = {"id": 5, "text": "abc", "list": "1, 2", "number": "3", "json": '{"x": 1}', "level": "h"}
    assert Reply(dialect.look_at("5"), answered(json.dumps(fields))).body["task"].get("summary") == told


def test_a_bare_list_counts_and_children_are_read(speak: Speak) -> None:
    dialect = speak("""
[verbs.search]
tool = "list"
reply = { tasks = "@" }
[verbs.status]
tool = "stats"
ignores = ["include_completed"]
reply = { counts = { pending = "todo" }, total_count = "all" }
[task]
task_id = "id"
children = "inner"
""")
    tasks = Reply(dialect.look_up(TaskQuery()), answered('[{"id": "1", "inner": [{"id": "2"}]}]')).tasks
    assert [(one.identity, [child.identity for child in one.children]) for one in tasks] == [("1", ["2"])]
    reply = Reply(dialect.status(completed=True), answered('{"todo": 3, "all": 4}'))
    assert (reply.counts, reply.total) == ({TaskState.PENDING: 3}, 4)


def test_values_that_are_not_sent_are_known(speak: Speak) -> None:
    dialect = speak(
        '[verbs.submit]\ntool = "done"\narguments = { id = "task_id", text = "summary" }\n'
        'ignores = ["detailed_work"]\nonly = { next_action = ["complete"] }'
    )
    assert dialect.hand_in("1", HandIn("S")).arguments == {"id": "1", "text": "S"}
    assert dialect.hand_in("1", HandIn(next_action=NextAction.CONTINUE)).lacking == "done(next_action continue)"
    assert dialect.hand_in("1", HandIn(kind="code")).lacking == "done(artifact_type)"


def test_looks_are_taken_in_the_order_of_the_file(speak: Speak) -> None:
    dialect = speak("""
[looks]
order = ["task", "title", "parent", "all"]
longest_search = 3
[verbs.look]
tool = "get"
arguments = ["task_id"]
[verbs.search]
tool = "find"
arguments = { words = "search_text", above = "parent_task_id" }
""")
    said = [(call.tool, call.arguments) for call in dialect.looks("1", "T", "2")]
    assert said == [("get", {"task_id": "1"}), ("find", {"words": "T"}), ("find", {"above": "2"}), ("find", {})]
    assert [call.arguments for call in dialect.looks("1", "Long", None)] == [{"task_id": "1"}, {}]
    assert dialect.look_up(TaskQuery({Filter.KIND: "x"})).lacking == "find(task_type)"


def test_the_page_of_the_form_has_files_that_can_be_read_and_all_verbs(tmp_path: Path) -> None:
    page = DOCS.read_text(encoding="utf-8")
    blocks = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "small.toml").write_text(next(one for one in blocks if "my-server 1.4" in one), encoding="utf-8")
    small = Dialect(named("small.toml", tmp_path))
    assert Reply(small.plan(plan()), answered('{"task": {"id": 4, "state": "todo"}}')).task.state is TaskState.PENDING
    for name, verb in VERBS.items():
        takes = ", ".join(f"`{one}`" for one in verb.takes) or "–"  # noqa: RUF001
        assert f"| `{name}` | {takes} |" in page
