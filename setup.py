"""Puts into the wheel what a run needs beside the packages: the specification, its vocabulary, the settings.

Below `acceptance/suite` they lie as they do in a clone, so that behave finds them there (see
`acceptance/system/paths.py`).
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent
FOLDERS = ("dialects", "features", "steps", "targets")
FILES = (
    *("environment.py", "pyproject.toml", "targets.toml", "waivers.toml"),
    *("reports/README.md", "reports/allurerc.yml", "reports/package.json", "reports/package-lock.json"),
    "reports/.npmrc",
)


class BuildWithTheSuite(build_py):
    """Builds the packages, and the suite into one of them."""

    def run(self) -> None:
        """Build; an editable installation reads the suite from the clone itself."""
        super().run()
        if self.editable_mode:
            return
        suite = Path(self.build_lib) / "acceptance" / "suite"
        shutil.rmtree(suite, ignore_errors=True)
        for name in FOLDERS:
            shutil.copytree(HERE / name, suite / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in FILES:
            (suite / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(HERE / name, suite / name)


setup(cmdclass={"build_py": BuildWithTheSuite})
