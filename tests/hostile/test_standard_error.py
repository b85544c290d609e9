"""Standard error of servers is kept at both ends, bounded for each server and for the run, and written at once."""

import os
from pathlib import Path

import anyio
import anyio.lowlevel

from acceptance.redaction import Redactor
from acceptance.supervision.standard_error import Allowance, CappedLog, StandardError


def test_the_beginning_and_the_end_are_kept_of_what_is_written(tmp_path: Path) -> None:
    log = CappedLog(tmp_path / "log.txt", Allowance())
    for number in range(100_000):
        log.write(b"line %d\n" % number)
    log.close()
    text = (tmp_path / "log.txt").read_text(encoding="utf-8")
    assert text.startswith("line 0\nline 1\n")
    assert text.endswith("line 99998\nline 99999\n")
    assert len(text) < 300_000
    written = sum(len(b"line %d\n" % number) for number in range(100_000))
    told = int(text.partition("… ")[2].partition(" bytes left out")[0].replace(",", ""))
    assert told == written - 2 * (128 << 10)


def test_a_run_has_a_bound_as_well(tmp_path: Path) -> None:
    allowance = Allowance(left=1_000_000)
    for number in range(100):
        log = CappedLog(tmp_path / f"{number}.txt", allowance)
        log.write(b"x" * 3_000_000)
        log.close()
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 2_500_000


def test_what_was_written_is_there_before_the_end(tmp_path: Path) -> None:
    async def write() -> None:
        error = StandardError(tmp_path / "stderr.txt", Allowance(), Redactor())
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(error.pump)
            os.write(error.far, b"on fire\n")
            with anyio.fail_after(5):
                while (tmp_path / "stderr.txt").read_bytes() != b"on fire\n":
                    await anyio.lowlevel.checkpoint()
            os.write(error.far, b"last words")
            error.hand_over()
        assert error.last_lines(2) == "on fire\nlast words"

    anyio.run(write)
