"""One graded notebook: what it says of each of its test cells."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """A test cell of a graded notebook.

    ``answer`` is the code of the student's cells that the test is about; ``blank`` says that all of
    them are as they were handed out. The rest is what nbjudge noted, None where it noted nothing;
    ``follow_through`` is in points.
    """

    cell: str
    answer: str
    blank: bool
    outcome: str | None
    place: str | None
    diagnosis: str | None
    misconception: str | None
    sign: str | None
    follow_through: float | None


@dataclass(frozen=True)
class Graded:
    """A graded notebook; ``verdict`` is None where nothing is recorded, ``repairs`` a number."""

    verdict: str | None
    repairs: int
    waived: tuple[str, ...]
    findings: list[Finding]


def read_graded(text: str, released: Mapping[str, str]) -> Graded:
    """Read an autograded notebook.

    ``released`` holds the source of each solution cell as students got it, by grade_id. Raises
    ValueError when the text is no notebook.
    """
    notebook = json.loads(text)
    if not isinstance(notebook, dict):
        raise ValueError("not a notebook")
    record = mapping(mapping(notebook.get("metadata")).get("nbjudge"))
    noted = mapping(record.get("cells"))
    verdict = record.get("verdict")
    repairs = record.get("repairs")
    waived = record.get("waived")
    return Graded(
        verdict if isinstance(verdict, str) else None,
        len(repairs) if isinstance(repairs, list) else 0,
        tuple(map(str, waived)) if isinstance(waived, list) else (),
        [
            _finding(cell, answer, blank, mapping(noted.get(cell)))
            for cell, answer, blank in tests_with_answers(notebook.get("cells", []), released)
        ],
    )


def _finding(cell: str, answer: str, blank: bool, noted: Json) -> Finding:
    points = noted.get("follow_through")
    return Finding(
        cell,
        answer,
        blank,
        outcome=_text(noted.get("outcome")),
        place=_text(noted.get("place")),
        diagnosis=_text(noted.get("diagnosis")),
        misconception=_text(noted.get("misconception")),
        sign=_text(noted.get("sign")),
        follow_through=float(points) if isinstance(points, int | float) else None,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def tests_with_answers(
    cells: list[Json], released: Mapping[str, str]
) -> Iterator[tuple[str, str, bool]]:
    """Each test cell with the code of the solution cells since the test before it.

    A second test of the same solution is about that solution again.
    """
    answers: dict[str, str] = {}
    tested = False
    for cell in cells:
        meta = mapping(mapping(cell.get("metadata")).get("nbgrader"))
        grade_id = meta.get("grade_id")
        if cell.get("cell_type") != "code" or not isinstance(grade_id, str):
            continue
        if meta.get("solution") and not meta.get("grade"):
            if tested:
                answers, tested = {}, False
            answers[grade_id] = source_of(cell)
        elif meta.get("grade") and not meta.get("solution"):
            blank = bool(answers) and all(
                code.strip() == released.get(name, "\0").strip() for name, code in answers.items()
            )
            yield grade_id, "\n\n".join(answers.values()), blank
            tested = True


def source_of(cell: Json) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def mapping(value: object) -> Json:
    """The value if it is a mapping, else an empty one: what is recorded is read with doubt."""
    return value if isinstance(value, Mapping) else {}
