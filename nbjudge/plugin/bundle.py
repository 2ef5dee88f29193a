"""All that the grades of an assignment hang on, as plain data: sent to each worker once."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from platform import python_version
from typing import Any

from nbgrader.preprocessors import AssignLatePenalties, ClearOutput

from nbjudge.course.fingerprint import digest
from nbjudge.course.settings import Settings
from nbjudge.course.spec import NotebookSpec
from nbjudge.plugin.install import path_of
from nbjudge.plugin.run import Run
from nbjudge.plugin.steps import CLEAN_UP

Traits = dict[str, Any]
"""The configured values of one of nbgrader's preprocessors, by name."""


@dataclass(frozen=True)
class JobBundle:
    """An assignment; ``clean_up`` are the steps between execution and scoring, by class, ``late``
    is the plugin for late submissions, ``versions`` the environment."""

    assignment: str
    notebooks: dict[str, NotebookSpec]
    settings: Settings
    clear_output: Traits
    clean_up: list[tuple[str, Traits]]
    late: str
    versions: dict[str, str]

    @classmethod
    def of(cls, run: Run, settings: Settings, steps: Sequence[type]) -> "JobBundle":
        """What a run grades by. Raises GraderError for what cannot be read."""
        return cls(
            assignment=run.assignment,
            notebooks={name: run.spec(name, settings) for name in run.notebooks},
            settings=settings,
            clear_output=traits_of(ClearOutput(parent=run.converter)),
            clean_up=[
                (path_of(step), traits_of(step(parent=run.converter)))
                for step in steps
                if step in CLEAN_UP
            ],
            late=repr(late_settings(late_penalties(run, steps))),
            versions=versions(settings.preload),
        )

    @cached_property
    def digests(self) -> dict[str, str]:
        """For each notebook a name for all that its grades hang on, but for the submission."""
        shared = [getattr(self, f.name) for f in fields(self) if f.name != "notebooks"]
        return {name: digest([shared, spec]) for name, spec in self.notebooks.items()}


def late_penalties(run: Run, steps: Sequence[type]) -> AssignLatePenalties | None:
    """The step that asks the course's plugin for penalties; None where the course has none."""
    if AssignLatePenalties not in steps:
        return None
    step = AssignLatePenalties(parent=run.converter)
    step.init_plugin()
    return step


def late_settings(penalties: AssignLatePenalties | None) -> tuple[str, Traits] | None:
    """The class and the settings of the course's plugin for late submissions."""
    return penalties and (path_of(penalties.plugin_class), traits_of(penalties.plugin_inst))


def traits_of(configured: Any) -> Traits:
    """The configured values of an object, by name."""
    return {name: getattr(configured, name) for name in sorted(configured.trait_names(config=True))}


def versions(preload: Sequence[str]) -> dict[str, str]:
    """The versions of what grades and of what students' code imports."""
    found = {"python": python_version()}
    for name in ("nbjudge", "nbgrader", "ipython", *(m.partition(".")[0] for m in preload)):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
