"""What an nbgrader course folder holds for one notebook of an assignment."""

import glob
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from nbjudge.errors import GraderError

Files = dict[str, bytes]
"""Files by their path relative to the working folder."""

MOST_BYTES = 256 << 20
MOST_FILES = 5000
MOST_NAMED = 50
"""What may lie beside a notebook, and how many of the files that may not are named."""

T = TypeVar("T")

_places_of_runs: WeakKeyDictionary[Any, dict[tuple[str, str], "CourseNotebook"]] = (
    WeakKeyDictionary()
)


def converter_of(configurable: Any) -> Any:
    """The converter that a preprocessor or an exporter works for; nbgrader makes one for a run."""
    while configurable is not None and getattr(configurable, "coursedir", None) is None:
        configurable = configurable.parent
    if configurable is None:
        raise GraderError(
            "nbjudge.Execute grades only under nbgrader's Autograde, which knows the course: "
            "install it with nbjudge.use(c) in nbgrader_config.py"
        )
    return configurable


def place_in_run(configurable: Any, assignment: str, notebook: str) -> "CourseNotebook":
    """One notebook of the course, read once for a whole run of nbgrader: all its submissions are
    graded by what the instructor's files held when it began."""
    converter = converter_of(configurable)
    places = _places_of_runs.setdefault(converter, {})
    place = CourseNotebook(converter.coursedir, assignment, notebook)
    return places.setdefault((assignment, notebook), place)


@dataclass(frozen=True)
class CourseNotebook:
    """One notebook of an assignment: what the gradebook and the source folder hold of it.

    Each is read once, when it is first asked for.
    """

    coursedir: CourseDirectory
    assignment: str
    notebook: str
    _made: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, what: str, make: Callable[[], T]) -> T:
        """What others make of this notebook: made when it is first asked for, too."""
        if what not in self._made:
            self._made[what] = make()
        made: T = self._made[what]
        return made

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
            # The gradebook calls every test cell locked, even one whose own flag says otherwise.
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

    def news(self) -> str | None:
        """A sentence on locked cells that the source has and the gradebook has otherwise."""
        known, changed = self.tests(), []
        try:
            cells = self.source_notebook().cells
        except GraderError:
            return None
        for cell in cells:
            held = known.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
            # nbgrader takes solutions out before it keeps a cell.
            if held is None or "BEGIN SOLUTION" in cell.source:
                continue
            if held.strip() != cell.source.strip():
                changed.append(cell.metadata.nbgrader.grade_id)
        if not changed:
            return None
        return (
            f"{self.name}: {', '.join(changed)} changed since the gradebook took it over, which "
            "counts; for what the source has now, run: "
            f"nbgrader generate_assignment {self.assignment} --force"
        )

    def curves(self) -> dict[str, str]:
        """The list that feedback is to draw where a test cell failed, by the test's grade_id."""
        try:
            cells = self.source_notebook().cells
        except GraderError:
            return {}
        asked = ((cell, cell.metadata.get("nbjudge", {})) for cell in cells)
        return {
            cell.metadata.get("nbgrader", {}).get("grade_id"): str(picture.get("values"))
            for cell, picture in asked
            if picture.get("picture") == "curve"
        }

    def _source_folder(self) -> Path:
        folder = self.coursedir.format_path(self.coursedir.source_directory, ".", self.assignment)
        return Path(folder)

    def source_notebook(self) -> NotebookNode:
        """The instructor's own notebook, with its solutions. Not to be changed.

        Raises GraderError when there is none to be read.
        """
        return self._source

    @cached_property
    def _source(self) -> NotebookNode:
        path = self._source_folder() / f"{self.notebook}.ipynb"
        try:
            notebook: NotebookNode = nbformat.read(path, as_version=4)
            return notebook
        except (OSError, ValueError) as error:
            raise GraderError(
                f"{path}: the source notebook is needed for the reference run and cannot be read: "
                f"{error}. Mend it, or to grade without one: c.Execute.waive = {{'reference'}}"
            ) from error

    def grader_files(self) -> Files:
        """The instructor's helper modules and data that lie beside the source notebook."""
        return self._files

    @cached_property
    def _files(self) -> Files:
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
        kept, links = without_links(files, handed_in)
        own = self.grader_files()
        return kept | {n: own[n] for n in links if n in own}, [*too_large, *links]


def without_links(files: Files, folder: Path) -> tuple[Files, list[str]]:
    """The files but those that lie in the folder as links, and the names of these."""
    links = [name for name in files if is_linked(folder, name)]
    return {name: data for name, data in files.items() if name not in links}, links


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
            f"{folder}: more than {MOST_BYTES >> 20} MiB or {MOST_FILES} files; name those that "
            f"notebooks do not need in c.CourseDirectory.ignore: {', '.join(too_large)}"
        )
    return files


def read_some(folder: Path, ignore: list[str]) -> tuple[Files, list[str]]:
    """The files below a folder, and the names of those for which there was no more room."""
    found: Files = {}
    too_large = []
    room = MOST_BYTES
    for path in sorted(files_below(folder, ignore)):
        name = str(path.relative_to(folder))
        size = path.stat().st_size
        if size > room or len(found) == MOST_FILES:
            too_large.append(name)
            continue
        room -= size
        found[name] = path.read_bytes()
    if len(too_large) > MOST_NAMED:
        too_large[MOST_NAMED:] = [f"and {len(too_large) - MOST_NAMED} more"]
    return found, too_large


def files_below(folder: Path, ignore: list[str]) -> Iterator[Path]:
    """The files that nbgrader's ``find_all_files`` finds, without its looking through a folder anew
    for each file of it; no notebooks."""
    for name, folders, files in os.walk(folder):
        patterns = (os.path.join(glob.escape(name), pattern) for pattern in [*ignore, "*.ipynb"])
        ignored = {path for pattern in patterns for path in glob.glob(pattern)}
        folders[:] = [f for f in folders if os.path.join(name, f) not in ignored]
        for path in map(Path(name).joinpath, files):
            if str(path) not in ignored and path.is_file():
                yield path


def giving_way(files: Files, names: Iterable[str]) -> Files:
    """The files that may lie beside others of these names: a student's folder that is called as one
    of them, or a file as a folder of theirs, is left out."""
    taken = set(names)
    folders = {str(parent) for name in taken for parent in PurePath(name).parents}
    return {
        name: data
        for name, data in files.items()
        if name not in folders and taken.isdisjoint(map(str, PurePath(name).parents))
    }
