"""The wrong notebooks on which it is tried whether a test cell can be judged apart: the reference
with its answers left blank, with known wrong ones in their place, and with mutants of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from nbjudge.grading.answers import Answer
from nbjudge.grading.job import Cell
from nbjudge.grading.mutation import Solution, mutants

Variant = Mapping[str, str]
"""The code that stands in the place of solution cells, by grade_id."""

MOST_OF_A_KIND = 2


def variants_of(
    cells: Sequence[Cell], blank: Variant, wrong: Iterable[Answer] | None
) -> list[Variant]:
    """A handful of wrong versions of the reference's ``cells``.

    Several cells are wrong in each, which is quicker than one at a time. Of the mutants each leaves
    every second cell right, or one early mistake could hide what becomes of all later ones.
    """
    solutions = {c.grade_id: c.source for c in cells if c.place == "student" and c.grade_id}
    by_cell = sorted(wrong or (), key=lambda answer: answer.grade_id)
    answers = {
        grade_id: [answer.code for answer in those]
        for grade_id, those in groupby(by_cell, key=lambda answer: answer.grade_id)
        if grade_id in solutions
    }
    changed = {grade_id: mutated(grade_id, source) for grade_id, source in solutions.items()}
    rounds = [{g: text for g, text in blank.items() if g in solutions}]
    for turn in range(MOST_OF_A_KIND):
        rounds.append({g: codes[turn] for g, codes in answers.items() if turn < len(codes)})
        rounds.append(
            {
                grade_id: codes[turn]
                for place, (grade_id, codes) in enumerate(changed.items())
                if (place + turn) % 2 == 0 and turn < len(codes)
            }
        )
    return [variant for variant in rounds if variant]


def mutated(grade_id: str, source: str) -> list[str]:
    """Some mutants of a solution cell, none of a loop that might then never end."""
    lines = frozenset(range(1, len(source.splitlines()) + 1))
    found = mutants(Solution(grade_id, 0, source, lines), {})
    calm = [mutant.source for mutant in found if "while" not in source]
    step = max(1, len(calm) // MOST_OF_A_KIND)
    return calm[step // 2 :: step]


def planted(cells: Sequence[Cell], variant: Variant) -> list[Cell]:
    """The reference's cells with a variant's in their places."""
    return [
        replace(cell, source=variant[cell.grade_id])
        if cell.place == "student" and cell.grade_id and cell.grade_id in variant
        else cell
        for cell in cells
    ]
