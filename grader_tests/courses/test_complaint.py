"""A refusal names the first cell that failed, its error, and the setting that opens it."""

from dataclasses import replace

import pytest

from nbjudge.errors import GraderError
from nbjudge.grading.job import Cell, Job
from nbjudge.grading.pair import Zygote
from nbjudge.grading.reference import reference_run
from nbjudge.sandbox import ResourceLimits

ANSWER = Cell("n = len(table)", grade_id="answer")
EXAM = Cell("assert n == 3", "judge", "exam", 1.0)


def refusal(zygote: Zygote, setup: str, **changes: object) -> list[str]:
    job = replace(Job([Cell(setup), ANSWER, EXAM], timeout=20), **changes)
    with pytest.raises(GraderError) as refused:
        reference_run(zygote, job, "source/ps1/p.ipynb")
    return str(refused.value).splitlines()


@pytest.mark.parametrize(
    ("setup", "error", "remedy"),
    [
        (
            "from urllib.request import urlopen\ntable = urlopen('https://example.org/d.csv')",
            "URLError",
            "c.Execute.waive = {'net', 'landlock_tcp'}",
        ),
        (
            "import socket\nserver = socket.create_server(('127.0.0.1', 0))",
            "PermissionError",
            "c.Execute.waive = {'landlock_tcp'}",
        ),
        ("table = open('../d.csv').read()", "FileNotFoundError", "beside the source notebook"),
        ("import no_such_library as table", "ModuleNotFoundError", "install it for the Python"),
        ("open('d', 'wb').write(bytes(100 << 20))", "OSError", "c.Execute.disk"),
        (
            "import threading, time\n"
            "for _ in range(100): threading.Thread(target=time.sleep, args=(9,)).start()",
            "RuntimeError",
            "c.Execute.processes",
        ),
        ("import os\nos._exit(1)", "died", "a crash"),
    ],
)
def test_the_first_cell_that_failed_is_named_with_its_error_and_the_remedy(
    zygote: Zygote, setup: str, error: str, remedy: str
) -> None:
    _, first, told, *others, _ = refusal(zygote, setup)
    assert first.startswith(f"  code cell 1 ({setup.splitlines()[0]}) is the first that failed: ")
    assert error in first
    assert remedy in told
    assert others == ["  exam: NameError: name 'n' is not defined"]


def test_a_time_limit_is_named(zygote: Zygote) -> None:
    _, first, told, *_ = refusal(zygote, "while True: pass", timeout=1.0)
    assert "timed out" in first
    assert "c.Execute.timeout" in told


def test_a_failing_test_alone_has_no_remedy_but_itself(zygote: Zygote) -> None:
    lines = refusal(zygote, "table = [1]")
    assert lines[1:-1] == ["  exam is the first that failed: AssertionError"]


def test_a_cell_that_raises_is_no_fault_where_the_tests_pass(zygote: Zygote) -> None:
    job = Job([Cell("1 / 0"), Cell("table = [1, 2, 3]"), ANSWER, EXAM], limits=ResourceLimits())
    assert reference_run(zygote, job, "p").tests["exam"].place == "judge"


def test_with_the_second_wall_waived_a_notebook_reaches_its_own_server(zygote: Zygote) -> None:
    setup = (
        "import socket\n"
        "server = socket.create_server(('localhost', 0))\n"
        "client = socket.create_connection(server.getsockname())\n"
        "server.accept()[0].sendall(b'abc')\n"
        "table = client.recv(3)"
    )
    job = Job([Cell(setup), ANSWER, EXAM], waived=frozenset({"landlock_tcp"}))
    assert reference_run(zygote, job, "p").tests["exam"].points == 1
