"""A forked process becomes what `python -m MODULE` would be, with libraries imported ahead that it shares with others.

The module and its own package are imported anew in each server, in its working directory and with its variables. The
interpreter's own function runs it, and the interpreter ends as it always does: its threads are waited for, and an
interrupt, an exception or an exit code are told in the usual way.
"""

from __future__ import annotations

import runpy
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

TASKS: Final = Path("/proc/self/task")
"""Where Linux lists the threads of a process, those that Python knows nothing of among them."""


def check_alone() -> None:
    """Check that no library has started a thread: in a fork, what it holds would be held for ever.

    Raises:
        RuntimeError: one has.
    """
    count = threading.active_count()
    with suppress(OSError):
        count = len(list(TASKS.iterdir()))
    if count > 1:
        raise RuntimeError(f"{count - 1} threads run after the import; leave out of `preload` what starts them")


def become_the_program(command: Sequence[str]) -> None:
    """Run the module that a command names, `PYTHON -m MODULE …`, as the interpreter does for that command.

    Raises:
        BaseException: whatever the module ends with; nobody is to catch it but the interpreter.
    """
    program = vars(sys.modules["__main__"])
    for name in [name for name in program if not name.startswith("__")]:
        del program[name]
    for name in [name for name in sys.modules if name.partition(".")[0] == __name__.partition(".")[0]]:
        # One of the server's own may have the name of the suite's package.
        del sys.modules[name]
    if not getattr(sys.flags, "safe_path", False):
        sys.path.insert(0, str(Path.cwd()))
    sys.orig_argv = list(command)
    sys.argv = ["-m", *command[3:]]
    # No public function does all that `-m` does.
    runpy._run_module_as_main(command[2])  # type: ignore[attr-defined]
