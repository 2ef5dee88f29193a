"""What nbgrader's own steps leave out after a notebook is graded: remarks, flags and the record."""

from collections.abc import Mapping
from hashlib import sha256

from nbgrader.api import Gradebook

from nbjudge.course.files import handed_in
from nbjudge.course.fingerprint import fingerprint
from nbjudge.course.graded import GradedNotebook
from nbjudge.course.record import RECORD, dumps, entries_in, entry_of, missing_entry
from nbjudge.errors import Unreadable
from nbjudge.plugin.bundle import JobBundle
from nbjudge.plugin.run import Run
from nbjudge.repair.reading import opened


def bring_up_to_date(graded: GradedNotebook, about: Mapping[str, str]) -> None:
    """Give the gradebook the comments on answers; of a notebook that could not be graded, which
    nbgrader takes for a blank one, also the scores and the flag for a person."""
    where = about["notebook"], about["assignment"], about["student"]
    with Gradebook(about["db_url"]) as gradebook:
        for cell, text in graded.comments.items():
            gradebook.find_comment(cell, *where).auto_comment = text
        if graded.needs_a_person:
            for cell, points in graded.scores.items():
                grade = gradebook.find_grade(cell, *where)
                grade.auto_score, grade.needs_manual_grade = points, True
        gradebook.db.commit()


def write_record(
    run: Run,
    bundle: JobBundle,
    graded: GradedNotebook,
    student: str,
    submitted: bytes | Unreadable,
    text: str,
) -> None:
    """Note beside the notebook what ``nbjudge autograde`` would: to it, this one is done."""
    files, left_out = handed_in(run.handed_in_folder(student), run.directory.ignore)
    with Gradebook(run.directory.db_url) as gradebook:
        late = gradebook.find_submission(run.assignment, student).total_seconds_late

    def mark(notebook: str, content: bytes | Unreadable) -> str:
        return fingerprint(bundle.digests[notebook], content, files, late)

    folder = run.graded_folder(student)
    entries = entries_in(folder)
    entries[graded.name] = entry_of(graded, mark(graded.name, submitted), left_out, bundle.versions)
    # nbgrader writes the notebook after this and not at once: it is done when this stands there.
    entries[graded.name]["sha256"] = sha256(text.encode()).hexdigest()
    for name in bundle.notebooks:
        content = opened(str(run.handed_in_folder(student) / f"{name}.ipynb"))
        if isinstance(content, Unreadable) and content.reason == "missing":
            entries[name] = missing_entry(mark(name, content))
    (folder / RECORD).write_text(dumps(student, run.assignment, entries), encoding="utf-8")
