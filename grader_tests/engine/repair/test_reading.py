"""Whatever the bytes: a valid notebook, or Unreadable with a reason."""

import json
import os
import random
import threading
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode

from grader_tests.engine.repair.damaged import SLOPE, answered, release
from nbjudge.errors import Unreadable
from nbjudge.repair import REASONS, read, read_path
from nbjudge.repair.cells import CELL_ID
from nbjudge.repair.unreadable import MOST_BYTES

GOOD = answered(release())
TEXT = nbformat.writes(GOOD)
DATA = TEXT.encode()


def changed(change: Callable[[Any], None]) -> bytes:
    raw = json.loads(TEXT)
    change(raw)
    return json.dumps(raw).encode()


def sources(notebook: NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells]


def reason(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.sentence == REASONS[caught.value.reason]
    return caught.value.reason


def test_a_good_notebook_is_read_as_nbformat_reads_it() -> None:
    assert read(DATA) == nbformat.reads(TEXT, as_version=4)


@pytest.mark.parametrize(
    "encoding",
    "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be".split(),
)
def test_every_unicode_encoding_is_read_with_a_mark_or_without(encoding: str) -> None:
    assert read(TEXT.replace("flat", "flät").encode(encoding)).cells[8].source.count("flät") == 1


def test_a_letter_in_an_old_encoding_costs_that_letter_only() -> None:
    notebook = read(TEXT.replace("# The", "# Thé").encode("latin-1"))
    assert sources(notebook)[1:] == sources(GOOD)[1:]


@pytest.mark.parametrize("version", [2, 3])
def test_old_formats_are_converted(version: int) -> None:
    old = nbformat.writes(deepcopy(GOOD), version=version)  # it converts what it is given
    notebook = read(old.encode())
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert SLOPE in sources(notebook)


def test_outputs_of_format_3_are_converted() -> None:
    result = {"output_type": "pyout", "prompt_number": 1, "text": ["2"], "metadata": {}}
    stream = {"output_type": "stream", "stream": "stdout", "text": "hello"}
    cell = {"cell_type": "code", "input": ["1 + 1"], "outputs": [result, stream], "language": "x"}
    heading = {"cell_type": "heading", "level": 2, "source": "Slope"}
    sheet = {"cells": [cell, heading]}
    notebook = read(json.dumps({"nbformat": 3, "worksheets": [sheet]}).encode())
    assert [o.output_type for o in notebook.cells[0].outputs] == ["execute_result", "stream"]
    assert sources(notebook) == ["1 + 1", "## Slope"]


@pytest.mark.parametrize("minor", [0, 1, 2, 3, 4])
def test_every_minor_format_becomes_4_5_with_the_same_ids_each_time(minor: int) -> None:
    def change(raw: Any) -> None:
        raw["nbformat_minor"] = minor
        for cell in raw["cells"]:
            del cell["id"]

    notebook = read(changed(change))
    assert notebook.nbformat_minor == 5
    assert [cell.id for cell in notebook.cells[:2]] == ["cell-1", "cell-2"]
    assert notebook == read(changed(change))


def test_valid_ids_are_kept_and_only_the_others_are_made() -> None:
    def change(raw: Any) -> None:
        raw["cells"][1]["id"] = "title"
        raw["cells"][2]["id"] = "not valid!"
        raw["cells"][3]["id"] = 7
        raw["cells"][4]["id"] = "cell-2"

    ids = [cell.id for cell in read(changed(change)).cells]
    assert ids[:5] == ["title", "cell-2-", "cell-3", "cell-4", "cell-2"]
    assert len(set(ids)) == len(ids)


def test_numbers_that_json_does_not_have_become_null() -> None:
    text = TEXT.replace('"language": "python"', '"a": NaN, "b": -Infinity, "c": 1e999')
    spec = read(text.encode()).metadata.kernelspec
    assert (spec.a, spec.b, spec.c) == (None, None, None)


def break_fields(raw: Any) -> None:
    cells = raw["cells"]
    cells[1] = {"cell_type": "code", "source": ["import math\n", 5, "RATE = 0.5"], "odd": 1}
    del cells[3]["metadata"], cells[3]["outputs"], cells[3]["execution_count"]
    cells[4].update(outputs="none", execution_count="seven", metadata=[])
    cells[5].update(source=None, execution_count=True, outputs=[{"output_type": "stream"}])
    cells[6].update(metadata={"tags": "one", "collapsed": "yes", "mine": {"kept": 1}})
    cells[0].update(attachments={"a": 5}, outputs=[])
    cells.append("not a cell")
    raw["metadata"].update(kernelspec="python", authors="me", language=5)
    raw["odd"] = raw["nbformat_minor"] = "x"


def test_missing_and_wrong_fields_are_repaired() -> None:
    notebook = read(changed(break_fields))
    nbformat.validate(notebook)
    assert notebook.cells[1].source == "import math\nRATE = 0.5"
    assert notebook.cells[3].source == SLOPE
    assert notebook.cells[5].source == ""
    assert notebook.cells[5].outputs == []
    assert notebook.cells[6].metadata == {"mine": {"kept": 1}}
    assert len(notebook.cells) == len(GOOD.cells)
    assert notebook.metadata == {}


@pytest.mark.parametrize("value", [None, 4.0, "4", [], 3])
def test_a_lost_format_number_is_told_by_the_notebooks_shape(value: Any) -> None:
    assert sources(read(changed(lambda raw: raw.update(nbformat=value)))) == sources(GOOD)


def test_a_cell_without_a_type_keeps_its_text() -> None:
    def change(raw: Any) -> None:
        for cell in raw["cells"]:
            del cell["cell_type"]

    notebook = read(changed(change))
    assert sources(notebook) == sources(GOOD)
    assert notebook.cells[0].cell_type == "raw"
    assert notebook.cells[1].cell_type == "code"


def test_half_a_surrogate_is_replaced_so_that_the_notebook_can_be_written() -> None:
    text = TEXT.replace("# The", r"# \ud800 The").replace('"display_name"', r'"\udfff"')
    nbformat.writes(read(text.encode())).encode("utf-8")


def test_line_breaks_inside_a_string_and_nuls_behind_the_end_are_forgiven() -> None:
    assert sources(read(TEXT.replace(r"\n", "\n").encode() + b"\n\0\0\0")) == sources(GOOD)


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def test_what_is_nested_too_deeply_in_metadata_is_cut_off() -> None:
    data = changed(lambda raw: raw["metadata"].update(deep=nested(200)))
    notebook = deepcopy(read(data))
    assert sources(notebook) == sources(GOOD)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"\0" * 5000, "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (DATA[: len(DATA) // 2], "cut_short"),
        (DATA[:-3], "cut_short"),
        (b"{", "cut_short"),
        (b"PK\x03\x04" + bytes(range(256)), "binary"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "binary"),
        (b"<!DOCTYPE html><title>Jupyter</title>", "not_json"),
        (b"import numpy as np", "not_json"),
        (b"{'nbformat': 4, 'cells': [{'cell_type': 'code'}]}", "not_json"),
        (b'{"nbformat": ' + b"9" * 5000 + b"}", "not_json"),
        (b"<<<<<<< HEAD\n{}\n=======\n[]\n>>>>>>> theirs\n", "conflict"),
        (b"[1, 2]", "not_a_notebook"),
        (b"null", "not_a_notebook"),
        (b'{"answer": 42}', "not_a_notebook"),
        (changed(lambda raw: raw.update(nbformat=1)), "old_format"),
        (changed(lambda raw: raw.update(nbformat=5)), "new_format"),
        (changed(lambda raw: raw.update(cells=[])), "no_cells"),
        (changed(lambda raw: raw.update(cells=[1, "two"])), "no_cells"),
        (changed(lambda raw: raw.update(cells={"a": {}})), "no_cells"),
        (b"[" * 100_000, "too_deep"),
        (b'{"cells":' + b'{"a":' * 100_000, "too_deep"),
        (b"[]," * 2_000_001, "too_large"),
        (b" " * (MOST_BYTES + 1), "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_notebook_has_a_reason(data: bytes, expected: str) -> None:
    assert reason(data) == expected


def assert_verdict(data: bytes) -> None:
    """Read; whatever comes out is a notebook that can be written, or a reason that is known."""
    try:
        notebook = read(data)
    except Unreadable as unreadable:
        if unreadable.reason == "damaged":
            raise  # a gap in the module, whose cause hypothesis should show
        return
    nbformat.validate(notebook)
    assert notebook.cells
    assert all(CELL_ID.fullmatch(cell.id) for cell in notebook.cells)
    written = nbformat.writes(notebook)
    assert read(written.encode()) == notebook


@given(st.binary(max_size=200))
@example(b"{\0")
@example(b"\xff\xfe\0\0{")
def test_any_bytes_end_in_a_verdict(data: bytes) -> None:
    assert_verdict(data)


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 12))
@pytest.mark.slow
def test_a_notebook_with_bytes_changed_ends_in_a_verdict(seed: int, count: int) -> None:
    chance = random.Random(seed)
    data = bytearray(DATA)
    for _ in range(count):
        start = chance.randrange(len(data))
        piece = chance.choice([b"", b'"', b"{", b"}", b"[", b"]", b"null", b"-1", b"\xff", b"\\"])
        data[start : start + chance.choice([0, 1, 1, 1, 40])] = piece
    assert_verdict(bytes(data))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=8)
    | st.sampled_from(["code", "markdown", "heading", "pyout", "stream", "error", "text/plain"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                "cell_type source input outputs metadata attachments id nbgrader kernelspec level "
                "language name tags output_type data text execution_count stream png json".split()
            )
            | st.text(max_size=4),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


def paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to each part of a JSON value, the value itself first."""
    found = [here]
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            found += paths(part, (*here, key))
    return found


RAW = json.loads(TEXT)
RAW["cells"][1]["outputs"] = [
    {"output_type": "stream", "name": "stdout", "text": ["a\n", "b"]},
    {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"a/b": "c"}},
]
PATHS = paths({**RAW, "cells": RAW["cells"][:5]})


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PATHS[1:]), JSON), min_size=1, max_size=4))
@pytest.mark.slow
def test_a_notebook_with_parts_replaced_ends_in_a_verdict(
    changes: list[tuple[tuple[Any, ...], Any]],
) -> None:
    raw = deepcopy(RAW)
    for path, value in changes:
        parent: Any = raw
        try:
            for key in path[:-1]:
                parent = parent[key]
            parent[path[-1]] = value
        except (IndexError, KeyError, TypeError):
            continue  # an earlier change took this part away
    assert_verdict(json.dumps(raw).encode())


@settings(max_examples=200, deadline=None)
@given(st.lists(JSON, max_size=3), st.sampled_from([2, 3, 4, None]), JSON)
@pytest.mark.slow
def test_cells_of_any_json_end_in_a_verdict(cells: list[Any], version: Any, metadata: Any) -> None:
    new = {"nbformat": version, "cells": cells, "metadata": metadata}
    old = {"nbformat": version, "worksheets": [{"cells": cells}], "metadata": metadata}
    assert_verdict(json.dumps(new).encode())
    assert_verdict(json.dumps(old).encode())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the student's notebook lies, in a submission's folder."""
    folder = tmp_path / "submitted"
    folder.mkdir()
    return folder / "sigmoid.ipynb"


def path_reason(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_path(path)
    return caught.value.reason


def test_a_file_is_read(path: Path) -> None:
    path.write_bytes(DATA)
    assert read_path(path) == read(DATA)
    assert read_path(str(path)) == read(DATA)


def test_no_file_a_folder_and_an_impossible_name_have_reasons(path: Path) -> None:
    assert path_reason(path) == "missing"
    assert path_reason(path / "deeper") == "missing"
    path.mkdir()
    assert path_reason(path) == "not_a_file"
    assert path_reason(path.with_name("a\0b")) == "unopenable"
    assert path_reason(path.with_name("a" * 5000)) == "unopenable"


def test_a_pipe_or_a_device_is_refused_at_once(path: Path) -> None:
    os.mkfifo(path)
    verdict: list[str] = []
    thread = threading.Thread(target=lambda: verdict.append(path_reason(path)), daemon=True)
    thread.start()
    thread.join(5)
    assert verdict == ["not_a_file"]
    assert path_reason(Path("/dev/zero")) == "not_a_file"


def test_a_link_is_followed_only_within_the_submission(path: Path) -> None:
    outside = path.parent.parent / "solutions.ipynb"
    outside.write_bytes(DATA)
    (path.parent / "other.ipynb").write_bytes(DATA)
    for target in (outside, "../solutions.ipynb", "gone.ipynb", path.name, "/dev/zero"):
        path.unlink(missing_ok=True)
        path.symlink_to(target)
        assert path_reason(path) == "link"
    path.unlink()
    path.symlink_to("other.ipynb")
    assert read_path(path) == read(DATA)


def test_a_file_that_may_not_be_read_has_a_reason(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    path.write_bytes(DATA)
    monkeypatch.setattr(os, "open", refuse)  # root, who runs some of these tests, may read all
    assert path_reason(path) == "permission"


def test_a_file_that_grows_while_it_is_read_is_judged_by_what_was_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(DATA[:100])
    real = os.fstat

    def write_then_look(descriptor: int) -> os.stat_result:
        before = real(descriptor)
        path.write_bytes(DATA)
        return before

    monkeypatch.setattr(os, "fstat", write_then_look)
    assert read_path(path) == read(DATA)


def test_a_huge_file_is_not_read_to_its_end(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)  # sparse
    assert path_reason(path) == "too_large"
