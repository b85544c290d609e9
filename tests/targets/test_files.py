"""The digest of a target's files: it tells builds apart, and is the same on another machine."""

from pathlib import Path

from acceptance.targets.files import files_digest
from acceptance.targets.target import Target


def module(folder: Path, content: str) -> Target:
    (folder / "server").mkdir(parents=True, exist_ok=True)
    (folder / "server" / "main.py").write_text(content, encoding="utf-8")
    return Target("mine", ("/usr/bin/python3", "-m", "server.main"), environment={"PYTHONPATH": str(folder)})


def test_another_build_has_another_digest(tmp_path: Path) -> None:
    before = files_digest(module(tmp_path, "one"), tmp_path)
    assert before != files_digest(module(tmp_path, "two"), tmp_path)


def test_the_same_files_elsewhere_have_the_same_digest(tmp_path: Path) -> None:
    here, there = (module(tmp_path / name, "one") for name in ("here", "there"))
    assert files_digest(here, tmp_path) == files_digest(there, tmp_path)


def test_a_script_and_an_installed_release_are_its_files(tmp_path: Path) -> None:
    script = tmp_path / "server.js"
    script.write_text("one", encoding="utf-8")
    target = Target("mine", ("node", str(script)))
    before = files_digest(target, tmp_path)
    (tmp_path / ".targets" / "mine" / "lib" / "python3.11" / "site-packages" / "x-1.dist-info").mkdir(parents=True)
    installed = files_digest(target, tmp_path)
    script.write_text("two", encoding="utf-8")
    assert len({before, installed, files_digest(target, tmp_path)}) == 3


def test_what_runs_elsewhere_has_none(tmp_path: Path) -> None:
    assert files_digest(Target("mine", (), url="http://127.0.0.1:1/mcp"), tmp_path) == ""
