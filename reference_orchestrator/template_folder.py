"""Templates as files of the workspace, a folder for each category (Contract TMPL-1, TMPL-4, SAFE-8)."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Final

from reference_orchestrator.artifacts import FOLDER, own_path
from reference_orchestrator.domain.refusals import Refusal, shown
from reference_orchestrator.durability import one_at_a_time, sync_directory, write_all_whole, write_whole

LONGEST_ID: Final = 100
LOCK_TIMEOUT: Final = 3.0
"""Seconds that a change of templates waits for the changes of others."""
_ID: Final = re.compile(r"[A-Za-z0-9_-]+")
_ENDING: Final = ".json5"


class Category(StrEnum):
    """Whose a template is."""

    USER = "user"
    SHARED = "shared"
    BUILTIN = "builtin"


OWN: Final = (Category.USER, Category.SHARED)
"""The categories in which templates can be created and removed."""


def check_id(template_id: str) -> None:
    """Refuse what is no plain name: a name never is a path (Contract TMPL-1, SAFE-8).

    Raises:
        Refusal: it is none, or longer than file names may be.
    """
    if not _ID.fullmatch(template_id) or len(template_id) > LONGEST_ID:
        raise Refusal(
            f"template_id is {shown(template_id)}, and must be 1 to {LONGEST_ID} ASCII letters, digits, `_` and `-`."
        )


class TemplateFolder:
    """The templates of one workspace."""

    def __init__(self, workspace: Path) -> None:
        """Describe the folder; it is made when the first template is written.

        Args:
            workspace: absolute, with its own symbolic links resolved.
        """
        self._workspace = workspace

    def find(self, template_id: str, categories: Iterable[Category] = tuple(Category)) -> tuple[Category, str]:
        """Find a template in the first of several categories that has it.

        Returns:
            The category, and the content.

        Raises:
            Refusal: none has it, the name is no plain one, or the file cannot be read.
        """
        check_id(template_id)
        searched = list(categories)
        for category in searched:
            with suppress(FileNotFoundError, NotADirectoryError):
                return category, self.read(template_id, category)
        raise Refusal(
            f"template_id is {shown(template_id)}, and none is there ({', '.join(searched)}): template_list "
            "lists those that are there."
        )

    def read(self, template_id: str, category: Category) -> str:
        """The content of a template.

        Raises:
            FileNotFoundError: there is none.
            Refusal: the file cannot be read.
        """
        path = self._path(template_id, category)
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
            with open(descriptor, encoding="utf-8", newline="") as stream:  # noqa: PTH123 - flags that Path lacks
                return stream.read()
        except (FileNotFoundError, NotADirectoryError):
            raise
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "it is no UTF-8"
            raise Refusal(f"The template {template_id} cannot be read from {path}: {reason}.") from error

    def exists(self, template_id: str, category: Category) -> bool:
        """Whether there is a template of this name in a category.

        Raises:
            Refusal: the name is no plain one.
        """
        check_id(template_id)
        return os.path.lexists(self._path(template_id, category))

    def write(self, template_id: str, category: Category, content: str) -> None:
        """Keep a template, in the place of an earlier one if there is one.

        Raises:
            Refusal: the name is no plain one, or it cannot be written; the earlier one stands then.
        """
        check_id(template_id)
        path = self._path(template_id, category)
        try:
            write_whole(path, content.encode("utf-8"))
        except OSError as error:
            raise Refusal(
                f"The template {template_id} cannot be written to {path}: {error.strerror}. Nothing was changed."
            ) from error

    def write_all(self, category: Category, contents: Mapping[str, str]) -> None:
        """Keep several templates, in the place of earlier ones if there are any: all of them, or none.

        Raises:
            Refusal: one of them cannot be written; the earlier ones stand then.
        """
        paths = {self._path(name, category): content.encode("utf-8") for name, content in contents.items()}
        try:
            write_all_whole(paths)
        except OSError as error:
            place = error.filename2 or error.filename or self._folder(category)
            raise Refusal(
                f"The templates cannot be written, because {place} cannot: {error.strerror}. Nothing was changed."
            ) from error

    @contextmanager
    def change(self, category: Category, names: Iterable[str]) -> Iterator[None]:
        """Let nobody else, in this process or another, change a category between a look at it and a change.

        Args:
            category: what is to be changed.
            names: of the templates that are to be written.

        Raises:
            Refusal: a name is no plain one, another change does not come to an end, or the folder cannot be made.
        """
        # Before the folder is made: what is refused leaves nothing.
        for name in names:
            check_id(name)
        folder = self._folder(category)
        with ExitStack() as lock:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                lock.enter_context(one_at_a_time(folder, LOCK_TIMEOUT))
            except OSError as error:
                raise Refusal(
                    f"The templates in {folder} cannot be changed: {error.strerror}. Nothing was changed."
                ) from error
            yield

    def remove(self, template_id: str, category: Category) -> None:
        """Remove a template; a symbolic link in its place goes, and what it leads to stays.

        Raises:
            Refusal: it cannot be removed.
        """
        path = self._path(template_id, category)
        try:
            path.unlink(missing_ok=True)
            sync_directory(path.parent)
        except OSError as error:
            raise Refusal(f"The template {template_id} cannot be removed: {error.strerror}.") from error

    def names(self, categories: Iterable[Category] = tuple(Category)) -> Iterator[tuple[Category, str]]:
        """The categories and names of all templates, in order.

        Raises:
            Refusal: a folder cannot be read, or leads out of the workspace.
        """
        for category in sorted(categories):
            folder = self._folder(category)
            files = folder.glob(f"*{_ENDING}") if folder.is_dir() else ()
            yield from ((category, name) for name in sorted(file.stem for file in files) if _ID.fullmatch(name))

    def _folder(self, category: Category) -> Path:
        return own_path(self._workspace, FOLDER / "templates" / category)

    def _path(self, template_id: str, category: Category) -> Path:
        # The folder's own links are followed only within the workspace, and the file's own never.
        return self._folder(category) / f"{template_id}{_ENDING}"
