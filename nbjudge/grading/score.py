"""The points of a test cell, by nbgrader's rules made strict.

An error earns nothing; a number as the last expression is partial credit; anything else is full
marks. Unlike stock nbgrader, a warning on stderr costs nothing, and a number that cannot be points
(nan, negative, more than the maximum, or none where the reference run ended with one) earns nothing
instead of everything. The outcome is written into the cell, so no later reader has to guess.
"""

from nbjudge.grading.job import OUT_OF_TIME, Cell, CellRun
from nbjudge.process.kernel.outputs import Output

FAULTS = {
    "timed out": ("CellTimeoutError", "This cell ran longer than the time limit and was stopped."),
    "died": ("StudentProcessDied", "The process that runs your code died while this cell ran."),
    OUT_OF_TIME: ("CellTimeoutError", "This notebook as a whole ran longer than it may."),
}
PROTOCOL = ("StudentProcessDied", "Your code broke the connection to the grader.")


def score(cell: Cell, run: CellRun) -> float:
    """Give a test cell its points and write the outcome into its outputs.

    ``cell.points`` is the maximum. Returns a number from 0 to that maximum.
    """
    assert cell.points is not None
    if run.fault or run.failed:
        write_nothing(run)
        return 0.0
    run.outputs[:] = [without_stderr(output) for output in run.outputs]
    expected_number = bool(cell.expectation and cell.expectation.number)
    if run.number is None and not expected_number:
        earned = float(cell.points)
    elif run.number is not None and 0 <= run.number <= cell.points:
        earned = run.number
    else:
        shown = "no number" if run.number is None else f"{run.number:g}"
        run.failed = True
        run.outputs.append(
            error("OutcomeError", f"This test ended with {shown} instead of 0 to {cell.points:g}.")
        )
        write_nothing(run)
        return 0.0
    write_outcome(run, earned)
    return earned


def write_outcome(run: CellRun, earned: float) -> None:
    """Make a number the cell's one execute result, as nbgrader reads partial credit."""
    outcome = format(earned, ".17g")
    for output in run.outputs:
        if output["output_type"] == "execute_result":
            if run.number is not None:
                output["data"]["text/plain"] = outcome
                return
            demote(output)
    run.outputs.append(format_points(earned))


def format_points(earned: float) -> Output:
    """Points as the execute result that nbgrader reads them from."""
    return {
        "output_type": "execute_result",
        "execution_count": None,
        "data": {"text/plain": format(earned, ".17g")},
        "metadata": {},
    }


def write_nothing(run: CellRun) -> None:
    """Leave nbgrader nothing to read points from: no result before the error, and an error."""
    for output in run.outputs:
        if output["output_type"] == "execute_result":
            demote(output)
    if not run.fault and all(output["output_type"] != "error" for output in run.outputs):
        run.outputs.append(error("TestFailed", "This test failed and did not say why."))


def demote(result: Output) -> None:
    """Turn an execute result into something that is only shown."""
    result["output_type"] = "display_data"
    del result["execution_count"]


def without_stderr(output: Output) -> Output:
    """What a test cell wrote to stderr, as text that nbgrader does not take for a failure."""
    if output["output_type"] == "stream" and output["name"] == "stderr":
        return output | {"name": "stdout"}
    return output


def write_fault(run: CellRun, on_timeout: Output | None = None) -> None:
    """Write into a cell's outputs why its process did not survive it."""
    if run.fault is None:
        return
    name, text = FAULTS.get(run.fault, PROTOCOL)
    if run.fault == "timed out" and on_timeout:
        run.outputs.append({"output_type": "error", **on_timeout})
    else:
        run.outputs.append(error(name, text))


def error(name: str, text: str) -> Output:
    return {
        "output_type": "error",
        "ename": name,
        "evalue": text,
        "traceback": [f"\x1b[0;31m{name}\x1b[0m: {text}"],
    }
