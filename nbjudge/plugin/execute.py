"""The preprocessor that stands in for nbgrader's ``Execute``, so that nbgrader grades with nbjudge.

`nbjudge.use` puts it into nbgrader's list; by hand it is ``"nbjudge.Execute"`` in
``c.Autograde.autograde_preprocessors``.
"""

from typing import Any, cast

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.preprocessors import Execute as StockExecute
from traitlets import Bool, Dict, Enum, Float, Integer, List, Unicode, Union
from traitlets import Set as SetTrait

from nbjudge.course import settings
from nbjudge.course.folder import CourseNotebook
from nbjudge.course.grader import try_sandbox
from nbjudge.course.handed_in import handed_in
from nbjudge.course.metadata import NOTE, write_sandbox
from nbjudge.course.settings import Settings
from nbjudge.errors import GraderError
from nbjudge.grading.marking import Unclear
from nbjudge.grading.pair import PRELOAD, installed
from nbjudge.harmless.notebook import make_harmless
from nbjudge.plugin.exporter import RepairingExporter
from nbjudge.plugin.run import Run
from nbjudge.sandbox import WALLS, ResourceLimits

GRADED = "nbjudge"
"""Where nbconvert's resources carry on to the exporter the GradedNotebook, the files that came with
it, and the names of those that were left out."""

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
    """Runs each student's code in a sandbox and each test cell in the judge.

    It keeps the name of nbgrader's class, so that ``c.Execute`` reaches it, and ``--no-execute``.
    Of nbgrader's settings, ``timeout``, ``error_on_timeout``, ``kernel_name`` and
    ``skip_cells_with_tag`` mean what they did; those about starting, reaching and ending a kernel
    only matter to notebooks that run in one; ``allow_errors`` and others may only say what nbjudge
    does anyway (see `nbjudge.course.settings`). Any other setting stops the run, even a misspelt
    one.

    A notebook whose kernel, as the instructor chose it, is not a Python is refused, unless the
    course names that kernel: then it goes to nbgrader's own Execute, without a sandbox.
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

    unsandboxed_kernels = SetTrait(
        Unicode(),
        help="Kernels other than Python, by name ('ir', 'bash', ...), whose notebooks nbgrader's "
        "own Execute grades, without a sandbox: with all that whoever grades may read and write.",
    ).tag(config=True)

    unencrypted_cluster = Bool(
        False,
        help="Let `nbjudge autograde --scheduler` speak to another machine without tls:// and "
        "certificates.",
    ).tag(config=True)

    anyway = Bool(
        False,
        help="Grade although the reference solution loses points: the test cells that take them do "
        "not run, earn nothing yet, and are flagged for a person. Else nobody is graded.",
    ).tag(config=True)

    unclear = Enum(
        ("hold", "grant", "refuse"),
        default_value="hold",
        help="What becomes of a test that cannot tell whether an answer is right, because that is "
        "an object which could call itself equal to anything: 'hold' gives no points yet and flags "
        "it for a person, 'grant' gives all, 'refuse' none.",
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict, km: Any = None
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Execute the notebook and write outputs and outcomes into it.

        Raises Stopped when grading cannot go on as the configuration asks.
        """
        about = resources["nbgrader"]
        try:
            run = Run.of(self, about["assignment"])
            if not self.runs_here(run.notebook(about["notebook"])):
                self.log.warning(
                    "nbjudge: %s of %s runs in nbgrader's Execute, without a sandbox: its kernel "
                    "is not a Python",
                    about["notebook"],
                    about["student"],
                )
                executed: tuple[NotebookNode, ResourcesDict] = super().preprocess(nb, resources, km)
                write_sandbox(executed[0], (), WALLS)
                make_harmless(executed[0])
                return executed
            if not isinstance(self.parent, RepairingExporter):
                nb.metadata.pop(NOTE, None)  # the student's word: nobody else wrote there
            folder = run.handed_in_folder(about["student"])
            settings = self.settings(run.assignment)
            files, left_out = handed_in(folder, run.directory.ignore, settings.limits)
            for name in left_out:
                self.log.warning("nbjudge: left out, no plain file or too large: %s", folder / name)
            grader = run.grader(about["notebook"], settings)
            resources[GRADED] = grader.grade(nb, files), files, left_out
        except GraderError as error:
            self.log.error("nbjudge: %s", error)
            raise Stopped(str(error)) from None
        return nb, resources

    def prepare(self, run: Run, notebook: str) -> None:
        """Make sure that a notebook can be graded, before anyone is: settings, sandbox, reference.

        Raises GraderError with what to do about it.
        """
        source = run.notebook(notebook)
        if self.enabled and self.runs_here(source):
            chosen = self.settings(run.assignment)
            for sentence in source.remarks():
                self.log.warning("nbjudge: %s", sentence)
            try_sandbox(chosen)
            grader = run.grader(notebook, chosen)
            for sentence in grader.reference.remarks(source.name):
                self.log.warning("nbjudge: %s", sentence)

    def runs_here(self, source: CourseNotebook) -> bool:
        """Whether nbjudge runs a notebook, in its sandbox; else nbgrader does, in a kernel.

        Raises GraderError for a kernel that the course has not named as one to run without.
        """
        if source.is_python(self.kernel_name):
            return True
        kernel = source.kernel(self.kernel_name)
        if kernel not in self.unsandboxed_kernels:
            raise GraderError(
                f"{source.name} asks for the kernel {kernel!r}, which no sandbox surrounds: "
                "students' code there reads and writes all that you may, the gradebook and other "
                "students' work included. To have nbgrader's own Execute grade it nevertheless, "
                "as on a machine that holds nothing else: "
                f"c.Execute.unsandboxed_kernels = {{{kernel!r}}}"
            )
        return False

    def settings(self, assignment: str) -> Settings:
        """What the configuration says of grading an assignment.

        Raises GraderError, naming each configured setting that cannot be honoured.
        """
        settings.check_waived(self.waive)
        stock = set(StockExecute.class_trait_names(config=True))
        own = set(self.trait_names(config=True)) - stock
        settings.check(self.config, set(self.section_names()) - SHARED_SECTIONS, own)
        return Settings(
            preload=tuple(self.preload),
            timeout=self.timeout if self.timeout and self.timeout > 0 else None,
            limits=ResourceLimits(
                memory=self.memory,
                processes=self.processes,
                disk=self.disk,
                cpu_seconds=self.cpu_seconds,
            ),
            waive=frozenset(self.waive),
            share=self._share(assignment),
            skip_tag=self.skip_cells_with_tag,
            hidden_tests_mark=ClearHiddenTests(parent=self).begin_test_delimeter,
            answers=self.answers,
            on_timeout=dict(self.error_on_timeout or {}),
            anyway=self.anyway,
            unclear=cast(Unclear, self.unclear),
        )

    def _share(self, assignment: str) -> float:
        """The share of a failed test's points that follow-through may earn."""
        chosen = self.follow_through
        return float(chosen.get(assignment, False) if isinstance(chosen, dict) else chosen)
