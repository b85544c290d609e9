"""`python -m reference_orchestrator`: serve the working directory over standard input and output."""

import signal
import sys
from pathlib import Path
from types import FrameType


def main() -> None:
    """Serve until the input ends or SIGTERM or SIGINT comes; the exit code is 0 then (Contract SAFE-2)."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end_at_once)
    # Only now, because it takes a second, in which the process may be asked to end already.
    from reference_orchestrator.serving import serve  # noqa: PLC0415

    serve(Path.cwd())


def _end_at_once(_number: int, _frame: FrameType | None) -> None:
    """End while nothing has been begun yet."""
    sys.exit(0)


if __name__ == "__main__":
    main()
