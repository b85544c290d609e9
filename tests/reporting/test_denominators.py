"""Where two servers have different numbers of promises for one requirement, the cells say why."""

import pytest

from acceptance.judging.promises import PromiseStanding
from acceptance.reporting.comparing.matrix import Cell
from acceptance.reporting.comparing.shown_matrix import shown_cell

MET, BROKEN = PromiseStanding.MET, PromiseStanding.NOT_MET
BLOCKED, DECLARED, OPEN = PromiseStanding.BLOCKED, PromiseStanding.DECLARED, PromiseStanding.NOT_JUDGED
LACKING = PromiseStanding.NOT_OFFERED


def cell(*standings: PromiseStanding, own: bool = False, not_run: int = 0) -> Cell:
    names = [f"TASK-1.{number}" for number in range(len(standings))]
    told = dict(zip(names, standings, strict=True)) | ({"TASK-1": BROKEN} if own else {})
    broken = sum(one is BROKEN for one in told.values())
    met, lacking = standings.count(MET), standings.count(LACKING)
    return Cell(BROKEN if broken else MET, met, met + broken, lacking, (), told, not_run)


@pytest.mark.parametrize(
    ("found", "words", "besides"),
    [
        (cell(MET, MET, MET, BROKEN), "3 of 4", ""),
        (cell(MET, BLOCKED, DECLARED, OPEN), "1 of 1", "1 blocked, 1 declared otherwise, 1 not judged"),
        (cell(MET, LACKING, OPEN, OPEN, not_run=1), "1 of 1", "1 not offered, 1 not judged, 1 not run"),
        (cell(MET, MET, MET, MET, own=True), "4 of 5", "1 broken that no clause names"),
    ],
)
def test_what_is_not_counted_is_told(found: Cell, words: str, besides: str) -> None:
    told = shown_cell("TASK-1", found)
    assert (told.words, told.small) == (words, besides)
