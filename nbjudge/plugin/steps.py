"""The steps of a course's autograding, and whether ``nbjudge autograde`` can follow them."""

from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.converters import Autograde
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    IgnorePattern,
    LimitOutput,
    SaveAutoGrades,
)
from traitlets.utils.importstring import import_item

from nbjudge.errors import GraderError
from nbjudge.plugin.execute import Execute
from nbjudge.plugin.exporter import RepairingExporter
from nbjudge.plugin.install import path_of, with_nbjudge

CLEAN_UP = (IgnorePattern, ClearMetadataPreprocessor, LimitOutput)
"""Steps between execution and scoring, which a course may have taken out of nbgrader's list."""

NEEDED = (Execute, SaveAutoGrades)
HOOKS = ("pre_convert_hook", "post_convert_hook")


def steps_of(converter: Autograde) -> list[type]:
    """The classes of the course's autograde steps, nbjudge's Execute among them.

    Raises GraderError, naming them, if there are any that ``nbjudge autograde`` does not know.
    """
    steps = [
        import_item(step) if isinstance(step, str) else step
        for step in with_nbjudge(converter.autograde_preprocessors)
    ]
    stock = Autograde.class_traits()
    sanitize = stock["sanitize_preprocessors"].default()
    known = [*NEEDED, *CLEAN_UP, AssignLatePenalties, CheckCellMetadata]
    strange = [path_of(step) for step in steps if step not in known]
    strange += [path_of(s) for s in converter.sanitize_preprocessors if s not in sanitize]
    gone = [path_of(s) for s in NEEDED if s not in steps]
    gone += [path_of(s) for s in sanitize if s not in converter.sanitize_preprocessors]
    strange += [hook for hook in HOOKS if getattr(converter, hook) is not None]
    exporter = converter.exporter_class
    if exporter is not NotebookExporter and not issubclass(exporter, RepairingExporter):
        strange.append(path_of(exporter))
    complaints = [f"steps of its own: {', '.join(strange)}"] if strange else []
    complaints += [f"no longer the steps {', '.join(gone)}"] if gone else []
    if complaints:
        raise GraderError(
            f"this course has {' and '.join(complaints)}; run instead: nbgrader autograde "
            f"{converter.coursedir.assignment_id}"
        )
    return steps
