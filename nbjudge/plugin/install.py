"""Make an nbgrader course grade with nbjudge."""

from collections.abc import Sequence
from typing import Any

from nbgrader.converters import Autograde
from traitlets.config.loader import Config, LazyConfigValue

from nbjudge.errors import GraderError
from nbjudge.plugin.formgrader import protect
from nbjudge.plugin.log import show_control_characters

STOCK_EXECUTE = ("nbgrader.preprocessors.Execute", "nbgrader.preprocessors.execute.Execute")


def use(c: Config) -> None:
    """Let ``nbgrader autograde`` and the formgrader's button grade with nbjudge, and
    ``nbgrader generate_feedback`` write nbjudge's pages unless the course has chosen an exporter.
    Formgrader's pages get a content policy, and nbgrader's log shows no control characters.

    Call it in nbgrader_config.py, after any lines there that set ``c.Autograde``: preprocessors
    that a course has added stay where they are, and only nbgrader's ``Execute`` is replaced.
    Raises GraderError when there is none to replace.
    """
    stock = list(Autograde.class_traits()["autograde_preprocessors"].default())
    chosen = c.Autograde.get("autograde_preprocessors", stock)
    if isinstance(chosen, LazyConfigValue):  # from c.Autograde.autograde_preprocessors.append(...)
        chosen = chosen.get_value(stock)
    c.Autograde.autograde_preprocessors = with_nbjudge(chosen)
    c.Autograde.exporter_class = "nbjudge.Exporter"
    if "exporter_class" not in c.GenerateFeedback:
        c.GenerateFeedback.exporter_class = "nbjudge.FeedbackPage"
    show_control_characters(c)
    protect()


def with_nbjudge(preprocessors: Sequence[Any]) -> list[Any]:
    """A list of preprocessors with nbjudge's Execute where nbgrader's was."""
    names = [path_of(preprocessor) for preprocessor in preprocessors]
    if not any(name in (*STOCK_EXECUTE, "nbjudge.Execute") for name in names):
        raise GraderError(
            "nbjudge.use(c): c.Autograde.autograde_preprocessors has no "
            f"{STOCK_EXECUTE[0]!r} that nbjudge could replace; it is {names}"
        )
    return [
        "nbjudge.Execute" if name in STOCK_EXECUTE else preprocessor
        for name, preprocessor in zip(names, preprocessors, strict=True)
    ]


def path_of(preprocessor: Any) -> str:
    if isinstance(preprocessor, str):
        return preprocessor
    return f"{preprocessor.__module__}.{preprocessor.__qualname__}"
