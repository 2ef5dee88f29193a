"""Print how often diagnosis is right, wrong and silent: ``python -m grader_tests.diagnosis``.

Names of assignments may follow, and kinds of what is planted; by default all are looked at. Each
answer is counted, and each sentence in each test cell in which it stands. What is untrue is listed,
and a misconception that stays silent. A word about a mutant counts as true if it is about the cell
that the slip is in; each is listed, for whether the sentence fits, only a reader can tell.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table

from grader_tests.course_folder import ASSIGNMENTS
from grader_tests.diagnosis.planted import Course, Verdict
from nbjudge.grading.pair import Zygote

PAIRS, MUTANTS, OTHERWISE, REWORDED, UNFINISHED = 30, 30, 40, 15, 25
WORDS = ("right", "in part", "silent", "wrong")
KINDS = (
    "misconceptions",
    "otherwise written",
    "reworded",
    "alternatives",
    "pairs",
    "mutants",
    "left open",
    "misspelt",
    "stale",
    "raising",
)


def planted(course: Course, kind: str) -> Iterator[tuple[str, Verdict]]:
    """Each answer of a kind, and what was made of it."""
    if kind == "mutants":
        for mutant in course.mutants(MUTANTS):
            change = f"{mutant.grade_id}: {mutant.was} -> {mutant.now}"
            yield change, course.verdict_on(mutant)
        return
    answers = {
        "misconceptions": lambda: [(answer,) for answer in course.misconceptions],
        "otherwise written": lambda: [(answer,) for answer in course.otherwise_written(OTHERWISE)],
        "reworded": lambda: [(answer,) for answer in course.reworded(REWORDED)],
        "alternatives": lambda: [(answer,) for answer in course.alternatives],
        "pairs": lambda: course.pairs(PAIRS),
    }
    if kind in answers:
        for these in answers[kind]():
            yield " and ".join(answer.name for answer in these), course.verdict(*these)
        return
    for one in course.unfinished(UNFINISHED)[kind]:
        yield one.about, course.verdict_on_unfinished(one)


def main(asked: Iterable[str]) -> int:
    console = Console()
    table = Table("planted", "answers", *WORDS, "sentences: true", "untrue")
    asked = set(asked)
    assignments = [a for a in ASSIGNMENTS if a in asked] or ASSIGNMENTS
    answers: dict[str, Counter[str]] = {}
    sentences: dict[str, Counter[bool]] = {}
    with Zygote() as zygote:
        for assignment in assignments:
            course = Course(zygote, assignment)
            for kind in [k for k in KINDS if k in asked] or KINDS:
                for name, verdict in planted(course, kind):
                    answers.setdefault(kind, Counter())[verdict.word] += 1
                    told = sentences.setdefault(kind, Counter())
                    told += Counter({True: len(verdict.true), False: len(verdict.untrue)})
                    for line in listed(kind, verdict):
                        console.print(f"{assignment}: {kind}: {name}: {line}", markup=False)
    for kind, counts in answers.items():
        words = (str(counts[word]) for word in WORDS)
        told = sentences[kind]
        table.add_row(kind, str(counts.total()), *words, str(told[True]), str(told[False]))
    console.print(table)
    return int(any(told[False] for told in sentences.values()))


def listed(kind: str, verdict: Verdict) -> Iterator[str]:
    """What a reader should look at."""
    yield from (f"wrong: {said}" for said in dict.fromkeys(verdict.untrue))
    if kind == "mutants":
        yield from dict.fromkeys(verdict.true)
    if kind in ("misconceptions", "otherwise written", "reworded") and verdict.word == "silent":
        yield "silent"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
