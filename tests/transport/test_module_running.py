"""A server that is forked with libraries imported ahead behaves as `python -m` does, from its first line to its end."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest

from acceptance.transport.launching import ColdLauncher, Launch, Launcher
from acceptance.transport.warm_launcher import WarmLauncher

PROGRAM = """
import atexit, json, logging, os, signal, sys, threading
from . import beside
before = {"cwd": os.getcwd(), "variable": os.environ.get("ONE"), "home": os.environ.get("HOME")}
atexit.register(print, "at the exit", flush=True)
def linger():
    threading.main_thread().join()
    print("a thread went on", flush=True)
def told():
    return {
        **before,
        "name": __name__,
        "package": __package__,
        "file": __file__,
        "arguments": sys.argv,
        "original": sys.orig_argv[1:],
        "first": sys.path[0],
        "mine": sys.modules["__main__"].__dict__ is globals(),
        "globals": sorted(name for name in globals() if not name.startswith("__")),
        "suite": [name for name in sys.modules if name.startswith("acceptance")],
        "beside": beside.__name__,
        "interrupt": signal.getsignal(signal.SIGINT) is signal.default_int_handler,
        "child": signal.getsignal(signal.SIGCHLD) is signal.SIG_DFL,
        "streams": [(one.encoding, one.errors, one.line_buffering) for one in (sys.stdin, sys.stdout, sys.stderr)],
        "variables": sorted(os.environ),
    }
if __name__ == "__main__":
    print(json.dumps(told()), flush=True)
    threading.Thread(target=linger).start()
    how = sys.stdin.readline().strip()
    if how == "words":
        sys.exit("no more of this")
    if how == "code":
        sys.exit(7)
    if how == "interrupt":
        signal.raise_signal(signal.SIGINT)
    if how == "error":
        raise LookupError("nothing \\udc80 there")
"""
WAYS = {"words": 1, "code": 7, "interrupt": -signal.SIGINT, "error": 1, "": 0}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A folder with a package, whose module is the program, and a library that starts a thread."""
    (tmp_path / "modules" / "mine").mkdir(parents=True)
    for name, text in {"mine/__init__": "", "mine/beside": "", "mine/program": PROGRAM}.items():
        (tmp_path / "modules" / f"{name}.py").write_text(text)
    (tmp_path / "modules" / "busy.py").write_text(
        "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n"
    )
    return tmp_path / "modules"


@pytest.fixture
def launch(tmp_path: Path, package: Path) -> Launch:
    """The program as a server, in a workspace."""
    (tmp_path / "workspace").mkdir()
    variables = {"PYTHONPATH": str(package), "ONE": "1", "PATH": os.environ["PATH"]}
    command = (sys.executable, "-m", "mine.program", "--port", "1")
    return Launch(command, tmp_path / "workspace", variables, tmp_path / "stderr.txt", marker="1-1-aa/program;")


@pytest.fixture
def warm(tmp_path: Path, package: Path) -> Iterator[Launcher]:
    """Forks servers with a library imported ahead."""
    told = tmp_path / "warm.txt"
    with WarmLauncher(sys.executable, ["logging"], {"PYTHONPATH": str(package)}, told, runs=True) as launcher:
        assert launcher.wait_until_ready(), told.read_text()
        yield launcher


def ended(launcher: Launcher, launch: Launch, how: str) -> tuple[str, str, int]:
    """What a server prints, and writes to standard error, and how it ends, once it is told how."""

    async def run() -> tuple[str, int]:
        with launch.stderr.open("wb") as stderr:
            process = await launcher.launch(launch, stderr.fileno())
        assert process.stdin is not None
        assert process.stdout is not None
        await process.stdin.send(how.encode() + b"\n")
        printed = b""
        with pytest.raises(anyio.EndOfStream):
            while True:
                printed += await process.stdout.receive()
        code = await process.wait()
        await process.left()
        await process.stdin.aclose()
        await process.stdout.aclose()
        return printed.decode(), code

    printed, code = anyio.run(run)
    return printed, launch.stderr.read_text(), code


@pytest.mark.parametrize("how", WAYS)
def test_a_forked_module_begins_and_ends_as_a_command_does(warm: Launcher, launch: Launch, how: str) -> None:
    printed, errors, code = ended(warm, launch, how)
    as_command, its_errors, its_code = ended(ColdLauncher(), launch, how)
    assert code == its_code == WAYS[how]
    assert printed == as_command
    assert printed.endswith("a thread went on\nat the exit\n")
    # In a fork there are more callers above the program's own lines.
    assert errors.splitlines()[-3:] == its_errors.splitlines()[-3:]


def test_a_forked_module_sees_its_own_workspace_and_variables(warm: Launcher, launch: Launch) -> None:
    told = json.loads(ended(warm, launch, "")[0].splitlines()[0])
    assert (told["cwd"], told["variable"], told["name"]) == (str(launch.workspace), "1", "__main__")
    assert told["suite"] == []


def test_a_library_that_starts_a_thread_is_not_forked(tmp_path: Path, package: Path, launch: Launch) -> None:
    told = tmp_path / "warm.txt"
    with WarmLauncher(sys.executable, ["busy"], {"PYTHONPATH": str(package)}, told, runs=True) as launcher:
        assert not launcher.wait_until_ready()
        assert "leave out of `preload` what starts them" in told.read_text()
        # It is started as a command instead.
        assert ended(launcher, launch, "code")[2] == WAYS["code"]
