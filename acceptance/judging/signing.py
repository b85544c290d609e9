"""The record of a verdict, and who signed it: what was signed can be told from what lies beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from acceptance.errors import SuiteError
from acceptance.evidence.evidence import now as utc_now
from acceptance.integrity.files import digest_of, read_entries, read_json, write_whole
from acceptance.integrity.manifest import SIGNATURES, Change, Manifest, are_digests, manifest_digest, seal_of
from acceptance.integrity.names import MOST_OF_A_PERSON, is_persons_text, printable
from acceptance.judging.reviewing import faults_of_reviews
from acceptance.judging.verdict import Assessment, Verdict

RECORD: Final = "sign-off.json"
SIGNABLE: Final = frozenset({Verdict.ACCEPTED.value, Verdict.RESERVATIONS.value})
SHEETS: Final = ("sign-off.html", "sign-off.pdf")
"""The pages that show the signatures, so that each signature changes them."""

MOST_BYTES: Final = 1 << 25
MOST_LISTED: Final = 5


@dataclass(frozen=True, slots=True)
class Signature:
    """A person's signature under a verdict.

    Attributes:
        name: who.
        role: as what; may be empty.
        signed: when, in UTC.
        verdict: what was signed.
        manifest: the digest of the manifest, which holds that of every file.
        pages: the digests of the sheets on which it stands, by their names; empty for one that is not there.
        previous: the seal of the signature before this one; empty for the first.
        seal: the digest of all the rest, by which a change of it is found.
    """

    name: str
    role: str
    signed: str
    verdict: str
    manifest: str
    pages: Mapping[str, str] = field(default_factory=dict)
    previous: str = ""
    seal: str = ""

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Signature:
        """Read a signature as it is kept.

        Raises:
            TypeError: it is none.
        """
        signature = cls(**told)
        texts = [getattr(signature, one.name) for one in fields(cls) if one.name != "pages"]
        if not all(isinstance(text, str) and is_persons_text(text) for text in texts):
            raise TypeError
        if not are_digests(signature.pages):
            raise TypeError
        return signature

    def sealed(self) -> Signature:
        """The same with its seal."""
        return replace(self, seal=seal_of({**asdict(self), "seal": ""}))

    def who(self) -> str:
        """The person in words: name, role, time."""
        return f"{self.name}{f', {self.role}' if self.role else ''}, {self.signed}"


def sign(  # noqa: PLR0913 - each is a part of what is signed
    reports: Path,
    now: Manifest,
    fresh: Assessment,
    show: Callable[[Sequence[Signature]], None],
    *,
    name: str,
    role: str,
) -> Signature:
    """Sign the verdict that lies below the reports.

    Args:
        reports: where record, manifest and results are.
        now: the digests of what is there now.
        fresh: what an assessment says today.
        show: writes the sheets, with the signatures that it is given.
        name: who signs.
        role: as what.

    Raises:
        SuiteError: the verdict does not allow it, or something has changed since it was given.
        OSError: the signature could not be written.
    """
    for option, text in (("--by", name), ("--role", role)):
        if not is_persons_text(text.strip()):
            raise SuiteError(f"{option} is one line of at most {MOST_OF_A_PERSON} characters that can be seen.")
    if not name.strip():
        raise SuiteError("A signature has a name: --by NAME.")
    earlier = read_signatures(reports)
    record = signable_record(reports, earlier, now, fresh)
    draft = Signature(
        name.strip(),
        role.strip(),
        utc_now(),
        record["verdict"],
        manifest_digest(reports),
        previous=earlier[-1].seal if earlier else "",
    )
    with files_restored(reports, SHEETS):
        show([*earlier, draft])
        return keep_signature(reports, earlier, draft)


@contextmanager
def files_restored(reports: Path, names: Sequence[str]) -> Iterator[None]:
    """Put files back as they were when something could not be kept; what was not there before goes again."""
    before = {name: (reports / name).read_bytes() for name in names if (reports / name).is_file()}
    try:
        yield
    except BaseException:
        for name in names:
            if name in before:
                (reports / name).write_bytes(before[name])
            else:
                (reports / name).unlink(missing_ok=True)
        raise


def signable_record(reports: Path, earlier: Sequence[Signature], now: Manifest, fresh: Assessment) -> Mapping[str, Any]:
    """The record of a verdict that can be signed.

    Raises:
        SuiteError: it was not accepted, or something has changed since.
    """
    record = read_record(reports)
    if record["verdict"] not in SIGNABLE:
        told = printable(f"{record['verdict'].lower()}, {record['reason']}", most=1000)
        raise SuiteError(f"This run cannot be signed: {told}.")
    wrong = [f"{printable(file)} {change}" for file, change in changes(reports, earlier, now)]
    if wrong := [*wrong, *faults_of_reviews(reports), *chain_faults(reports, earlier, record)]:
        raise SuiteError(f"This run cannot be signed: {listed(wrong)}. Run the whole suite again.")
    if fresh.verdict.value != record["verdict"]:
        raise SuiteError(
            f"This run cannot be signed: by now it would be {fresh.verdict.value.lower()} ({fresh.reason}). "
            "A waiver was changed or has expired; run the whole suite again."
        )
    return record


def keep_signature(reports: Path, earlier: Sequence[Signature], draft: Signature) -> Signature:
    """Seal a signature with the sheets on which it stands by now, and keep it.

    Raises:
        OSError: it could not be written.
    """
    pages = {name: digest_of(reports / name) if (reports / name).exists() else "" for name in SHEETS}
    signature = replace(draft, pages=pages).sealed()
    text = json.dumps([asdict(one) for one in [*earlier, signature]], indent=2, ensure_ascii=False)
    write_whole(reports / SIGNATURES, text)
    return signature


def changes(reports: Path, signatures: Sequence[Signature], now: Manifest) -> list[tuple[str, Change]]:
    """What has changed since a verdict was given: the names of the files, and what became of each.

    The sheets are those of the last signature, which stands on them.

    Raises:
        SuiteError: there is no manifest, or it is damaged.
    """
    manifest = Manifest.read(reports)
    if signatures:
        files = {name: digest for name, digest in manifest.files.items() if name not in SHEETS}
        files |= {name: digest for name, digest in signatures[-1].pages.items() if digest}
        manifest = replace(manifest, files=files)
    return list(manifest.changes(now))


def chain_faults(reports: Path, signatures: Sequence[Signature], record: Mapping[str, Any]) -> list[str]:
    """What is wrong with the signatures themselves, in words; nothing where each is as it was given."""
    found, previous, digest = [], "", manifest_digest(reports)
    for number, one in enumerate(signatures, start=1):
        what = f"signature {number} ({one.name})"
        if one.seal != one.sealed().seal:
            found.append(f"{what} was changed: name, role, time or verdict are not those that were given")
        elif one.previous != previous:
            found.append(f"a signature before {what} was added, removed or moved")
        elif one.manifest != digest:
            found.append(f"{what} is about another manifest than the one that lies here")
        elif one.verdict != record["verdict"]:
            found.append(f"{what} is about another verdict than the one that lies here")
        previous = one.seal
    return found


def listed(words: Sequence[str]) -> str:
    """Some findings in one sentence; of many the first are told."""
    more = f", and {len(words) - MOST_LISTED} more" if len(words) > MOST_LISTED else ""
    return f"{', '.join(words[:MOST_LISTED])}{more}"


def read_record(reports: Path) -> dict[str, Any]:
    """The record of the verdict.

    Raises:
        SuiteError: there is none, or it is damaged.
    """
    try:
        record = read_json(reports / RECORD, MOST_BYTES)
        digests = record["digests"]
        datetime.fromisoformat(record["made"])
        texts = (record["verdict"], *(digests[name] for name in ("features", "tools", "results")))
        if all(isinstance(text, str) and text.isprintable() for text in texts) and isinstance(record["reason"], str):
            return dict(record)
    except FileNotFoundError:
        raise SuiteError(
            "There is no verdict below reports/ that could be signed: run the whole suite first."
        ) from None
    except (OSError, ValueError, TypeError, KeyError):
        pass
    raise SuiteError(f"{reports / RECORD} is not the record of a verdict; run the whole suite again.")


def read_signatures(reports: Path) -> list[Signature]:
    """The signatures so far.

    Raises:
        SuiteError: they cannot be read.
    """
    found = read_entries(reports / SIGNATURES, MOST_BYTES, Signature.read)
    if found is None:
        raise SuiteError(f"{reports / SIGNATURES} holds no signatures; remove it, and sign again.")
    return found
