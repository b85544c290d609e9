"""The ledger of errands: what it holds for a sound server to do, so that whoever writes its dialect finds one."""

import json
import subprocess
import sys
from pathlib import Path

from tests.project import HANG_SECONDS

LEDGER = Path(__file__).resolve().parents[1] / "sample_servers" / "ledger.py"


class Teller:
    """One process of the ledger in a folder."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, str(LEDGER)]
        self._process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, tool: str, **arguments: object) -> str:
        """What the ledger says to a call."""
        assert self._process.stdin and self._process.stdout
        params = {"name": tool, "arguments": arguments}
        line = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()
        return str(json.loads(self._process.stdout.readline())["result"]["content"][0]["text"])

    def end(self) -> int:
        self._process.communicate(timeout=HANG_SECONDS)
        return self._process.returncode

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate(timeout=HANG_SECONDS)


def test_what_was_said_holds_after_a_kill_and_for_another_process(tmp_path: Path) -> None:
    first, second = Teller(tmp_path), Teller(tmp_path)
    assert first.ask("jot_down", title="Buy flour").startswith("Jotted down as E-1.")
    assert second.ask("jot_down", title="Bake", notes="with\nflour", after="E-1").startswith("Jotted down as E-2.")
    assert "E-1 (queued)" in first.ask("set_out", number="E-2")
    first.kill()
    assert second.ask("set_out", number="E-1") == "E-1 is under way."
    assert second.ask("settle", number="E-1", outcome="two pounds") == "E-1 is settled."
    assert second.end() == 0
    third = Teller(tmp_path)
    assert third.ask("leaf_through").splitlines()[1:] == ["E-2 (queued): Bake", "E-1 (settled): Buy flour"]
    assert "comes after E-1." in third.ask("read_entry", number="E-2")
    assert third.ask("jot_down", title="Eat").startswith("Jotted down as E-3.")
    assert third.end() == 0


def test_damage_is_told_and_nothing_is_added_to_it(tmp_path: Path) -> None:
    teller = Teller(tmp_path)
    for title in ("Buy flour", "Bake", "Eat"):
        teller.ask("jot_down", title=title)
    errand = tmp_path / "errands" / "E-2.md"
    content = errand.read_bytes()
    errand.write_bytes(content[: len(content) // 2])
    assert teller.ask("jot_down", title="Sleep").startswith("Sorry, errands/E-2.md is damaged.")
    errand.unlink()
    assert teller.ask("jot_down", title="Sleep").startswith("Sorry, E-2 does not fit the rest")
    errand.write_bytes(content)
    assert teller.ask("jot_down", title="Sleep").startswith("Jotted down as E-4.")
    assert teller.end() == 0
