"""What a worker must know of an assignment, as plain data: sent once, used for every submission."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nbjudge.batch.fingerprint import digest
from nbjudge.course.folder import Files
from nbjudge.grading.answers import Answer
from nbjudge.grading.job import Job
from nbjudge.plugin.exporter import Assignment

Traits = dict[str, Any]
"""The configured values of one of nbgrader's preprocessors, by name."""


@dataclass(frozen=True)
class PackedNotebook:
    """One notebook of the assignment, as gradebook, release and source hold it.

    ``path`` is that of the source notebook, for messages; ``tests`` the source of each test cell
    and locked cell by grade_id; ``skipped`` are those that are not to be executed, ``curves`` the
    lists that feedback draws. There is no
    ``reference_job`` where the course waives the reference run, and are no ``misconceptions`` where
    it knows of none.
    """

    name: str
    path: str
    assignment: Assignment
    tests: dict[str, str]
    skipped: frozenset[str | None]
    reference_job: Job | None
    misconceptions: list[Answer] | None = None
    curves: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pack:
    """An assignment. ``kept_files`` are the helper files that a student may change;
    ``clean_up`` the steps between execution and scoring, by class; ``versions`` the environment.
    """

    assignment: str
    notebooks: dict[str, PackedNotebook]
    grader_files: Files
    kept_files: frozenset[str]
    execute: Traits
    hidden_tests_mark: str
    clear_output: Traits
    clean_up: list[tuple[str, Traits]]
    late: str
    versions: dict[str, str]

    def digest(self, notebook: str) -> str:
        """A name for all that the grades of a notebook hang on, but for the submission itself."""
        shared = {name: value for name, value in vars(self).items() if name != "notebooks"}
        return digest([shared, self.notebooks[notebook]])
