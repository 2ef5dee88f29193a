"""The preprocessor that stands in for nbgrader's ``Execute``, so that nbgrader grades with nbjudge.

`nbjudge.use` puts it into nbgrader's list; by hand it is ``"nbjudge.Execute"`` in
``c.Autograde.autograde_preprocessors``.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.preprocessors import Execute as StockExecute
from traitlets import Bool, Dict, Float, Integer, List, Unicode, Union
from traitlets import Set as SetTrait

from nbjudge.course import settings
from nbjudge.course.cache import grade_held, knowledge_held, reference_held
from nbjudge.course.cells import as_cells, executed_cells
from nbjudge.course.folder import CourseNotebook, Files, place_in_run
from nbjudge.course.metadata import write_judgement, write_walls
from nbjudge.errors import GraderError
from nbjudge.grading.answers import Answer, read_answers
from nbjudge.grading.diagnosis import Knowledge
from nbjudge.grading.job import Cell, Job, NotebookRun
from nbjudge.grading.marking import judge
from nbjudge.grading.pair import PRELOAD, installed
from nbjudge.grading.reference import Reference
from nbjudge.sandbox import WALLS, ResourceLimits

PYTHON_KERNELS = ("", "python", "python3")

# Configuration of classes that stand above other preprocessors and exporters too.
SHARED_SECTIONS = set(StockExecute.section_names()) - {
    "NotebookClient",
    "ExecutePreprocessor",
    "Execute",
}


class Stopped(NbGraderException, KeyboardInterrupt):  # type: ignore[misc]
    """Ends nbgrader's run, when grading cannot go on as the configuration asks.

    After any other exception nbgrader would go on to the next student, with the same outcome. After
    a KeyboardInterrupt it clears away the submission at hand and ends; its commands turn an
    NbGraderException into an exit status, and the formgrader's server shows it.
    """


class Execute(StockExecute):  # type: ignore[misc]
    """Runs each student's code behind walls and each test cell in the judge.

    It keeps the name of nbgrader's class, so that ``c.Execute`` reaches it, and ``--no-execute``.
    Of nbgrader's settings, ``timeout``, ``error_on_timeout``, ``kernel_name`` and
    ``skip_cells_with_tag`` mean what they did; those about starting, reaching and ending a kernel
    only matter to notebooks that run in one; ``allow_errors`` and others may only say what nbjudge
    does anyway (see `nbjudge.course.settings`). Any other setting stops the run, even a misspelt
    one.

    A notebook whose kernel, as the instructor chose it, is not a Python goes to nbgrader's own
    Execute, without walls; the log says so.
    """

    waive = SetTrait(
        Unicode(),
        help=f"Walls to grade without, by name ({', '.join(WALLS)}), or 'reference' to grade "
        "although the source notebook does not get full marks. The log and the metadata of each "
        "graded notebook say what was waived.",
    ).tag(config=True)
    preload = List(
        Unicode(),
        default_value=installed(PRELOAD),
        help="Modules that are imported once, before any submission.",
    ).tag(config=True)
    memory = Integer(1 << 30, help="Bytes of memory that a submission may use.").tag(config=True)
    processes = Integer(64, help="Processes that a submission may have at a time.").tag(config=True)
    disk = Integer(128 << 20, help="Bytes of files that a submission may write.").tag(config=True)
    cpu_seconds = Integer(600, help="Processor seconds that a submission may use.").tag(config=True)

    follow_through = Union(
        [Bool(), Float(min=0, max=1), Dict(value_trait=Union([Bool(), Float(min=0, max=1)]))],
        default_value=False,
        help="Whether a test that fails only for an earlier mistake earns points, or which share "
        "of them, from 0 to 1; also by assignment: {'backprop_step': 0.5}.",
    ).tag(config=True)
    answers = Unicode(
        "grader_tests/{assignment_id}",
        help="The folder with an assignment's misconceptions.py, seen from the course's root. "
        "Without such a file failed tests get no diagnosis.",
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict, km: Any = None
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Execute the notebook and write outputs and outcomes into it.

        Raises Stopped when grading cannot go on as the configuration asks.
        """
        about = resources["nbgrader"]
        try:
            place = place_in_run(self, about["assignment"], about["notebook"])
            if not self.is_python(place):
                self.log.warning(
                    "nbjudge: %s of %s runs in nbgrader's Execute, without any wall: its kernel "
                    "is not a Python",
                    about["notebook"],
                    about["student"],
                )
                executed: tuple[NotebookNode, ResourcesDict] = super().preprocess(nb, resources, km)
                write_walls(executed[0], (), WALLS)
                return executed
            self._run(nb, place, Path(resources["metadata"]["path"]), about["student"])
        except GraderError as error:
            self.log.error("nbjudge: %s", error)
            raise Stopped(str(error)) from None
        return nb, resources

    def is_python(self, place: CourseNotebook) -> bool:
        """Whether nbjudge runs a notebook: whether its kernel, as the course has it, is Python."""
        spec = place.kernelspec()
        name = self.kernel_name or spec.get("name", "")
        if name in PYTHON_KERNELS:
            return True
        if not self.kernel_name and "language" in spec:
            return bool(spec["language"] == "python")
        try:
            return bool(KernelSpecManager().get_kernel_spec(name).language == "python")
        except NoSuchKernel:
            raise GraderError(
                f"{place.name} asks for the kernel {name!r}, which is not installed: "
                "jupyter kernelspec list"
            ) from None

    def prepare(self, place: CourseNotebook) -> None:
        """Make sure that a notebook can be graded, before anyone is: settings, walls, reference.

        Raises GraderError with what to do about it.
        """
        if self.enabled and self.is_python(place):
            self.check_settings()
            if news := place.news():
                self.log.warning("nbjudge: %s", news)
            self.run(self.job([], {}, {}))
            self.reference(place)
            self.knowledge(place)

    def reference(self, place: CourseNotebook) -> Reference:
        """The reference run of this notebook, made once for each state of its source."""
        return place.once("reference", lambda: self._reference(place))

    def _reference(self, place: CourseNotebook) -> Reference:
        if "reference" in self.waive:
            return Reference({})
        return reference_held(self.preload, self.reference_job(place), place.name)

    def reference_job(self, place: CourseNotebook) -> Job:
        """The job of the reference run: the instructor's own notebook with its files."""
        files = place.grader_files()
        cells = self.executed(place.source_notebook(), place)
        return self.job(self.as_cells(cells, place.tests()), files, files)

    def knowledge(self, place: CourseNotebook) -> Knowledge | None:
        """What the course knows of this notebook's wrong answers, as `misconceptions` reads it."""
        return place.once("knowledge", lambda: self._knowledge(place))

    def _knowledge(self, place: CourseNotebook) -> Knowledge | None:
        known = self.misconceptions(place)
        if known is None:
            return None
        return knowledge_held(self.preload, self.reference_job(place), place.name, known)

    def misconceptions(self, place: CourseNotebook) -> list[Answer] | None:
        """The known wrong answers to this notebook; None if the course has no file of them.

        Raises GraderError when the file does not say what it means.
        """
        folder = self.answers.format(assignment_id=place.assignment)
        path = Path(place.coursedir.root, folder, "misconceptions.py")
        if "reference" in self.waive or not path.exists():
            return None
        known = read_answers(path)
        cells = self.reference_job(place).cells
        ids = {cell.grade_id for cell in cells if cell.place == "student"}
        return [answer for answer in known if answer.grade_id in ids]

    def share(self, assignment: str) -> float:
        """The share of a failed test's points that follow-through may earn."""
        chosen = self.follow_through
        return float(chosen.get(assignment, False) if isinstance(chosen, dict) else chosen)

    def check_settings(self) -> None:
        """Raise GraderError, naming each configured setting that cannot be honoured."""
        settings.check_waived(self.waive - {"reference"})
        stock = set(StockExecute.class_trait_names(config=True))
        own = set(self.trait_names(config=True)) - stock
        settings.check(self.config, set(self.section_names()) - SHARED_SECTIONS, own)

    def _run(self, nb: NotebookNode, place: CourseNotebook, folder: Path, student: str) -> None:
        self.check_settings()
        files, left_out = place.submitted_files(folder, student)
        for name in left_out:
            self.log.warning("nbjudge: left out a link, or too large: %s", folder / name)
        cells = self.executed(nb, place)
        job = self.job(self.as_cells(cells, place.tests()), files, place.grader_files())
        job = replace(self.reference(place).apply_to(job), curves=place.curves())
        judgement = judge(
            self.run,
            job,
            self.knowledge(place),
            self.share(place.assignment),
            dict(self.error_on_timeout or {}),
        )
        write_judgement(nb, cells, judgement)
        write_walls(nb, judgement.run.walls, self.waive)

    def run(self, job: Job) -> NotebookRun:
        """Run a job with this process's zygote, as the course is configured."""
        return grade_held(self.preload, job)

    def executed(self, nb: NotebookNode, place: CourseNotebook) -> list[NotebookNode]:
        """The cells that a kernel would execute."""
        tag = self.skip_cells_with_tag
        return executed_cells(nb, place.tests(), place.skipped(tag), tag)

    def as_cells(self, executed: list[NotebookNode], tests: dict[str, str]) -> list[Cell]:
        """Where each executed cell runs, and whether it has what this course marks as hidden."""
        return as_cells(executed, tests, self.hidden_tests_mark)

    @property
    def hidden_tests_mark(self) -> str:
        """The text by which this course marks what a test cell hides."""
        mark: str = ClearHiddenTests(parent=self).begin_test_delimeter
        return mark

    def job(self, cells: list[Cell], files: Files, grader_files: Files) -> Job:
        """The job of grading these cells, as the course is configured."""
        return Job(
            cells=cells,
            files=files,
            grader_files=grader_files,
            timeout=self.timeout if self.timeout and self.timeout > 0 else None,
            limits=ResourceLimits(
                memory=self.memory,
                processes=self.processes,
                disk=self.disk,
                cpu_seconds=self.cpu_seconds,
            ),
            waived=frozenset(self.waive - {"reference"}),
        )
