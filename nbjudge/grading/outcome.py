"""How a cell ended, written as outputs: the points of a test cell as nbgrader reads them.

nbgrader takes an error for nothing, the first number shown as a result for partial credit, and
anything else for full marks. So each test cell gets exactly one of the first two, and no later
reader has to guess.
"""

import textwrap
from collections.abc import Sequence

from nbjudge.grading.job import OUT_OF_MEMORY, OUT_OF_TIME, Cell, CellRun
from nbjudge.grading.judgement import Mark
from nbjudge.grading.score import wrong_ending
from nbjudge.process.kernel.outputs import Output

FAULTS = {
    "timed out": ("CellTimeoutError", "This cell ran longer than the time limit and was stopped."),
    "died": ("StudentProcessDied", "The process that runs your code died while this cell ran."),
    OUT_OF_MEMORY: (
        "StudentProcessDied",
        "This cell used more memory than a submission may and was stopped.",
    ),
    OUT_OF_TIME: ("CellTimeoutError", "This notebook as a whole ran longer than it may."),
}
UNCLEAR = (
    "The test cannot tell whether your answer is right, so a person will look at it and mark it.",
    "Why it cannot tell: {}.",
)
WIDTH = 96
"""Columns of a line that the formgrader shows without scrolling."""
PROTOCOL = ("StudentProcessDied", "Your code broke the connection to the grader.")


def with_fault(run: CellRun, on_timeout: Output | None = None) -> list[Output]:
    """The outputs of a cell, and why its process did not survive it.

    ``on_timeout`` is the error to show of a cell that timed out, if a course has one of its own.
    """
    if run.fault is None:
        return [*run.outputs]
    if run.fault == "timed out" and on_timeout:
        return [*run.outputs, {"output_type": "error", **on_timeout}]
    return [*run.outputs, error(*FAULTS.get(run.fault, PROTOCOL))]


def with_outcome(
    cell: Cell, run: CellRun, outputs: Sequence[Output], mark: Mark, said: Sequence[str]
) -> list[Output]:
    """The outputs of a test cell with its points, and the sentences that stand before them."""
    wrong = wrong_ending(cell, run)
    if run.fault or run.failed:
        shown = without_results(outputs)
        if all(output["output_type"] != "error" for output in shown):
            shown.append(error("TestFailed", "This test failed and did not say why."))
    elif wrong:
        shown = [*without_results(without_stderr(outputs)), error("OutcomeError", wrong)]
    else:
        shown = with_result(
            without_stderr(outputs), mark.points - mark.follow_through, run.number is not None
        )
    place = min((n for n, o in enumerate(shown) if is_outcome(o)), default=len(shown))
    before, after = shown[:place], shown[place:]
    before += map(line, said)
    if mark.follow_through:
        before.append(result(mark.points))  # nbgrader reads whichever comes first
        after = [output for output in after if output["output_type"] != "execute_result"]
    return before + after


def without_outcome(why: str) -> list[Output]:
    """What a test cell shows whose points a person has to give. nbgrader reads 0 of it: without a
    result it would read full marks, and some reader may come before the gradebook knows better."""
    lines = [wrapped for said in UNCLEAR for wrapped in textwrap.wrap(said.format(why), WIDTH)]
    return [line("\n".join(lines)), result(0.0)]


def is_outcome(output: Output) -> bool:
    return output["output_type"] in ("error", "execute_result")


def with_result(outputs: Sequence[Output], points: float, in_place: bool) -> list[Output]:
    """Points as the one result: that of the test itself, where it ended with a number."""
    place = next((n for n, o in enumerate(outputs) if o["output_type"] == "execute_result"), None)
    if place is None or not in_place:
        return [*without_results(outputs), result(points)]
    own = outputs[place]
    number = own | {"data": own["data"] | result(points)["data"]}
    return [*outputs[:place], number, *outputs[place + 1 :]]


def result(points: float) -> Output:
    """Points as the result that nbgrader reads them from."""
    return {
        "output_type": "execute_result",
        "execution_count": None,
        "data": {"text/plain": format(points, ".17g")},
        "metadata": {},
    }


def without_results(outputs: Sequence[Output]) -> list[Output]:
    """Outputs with each result as something that is only shown."""
    return [
        {k: v for k, v in output.items() if k != "execution_count"}
        | {"output_type": "display_data"}
        if output["output_type"] == "execute_result"
        else output
        for output in outputs
    ]


def without_stderr(outputs: Sequence[Output]) -> list[Output]:
    """Outputs with what went to stderr as text that nbgrader does not take for a failure."""
    return [
        output | {"name": "stdout"}
        if output["output_type"] == "stream" and output["name"] == "stderr"
        else output
        for output in outputs
    ]


def line(text: str) -> Output:
    return {"output_type": "stream", "name": "stdout", "text": f"{text}\n"}


def error(name: str, text: str) -> Output:
    return {
        "output_type": "error",
        "ename": name,
        "evalue": text,
        "traceback": [f"\x1b[0;31m{name}\x1b[0m: {text}"],
    }
