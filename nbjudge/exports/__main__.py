"""``python -m nbjudge.exports ASSIGNMENT RESULTS``: the last step of Gradescope's autograder."""

import sys
from pathlib import Path

from nbjudge.exports.command import write_results

if __name__ == "__main__":
    assignment, to = sys.argv[1:]
    write_results("student", assignment, Path(to))
