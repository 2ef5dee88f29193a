"""What an nbgrader course folder holds for one notebook of an assignment.

Only this module and those that nbgrader calls (execute, exporter, preflight, install) import
nbgrader.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import find_all_files

from nbjudge.pair import GraderError

Files = dict[str, bytes]
"""Files by their path relative to the working folder."""

MOST_BYTES = 256 << 20


def course_of(configurable: Any) -> CourseDirectory:
    """The course of the converter that a preprocessor or an exporter works for."""
    while configurable is not None and getattr(configurable, "coursedir", None) is None:
        configurable = configurable.parent
    if configurable is None:
        raise GraderError(
            "nbjudge.Execute grades only under nbgrader's Autograde, which knows the course: "
            "install it with nbjudge.use(c) in nbgrader_config.py"
        )
    return configurable.coursedir


@dataclass(frozen=True)
class CourseNotebook:
    """One notebook of an assignment: what the gradebook and the source folder hold of it."""

    coursedir: CourseDirectory
    assignment: str
    notebook: str

    @property
    def name(self) -> str:
        return f"source/{self.assignment}/{self.notebook}.ipynb"

    @cached_property
    def _entry(self) -> tuple[dict[str, str], dict[str, Any]]:
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                notebook = gradebook.find_notebook(self.notebook, self.assignment)
            except MissingEntry:
                raise GraderError(
                    f"the gradebook has no notebook {self.notebook!r} of {self.assignment!r}; "
                    f"run: nbgrader generate_assignment {self.assignment}"
                ) from None
            tests = {cell.name: cell.source for cell in notebook.source_cells if cell.locked}
            return tests, json.loads(notebook.kernelspec or "{}") or {}

    def tests(self) -> dict[str, str]:
        """The source of each test cell and locked cell by grade_id, as the gradebook holds it."""
        return self._entry[0]

    def kernelspec(self) -> dict[str, Any]:
        """The kernel that the instructor chose; a submission has no say in it."""
        return self._entry[1]

    def skipped(self, tag: str) -> set[str]:
        """The grade_ids of locked cells that the instructor tagged as not to be executed.

        Tags of a locked cell in a submission count for nothing: a student could have set them.
        """
        try:
            cells = self.source_notebook().cells
        except GraderError:
            return set()
        return {
            cell.metadata.get("nbgrader", {}).get("grade_id")
            for cell in cells
            if tag in cell.metadata.get("tags", [])
        }

    def _source_folder(self) -> Path:
        folder = self.coursedir.format_path(self.coursedir.source_directory, ".", self.assignment)
        return Path(folder)

    def source_notebook(self) -> NotebookNode:
        """The instructor's own notebook, with its solutions."""
        path = self._source_folder() / f"{self.notebook}.ipynb"
        try:
            notebook: NotebookNode = nbformat.read(path, as_version=4)
            return notebook
        except (OSError, ValueError) as error:
            raise GraderError(
                f"{path}: the source notebook is needed for the reference run and cannot be read: "
                f"{error}. To grade without one: c.Execute.waive = {{'reference'}}"
            ) from error

    def grader_files(self) -> Files:
        """The instructor's helper modules and data that lie beside the source notebook."""
        return read_files(self._source_folder(), self.coursedir.ignore)

    def submitted_files(self, folder: Path, student: str) -> tuple[Files, list[str]]:
        """The files beside a submitted notebook, and the names of those that were left out.

        nbgrader copied them to ``folder``, those of the source folder among them. It follows
        links, so a file that was handed in as a link could be anybody's: it is left out.
        """
        files, too_large = read_some(folder, self.coursedir.ignore)
        handed_in = Path(
            self.coursedir.format_path(self.coursedir.submitted_directory, student, self.assignment)
        )
        links = [name for name in files if is_linked(handed_in, name)]
        own = self.grader_files()
        kept = {name: data for name, data in files.items() if name not in links}
        return kept | {n: own[n] for n in links if n in own}, [*too_large, *links]


def is_linked(folder: Path, name: str) -> bool:
    """Whether a path below a folder is a symbolic link or leads through one."""
    parts = Path(name).parts
    return any(folder.joinpath(*parts[:n]).is_symlink() for n in range(1, len(parts) + 1))


def read_files(folder: Path, ignore: list[str]) -> Files:
    """Every file below a folder but notebooks and ignored ones; a link is followed by its content.

    Raises GraderError when together they are larger than a working folder may be.
    """
    files, too_large = read_some(folder, ignore)
    if too_large:
        raise GraderError(
            f"{folder}: more than {MOST_BYTES >> 20} MiB of files; name those that notebooks do "
            f"not need in c.CourseDirectory.ignore: {', '.join(too_large)}"
        )
    return files


def read_some(folder: Path, ignore: list[str]) -> tuple[Files, list[str]]:
    """The files below a folder, and the names of those for which there was no more room."""
    found: Files = {}
    too_large = []
    room = MOST_BYTES
    for path in files_below(folder, ignore):
        name = str(path.relative_to(folder))
        size = path.stat().st_size
        if size > room:
            too_large.append(name)
            continue
        room -= size
        found[name] = path.read_bytes()
    return found, too_large


def files_below(folder: Path, ignore: list[str]) -> Iterator[Path]:
    for name in sorted(find_all_files(str(folder), [*ignore, "*.ipynb"])):
        if Path(name).is_file():
            yield Path(name)
