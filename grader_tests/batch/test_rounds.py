"""What the reference's steps are to follow-through, they are to no classmate.

Here the network's walls are taken away, so that submissions do share something: a notice board that
the one writes to and the other reads. Whatever they may find to share, the order of the runs makes
it worthless.
"""

import json
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbformat import v4

from grader_tests.batch import classroom
from grader_tests.batch.classroom import ASSIGNMENT, autograde, cell, hand_in
from nbjudge.course.record import entries_in

STEPS = {"one": "one = 0.512372", "two": "two = one * 3", "three": "three = two + one"}
VALUES = {"one": 0.512372, "two": 1.537116, "three": 2.049488}
USE = "\nimport nbjudge\nnbjudge.use(c)\nc.Execute.waive = {'net', 'landlock_tcp'}\n"
ON = "c.Execute.follow_through = True\n"
KNOWN = (
    '# %% half grade_id="one" loses="one_test two_test three_test"\n"""Half of it."""\none = 0.25\n'
)


def a_course(folder: Path, settings: str) -> Path:
    """Three steps, each with its test; who has 0.25 for the first gave a known wrong answer."""
    source = folder / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    cells = []
    for name, answer in STEPS.items():
        solution = f"### BEGIN SOLUTION\n{answer}\n### END SOLUTION"
        test = f"### BEGIN HIDDEN TESTS\nassert abs({name} - {VALUES[name]}) < 1e-9\n"
        cells.append(cell(name, solution, "solution"))
        cells.append(cell(f"{name}_test", f"{test}### END HIDDEN TESTS", "test", 1))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    (source / "p1.ipynb").write_text(json.dumps(notebook))
    classroom.write_files(folder / "grader_tests" / ASSIGNMENT, {"misconceptions.py": KNOWN})
    classroom.configure(folder, USE + settings)
    classroom.generate(folder, "--create")
    return folder


class Board(socketserver.ThreadingTCPServer):
    """Keeps what was last written to it, and answers with that."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.text = "{}"


class Visit(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Board)
        self.server.text = self.rfile.readline().decode().strip() or self.server.text
        self.wfile.write(self.server.text.encode())


def visiting(board: Board) -> str:
    """A student's function that writes on the board, if anything, and reads it."""
    return (
        "import json, socket\n"
        "def visit(text=''):\n"
        f"    with socket.create_connection({board.server_address!r}) as end:\n"
        "        end.sendall(text.encode() + b'\\n')\n"
        "        return json.loads(end.makefile().read())\n"
    )


def leaking(step: str, names: str, board: Board) -> str:
    """An answer that writes what it finds of earlier steps, where these are no longer its own."""
    return (
        f"{visiting(board)}\n"
        f"seen = {{n: globals()[n] for n in {names.split()} if n in globals()}}\n"
        "if seen != dict.fromkeys(seen, 0.25):\n"
        f"    visit(json.dumps(seen))\n{step}"
    )


def reading(name: str, board: Board) -> str:
    return f"{visiting(board)}\n{name} = visit().get({name!r}, 0.25)"


def scores(course: Path, student: str) -> dict[str, float]:
    found: dict[str, float] = entries_in(course / "autograded" / student / ASSIGNMENT)["p1"][
        "scores"
    ]
    return found


@pytest.fixture
def board() -> Iterator[Board]:
    with Board() as board:
        threading.Thread(target=board.serve_forever, daemon=True).start()
        yield board
        board.shutdown()


WRONG = {"one": "one = 0.25", "two": "two = 0.25", "three": "three = 0.25"}


def test_no_main_run_comes_after_one_that_had_the_references_steps(
    tmp_path: Path, board: Board
) -> None:
    course = a_course(tmp_path / "course", ON)
    spy = leaking("two = 3 * one", "one", board)
    hand_in(course, "ann", {"p1": WRONG | {"two": spy}})
    hand_in(course, "bob", {"p1": WRONG | {"one": reading("one", board)}})
    autograde(course)
    assert json.loads(board.text) == {"one": 0.512372}, "ann found what she looked for"
    assert scores(course, "ann") == {"one_test": 0, "two_test": 1, "three_test": 0}
    assert scores(course, "bob") == {"one_test": 0, "two_test": 0, "three_test": 0}


def test_no_round_comes_after_one_that_had_a_step_of_it(tmp_path: Path, board: Board) -> None:
    """The third step's run has the second's answer, which earns bob nothing by follow-through."""
    course = a_course(tmp_path / "course", ON)
    spy = leaking("three = two + one", "one two", board)
    hand_in(course, "ann", {"p1": WRONG | {"three": spy}})
    hand_in(course, "bob", {"p1": WRONG | {"two": f"one\n{reading('two', board)}"}})
    autograde(course)
    assert json.loads(board.text) == pytest.approx({"one": 0.512372, "two": 1.537116})
    assert scores(course, "ann") == {"one_test": 0, "two_test": 0, "three_test": 1}
    assert scores(course, "bob") == {"one_test": 0, "two_test": 0, "three_test": 0}


def test_without_follow_through_no_reference_step_lies_beside_student_code(
    tmp_path: Path, board: Board
) -> None:
    course = a_course(tmp_path / "course", "")
    hand_in(course, "ann", {"p1": WRONG | {"two": leaking("two = 3 * one", "one", board)}})
    text = autograde(course)
    notebook = (course / "autograded/ann" / ASSIGNMENT / "p1.ipynb").read_text()
    assert "Half of it." in notebook, text
    assert board.text == "{}"
