"""The reference orchestrator keeps its own promises, also where no scenario looks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reference_bench import Bench, Live


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    (tmp_path / "home").mkdir()
    bench = Bench(tmp_path / "home")
    yield bench
    bench.server_context.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Live]]:
    """Starts processes in one workspace; whatever still runs at the end is killed."""
    started: list[Live] = []

    def start_one() -> Live:
        started.append(Live(tmp_path))
        return started[-1]

    yield start_one
    for live in started:
        live.process.kill()
        live.process.wait()
        for pipe in (live.process.stdin, live.process.stdout):
            assert pipe
            try:
                pipe.close()
            except BrokenPipeError:
                continue
