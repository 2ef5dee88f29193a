"""What a test cell looks at that is only to be found in the student's own process.

A test that searches the history, counts the modules that are loaded or takes a function's code
apart would see the judge's own in the judge, and pass for everybody.
"""

import ast
from collections.abc import Mapping

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


def looked_at(source: str, helpers: Mapping[str, bytes]) -> set[str]:
    """Why a test cell has to run in-process, as far as its text tells; empty if nothing does.

    ``helpers`` are the files beside the notebook: of a module that the cell names, what it looks at
    counts as well.
    """
    tree = names.parse(source)
    found = _in_code(tree)
    if "get_ipython" in names.reads(tree):
        found.add("it has a magic, or asks for the notebook's shell")
    history = names.needs(tree)
    if history & HISTORY or any(SHELL_NAMES.fullmatch(n) and n[-2:] != "__" for n in history):
        found.add("it reads the notebook's history")
    mentioned = names.reads(tree) | _imported(tree)
    for name, content in helpers.items():
        module = name.removesuffix(".py")
        if module != name and module in mentioned:
            in_helper = _in_code(names.parse(content.decode("utf-8", "replace")))
            found |= {f"{reason} (in {name})" for reason in in_helper}
    return found


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
