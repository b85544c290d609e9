"""The console while a run goes on: one line that lives, and one line for each feature that has ended."""

from acceptance.reporting.live.live_console import LiveConsole, following
from acceptance.reporting.live.run_progress import RunProgress

__all__ = ["LiveConsole", "RunProgress", "following"]
