"""What a test cell looks at that is only to be found in the student's own process.

A test that searches the history, counts the modules that are loaded or takes a function's code
apart would see the judge's own in the judge, and pass for everybody.
"""

import ast
from collections.abc import Iterator, Mapping

from nbjudge.process import names
from nbjudge.process.kernel.shell import SHELL_NAMES

HISTORY = frozenset({"In", "Out"})
LIBRARIES = {
    "dis": "takes code apart",
    "gc": "looks at all objects of its process",
    "tracemalloc": "measures the memory of its process",
    "doctest": "runs the notebook's doctests",
}
ATTRIBUTES = {
    "sys.modules": "looks at the modules that are loaded",
    "unittest.main": "runs the notebook's own unit tests",
    "inspect.stack": "looks at the frames that are running",
    "inspect.currentframe": "looks at the frames that are running",
    "sys._getframe": "looks at the frames that are running",
}
OF_ANYTHING = {
    **dict.fromkeys(("__code__", "__closure__", "__globals__"), "takes code apart"),
    **dict.fromkeys(
        ("loadTestsFromModule", "loadTestsFromName", "loadTestsFromNames", "discover"),
        "runs the notebook's own unit tests",
    ),
}


MAGICS = frozenset("matplotlib precision pprint xmode colors autosave time timeit capture".split())
"""Those that are about how a cell runs or is shown, and not about the notebook or its shell."""


def looked_at(source: str, helpers: Mapping[str, bytes]) -> set[str]:
    """Why a test cell has to run in-process, as far as its text tells; empty if nothing does.

    ``helpers`` are the files beside the notebook: of a module that the cell names, what it looks at
    counts as well.
    """
    found: set[str] = set()
    mentioned: set[str] = set()
    for tree in _with_timed(names.parse(source)):
        found |= _in_code(tree)
        if sum(map(_is_shell, ast.walk(tree))) > len(list(_magics(tree))):
            found.add("it has a magic, or asks for the notebook's shell")
        history = names.needs(tree)
        if history & HISTORY or any(SHELL_NAMES.fullmatch(n) and n[-2:] != "__" for n in history):
            found.add("it reads the notebook's history")
        mentioned |= names.reads(tree) | _imported(tree)
    for name, content in helpers.items():
        module = name.removesuffix(".py")
        if module != name and module in mentioned:
            in_helper = _in_code(names.parse(content.decode("utf-8", "replace")))
            found |= {f"{reason} (in {name})" for reason in in_helper}
    return found


def _with_timed(tree: ast.Module) -> Iterator[ast.Module]:
    """The code, and the code that its magics run."""
    yield tree
    for codes in _magics(tree):
        for code in codes:
            yield from _with_timed(names.parse(code))


def _magics(tree: ast.Module) -> Iterator[list[str]]:
    """What each of the code's `MAGICS` is called with."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(
                    value=ast.Call(func=shell), attr="run_line_magic" | "run_cell_magic"
                ),
                args=[ast.Constant(value=str(name)), *rest],
            ) if name in MAGICS and _is_shell(shell):
                yield [str(one.value) for one in rest if isinstance(one, ast.Constant)]


def _is_shell(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "get_ipython"


def _in_code(tree: ast.Module) -> set[str]:
    imported = _imported(tree)
    found = {f"it {LIBRARIES[name]}" for name in LIBRARIES.keys() & imported}
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(ast.Name(library), name) if f"{library}.{name}" in ATTRIBUTES:
                found.add(f"it {ATTRIBUTES[f'{library}.{name}']}")
            case ast.Attribute(_, name) if name in OF_ANYTHING:
                found.add(f"it {OF_ANYTHING[name]}")
            case ast.ImportFrom(module=str(library), names=aliases):
                asked = {f"{library}.{alias.name}" for alias in aliases} & ATTRIBUTES.keys()
                found |= {f"it {ATTRIBUTES[name]}" for name in asked}
    return found


def _imported(tree: ast.Module) -> set[str]:
    """The modules that code imports, by the names of their packages."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=aliases):
                found |= {alias.name.partition(".")[0] for alias in aliases}
            case ast.ImportFrom(module=str(module)):
                found.add(module.partition(".")[0])
    return found
