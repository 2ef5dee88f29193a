"""What nbgrader's own steps leave out after a notebook is graded: remarks, flags and the record."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from nbgrader.api import Gradebook

from nbjudge.course.files import Files
from nbjudge.course.fingerprint import fingerprint
from nbjudge.course.graded import GradedNotebook
from nbjudge.course.record import RECORD, Entry, dumps, entry_of, missing_entry
from nbjudge.errors import Unreadable
from nbjudge.plugin.bundle import JobBundle
from nbjudge.plugin.run import Run
from nbjudge.repair.unreadable import unreadable


def bring_up_to_date(graded: GradedNotebook, about: Mapping[str, str]) -> None:
    """Give the gradebook the comments on answers; of tests that no machine can mark, the
    flag for a person; of a notebook that could not be graded, which nbgrader takes for a blank one,
    the scores, too."""
    where = about["notebook"], about["assignment"], about["student"]
    with Gradebook(about["db_url"]) as gradebook:
        for cell, text in graded.comments.items():
            gradebook.find_comment(cell, *where).auto_comment = text
        for cell in graded.held:
            grade = gradebook.find_grade(cell, *where)
            grade.auto_score, grade.needs_manual_grade = None, True
        if graded.needs_a_person:
            for cell, points in graded.scores.items():
                grade = gradebook.find_grade(cell, *where)
                grade.auto_score, grade.needs_manual_grade = points, True
        gradebook.db.commit()


@dataclass(frozen=True)
class Record:
    """What ``nbjudge autograde`` would note beside a submission's notebooks: it finds them done."""

    run: Run
    bundle: JobBundle
    student: str
    entries: dict[str, Entry] = field(default_factory=dict)
    """Of this run alone: what lies there in a file of that name may be the student's."""

    def note(
        self,
        graded: GradedNotebook,
        submitted: bytes | Unreadable,
        files: Files,
        left_out: Sequence[str],
        text: str,
    ) -> None:
        """Note one notebook, and those that are missing; ``text`` is what nbgrader writes of it."""
        with Gradebook(self.run.directory.db_url) as gradebook:
            submission = gradebook.find_submission(self.run.assignment, self.student)
            late = submission.total_seconds_late

        def mark(name: str, content: bytes | Unreadable) -> str:
            return fingerprint(self.bundle.digests[name], content, files, late)

        name, versions = graded.name, self.bundle.versions
        done = replace(graded, text=text)
        self.entries[name] = entry_of(done, mark(name, submitted), left_out, versions)
        for other in self.bundle.notebooks:
            path = self.run.handed_in_folder(self.student) / f"{other}.ipynb"
            if not os.path.lexists(path):
                self.entries[other] = missing_entry(mark(other, unreadable("missing")))
        whole = dumps(self.student, self.run.assignment, self.entries)
        path = self.run.graded_folder(self.student) / RECORD
        written = path.with_name(f".{RECORD}")
        written.write_text(whole, encoding="utf-8")
        os.replace(written, path)  # nbgrader lets nobody write what it left there
