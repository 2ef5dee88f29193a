"""Print how often diagnosis is right, wrong and silent: ``python -m grader_tests.diagnosis``.

Names of assignments may follow; by default all are looked at. A misconception that stays silent and
each wrong word are listed. A word about a mutant counts as right if it is about the cell that the
slip is in; each is listed, for whether the sentence fits, only a reader can tell.
"""

import sys
from collections import Counter

from rich.console import Console
from rich.table import Table

from grader_tests.course_folder import ASSIGNMENTS
from grader_tests.diagnosis.planted import Course
from nbjudge.grading.pair import Zygote

PAIRS, MUTANTS = 30, 30
VERDICTS = ("right", "in part", "silent", "wrong")


def main(assignments: list[str]) -> int:
    console = Console()
    table = Table("assignment", "planted", *VERDICTS)
    wrong = 0
    with Zygote() as zygote:
        for assignment in assignments or ASSIGNMENTS:
            course = Course(zygote, assignment)
            kinds = {
                "misconceptions": [(answer,) for answer in course.misconceptions],
                "alternatives": [(answer,) for answer in course.alternatives],
                "pairs": course.pairs(PAIRS),
            }
            for kind, planted in kinds.items():
                counts: Counter[str] = Counter()
                for answers in planted:
                    verdict = course.verdict(*answers)
                    counts[verdict] += 1
                    if verdict == "wrong" or (verdict == "silent" and kind == "misconceptions"):
                        names = " and ".join(answer.name for answer in answers)
                        console.print(f"{assignment}: {names}: {verdict}", markup=False)
                table.add_row(assignment, kind, *(str(counts[verdict]) for verdict in VERDICTS))
                wrong += counts["wrong"]
            counts = Counter()
            for mutant in course.mutants(MUTANTS):
                verdict, said = course.verdict_on(mutant)
                counts[verdict] += 1
                for words in said:
                    slip = f"{mutant.grade_id}: {mutant.was} -> {mutant.now}"
                    console.print(f"{assignment}: {slip}: {verdict}: {words}", markup=False)
            table.add_row(assignment, "mutants", *(str(counts[verdict]) for verdict in VERDICTS))
            wrong += counts["wrong"]
    console.print(table)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
