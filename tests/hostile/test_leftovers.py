"""What a run looks for that others left is named by anybody: no marker of a process and no mount point breaks it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from acceptance.leftovers import find_leftovers
from acceptance.leftovers.folders import mounts_below, unescaped
from acceptance.supervision.process_table import MARKER

WAIT = [sys.executable, "-c", "print(flush=True); import sys; sys.stdin.read()"]


@pytest.mark.parametrize(
    "marker",
    [
        "²-²-x/1",
        "9" * 5_000 + "-1-x/1",
        "٣-٣-x/1",
        "-1--2-x",
        "1",
        "",
        "\x1b[2J-\n-x",
        b"\xff-\xfe-x".decode("latin-1"),
    ],
    ids=lambda marker: ascii(marker[:12]),
)
def test_a_marker_that_no_run_gave_is_nobody_s(marker: str) -> None:
    with subprocess.Popen(
        WAIT, env={**os.environ, MARKER: marker}, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        assert process.pid not in {one.process.pid for one in find_leftovers() if one.process}
        process.kill()


@pytest.mark.parametrize("name", ["plain", "with spaces", "müller", "a\\134b", "line\nend", "\udcff\udcfe"], ids=ascii)
def test_the_name_of_a_mount_point_is_read_as_it_is(name: str) -> None:
    raw = os.fsencode(name)
    told = b"".join(b"\\%03o" % byte if byte in b" \t\n\\" else bytes([byte]) for byte in raw)
    assert unescaped(told) == name


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "müller's\n\udcff disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if os.geteuid() != 0 or not shutil.which("mount") or subprocess.run(command, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)


def test_a_mount_point_is_found_whatever_its_name_is(mounted: Path) -> None:
    assert mounts_below(mounted.parent) == [str(mounted)]
