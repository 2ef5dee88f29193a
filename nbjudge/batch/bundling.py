"""What workers need to know of a course's assignment, gathered from its configuration."""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from platform import python_version
from typing import Any

from nbgrader.preprocessors import ClearOutput
from nbgrader.preprocessors import Execute as StockExecute

from nbjudge.batch.bundle import Pack, PackedNotebook, Traits
from nbjudge.batch.course import Course
from nbjudge.batch.steps import CLEAN_UP
from nbjudge.course.folder import CourseNotebook
from nbjudge.plugin.execute import Execute
from nbjudge.plugin.exporter import Assignment
from nbjudge.plugin.install import path_of

OF_EXECUTE = sorted(
    {"timeout", "error_on_timeout", "skip_cells_with_tag"}
    | set(Execute.class_trait_names(config=True)) - set(StockExecute.class_trait_names(config=True))
)


def packed(course: Course) -> Pack:
    """What workers need. Raises GraderError for settings that cannot be honoured."""
    execute = course.execute
    execute.check_settings()
    return Pack(
        assignment=course.assignment,
        notebooks={place.notebook: packed_notebook(course, place) for place in course.notebooks},
        grader_files=course.notebooks[0].grader_files() if course.notebooks else {},
        kept_files=course.kept_files,
        execute=traits_of(execute, OF_EXECUTE),
        hidden_tests_mark=execute.hidden_tests_mark,
        clear_output=traits_of(ClearOutput(parent=course.converter)),
        clean_up=[
            (path_of(step), traits_of(step(parent=course.converter)))
            for step in course.steps
            if step in CLEAN_UP
        ],
        late=repr(late_settings(course)),
        versions=versions(execute.preload),
    )


def packed_notebook(course: Course, place: CourseNotebook) -> PackedNotebook:
    execute = course.execute
    job = None if "reference" in execute.waive else execute.reference_job(place)
    return PackedNotebook(
        name=place.notebook,
        path=place.name,
        assignment=Assignment.in_course(course.directory, course.assignment, place.notebook),
        tests=place.tests(),
        skipped=frozenset(place.skipped(execute.skip_cells_with_tag)),
        reference_job=job,
        misconceptions=execute.misconceptions(place),
        curves=place.curves(),
    )


def late_settings(course: Course) -> tuple[str, Traits] | None:
    """The class and the settings of the course's plugin for late submissions."""
    penalties = course.late_penalties
    return penalties and (path_of(penalties.plugin_class), traits_of(penalties.plugin_inst))


def traits_of(configured: Any, names: Sequence[str] | None = None) -> Traits:
    """The configured values of an object, by name."""
    wanted = sorted(configured.trait_names(config=True)) if names is None else names
    return {name: getattr(configured, name) for name in wanted}


def versions(preload: Sequence[str]) -> dict[str, str]:
    """The versions of what grades and of what students' code imports."""
    found = {"python": python_version()}
    for name in ("nbjudge", "nbgrader", "ipython", *(m.partition(".")[0] for m in preload)):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
