"""Names of targets are names: none leads out of the cache, and none does anything to a console."""

import subprocess
import sys
from pathlib import Path

import pytest

from acceptance.errors import SuiteError, TargetError
from acceptance.targets.choosing import read_target
from acceptance.targets.installation import ensure_installed
from acceptance.targets.target import Target
from tests.project import HANG_SECONDS, Project

NO_NAMES = (
    *("../../x", "..", ".", "", "/etc", "a/b", "a\\b", ".hidden", "-rf", " x", "x ", "x" * 65),
    *("\x1b[2J", "a\nb", "a\0b", "\u202ex", "x.lock", "x.installed", "x.half", "x.log"),
)


def toml(name: str) -> str:
    escaped = "".join(
        one if one.isascii() and one.isprintable() and one not in '"\\' else f"\\u{ord(one):04x}" for one in name
    )
    return f'"{escaped}"'


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_is_no_name_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    file = tmp_path / "targets.toml"
    file.write_text(
        f'[targets.mine]\ncommand = ["true"]\n\n[targets.{toml(name)}]\ncommand = ["true"]\n', encoding="utf-8"
    )
    with pytest.raises(TargetError, match=r"^targets\.toml, line 4: ") as raised:
        read_target(file, "mine", None)
    assert "is not a valid target name. Write [targets.NAME]" in str(raised.value)
    assert str(raised.value).isprintable()


@pytest.mark.parametrize("name", ["mine", "published-1.7", "mine 2", "a", "müller", "_x", "x" * 64])
def test_what_is_a_name_stays_one(tmp_path: Path, name: str) -> None:
    file = tmp_path / "targets.toml"
    file.write_text(f'[targets."{name}"]\ncommand = ["true"]\n', encoding="utf-8")
    assert read_target(file, name, None).name == name


@pytest.mark.parametrize("name", NO_NAMES)
def test_nothing_outside_of_the_cache_is_removed(tmp_path: Path, name: str) -> None:
    cache, valuable = tmp_path / "deep" / "cache", tmp_path / "deep" / "x"
    valuable.mkdir(parents=True)
    (valuable / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(TargetError, match="is not a valid target name"):
        ensure_installed(Target(name, ("true",), install=("pip",)), cache, print)
    assert (valuable / "thesis.txt").read_text(encoding="utf-8") == "years of work"
    assert not list((cache / ".targets").iterdir())


@pytest.mark.parametrize("link", [".targets", ".targets/tiny", ".targets/tiny.log", ".targets/tiny.lock"])
def test_no_link_in_the_cache_is_followed(tmp_path: Path, link: str) -> None:
    valuable = tmp_path / "valuable"
    valuable.mkdir()
    (valuable / "tiny").mkdir()
    (valuable / "thesis.txt").write_text("years of work", encoding="utf-8")
    place = tmp_path / "cache" / link
    place.parent.mkdir(parents=True)
    place.symlink_to(valuable if "." not in place.name[1:] else valuable / "thesis.txt")
    with pytest.raises(TargetError, match=r"is a link, and what it leads to would be removed"):
        ensure_installed(Target("tiny", ("true",), install=("pip",)), tmp_path / "cache", print)
    assert (valuable / "thesis.txt").read_text(encoding="utf-8") == "years of work"
    assert sorted(path.name for path in valuable.iterdir()) == ["thesis.txt", "tiny"]


def told(project: Project, *words: str, **variables: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=project.root,
        env={**project.environment(), **variables},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_name_on_the_command_line_is_held_to_the_same(project: Project) -> None:
    name = "../../\x1b[2Jx"
    for words, code in (
        (("acceptance", "run", "--target", name), 2),
        (("acceptance", "compare", name, name), 2),
        (("behave", f"-Dtarget={name}"), 1),
        (("behave", f"-Dpart={name}"), 1),
    ):
        found, said = told(project, *words)
        assert found == code, said
        assert "not a valid" in said or "is neither a folder" in said
        assert "Traceback" not in said and "\x1b" not in said
    found, said = told(project, "acceptance", "call", "orchestrator_health_check", ORCHESTRATOR_TARGET=name)
    assert (found, "Traceback" in said, "\x1b" in said) == (2, False, False), said


@pytest.mark.parametrize("address", ["http://[", "http://", "http://[::1", "http:///x"])
def test_what_is_no_address_is_told(tmp_path: Path, address: str) -> None:
    with pytest.raises(SuiteError, match="is not an HTTP address"):
        read_target(tmp_path / "targets.toml", None, address)


def test_the_name_of_an_address_or_a_command_can_be_seen_and_keeps_no_password(tmp_path: Path) -> None:
    there = read_target(tmp_path / "targets.toml", None, "http://ada:sesame-open@host:80/mcp")
    assert there.name == "host:80"
    assert read_target(tmp_path / "targets.toml", None, "'/bin/\x1b[2Jserver'").name == r"\x1b[2Jserver"
