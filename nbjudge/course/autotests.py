"""nbgrader's generated tests: a line ``### AUTOTEST f(1)`` of the source becomes code."""

from typing import Any

from nbgrader.preprocessors import InstantiateTests


def is_generated(text: str, source: str, **configured: Any) -> bool:
    """Whether the gradebook's ``text`` of a cell is what nbgrader makes of the ``source``.

    Of a line that asks for tests nobody can tell what they were to be, short of running the
    notebook in a kernel: any code may stand in its place. ``parent`` or ``config`` as for nbgrader.
    """
    mark = InstantiateTests(**configured).autotest_delimiter
    if mark not in source:
        return text.strip() == source.strip()
    written = [line for line in source.strip().split("\n") if not _asks_for_tests(line, mark)]
    lines = iter(text.split("\n"))
    return mark not in text and all(line in lines for line in written)


def _asks_for_tests(line: str, mark: str) -> bool:
    return mark in line and line.lstrip().startswith("#")
