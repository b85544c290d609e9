"""Templates are written by one at a time, and an installation is whole or nothing."""

import errno
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from reference_bench import Bench
from reference_templates import FOLDER, create, template

from reference_orchestrator import durability
from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.template_folder import TemplateFolder


def test_of_two_that_create_one_template_exactly_one_succeeds(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Bench(bench.home)
    told: list[str] = []

    def attempt(one: Bench, title: str) -> None:
        try:
            create(one, template(metadata={"name": title}))
            told.append(title)
        except Refusal:
            told.append("refused")

    write = TemplateFolder.write

    def slowly(*given: Any) -> None:
        time.sleep(0.1)
        write(*given)

    monkeypatch.setattr(TemplateFolder, "write", slowly)
    threads = [threading.Thread(target=attempt, args=given) for given in ((bench, "A"), (other, "B"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = set(told) - {"refused"}
    assert sorted(told) == sorted([winner, "refused"])
    assert bench.call("template_load", template_id="release")["template"]["metadata"] == {"name": winner}


def test_an_installation_is_whole_or_nothing(bench: Bench) -> None:
    folder = bench.home / FOLDER / "builtin"
    bench.call("template_install_default_library")
    for file in folder.iterdir():
        file.write_text("{metadata: {name: 'mine'}, tasks: {one: {title: 'Mine'}}}")
    (folder / "experiment.json5").unlink()
    (folder / "experiment.json5").mkdir()
    (folder / "bug_hunt.json5").unlink()
    before = sorted(folder.iterdir())
    with pytest.raises(Refusal, match=r"experiment\.json5 cannot: Is a directory"):
        bench.call("template_install_default_library", overwrite=True)
    assert sorted(folder.iterdir()) == before
    assert all("mine" in file.read_text() for file in before if file.is_file())


def test_an_installation_that_breaks_off_brings_back_what_was_there(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = bench.home / FOLDER / "builtin"
    bench.call("template_install_default_library", category="research")
    for file in folder.iterdir():
        file.write_text("mine")
    before = {file: file.read_text() for file in folder.iterdir()}

    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durability, "sync_directory", full)
    with pytest.raises(Refusal, match="No space left on device"):
        bench.call("template_install_default_library", overwrite=True)
    assert {file: file.read_text() for file in folder.iterdir()} == before
