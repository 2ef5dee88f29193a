"""What a person should know of a submission that was not simply graded as handed in."""

from collections.abc import Iterator, Sequence

from nbjudge.batch.plan import Planned
from nbjudge.course.graded import GradedNotebook


def notes_of(planned: Planned, graded: Sequence[GradedNotebook]) -> list[str]:
    """A note on each notebook that is missing or came with a repair or a fault."""
    notes = [f"{name}.ipynb is missing" for name in planned.missed]
    if notes and planned.unexpected:
        notes.append(f"not this assignment's: {', '.join(map(repr, planned.unexpected))}")
    for notebook in graded:
        if notebook.verdict not in ("graded", "missing"):
            about = "; ".join(reasons(notebook)) or notebook.verdict
            notes.append(f"{notebook.name}.ipynb: {about}")
    return notes


def reasons(notebook: GradedNotebook) -> Iterator[str]:
    record = notebook.record
    if "reason" in record:
        yield record["reason"]
    yield from record.get("repairs", [])
    for cell in record.get("cells", []):
        if cell["fault"]:
            yield f"{cell['grade_id'] or 'a cell'} {cell['fault']}"
