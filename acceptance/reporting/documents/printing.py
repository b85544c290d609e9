"""A page as PDF, where Chromium is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SECONDS: Final = 30
QUIETLY: Final = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Chromium's command, or a relative's; None where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def print_page(page: Path, output: Path) -> bool:
    """Print a page of ours as PDF.

    Returns:
        Whether there is one now; without Chromium, or where it fails, a run has a page and no PDF.
    """
    chromium = find_chromium()
    if chromium is None:
        return False
    with tempfile.TemporaryDirectory(prefix="orchestrator-print-") as profile:
        # Chromium has no sandbox for the administrator; the page is our own, and loads nothing.
        alone = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [chromium, *QUIETLY, *alone, f"--user-data-dir={profile}", "--no-pdf-header-footer"]
        try:
            subprocess.run(
                [*command, f"--print-to-pdf={output}", page.resolve().as_uri()],
                capture_output=True,
                timeout=SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            output.unlink(missing_ok=True)
            return False
    return output.is_file()
