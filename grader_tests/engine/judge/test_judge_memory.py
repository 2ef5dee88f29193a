"""Memory is limited by what is used: reserving it costs nothing, using it ends the cell."""

import os
import textwrap
from collections.abc import Iterator

import pytest

from nbjudge.grading.job import OUT_OF_MEMORY, Cell, CellRun, Job
from nbjudge.grading.pair import Zygote
from nbjudge.grading.run import grade
from nbjudge.sandbox import MemoryWatch, ResourceLimits, memory

LIMIT = 256 << 20


def runs(zygote: Zygote, source: str, test: str = "assert ready") -> list[CellRun]:
    cells = [Cell("ready = True"), Cell(textwrap.dedent(source)), Cell(test, "judge", "t", 1.0)]
    return grade(zygote, Job(cells, timeout=30, limits=ResourceLimits(memory=LIMIT))).cells


RESERVING = {
    "a library's arena, not to be written yet": """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        libc.mmap.restype = ctypes.c_void_p
        NONE, PRIVATE_ANONYMOUS, NORESERVE = 0, 0x22, 0x4000
        for protection in (NONE, 3):
            flags = PRIVATE_ANONYMOUS | NORESERVE
            got = libc.mmap(None, ctypes.c_size_t(20 << 30), protection, flags, -1, 0)
            assert got != ctypes.c_void_p(-1).value, ctypes.get_errno()
        used = b"x" * (50 << 20)
    """,
    "an array that is never touched": """
        import numpy as np
        table = np.zeros(2 << 30, np.uint8)
        table[:10] = 1
    """,
    "the stacks of many threads": """
        import threading
        threading.stack_size(256 << 20)
        done = threading.Event()
        threads = [threading.Thread(target=done.wait) for _ in range(40)]
        for thread in threads: thread.start()
        done.set()
        for thread in threads: thread.join()
    """,
    "a table that children only read": """
        import multiprocessing, numpy as np
        table = np.ones(120 << 20, np.uint8)
        with multiprocessing.get_context("fork").Pool(4) as pool:
            sums = pool.map(int, [int(table.sum())] * 8)
        assert sums == [120 << 20] * 8
    """,
}


@pytest.mark.parametrize("source", RESERVING.values(), ids=RESERVING.keys())
def test_what_is_only_reserved_or_shared_does_not_count(zygote: Zygote, source: str) -> None:
    ended = runs(zygote, source)
    assert [run.fault for run in ended] == [None] * 3
    assert not any(run.failed for run in ended), ended[1].outputs


USING = {
    "an array": "import numpy as np\ntable = np.ones(1 << 30, np.uint8)",
    "a string": "text = b'x' * (1 << 30)",
    "small steps": "parts = []\nwhile True: parts.append(b'x' * (1 << 20))",
    "children": """
        import os, time
        def take():
            for number in range(8):
                if os.fork() == 0:
                    part = b'x' * (60 << 20)
                    time.sleep(20)
            time.sleep(20)
        take()
    """,
    "an orphan of orphans": """
        import os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                part = b'x' * (1 << 30)
                time.sleep(20)
            os._exit(0)
        time.sleep(20)
    """,
    "shared memory": "import mmap\npart = mmap.mmap(-1, 1 << 30)\npart.write(b'x' * (1 << 30))",
    "copies of what was shared": """
        import os, time
        part = bytearray(b'x' * (100 << 20))
        for number in range(4):
            if os.fork() == 0:
                part[::4096] = b'y' * len(part[::4096])
                time.sleep(20)
        time.sleep(20)
    """,
}


@pytest.mark.parametrize("source", USING.values(), ids=USING.keys())
def test_what_is_used_ends_the_cell_and_no_other(zygote: Zygote, source: str) -> None:
    before, taker, after = runs(zygote, source)
    assert taker.fault == OUT_OF_MEMORY
    assert not before.fault
    assert not after.fault
    assert not after.failed


def test_memory_files_have_their_own_limit(zygote: Zygote) -> None:
    _, taker, after = runs(zygote, "open('/dev/shm/x', 'wb').write(bytes(1 << 30))")
    assert taker.failed
    assert not taker.fault
    assert not after.failed


def test_a_test_whose_call_takes_too_much_costs_that_test(zygote: Zygote) -> None:
    source = "def take(): return len(b'x' * (1 << 30))"
    _, _, test = runs(zygote, source, "assert take()")
    assert test.fault == OUT_OF_MEMORY


def test_a_mistake_of_terabytes_is_told_as_one(zygote: Zygote) -> None:
    _, mistaken, _ = runs(zygote, "import numpy as np\nnp.zeros((10**6, 10**6))")
    assert not mistaken.fault
    assert "MemoryError" in mistaken.outputs[-1]["ename"]


@pytest.fixture
def neighbour(zygote: Zygote) -> Iterator[Zygote]:
    with Zygote([]) as other:
        yield other


def test_neighbours_go_on(zygote: Zygote, neighbour: Zygote) -> None:
    pair = neighbour.pair(ResourceLimits(), ())
    try:
        assert runs(zygote, USING["an array"])[1].fault == OUT_OF_MEMORY
        pair.send({})
    finally:
        pair.end()


def test_where_the_kernel_does_not_tell_shares_what_is_private_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = memory.read

    def without_shares(path: str) -> str:
        return "" if path.endswith("smaps_rollup") else told(path)

    monkeypatch.setattr(memory, "read", without_shares)
    assert 0 < memory.used(os.getpid()) <= memory.resident(os.getpid())


def test_nobody_is_watched_where_the_wall_is_waived() -> None:
    assert not MemoryWatch([], 0).is_exceeded()
