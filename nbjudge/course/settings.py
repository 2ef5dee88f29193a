"""What a course's configuration says of grading, and which of nbgrader's settings are honoured.

A setting of ``c.Execute`` is never ignored: it is honoured, or it is about a kernel and nothing
else (and still reaches the notebooks that run in one), or it may only have the value that says what
nbjudge does anyway. Everything else stops the run, a misspelt name too.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nbjudge.course.files import Files
from nbjudge.course.reached import NOTHING, TCP, Reached
from nbjudge.errors import GraderError
from nbjudge.grading.job import Cell, Job
from nbjudge.grading.marking import Unclear
from nbjudge.sandbox import WALLS, ResourceLimits

REFERENCE = "reference"
"""What `waive` calls the reference run, which is no wall."""


@dataclass(frozen=True)
class Settings:
    """The settings of one assignment's grading, as plain data.

    ``timeout`` is for one cell, in seconds; ``share`` the part of a failed test's points that
    follow-through may earn; ``on_timeout`` the error that a course shows in place of nbjudge's;
    ``answers`` the folder of known wrong answers, seen from the course's root; ``anyway``, whether
    tests that take points from the reference are left to a person, rather than nobody graded;
    ``unclear``, what becomes of a test that cannot tell right from wrong.
    """

    preload: Sequence[str]
    timeout: float | None
    limits: ResourceLimits
    waive: frozenset[str]
    share: float
    skip_tag: str
    hidden_tests_mark: str
    answers: str
    on_timeout: dict[str, Any] = field(default_factory=dict)
    anyway: bool = False
    unclear: Unclear = "hold"

    @property
    def waives_reference(self) -> bool:
        return REFERENCE in self.waive

    def job(
        self,
        cells: Sequence[Cell],
        files: Files,
        grader_files: Files,
        reached: Reached = NOTHING,
    ) -> Job:
        """The job of grading these cells."""
        return Job(
            cells=cells,
            files=files,
            grader_files=grader_files,
            opened=tuple(reached.opened),
            timeout=self.timeout,
            limits=self.limits,
            waived=(self.waive - {REFERENCE}) | ({TCP} if reached.serves else set()),
        )


HONOURED = frozenset("enabled timeout error_on_timeout kernel_name skip_cells_with_tag".split())

# How to start, reach and end a kernel. nbjudge starts none, so there is nothing to wait for.
ABOUT_KERNELS = frozenset(
    "startup_timeout iopub_timeout raise_on_iopub_timeout shell_timeout_interval shutdown_kernel"
    " ipython_hist_file execute_retries kernel_manager_class".split()
)

# Settings that may only say what nbjudge does anyway: that value, and why it does no other.
FIXED: dict[str, tuple[object, str]] = {
    "allow_errors": (True, "a cell that raises never stops a submission"),
    "allow_error_names": ([], "a cell that raises never stops a submission"),
    "force_raise_errors": (False, "a cell that raises never stops a submission"),
    "interrupt_on_timeout": (
        True,
        "a cell that times out loses its points, and the rest of the submission is graded",
    ),
    "timeout_func": (None, "every cell has the same time limit: set c.Execute.timeout"),
    "extra_arguments": (
        [],
        "no kernel is started that could take them; put what every notebook needs into a "
        "locked cell",
    ),
    "record_timing": (
        False,
        "no times are written, so that grading twice gives the same notebook",
    ),
    "store_widget_state": (False, "no state of widgets is kept"),
    **{
        f"on_{moment}": (None, "no hook is called: what a cell does is only known in the sandbox")
        for moment in (
            "notebook_start",
            "notebook_complete",
            "notebook_error",
            "cell_start",
            "cell_execute",
            "cell_complete",
            "cell_executed",
            "cell_error",
        )
    },
}


def check(config: Mapping[str, Any], sections: Iterable[str], own: Collection[str]) -> None:
    """Raise GraderError, naming every setting in these sections that cannot be honoured.

    ``own`` are settings that are not nbgrader's, but of nbjudge or of a course's subclass.
    """
    complaints = []
    for section in sorted(sections):
        for name, value in config.get(section, {}).items():
            if name in HONOURED or name in ABOUT_KERNELS or name in own:
                continue
            if name not in FIXED:
                complaints.append(f"c.{section}.{name}: nbjudge knows no such setting")
                continue
            allowed, why = FIXED[name]
            if value != allowed:
                complaints.append(f"c.{section}.{name}: only {allowed!r} can be honoured; {why}")
    if complaints:
        raise GraderError("\n  ".join(["Invalid settings:", *complaints]))


def check_waived(names: Collection[str]) -> None:
    """Raise GraderError for a name that is no wall's."""
    if unknown := sorted(set(names) - {*WALLS, REFERENCE}):
        raise GraderError(
            f"Invalid settings: c.Execute.waive: there is no wall {', '.join(map(repr, unknown))}; "
            f"there are {', '.join(WALLS)}, and {REFERENCE!r} for the reference run"
        )
