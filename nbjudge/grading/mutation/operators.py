"""Mutation operators: small changes of a right answer, each a mistake such as students make.

An operator takes one node of the syntax tree of a solution and yields what a student might have
written in its place. Mutation-testing libraries change signs and constants, which is a part of
this; a factor left out, operands of a product in the wrong order or a transposition forgotten are
the mistakes of this field, and no library that we found makes them.
"""

import ast
from collections.abc import Callable, Iterator

Operator = Callable[[ast.AST], Iterator[ast.AST]]

NON_COMMUTING = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
OTHER_OPERATOR: dict[type[ast.operator], type[ast.operator]] = {
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
}
OTHER_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OTHER_SIGN: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}


def sign(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp(left, ast.Add() | ast.Sub() as operator, right):
            yield ast.BinOp(left, OTHER_SIGN[type(operator)](), right)
        case ast.UnaryOp(ast.USub(), operand):
            yield operand
        case ast.AugAssign(target, ast.Add() | ast.Sub() as operator, value):
            yield ast.AugAssign(target, OTHER_SIGN[type(operator)](), value)
        case ast.Return(ast.BinOp() | ast.Call() | ast.Name() as value):
            yield ast.Return(negated(value))
        case ast.Assign([target], ast.BinOp() | ast.Call() | ast.Name() as value):
            yield ast.Assign([target], negated(value), lineno=node.lineno)


def negated(value: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.USub(), value)


def operator(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp(left, found, right) if type(found) in OTHER_OPERATOR:
            yield ast.BinOp(left, OTHER_OPERATOR[type(found)](), right)
        case ast.BoolOp(ast.And(), values):
            yield ast.BoolOp(ast.Or(), values)
        case ast.BoolOp(ast.Or(), values):
            yield ast.BoolOp(ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand


def comparison(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in OTHER_COMPARISONS[type(node.ops[0])]:
            yield ast.Compare(node.left, [other()], node.comparators)


def constant(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value)):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.Constant(float(value)):
            yield ast.Constant(2 * value if value else 1.0)
            yield ast.Constant(value / 2 if value else 0.5)


def swapped(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp(left, found, right) if isinstance(found, NON_COMMUTING):
            yield ast.BinOp(right, found, left)
        case ast.Call(function, arguments, keywords):
            for others in neighbours_swapped(arguments):
                yield ast.Call(function, others, keywords)
        case ast.Tuple(elements, ast.Load()):
            for others in neighbours_swapped(elements):
                yield ast.Tuple(others, ast.Load())


def neighbours_swapped(parts: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for i in range(len(parts) - 1):
        yield [*parts[:i], parts[i + 1], parts[i], *parts[i + 2 :]]


def left_out(node: ast.AST) -> Iterator[ast.AST]:
    """A factor, a term, an index, a named argument or a step left out."""
    match node:
        case ast.BinOp(left, _, right):
            yield left
            yield right
        case ast.Subscript(value, _, ast.Load()):
            yield value
        case ast.Call(function, arguments, keywords) if keywords:
            for i in range(len(keywords)):
                yield ast.Call(function, arguments, keywords[:i] + keywords[i + 1 :])
        case ast.AugAssign() | ast.Expr(ast.Call()) | ast.Assign([ast.Subscript()]):
            yield ast.Pass()


def unwrapped(node: ast.AST) -> Iterator[ast.AST]:
    """A call replaced by what it was given; an absolute value or a square root forgotten."""
    match node:
        case ast.Call(ast.Attribute(ast.Name("np" | "numpy" | "pd" | "math")), [first, *_]):
            yield first
        case ast.Call(ast.Attribute(value), _):
            yield value
        case ast.Call(_, [ast.expr() as first, *_]) if not isinstance(first, ast.Starred):
            yield first


def transposition(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Attribute(value, "T", ast.Load()):
            yield value


def overwritten(node: ast.AST) -> Iterator[ast.AST]:
    """``=`` where the step should have been added to what was there."""
    match node:
        case ast.AugAssign(target, _, value):
            yield ast.Assign([target], value, lineno=node.lineno)


def one_off(node: ast.AST) -> Iterator[ast.AST]:
    """A range that starts or ends one too early or too late."""
    match node:
        case ast.Call(ast.Name("range"), arguments, []):
            *before, stop = arguments[:2]
            after = arguments[2:]
            for step in (ast.Sub(), ast.Add()):
                ended = ast.BinOp(stop, step, ast.Constant(1))
                yield ast.Call(node.func, [*before, ended, *after], [])
            if not before:
                yield ast.Call(node.func, [ast.Constant(1), stop], [])


OPERATORS: dict[str, Operator] = {
    "sign": sign,
    "operator": operator,
    "comparison": comparison,
    "constant": constant,
    "operands swapped": swapped,
    "part left out": left_out,
    "call replaced by its argument": unwrapped,
    "transposition left out": transposition,
    "= for +=": overwritten,
    "one off": one_off,
}
"""Each operator, by the kind of mistake that reports name."""

OTHER_VARIABLE = "another variable"
"""The operator that depends on what is in scope: see `mutants`."""
