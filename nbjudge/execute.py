"""The preprocessor that stands in for nbgrader's ``Execute``, so that nbgrader grades with nbjudge.

`nbjudge.use` puts it into nbgrader's list; by hand it is ``"nbjudge.Execute"`` in
``c.Autograde.autograde_preprocessors``.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import Execute as StockExecute
from nbgrader.utils import is_grade, is_locked
from traitlets import Integer, List, Unicode
from traitlets import Set as SetTrait

from nbjudge import settings
from nbjudge.course import CourseNotebook, Files, course_of
from nbjudge.grading import Cell, CellRun, Job
from nbjudge.held import grade_held, reference_held
from nbjudge.outcome import score, write_fault
from nbjudge.pair import PRELOAD, GraderError, installed
from nbjudge.reference import Reference
from nbjudge.walls import WALLS, Limits

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
    does anyway (see `nbjudge.settings`). Any other setting stops the run, a misspelt one too.

    A notebook whose kernel, as the instructor chose it, is not a Python goes to nbgrader's own
    Execute, without walls; the log says so.
    """

    waive = SetTrait(
        Unicode(),
        help=f"Walls to grade without, by name ({', '.join(WALLS)}), or 'reference' to grade "
        "although the source notebook does not get full marks. The log says what was waived.",
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

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict, km: Any = None
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Execute the notebook and write outputs and outcomes into it.

        Raises Stopped when grading cannot go on as the configuration asks.
        """
        about = resources["nbgrader"]
        try:
            place = CourseNotebook(course_of(self), about["assignment"], about["notebook"])
            if not self.is_python(place):
                self.log.warning(
                    "nbjudge: %s of %s runs in nbgrader's Execute, without any wall: its kernel "
                    "is not a Python",
                    about["notebook"],
                    about["student"],
                )
                executed: tuple[NotebookNode, ResourcesDict] = super().preprocess(nb, resources, km)
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
            grade_held(self.preload, self._job([], {}, {}))
            self.reference(place)

    def reference(self, place: CourseNotebook) -> Reference:
        """The reference run of this notebook, made once for each state of its source."""
        if "reference" in self.waive:
            return Reference({})
        files = place.grader_files()
        cells = self._executed(place.source_notebook(), place)
        job = self._job(as_cells(cells, place.tests()), files, files)
        return reference_held(self.preload, job, place.name)

    def check_settings(self) -> None:
        """Raise GraderError, naming each configured setting that cannot be honoured."""
        stock = set(StockExecute.class_trait_names(config=True))
        own = set(self.trait_names(config=True)) - stock
        settings.check(self.config, set(self.section_names()) - SHARED_SECTIONS, own)

    def _run(self, nb: NotebookNode, place: CourseNotebook, folder: Path, student: str) -> None:
        self.check_settings()
        files, left_out = place.submitted_files(folder, student)
        for name in left_out:
            self.log.warning("nbjudge: left out a link, or too large: %s", folder / name)
        cells = self._executed(nb, place)
        job = self._job(as_cells(cells, place.tests()), files, place.grader_files())
        job = self.reference(place).apply_to(job)
        run = grade_held(self.preload, job)
        nb.metadata["language_info"] = language_info()
        executed = zip(cells, job.cells, run.cells, strict=True)
        for count, (cell, graded, ran) in enumerate(executed, start=1):
            self._write(cell, graded, ran, count)
        self._write_unexecuted(nb, cells)

    def _executed(self, nb: NotebookNode, place: CourseNotebook) -> list[NotebookNode]:
        """The cells that a kernel would execute."""
        tests, tag = place.tests(), self.skip_cells_with_tag
        skipped = place.skipped(tag)
        return [
            cell
            for cell in code_cells(nb)
            if (
                grade_id_of(cell) not in skipped
                if is_ours(cell, tests)
                else tag not in cell.metadata.get("tags", [])
            )
        ]

    def _job(self, cells: list[Cell], files: Files, grader_files: Files) -> Job:
        return Job(
            cells=cells,
            files=files,
            grader_files=grader_files,
            timeout=self.timeout if self.timeout and self.timeout > 0 else None,
            limits=Limits(
                memory=self.memory,
                processes=self.processes,
                disk=self.disk,
                cpu_seconds=self.cpu_seconds,
            ),
            waived=frozenset(self.waive - {"reference"}),
        )

    def _write(self, cell: NotebookNode, graded: Cell, run: CellRun, count: int) -> None:
        write_fault(run, dict(self.error_on_timeout or {}))
        if graded.points is not None:
            score(graded, run)
        cell.execution_count = count
        cell.outputs = [nbformat.from_dict(output) for output in run.outputs]
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count

    def _write_unexecuted(self, nb: NotebookNode, executed: Sequence[NotebookNode]) -> None:
        """A test cell that the instructor left empty or had skipped earns its points, as in stock.

        Without outputs of its own it would still be nbgrader's guess; the outcome is explicit.
        """
        ran = {id(cell) for cell in executed}
        for cell in nb.cells:
            if cell.cell_type == "code" and is_grade(cell) and id(cell) not in ran:
                points = float(cell.metadata.nbgrader.points)
                run = CellRun([], failed=False)
                score(Cell(cell.source, "judge", points=points), run)
                cell.outputs = [nbformat.from_dict(output) for output in run.outputs]


def grade_id_of(cell: NotebookNode) -> str | None:
    found: str | None = cell.metadata.get("nbgrader", {}).get("grade_id")
    return found


def is_ours(cell: NotebookNode, tests: dict[str, str]) -> bool:
    """Whether a cell is the instructor's: locked, and known to the gradebook."""
    return grade_id_of(cell) in tests and is_locked(cell)


def as_cells(code: Sequence[NotebookNode], tests: dict[str, str]) -> list[Cell]:
    """Where each cell runs. A cell is locked or a test only if the gradebook holds that source."""
    return [as_cell(cell, tests) for cell in code]


def as_cell(cell: NotebookNode, tests: dict[str, str]) -> Cell:
    grade_id = grade_id_of(cell)
    if grade_id is None or not is_ours(cell, tests):
        return Cell(cell.source)
    if not is_grade(cell):
        return Cell(tests[grade_id], "locked", grade_id)
    return Cell(tests[grade_id], "judge", grade_id, float(cell.metadata.nbgrader.points))


def code_cells(nb: NotebookNode) -> list[NotebookNode]:
    """The code cells that hold any code."""
    return [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]


def language_info() -> dict[str, Any]:
    """What a Python kernel says of its language."""
    major = sys.version_info.major
    return nbformat.from_dict(  # type: ignore[no-any-return]
        {
            "codemirror_mode": {"name": "ipython", "version": major},
            "file_extension": ".py",
            "mimetype": "text/x-python",
            "name": "python",
            "nbconvert_exporter": "python",
            "pygments_lexer": f"ipython{major}",
            "version": ".".join(map(str, sys.version_info[:3])),
        }
    )
