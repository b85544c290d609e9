"""`python fill.py COUNT`: write tasks into the folder that `backlog init` made, as backlog.md 1.52.0 writes them.

Planned with its own tool, which reads all tasks for each plan, a thousand take minutes.
"""

import sys
from pathlib import Path

TASK = """\
---
id: TASK-{number}
title: Filled task {number}
status: To Do
assignee: []
created_date: '2026-01-01 {hour:02}:{minute:02}'
labels: []
dependencies: []
ordinal: {ordinal}
---

## Description

<!-- SECTION:DESCRIPTION:BEGIN -->
One of many tasks, so that it can be measured what many tasks cost; this is number {number}.
<!-- SECTION:DESCRIPTION:END -->
"""


def fill(folder: Path, count: int) -> None:
    """Write the tasks, each with a minute of its own while there are minutes in the day."""
    for number in range(1, count + 1):
        hour, minute = divmod(number % 1440, 60)
        text = TASK.format(number=number, ordinal=1000 * number, hour=hour, minute=minute)
        (folder / f"task-{number} - Filled-task-{number}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    fill(Path("backlog", "tasks"), int(sys.argv[1]))
