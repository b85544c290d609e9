"""The walk of docs/dialects.md: what the page shows is typed, and what comes of it is what the page shows."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.project import HANG_SECONDS, ROOT, Project

PAGE = (ROOT / "docs" / "dialects.md").read_text(encoding="utf-8")
WALK = PAGE.partition("## Ten minutes with a server of your own\n")[2].partition("\n## ")[0]
BLOCK = re.compile(r"^```(console|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMANDS = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


@pytest.fixture
def typed_in(project: Project) -> Project:
    """A copy of the suite with the example and an environment."""
    shutil.copytree(ROOT / "examples", project.root / "examples")
    (project.root / ".venv").symlink_to(sys.prefix)
    return project


def shown(text: str) -> str:
    """A pattern for an output of the page: the dots stand for anything."""
    return ".*".join(re.escape(part) for part in re.split(r"(?:^…\n)|…", text, flags=re.MULTILINE))


def steps() -> Iterator[tuple[str, str]]:
    yield from ((found[1], found[2]) for found in BLOCK.finditer(WALK))


def write(project: Project, number: int, content: str) -> None:
    """Do with a block of TOML what the page says of it."""
    file = project.root / "dialects" / "todo_server.toml"
    text = file.read_text(encoding="utf-8")
    if number == 0:
        assert content in text
    elif content.startswith("reply"):
        head = r"(\[verbs\.(?:start|submit)\]\ntool = .*\n)reply = \{\}\n"
        changed, count = re.subn(head, lambda found: found[1] + content, text)
        assert count == 2
        file.write_text(changed, encoding="utf-8")
    else:
        target = content.startswith("[targets")
        with (project.root / "targets.toml" if target else file).open("a", encoding="utf-8") as opened:
            opened.write(f"\n{content}")


def test_what_the_page_shows_is_what_happens(typed_in: Project) -> None:
    environment = {**os.environ, "TMPDIR": str(typed_in.place)}
    tables = commands = 0
    for kind, content in steps():
        if kind == "toml":
            write(typed_in, tables, content)
            tables += 1
            continue
        for command, output in COMMANDS.findall(content):
            done = subprocess.run(
                ["sh", "-c", command],
                cwd=typed_in.root,
                env=environment,
                capture_output=True,
                text=True,
                timeout=HANG_SECONDS,
                check=False,
            )
            assert re.fullmatch(shown(output), done.stdout, re.DOTALL), f"{command}\n{done.stdout}{done.stderr}"
            commands += 1
    assert (tables, commands) == (4, 7)


def test_with_what_the_page_adds_the_replies_to_changes_are_read(typed_in: Project) -> None:
    blocks = [content for _, content in steps()]
    subprocess.run(["sh", "-c", COMMANDS.findall(blocks[0])[0][0]], cwd=typed_in.root, check=True, capture_output=True)
    write(typed_in, 1, next(one for one in blocks if one.startswith("reply")))
    done = subprocess.run(
        ["sh", "-c", COMMANDS.findall(blocks[2])[0][0]], cwd=typed_in.root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    read = "  read: accepted\n    task_id          1\n    status           in_progress\n"
    assert f'<-- {{"moved": 1, "to": "doing"}}\n{read}' in done.stdout
