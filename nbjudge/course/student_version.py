"""The source notebooks of a course, and the students' versions that they generate.

These are made as ``nbgrader generate_assignment`` would, but into a folder of the caller's and past
the gradebook, so that nothing of the course is touched.
"""

import contextlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from logging.handlers import BufferingHandler
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.apps import NbGrader
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells
from nbgrader.preprocessors.base import NbGraderPreprocessor
from traitlets.config import Config

from nbjudge.course.configuration import configured
from nbjudge.errors import GraderError


@dataclass(frozen=True)
class StudentVersion:
    """What students would get, and where it lies; ``locked`` has what the gradebook would hold of
    each notebook's test cells and locked cells, by grade_id: hidden tests and generated ones too.
    """

    folder: Path
    locked: Mapping[str, Mapping[str, str]]


class Sources:
    """The assignments of a course folder, with the settings of its nbgrader_config.py."""

    def __init__(self, folder: Path) -> None:
        with contextlib.chdir(folder):
            app = configured(NbGrader(), lambda app: app.load_config_file())
        self.config: Config = app.config
        self.config.CourseDirectory.setdefault("root", str(folder))
        self.coursedir = CourseDirectory(config=self.config)
        self.root = Path(self.coursedir.root)

    def assignments(self) -> list[str]:
        """The names of the assignments that have a source folder with a notebook in it."""
        pattern = self.folder("source", "*")
        return sorted(f.name for f in pattern.parent.glob("*") if any(f.glob("*.ipynb")))

    def folder(self, step: str, assignment: str) -> Path:
        """An assignment's folder of one of nbgrader's steps, such as source or release."""
        directory = getattr(self.coursedir, f"{step}_directory")
        return Path(self.coursedir.format_path(directory, ".", assignment))

    def notebooks(self, assignment: str) -> list[Path]:
        """The source notebooks of an assignment. Raises GraderError where there is none."""
        folder = self.folder("source", assignment)
        if assignment not in self.assignments():
            known = ", ".join(self.assignments()) or "none"
            raise GraderError(f"{folder} holds no notebook; the assignments are: {known}")
        return sorted(folder.glob("*.ipynb"))

    def student_version(self, assignment: str, to: Path) -> StudentVersion:
        """Generate what students would get, below a folder.

        Raises GraderError with nbgrader's reason when none can be made.
        """
        locked: dict[str, dict[str, str]] = {}
        config = Config(self.config)
        config.CourseDirectory.release_directory = str(to)
        config.CourseDirectory.assignment_id = assignment
        config.GenerateAssignment.no_database = True
        stock = GenerateAssignment.class_traits()["preprocessors"].default()
        chosen = config.GenerateAssignment.get("preprocessors", stock)
        config.GenerateAssignment.preprocessors = [
            keeping(locked) if p is SaveCells else p for p in chosen
        ]
        converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
        converter.log = logging.getLogger("nbjudge.quiet")
        converter.log.propagate = False
        reports = BufferingHandler(10_000)
        converter.log.addHandler(reports)
        try:
            converter.start()
        except NbGraderException as error:
            raise GraderError(
                f"no students' version of {assignment} can be made: {last_error(reports)}. "
                f"See: nbgrader generate_assignment {assignment}"
            ) from error
        finally:
            converter.log.removeHandler(reports)
        return StudentVersion(to / assignment, locked)


def keeping(kept: dict[str, dict[str, str]]) -> type[NbGraderPreprocessor]:
    """A step in the place of the one that gives cells to the gradebook."""

    class KeepCells(NbGraderPreprocessor):  # type: ignore[misc]
        def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
            noted = [(cell.metadata.get("nbgrader", {}), cell.source) for cell in nb.cells]
            kept[resources["nbgrader"]["notebook"]] = {
                about["grade_id"]: source
                for about, source in noted
                if about.get("locked") or about.get("grade")
            }
            return nb, resources

    return KeepCells


def last_error(reports: BufferingHandler) -> str:
    """The error that nbgrader logged as a traceback: its last line says which."""
    said = [report.getMessage().strip() for report in reports.buffer]
    traces = [text for text in said if text.startswith("Traceback")] or said
    return traces[-1].splitlines()[-1] if traces and traces[-1] else "nbgrader does not say why"
