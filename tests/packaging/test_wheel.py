"""The wheel: it has all that a run needs, and works in an environment and a folder that know nothing of the clone."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("acceptance", "dialects", "features", "reference_orchestrator", "reports", "steps", "targets")
FILES = (
    "environment.py",
    "LICENSE",
    "MANIFEST.in",
    "pyproject.toml",
    "README.md",
    "setup.py",
    "targets.toml",
    "waivers.toml",
)
CACHES = shutil.ignore_patterns("__pycache__")
WRITTEN = shutil.ignore_patterns("__pycache__", "allure-results", "evidence", "servers", "*.html", "compare")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build it from a copy, so that nothing is left in the clone, and nothing that was left there gets in."""
    source, place = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in NEEDED:
        # What runs write lies in the reports alone; folders of the driver may be called the same.
        shutil.copytree(ROOT / name, source / name, ignore=WRITTEN if name == "reports" else CACHES)
    for name in FILES:
        shutil.copy(ROOT / name, source / name)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-input", "--wheel-dir", str(place)]
    done = subprocess.run([*pip, str(source)], capture_output=True, text=True, timeout=HANG_SECONDS, check=False)
    if done.returncode and "setuptools" in done.stderr and "No matching distribution" in done.stderr:
        pytest.skip("there is no index here from which the build's own tools could be installed")
    assert done.returncode == 0, done.stderr
    return next(place.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it, and of the clone's environment the libraries only."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=False, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(place / "bin" / "python"), "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--no-index", str(wheel)], check=True, timeout=HANG_SECONDS)
    libraries = next(path for path in map(Path, sys.path) if (path / "behave").is_dir())
    own = next((place / "lib").glob("python*/site-packages"))
    # As a plain folder on the path: the links that lead back into a clone are in .pth files, which are not followed.
    (own / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    return place / "bin"


def run(program: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    environment = {**kept, "PATH": os.pathsep.join((str(program.parent), os.defpath))}
    environment["XDG_CACHE_HOME"] = str(folder.parent / "cache")
    return subprocess.run(
        [str(program), *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )


def test_the_specification_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    suite = (("features", "*.*"), ("steps", "*.py"), ("dialects", "*.toml"))
    for file in [file for folder, ending in suite for file in (ROOT / folder).rglob(ending)]:
        assert f"acceptance/suite/{file.relative_to(ROOT).as_posix()}" in names
    assert not [name for name in names if name.startswith("tests/") or "__pycache__" in name]


def test_a_run_needs_no_clone_and_writes_where_it_was_called(installed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "server").write_text(f"#!{installed}/python\nfrom reference_orchestrator.__main__ import main\nmain()\n")
    (folder / "server").chmod(0o755)
    ran = run(
        *(installed / "orchestrator-acceptance", "--command", "./server"),
        *("--", "features/1_feature_integration/planning.feature", "--name", "The main task keeps the planned title"),
        folder=folder,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Scenarios: 1 of 1 passed" in ran.stdout + ran.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["reports", "server"]
    assert len(list((folder / "reports" / "allure-results").glob("*-result.json"))) == 1
    suite = next((installed.parent / "lib").glob("python*/site-packages/acceptance/suite"))
    assert not (suite / "reports" / "allure-results").exists()


def test_what_is_no_reports_folder_is_left_alone(installed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    (folder / "reports").mkdir(parents=True)
    (folder / "reports" / "thesis.txt").write_text("years of work")
    ran = run(installed / "orchestrator-acceptance", "--tags", "@FLOW-1", folder=folder)
    assert ran.returncode != 0
    assert "was not emptied" in ran.stdout + ran.stderr
    assert [path.name for path in (folder / "reports").iterdir()] == ["thesis.txt"]


def test_a_command_line_of_an_operator_needs_no_clone_either(installed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    ran = run(installed / "orchestrator_health_check", "--target=reference", "--json", folder=folder)
    assert ran.returncode == 0, ran.stderr
    assert '"healthy": true' in ran.stdout
