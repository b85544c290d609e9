"""The form of dialect files: what each mistake in one is told as, with its line, before any server starts."""

from pathlib import Path

import pytest

from acceptance.contract.dialects import detected, named, shipped
from acceptance.contract.dialects.finding import FOLDER, names
from acceptance.errors import DialectError, TargetError
from acceptance.messages.toml_lines import line_of
from acceptance.targets.choosing import read_target

HEAD = 'speaks = "x"\n'
PLAN = f'{HEAD}[verbs.plan]\ntool = "add"\n'
NAME = f"{PLAN}[verbs.plan.arguments]\nname = "

WRONG: list[tuple[str, str]] = [
    ("speaks = 'x", "mine.toml is not valid TOML: "),
    ("[verbs.plan]\ntool = 'add'", 'mine.toml: "the file" has no "speaks". Write speaks = "what the server is'),
    (HEAD + 'speak = "y"\n[verbs]', 'line 2: the key "speak" is unknown. Did you mean "speaks"?'),
    (HEAD + "[verbs.plna]\ntool = 'a'", 'line 2: there is no verb "plna". Did you mean "plan"?'),
    (HEAD + "[not_offered]\nfly = 'no wings'\n[verbs]", 'line 3: there is no verb "fly". Allowed are: plan, '),
    (PLAN + "[not_offered]\nplan = 'no'", 'line 5: "plan" has a table [verbs.plan] as well. Remove one of the two.'),
    (HEAD + "[verbs.plan]\nignores = ['title']", 'line 2: "verbs.plan" needs tool = TOOL, or steps.'),
    (PLAN + "argument = ['title']", 'line 4: the key "argument" is unknown. Did you mean "arguments"?'),
    (PLAN + "arguments = ['titel']", 'line 4: "titel" fits nothing that is known here. Did you mean "title"?'),
    (NAME + "'titel'", 'line 5: "titel" fits nothing that is known here. Did you mean'),
    (NAME + "'title ||'", 'line 5: "title ||" is not a path: Invalid jmespath'),
    (NAME + "'big(title)'", 'line 5: "big(title)" is not a path: JMESPath has no function'),
    (NAME + "{ form = 'title' }", 'line 5: the key "form" is unknown. Did you mean "from"?'),
    (NAME + "{ from = 5 }", '"verbs.plan.arguments.name.from" must be a path to what is'),
    (NAME + "{ from = 'title', constant = 1 }", 'line 5: "name" is made of from and const'),
    (NAME + "{ as = 'text' }", 'line 5: "name" is made of nothing. Write one of from, con'),
    (
        NAME + "{ from = 'title', least = 9, fill = 'x' }",
        "line 5: the filler has 1 characters, and at least 9 are needed. Lengthen it.",
    ),
    (
        PLAN + "[verbs.plan.arguments]\nsize = { from = 'complexity', values = 'sizes' }\n[values.size]\nsimple = 1",
        'line 5: there is no table [values.sizes]. Did you mean "size"?',
    ),
    (
        PLAN + "[states]\npending = 'open'\ncancelled = 'done'\ncompleted = ['closed', 'Done']",
        'line 7: "Done" stands for two words, cancelled and completed. Keep one of them.',
    ),
    (PLAN + "[states]\npending = 'a'\npending = 'b'", "is not valid TOML"),
    (PLAN + "[states]\nready = 'a'", 'line 5: "ready" fits nothing here'),
    (PLAN + "[task]\nname = 'n'", 'line 5: "name" fits nothing here. Allowed are: task_id, title'),
    (PLAN + "[task]\ntitle = { pattern = '(' }", "line 5: the pattern '(' does not compile: missing )"),
    (PLAN + "[task]\ntitle = { as = 'text' }", 'line 5: "title" is defined nowhere. Write path, pattern or rules.'),
    (PLAN + "[reply]\ntasks = { heading = 'x' }", 'line 5: "tasks" is defined nowhere. Write path or pattern.'),
    (PLAN + "[limits]\nnames = 5", 'line 5: "names" is nothing that has a limit.'),
    (PLAN + "[limits]\ntitle = 0", 'line 5: "limits.title" must be a whole number from 1, and is 0.'),
    (PLAN + "[limits]\none_line = ['titel']", 'line 5: "titel" fits nothing here. Did you mean "title"?'),
    (PLAN + "[limits]\none_line = true", 'line 5: "limits.one_line" must be a list of names of texts, ["title"], and'),
    (PLAN + "[limits]\none_line = [5]", '"limits.one_line" must be the name of a text, "title", and is 5.'),
    (PLAN + "[store]\nkind = 'JSON'", 'line 5: the key "kind" is unknown. Allowed are: files.'),
    (PLAN + "[looks]\norder = ['luck']", '"looks.order" must be "task", "title", "title in the'),
    (PLAN + "ignores = ['colour']", 'line 4: "colour" fits nothing here. Allowed are: title, '),
    (PLAN + "carry = { title = 'a' }", 'line 4: "title" is what is asked for already. Carry it under another name.'),
    (
        PLAN + "[[verbs.plan.steps]]\ntool = 'a'",
        'line 3: "tool" belongs into one of the steps of "plan".',
    ),
    (
        HEAD + "[[verbs.start.steps]]\ntool = 'a'\n[[verbs.start.steps]]\ntool = 'b'\narguments = { v = 'version' }",
        'line 6: "version" fits nothing that is known here. ',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_a_mistake_is_told_with_its_line_and_what_to_write(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DialectError) as caught:
        named("mine.toml", tmp_path)
    assert words in str(caught.value)
    assert str(caught.value).startswith("mine.toml")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DialectError, match="cannot be read"):
        named("nowhere.toml", tmp_path)


def test_all_shipped_dialects_are_whole() -> None:
    assert {"orchestrator-1.x", "orchestrator-2.0"} <= set(names())
    for name in names():
        assert shipped(name).speaks
        first = (FOLDER / f"{name}.toml").read_text(encoding="utf-8").splitlines()[0]
        assert first == "#:schema ../acceptance/contract/dialects/dialects.schema.json"


def test_a_dialect_is_found_by_the_tools_that_are_listed() -> None:
    assert detected({"orchestrator_plan_task", "orchestrator_execute_subtask"}) is shipped("1.x")
    both = {"orchestrator_plan_task", "orchestrator_execute_subtask", "orchestrator_execute_task"}
    assert detected(both) is detected({"anything"}) is shipped("2.0")


def test_a_target_names_a_file_beside_its_own(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(PLAN, encoding="utf-8")
    targets = tmp_path / "targets.toml"
    targets.write_text('[targets.a]\ncommand = ["x"]\ndialect = "mine.toml"\n', encoding="utf-8")
    assert read_target(targets, "a", None).dialect is named("mine.toml", tmp_path)
    (tmp_path / "wrong.toml").write_text(PLAN + "colour = 5", encoding="utf-8")
    targets.write_text('[targets.a]\ncommand = ["x"]\ndialect = "wrong.toml"\n', encoding="utf-8")
    with pytest.raises(TargetError, match=r"^targets.toml, line 3: wrong.toml, line 4: the key \"colour\" is unknown"):
        read_target(targets, "a", None)


def test_lines_are_found_in_tables_lists_of_tables_and_tables_in_one_line() -> None:
    text = "a = 1\n[b]\nc = { d = 2 }\n[[b.e]]\nf = 1\n[[b.e]]\nf = [\n  { g = 3 },\n]\n"
    text += '[b.e.h]\ni = 1\n["j k"]\nl.m = 1'
    places = {
        ("a",): 1, ("b",): 2, ("b", "c", "d"): 3, ("b", "e", 0, "f"): 5, ("b", "e", 1, "f", 0, "g"): 8,
        ("b", "e", 1, "h", "i"): 11, ("j k", "l", "m"): 13, ("b", "missing"): 2, ("z",): None,
    }  # fmt: skip
    assert {keys: line_of(text, keys) for keys in places} == places
