"""Files outside of the assignment's folder that its notebook reaches are there; those of grading
are not, whatever a notebook mentions."""

import socket
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from nbgrader.coursedir import CourseDirectory

from grader_tests.batch.classroom import ASSIGNMENT, nbjudge
from grader_tests.courses.small import Course, answer, exam, notebook, plain
from nbjudge.course.mentioned import mentioned_in
from nbjudge.course.reached import reached_by

ABOVE = {
    "data/d.txt": "abc",
    "data/more/e.txt": "e",
    "helper_above.py": "import second\n\n\ndef one():\n    return second.ONE\n",
    "second.py": "ONE = 1\n",
    "secret.txt": "nobody mentions this",
}


def graded(course: Course, right: str, *wrong: str) -> str:
    course.generate()
    course.hand_in("right", answer=right)
    for number, text in enumerate(wrong):
        course.hand_in(f"wrong{number}", answer=text)
    said = course.autograde()
    assert course.points == {"right": 1} | {f"wrong{n}": 0 for n in range(len(wrong))}
    return said


def test_data_and_modules_above_the_assignment_are_packed_and_listed(tmp_path: Path) -> None:
    setup = "import sys\nsys.path.insert(0, '../../..')\nimport helper_above"
    test = "assert data == 'abc'\nassert helper_above.one() == 1"
    right = "data = open('../../../data/d.txt').read()"
    course = Course(tmp_path, {"p": notebook(plain(setup), answer(right), exam(test))}, ABOVE)
    peeks = "data = open('../../../secret.txt').read()"
    said = graded(course, right, "data = 'abd'", peeks)
    for name in ("data/d.txt", "helper_above.py", "second.py"):
        assert f"../../../{name} (packed)" in said
    assert "secret" not in said


def test_a_change_of_such_a_file_is_a_change_of_the_source(tmp_path: Path) -> None:
    right = "data = open('../../../data/d.txt').read()"
    course = Course(tmp_path, {"p": notebook(answer(right), exam("assert len(data) == 3"))}, ABOVE)
    graded(course, right)
    assert "unchanged" in course.autograde()
    (tmp_path / "data" / "d.txt").write_text("abx")
    assert "unchanged" not in course.autograde()


def test_a_folder_that_lies_above_is_packed_as_a_whole(tmp_path: Path) -> None:
    setup = "import os\nfrom pathlib import Path\nDATA = Path('..') / '..' / '..' / 'data'"
    right = "names = sorted(os.listdir(DATA)) + [(DATA / 'more' / 'e.txt').read_text()]"
    test = "assert names == ['d.txt', 'more', 'e']"
    course = Course(tmp_path, {"p": notebook(plain(setup), answer(right), exam(test))}, ABOVE)
    graded(course, right, "names = []")


def test_prove_has_them_too(tmp_path: Path) -> None:
    right = "data = open('../../../data/d.txt').read()"
    Course(tmp_path, {"p": notebook(answer(right), exam("assert data == 'abc'"))}, ABOVE).generate()
    said = nbjudge(tmp_path, "prove", ASSIGNMENT)
    assert "✓ the reference solution gets full marks" in said


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder of the machine that anybody may read, as for a class."""
    with TemporaryDirectory(dir="/srv") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_shared_folder_is_read_where_it_lies_and_cannot_be_written(
    tmp_path: Path, shared: Path
) -> None:
    (shared / "d.txt").write_text("abc")
    right = f"data = open('{shared}/d.txt').read()"
    course = Course(tmp_path, {"p": notebook(answer(right), exam("assert data == 'abc'"))})
    writes = f"open('{shared}/d.txt', 'w').write('x')\ndata = 'abc'"
    said = graded(course, right, writes, f"data = open('{shared}/other.txt').read()")
    assert f"{shared}/d.txt (read where it lies)" in said
    assert (shared / "d.txt").read_text() == "abc"


@pytest.mark.parametrize(
    "path",
    [
        "../../../source/ps1/p.ipynb",
        "../../../source",
        "../../../gradebook.db",
        "../../../nbgrader_config.py",
        "../../../submitted/ann/ps1/p.ipynb",
        "../../bob/ps1/p.ipynb",
        "../../../.env",
        "../../../link.txt",
        "../../../folder",
        "{root}/source/ps1/p.ipynb",
        "{root}",
        "/etc/hostname",
    ],
)
def test_what_belongs_to_grading_stays_out_whatever_the_notebook_mentions(
    tmp_path: Path, path: str
) -> None:
    path = path.format(root=tmp_path)
    hidden = tmp_path / "source" / ASSIGNMENT / "p.ipynb"
    secrets = ("submitted/ann/ps1/p.ipynb", "autograded/bob/ps1/p.ipynb", ".env", "gradebook.db")
    for name in (*secrets, "nbgrader_config.py", "source/ps1/p.ipynb", "folder/open.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("secret")
    (tmp_path / "link.txt").symlink_to(hidden)
    (tmp_path / "folder" / "link.txt").symlink_to(hidden)
    found = reached_by(CourseDirectory(root=str(tmp_path)), ASSIGNMENT, [f"open({path!r})"], {})
    assert not found.files.keys() - {"../../../folder/open.txt"}
    assert not found.opened


SERVER = """\
import http.server, threading, urllib.request

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'hello')
    def log_message(self, *words):
        pass

server = http.server.HTTPServer(('localhost', 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
"""
ASKS = "said = urllib.request.urlopen(f'http://localhost:{server.server_port}/').read()"


def test_a_notebook_may_ask_its_own_server_and_no_other(tmp_path: Path) -> None:
    body = notebook(plain(SERVER), answer(ASKS), exam("assert said == b'hello'"))
    with socket.create_server(("127.0.0.1", 0)) as outside:
        other = f"import socket\nsocket.create_connection({outside.getsockname()!r})"
        said = graded(Course(tmp_path, {"p": body}), ASKS, other + f"\n{ASKS}")
    assert "the wall 'landlock_tcp' is not raised" in said


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("open('../data/x.csv')", "../data/x.csv"),
        ("from pathlib import Path\np = Path('..') / 'data'\nopen(p / 'x.csv')", "../data/x.csv"),
        ("import os\nopen(os.path.join('..', 'data', 'x.csv'))", "../data/x.csv"),
        ("ROOT = '../data'\nopen(ROOT + '/x.csv')", "../data/x.csv"),
        ("%run ../tools.py", "../tools.py"),
        ("!cat ../data/x.csv", "../data/x.csv"),
        ("open(f'/srv/data/{name}.csv')", "/srv/data/"),
        ("Path('..').joinpath('data', 'x.csv')", "../data/x.csv"),
    ],
)
def test_paths_are_read_from_code_however_they_are_put_together(code: str, found: str) -> None:
    assert found in mentioned_in([code]).paths


def test_other_texts_are_no_paths() -> None:
    code = "print('a/b', 'Done...', '1.5', x)\n'''\n/usr\n'''\nopen(name)"
    assert mentioned_in([code]).paths == ("Done...",)
