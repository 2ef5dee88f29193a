"""The last step of Gradescope's autograder: ``python -m nbjudge.report.exports ASSIGNMENT TO``."""

import sys
from pathlib import Path

from nbjudge.cli.gradescope import write_results

if __name__ == "__main__":
    assignment, to = sys.argv[1:]
    write_results("student", assignment, Path(to))
