"""Chromium for the tests of pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

from acceptance.reporting.documents.printing import find_chromium


@contextmanager
def launched() -> Iterator[Browser]:
    """A Chromium while this lasts; without one the tests that need it are skipped."""
    chromium = find_chromium()
    if chromium is None:
        assert os.environ.get("CI") != "true", "there is no Chromium, which .ci/run is to install"
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()
