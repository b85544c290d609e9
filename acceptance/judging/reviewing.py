"""Code reviews: who reviewed what was judged, and what was found, as a person enters it after a run.

Like a signature, a review is sealed by the digest of what it says, and it names the results by their digest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from acceptance.errors import SuiteError
from acceptance.evidence.evidence import now as utc_now
from acceptance.integrity.files import read_entries, write_whole
from acceptance.integrity.manifest import REVIEWS, seal_of
from acceptance.integrity.names import MOST_OF_A_PERSON
from acceptance.integrity.results import results_digest

MOST_BYTES: Final = 1 << 22
MOST_OF_NOTES: Final = 1000


@dataclass(frozen=True, slots=True)
class Review:
    """A person's code review.

    Attributes:
        name: who reviewed.
        notes: what was reviewed and found.
        reviewed: when it was entered, in UTC.
        results: the digest of the results that it is about.
        previous: the seal of the review before this one; empty for the first.
        seal: the digest of all the rest, by which a change of it is found.
    """

    name: str
    notes: str
    reviewed: str
    results: str
    previous: str = ""
    seal: str = ""

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Review:
        """Read a review as it is kept.

        Raises:
            TypeError: it is none.
        """
        review = cls(**told)
        if not all(isinstance(getattr(review, one.name), str) for one in fields(cls)):
            raise TypeError
        return review

    def sealed(self) -> Review:
        """The same with its seal."""
        return replace(self, seal=seal_of({**asdict(self), "seal": ""}))

    def who(self) -> str:
        """The person and the time, to the minute."""
        return f"{self.name}, {self.reviewed[:16].replace('T', ' ')} UTC"


def draft_review(reports: Path, *, name: str, notes: str) -> Review:
    """A review of the results that lie below the reports, not kept yet.

    Raises:
        SuiteError: name or notes are missing, too long, or more than one line; or earlier reviews are damaged.
    """
    for option, text, most in (("--by", name, MOST_OF_A_PERSON), ("--notes", notes, MOST_OF_NOTES)):
        if not text.strip().isprintable() or len(text.strip()) > most:
            raise SuiteError(f"{option} is one line of at most {most} characters that can be seen.")
    if not name.strip():
        raise SuiteError("A review has a name: --by NAME.")
    if not notes.strip():
        raise SuiteError("A review says what was found: --notes TEXT.")
    earlier = read_reviews(reports)
    previous = earlier[-1].seal if earlier else ""
    return Review(name.strip(), notes.strip(), utc_now(), results_digest(reports), previous).sealed()


def keep_review(reports: Path, review: Review) -> None:
    """Keep a review behind the earlier ones.

    Raises:
        OSError: it could not be written.
    """
    kept = [asdict(one) for one in [*read_reviews(reports), review]]
    write_whole(reports / REVIEWS, json.dumps(kept, indent=2, ensure_ascii=False))


def read_reviews(reports: Path) -> list[Review]:
    """The reviews so far.

    Raises:
        SuiteError: they cannot be read.
    """
    found = read_entries(reports / REVIEWS, MOST_BYTES, Review.read)
    if found is None:
        raise SuiteError(f"{reports / REVIEWS} holds no reviews; remove it, and run the whole suite again.")
    return found


def counted_reviews(reports: Path) -> tuple[Review, ...]:
    """The reviews that are about the results below the reports, as they were entered; none where one was changed."""
    try:
        reviews = read_reviews(reports)
    except SuiteError:
        return ()
    if not reviews or review_faults(reviews):
        return ()
    digest = results_digest(reports)
    return tuple(one for one in reviews if one.results == digest)


def faults_of_reviews(reports: Path) -> list[str]:
    """What is wrong with the reviews below the reports, in words."""
    try:
        return review_faults(read_reviews(reports))
    except SuiteError:
        return [f"{REVIEWS} cannot be read as code reviews"]


def review_faults(reviews: Sequence[Review]) -> list[str]:
    """What is wrong with the reviews themselves, in words; nothing where each is as it was entered."""
    found, previous = [], ""
    for number, one in enumerate(reviews, start=1):
        what = f"code review {number} ({one.name})"
        if one.seal != one.sealed().seal:
            found.append(f"{what} was changed: name, notes, time or results are not those that were entered")
        elif one.previous != previous:
            found.append(f"a code review before {what} was added, removed or moved")
        previous = one.seal
    return found
