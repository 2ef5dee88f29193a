"""The paths that code mentions, and the modules that it imports: read from it, not run.

A path counts where it is written out, or put together from what is: ``open(DATA / "x.csv")`` after
``DATA = Path("../../../data")``.
"""

import ast
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nbjudge.process import names

LONGEST = 500
JOINING = frozenset({"join", "Path", "PurePath", "PosixPath", "joinpath", "expanduser"})
"""The functions and methods whose result is the path that their arguments make."""


@dataclass(frozen=True)
class Mentioned:
    """``paths`` in the order of the code, ``modules`` by their first name."""

    paths: tuple[str, ...]
    modules: frozenset[str]


def mentioned_in(sources: Iterable[str]) -> Mentioned:
    """What cells or modules mention, taken together as they run one after the other."""
    trees = [names.parse(source) for source in sources]
    known: dict[str, str] = {}
    paths: dict[str, None] = {}
    modules: set[str] = set()
    for tree in trees:
        for node in ast.walk(tree):
            match node:
                case ast.Assign(targets=[ast.Name(name)], value=value):
                    if (path := path_of(value, known)) is not None:
                        known[name] = path
                case ast.Import(found):
                    modules |= {alias.name.partition(".")[0] for alias in found}
                case ast.ImportFrom(module=str(module), level=0):
                    modules.add(module.partition(".")[0])
            if isinstance(node, ast.expr) and (text := path_of(node, known)):
                paths |= dict.fromkeys(word for word in words(text) if leads_out(word))
    return Mentioned(tuple(paths), frozenset(modules))


def path_of(node: ast.expr, known: Mapping[str, str]) -> str | None:
    """The path that an expression makes of what is written out; None where something is not."""
    match node:
        case ast.Constant(str(text)):
            return text
        case ast.Name(name):
            return known.get(name)
        case ast.BinOp(left, ast.Div(), right):
            return joined([left, right], known)
        case ast.BinOp(left, ast.Add(), right):
            parts = [path_of(left, known), path_of(right, known)]
            return None if None in parts else "".join(filter(None, parts))
        case ast.Call(ast.Name(name), args) if name in JOINING:
            return joined(args, known)
        case ast.Call(ast.Attribute(owner, name), args) if name in JOINING:
            before = path_of(owner, known)  # of Path("..").joinpath("data"), not of os.path.join
            return joined(args, known, [] if before is None else [before])
    return None


def joined(
    nodes: Iterable[ast.expr], known: Mapping[str, str], before: Iterable[str] = ()
) -> str | None:
    parts = [path_of(node, known) for node in nodes]
    whole = [*before, *(part for part in parts if part is not None)]
    return os.path.join(*whole) if whole and None not in parts else None


def words(text: str) -> list[str]:
    """A text as a path, and as the line of a shell or a magic that names some."""
    if len(text) > LONGEST or "\n" in text:
        return []
    return [text, *(text.split() if " " in text else [])]


def leads_out(text: str) -> bool:
    """Whether a path is one that leads out of the folder that code runs in."""
    return "\0" not in text and (os.path.isabs(text) or text.startswith("~") or ".." in text)
