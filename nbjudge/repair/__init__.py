"""What was handed in, made into a notebook that can be graded.

    notebook = read_path(path)              # whatever its bytes; or Unreadable, with a reason
    said = repair(notebook, trusted_cells)  # each of the assignment's cells once, and in its place

Reading: `reading` (bytes, text, JSON), `cells` (format 4.5), `unreadable` (the reasons). Repairing:
`repairing` lists the steps, each a module of its own; `trusted` says what must come out.
`canonical` is for instructors: the one form of a source notebook.
"""

from nbjudge.errors import Unreadable
from nbjudge.repair.reading import read, read_path
from nbjudge.repair.repairing import repair
from nbjudge.repair.trusted import TrustedCell, trusted_from_notebook
from nbjudge.repair.unreadable import REASONS

__all__ = [
    "REASONS",
    "TrustedCell",
    "Unreadable",
    "read",
    "read_path",
    "repair",
    "trusted_from_notebook",
]
