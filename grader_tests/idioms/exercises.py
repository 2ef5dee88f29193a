"""Exercises, each with idioms of tests and with ways to answer: folders of percent cells.

A cell begins with ``# %% name: what it is``. In ``tests.py`` the first cell sets up the notebook,
and every other is a test cell. In ``ways.py`` every cell is an answer: the first is the reference,
and ``blank`` is what students are given.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HEADER = re.compile(r"^# %% (\w+): (.+)\n", re.MULTILINE)
FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Part:
    """An idiom of tests or a way to answer."""

    name: str
    about: str
    source: str


@dataclass(frozen=True)
class Exercise:
    name: str

    @cached_property
    def setup(self) -> str:
        return self._tests[0].source

    @property
    def idioms(self) -> list[Part]:
        return self._tests[1:]

    @cached_property
    def ways(self) -> list[Part]:
        return parts_of(FOLDER / self.name / "ways.py")

    @cached_property
    def blank(self) -> str:
        (found,) = [way.source for way in self.ways if way.name == "blank"]
        return found

    @cached_property
    def _tests(self) -> list[Part]:
        return parts_of(FOLDER / self.name / "tests.py")


def parts_of(path: Path) -> list[Part]:
    first, *rest = HEADER.split(path.read_text("utf-8"))
    found = [
        Part(name, about, source.strip())
        for name, about, source in zip(rest[::3], rest[1::3], rest[2::3], strict=True)
    ]
    names = {part.name for part in found}
    assert not first.strip(), f"{path}: begins with something else than a cell"
    assert len(names) == len(found), f"{path}: two cells of one name"
    return found


EXERCISES = [Exercise(name) for name in ("running", "vector", "table", "script")]
