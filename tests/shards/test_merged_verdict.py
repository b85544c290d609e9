"""Parts of a run on several machines are merged into one run that is judged as a whole."""

import json
import shutil
import subprocess
import sys

from tests.project import HANG_SECONDS, ROOT, Project

KEPT = ("planning.feature", "workflows.feature")


def acceptance(project: Project, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "acceptance", *arguments],
        cwd=project.root,
        env=project.environment(),
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    return done.stdout + done.stderr


def test_merged_parts_get_a_verdict(project: Project) -> None:
    for folder in (project.root / "features").iterdir():
        if folder.name[0] in "2345":
            shutil.rmtree(folder)
    for feature in (project.root / "features" / "1_feature_integration").iterdir():
        if feature.name not in KEPT:
            feature.unlink()
    if (ROOT / ".allure").is_dir():
        (project.root / ".allure").symlink_to(ROOT / ".allure")
    for number in (1, 2):
        acceptance(project, "run", "--shard", f"{number}/2")
        (project.root / "reports").rename(project.root / f"part-{number}")
        (project.root / "reports").mkdir()
        shutil.copy(ROOT / "reports" / "allurerc.yml", project.root / "reports" / "allurerc.yml")
    assert (project.root / "part-1" / "campaign" / "record.json").is_file()
    assert not (project.root / "part-2" / "campaign").exists()
    told = acceptance(project, "report", "part-1", "part-2")
    # Four folders are missing, so requirements are not met; but there is a verdict, and it is not that of a part.
    assert "Rejected: " in told, told
    record = json.loads((project.root / "reports" / "sign-off.json").read_text(encoding="utf-8"))
    assert record["verdict"] == "Rejected"
    statuses = {name: status for one in record["requirements"].values() for name, status in one["scenarios"].items()}
    assert statuses["Feature Integration is implemented and its result reads back (components 1)"] == "passed"
    assert statuses["Every scenario of Feature Integration passes (components 1)"] == "passed"
    assert statuses["The activity log covers the main task and every component"] == "passed"
    assert statuses["No orchestrator started in the test run leaves processes running"] == "passed"
    assert not project.left_behind()
