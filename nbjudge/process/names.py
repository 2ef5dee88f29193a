"""Which names a piece of a notebook reads and binds, seen without running it."""

import ast
import symtable
from collections.abc import Iterable

from IPython.core.inputtransformer2 import TransformerManager


def parse(source: str) -> ast.Module:
    """Parse a cell, magics included; an unparsable cell counts as an empty one."""
    for read in (ast.parse, _parse_magics):
        try:
            return read(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return ast.Module([], [])


def _parse_magics(source: str) -> ast.Module:
    return ast.parse(TransformerManager().transform_cell(source))


def module_of(node: ast.stmt) -> ast.Module:
    """A module of that one statement."""
    return ast.Module([node], [])


def reads(tree: ast.AST) -> frozenset[str]:
    """Every name that the code mentions, wherever it is bound."""
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def needs(tree: ast.Module) -> frozenset[str]:
    """The names of the notebook that running the code reads, now or when its functions are called.

    Not its parameters and local variables, nor what the cell has bound by the time it reads it.
    """
    found: set[str] = set()
    bound: set[str] = set()
    for node in tree.body:
        try:
            # Parsed anew and not copied: all trees share one ast.Load, and once a traceback was
            # shown, that leads to the tree of a whole module.
            copied = ast.parse(ast.unparse(node))
            table = symtable.symtable(ast.unparse(_Reading().visit(copied)), "cell", "exec")
        except SyntaxError:  # it parses, but does not run
            continue
        read = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_referenced()}
        found |= read - bound - _loop_variables(node)
        found |= _globals_read(table)
        bound |= binds(module_of(node))
    return frozenset(found)


class _Reading(ast.NodeTransformer):
    """Writes ``x += 1`` as ``x = x + 1``, of which a symbol table tells that it reads x."""

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        if not isinstance(node.target, ast.Name):
            return node
        before = ast.Name(node.target.id, ast.Load())
        value = ast.BinOp(before, node.op, node.value)
        return ast.fix_missing_locations(ast.Assign([node.target], value, lineno=node.lineno))


def _loop_variables(node: ast.stmt) -> frozenset[str]:
    """What a loop binds before its body reads it."""
    if not isinstance(node, ast.For | ast.AsyncFor):
        return frozenset()
    return binds(module_of(ast.Assign([node.target], ast.Constant(None))))


def _globals_read(table: symtable.SymbolTable) -> set[str]:
    """The global names that the functions and classes within a scope read."""
    found: set[str] = set()
    for inner in table.get_children():
        symbols = inner.get_symbols()
        found |= {s.get_name() for s in symbols if s.is_global() and s.is_referenced()}
        found |= _globals_read(inner)
    return found


def read_early(tree: ast.Module) -> frozenset[str]:
    """The names of the notebook that class bodies read and do not bind themselves, and those that
    the code deletes."""
    try:
        waiting = symtable.symtable(ast.unparse(tree), "cell", "exec").get_children()
    except (SyntaxError, RecursionError):
        return frozenset()
    deletes = (node for node in ast.walk(tree) if isinstance(node, ast.Delete))
    found = {one.id for node in deletes for one in node.targets if isinstance(one, ast.Name)}
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        if table.get_type() == "class":
            symbols = table.get_symbols()
            found |= {s.get_name() for s in symbols if s.is_global() and s.is_referenced()}
    return frozenset(found)


def rebinds(tree: ast.Module) -> frozenset[str]:
    """The names that running the code as a cell, or calling its functions, may bind."""
    declared = (node.names for node in ast.walk(tree) if isinstance(node, ast.Global))
    return binds(tree).union(*declared)


def binds(tree: ast.Module) -> frozenset[str]:
    """The names that running the code as a cell may bind at the top level."""
    found: set[str] = set()
    for node in _outside_functions(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                found.add(name)
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                found.add(name)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                found.update((alias.asname or alias.name).split(".")[0] for alias in names)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                found.add(name)
            case ast.Global(names=declared):
                found.update(declared)
    return frozenset(found)


def _outside_functions(tree: ast.AST) -> Iterable[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield from _outside_functions(node)


def assigns(tree: ast.Module) -> frozenset[str]:
    """The names that running the code binds otherwise than by an import."""
    others = [n for n in tree.body if not isinstance(n, ast.Import | ast.ImportFrom)]
    return rebinds(ast.Module(others, []))


def definitions(tree: ast.Module, never: frozenset[str]) -> ast.Module:
    """The statements at the top level that define something alike for everybody, and bind none of
    the names ``never``: imports, functions, classes, constants."""
    kept = [n for n in tree.body if _defines(n) and not binds(module_of(n)) & never]
    return ast.Module(kept, [])


def imports(tree: ast.Module) -> dict[str, str]:
    """The imports at the top level, as statements by the name that each binds."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                alone = type(node)(**{**vars(node), "names": [alias]})
                found |= dict.fromkeys(binds(module_of(alone)) - {"*"}, ast.unparse(alone))
    return found


def _defines(node: ast.stmt) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Pass():
            return True
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return True
        case ast.Assign(targets=targets, value=value):
            return all(map(_is_name, targets)) and _is_constant(value)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            return _is_name(target) and _is_constant(value)
        case ast.If(body=body, orelse=orelse):
            return all(map(_defines, [*body, *orelse]))
        case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=last):
            caught = [statement for handler in handlers for statement in handler.body]
            return all(map(_defines, [*body, *caught, *orelse, *last]))
    return False


def _is_name(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) or (
        isinstance(target, ast.Tuple) and all(isinstance(one, ast.Name) for one in target.elts)
    )


def _is_constant(value: ast.expr) -> bool:
    """Whether it is a number, a text, a tuple of them or a small function: nothing that student
    code could change in place, and nothing that takes time."""
    match value:
        case ast.Constant() | ast.Lambda():
            return True
        case ast.UnaryOp(operand=operand):
            return _is_constant(operand)
        case ast.BinOp(left=left, right=right):
            return _is_constant(left) and _is_constant(right)
        case ast.Tuple(elts=elements):
            return all(map(_is_constant, elements))
    return False
