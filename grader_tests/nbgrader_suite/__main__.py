"""Run nbgrader's own tests, as they are installed, with stock nbgrader and with nbjudge.

``python -m grader_tests.nbgrader_suite [MODULE ...]`` prints for each module how many tests passed,
failed and were skipped. Its exit status says whether nbjudge passes all that stock passes, but for
those that `known` justifies.
"""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from grader_tests.nbgrader_suite.known import OTHERWISE

MODULES = ("nbgrader.tests.apps.test_nbgrader_autograde",)
ROOT = Path(__file__).resolve().parents[2]

GRADERS = {"stock": [], "nbjudge": ["grader_tests.nbgrader_suite.plugin"]}
KINDS = ("passed", "failed", "skipped")


class Outcome(NamedTuple):
    """How a test ended, and how many notebooks nbjudge executed in it."""

    outcome: str
    executed: int


Outcomes = dict[str, Outcome]


def run(module: str, plugins: Sequence[str], folder: Path) -> Outcomes:
    """Run a module of nbgrader's tests in an empty folder."""
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-n2", "-pno:cacheprovider"]
    command += [f"-p{plugin}" for plugin in plugins]
    done = subprocess.run(
        [*command, f"--junit-xml={report}", "--pyargs", module],
        cwd=folder,
        env=os.environ | environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    (folder / "log.txt").write_text(done.stdout)
    return outcomes(report)


def environment() -> dict[str, str]:
    """nbgrader's tests ask for the user's name, and nbgrader calls alembic by its bare name."""
    scripts = Path(sys.executable).parent
    return {
        "USER": os.environ.get("USER", "instructor"),
        "PYTHONPATH": str(ROOT),
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
    }


def outcomes(report: Path) -> Outcomes:
    """The outcomes in a JUnit report."""
    found = {}
    for case in ET.parse(report).iter("testcase"):
        kinds = {child.tag for child in case}
        failed = bool(kinds & {"failure", "error"})
        outcome = "failed" if failed else "skipped" if "skipped" in kinds else "passed"
        executed = len(case.findall("properties/property[@name='executed by nbjudge']"))
        found[case.attrib["name"]] = Outcome(outcome, executed)
    return found


def unexplained(stock: Outcomes, nbjudge: Outcomes) -> list[str]:
    """The tests of which nbjudge's outcome is neither stock's nor what `known` says."""
    return [
        test
        for test, (outcome, _) in stock.items()
        if outcome == "passed" and (nbjudge[test].outcome == "passed") == (test in OTHERWISE)
    ]


def main(modules: Sequence[str]) -> int:
    console = Console()
    table = Table("nbgrader's tests", "graded by", *KINDS, "executed by nbjudge")
    worse = []
    folder = Path(tempfile.mkdtemp(prefix="nbgrader-suite-"))
    for module in modules:
        results = []
        for grader, plugins in GRADERS.items():
            place = folder / module / grader
            place.mkdir(parents=True)
            found = run(module, plugins, place)
            results.append(found)
            counts = Counter(outcome for outcome, _ in found.values())
            executed = sum(executed for _, executed in found.values())
            cells = [str(counts[kind]) for kind in KINDS]
            table.add_row(module.rpartition(".")[2], grader, *cells, f"{executed} notebooks")
        worse += unexplained(*results)
    console.print(table)
    for test, why in OTHERWISE.items():
        console.print(f"otherwise on purpose: {test}: {why}")
    for test in worse:
        console.print(f"[red]neither as stock nor as known.py says: {test}")
    console.print(f"logs: {folder}")
    return bool(worse)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or MODULES))
