"""One run of the sample for each selection, shared by the tests of the report."""

from functools import cache

import pytest

from tests.reporting.sample_runs import Run, Runner, run_behave


@pytest.fixture(scope="session")
def run_sample(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    @cache
    def run(*options: str) -> Run:
        return run_behave(tmp_path_factory.mktemp("run"), *options)

    return run
