"""Files outside an assignment's folder that its source notebook reaches by a path.

``../../../data/d.csv`` leads from ``autograded/ann/ps1``, where nbgrader runs notebooks, to a file
of the course; ``/srv/data/d.csv`` to one of the machine. The sandbox has neither. What the
instructor's own code mentions is let in: by a relative path as a copy in the same place, by an
absolute one as it lies there, read-only. What belongs to grading never is.
"""

import importlib.util
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from nbjudge.course.configuration import config_of
from nbjudge.course.files import Files, read_files
from nbjudge.course.mentioned import mentioned_in

STEPS = ("source", "source_with_tests", "release", "submitted", "autograded", "feedback")
EXCHANGE = "/usr/local/share/nbgrader"
OF_THE_SANDBOX = ("/dev", "/proc", "/sys", "/tmp", "/run", "/etc", "/usr", "/bin", "/lib", "/sbin")
"""Folders of the machine that the sandbox has of its own, or would rather not have."""

SERVING = frozenset(
    "socket socketserver http xmlrpc wsgiref flask werkzeug bottle fastapi uvicorn aiohttp"
    " tornado websockets zmq distributed Pyro5 rpyc".split()
)
"""Modules with which a notebook serves what another part of it asks for."""

TCP = "landlock_tcp"
"""The wall that knows no addresses, and so keeps a notebook from its own servers. The wall ``net``
stands without it."""


@dataclass(frozen=True)
class Reached:
    """``files`` are packed, by their path from the working folder; ``opened`` are absolute paths,
    each with its state, so that a change is noticed; ``serves`` tells of servers that the notebook
    may start and reach."""

    files: Files = field(default_factory=dict)
    opened: dict[str, str] = field(default_factory=dict)
    serves: bool = False

    def remarks(self, name: str) -> Iterator[str]:
        """What whoever grades the notebook ``name`` should know of it."""
        packed = [f"{path} (packed)" for path in self.files]
        if reached := [*packed, *(f"{path} (read where it lies)" for path in self.opened)]:
            yield f"{name} reaches files outside of its folder: {', '.join(reached)}"
        if self.serves:
            yield (
                f"{name} imports what servers are made of: students' code may start some and reach "
                f"them, and no others; the wall {TCP!r} is not raised"
            )


NOTHING = Reached()


def reached_by(
    course: CourseDirectory, assignment: str, cells: Sequence[str], beside: Files
) -> Reached:
    """What an assignment's cells, and the helper modules beside them, reach. Raises GraderError for
    what is too large to be packed."""
    places = [
        Path(course.format_path(step, student, assignment))
        for step, student in ((course.autograded_directory, "x"), (course.source_directory, "."))
    ]
    kept = KeptBack.of(course)
    found = Reached(serves=not SERVING.isdisjoint(mentioned_in([*cells, *code_in(beside)]).modules))
    code, new = [*cells, *code_in(beside)], True
    while new:  # a module that is found may import another from the same folder
        mentioned, new = mentioned_in(code), False
        for path, real in existing(mentioned.paths, places):
            for name, there in [(path, real), *modules_in(path, real, mentioned.modules)]:
                if name not in found.files and kept.may_be_reached(there):
                    more = code_in(take(found, name, there, kept, course.ignore))
                    code += more
                    new = new or bool(more)
    return found


def code_in(files: Files) -> list[str]:
    return [data.decode("utf-8", "replace") for name, data in files.items() if name[-3:] == ".py"]


def existing(paths: Sequence[str], places: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """The paths that lead out of where notebooks run, and what lies there on this machine.

    An instructor's notebook is written in ``source/``, which may lie less deep than where nbgrader
    grades; where only that leads to something, it is meant.
    """
    for path in map(os.path.expanduser, paths):
        if os.path.isabs(path):
            found = [Path(path)]
        elif os.path.normpath(path).startswith(".."):
            found = [Path(os.path.normpath(place / path)) for place in places]
        else:
            continue
        for one in found:
            if one.exists():
                yield os.path.normpath(path), one
                break


def modules_in(path: str, real: Path, modules: Iterable[str]) -> Iterator[tuple[str, Path]]:
    """The modules that code imports from a folder which it puts on the path of modules."""
    if real.is_dir() and not os.path.isabs(path):
        for module in sorted(modules):
            for name in (f"{module}.py", module):
                if (real / name).exists() and not is_installed(module, real):
                    yield os.path.join(path, name), real / name
                    break


def is_installed(module: str, folder: Path) -> bool:
    """Whether a module is found elsewhere than in this folder, which may be on our own path."""
    try:
        spec = importlib.util.find_spec(module)
    except (ImportError, ValueError):
        return False
    origin = spec.origin if spec else None
    return origin is not None and not Path(origin).resolve().is_relative_to(folder.resolve())


def take(found: Reached, name: str, real: Path, kept: "KeptBack", ignore: list[str]) -> Files:
    """Let in a file or a folder. Returns the files that are new with it."""
    if os.path.isabs(name):
        found.opened.setdefault(name, state_of(real))
        return {}
    files = {name: real} if real.is_file() else {}
    if real.is_dir():
        beside = read_files(real, ignore)
        files = {os.path.join(name, inner): real / inner for inner in beside}
    new = {
        inner: path.read_bytes()
        for inner, path in files.items()
        if inner not in found.files and kept.may_be_reached(path)
    }
    found.files.update(new)
    return new


def state_of(path: Path) -> str:
    """What changes when a file does, or one of a folder."""
    stats = ((p, p.stat()) for p in [path, *sorted(path.glob("*"))] if p.exists())
    return "; ".join(f"{p.name} {stat.st_size} {stat.st_mtime_ns}" for p, stat in stats)


@dataclass(frozen=True)
class KeptBack:
    """The folders that no student's code may see: sources, other students' work, the exchange.

    What holds one is kept back with it, and so are hidden files, databases and the configuration.
    """

    folders: tuple[Path, ...]

    @classmethod
    def of(cls, course: CourseDirectory) -> "KeptBack":
        steps = (getattr(course, f"{step}_directory") for step in STEPS)
        # Up to where a student's or an assignment's name begins.
        folders = [course.format_path(step, "*", "*").partition("*")[0] for step in steps]
        exchange = config_of(course).Exchange.get("root", EXCHANGE)
        answers = os.path.join(course.root, "grader_tests")
        own = [os.path.realpath(folder) for folder in (*folders, exchange, EXCHANGE, answers)]
        return cls(tuple(map(Path, own)))

    def may_be_reached(self, path: Path) -> bool:
        """Whether a path is none of these, does not lie in one, and holds none."""
        real = path.resolve()
        if any(part.startswith(".") for part in (*path.parts, *real.parts)):
            return False
        if real.suffix in (".db", ".sqlite") or real.name == "nbgrader_config.py":
            return False
        if any(real.is_relative_to(place) for place in OF_THE_SANDBOX) and not self._is_ours(path):
            return False
        return not any(
            real.is_relative_to(folder) or folder.is_relative_to(real) for folder in self.folders
        )

    def _is_ours(self, path: Path) -> bool:
        """Whether it lies in the course, which may itself lie in a folder for what passes."""
        root = self.folders[0].parent
        return path.resolve().is_relative_to(root)
