"""Plain cells skip IPython's tokenizing, and come out as IPython would have left them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager

from nbjudge.process.kernel.shell import QuickTransformer

PLAIN = [
    "x = 1",
    "'é'",
    "f(1,",
    "  2)",
    "if x:",
    "    y = 2",
    "",
    "  ",
    "x ; y",
    '"""doc',
    '"""',
    "\\",
]
SPECIAL = [
    "%time x",
    "!ls",
    "y = !ls",
    "z = %sx ls",
    "x?",
    "?x",
    "/f x",
    ",f a b",
    ";f a",
    "\t,f x",
]
ALIKE = ["a % b", "a != b", "'50%'", "# what?", ">>> x", "In [1]: x", "%%timeit", "/", ";"]
PIECES = st.sampled_from([*PLAIN, *SPECIAL, *ALIKE])


def transformed(manager: TransformerManager, cell: str) -> str:
    """The cell's Python, or what IPython's tokenizer had against it."""
    try:
        return str(manager.transform_cell(cell))
    except SyntaxError as error:
        return repr(error)


@given(st.lists(PIECES, max_size=8).map("\n".join))
@example("\t,f x\n  2)")
def test_a_cell_is_transformed_or_refused_as_by_ipython(cell: str) -> None:
    assert transformed(QuickTransformer(), cell) == transformed(TransformerManager(), cell)


def test_a_transformer_that_somebody_adds_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Curious:
        @staticmethod
        def find(tokens: object) -> None:
            asked.append(tokens)

    manager = QuickTransformer()
    manager.token_transformers.append(Curious)
    manager.transform_cell("x = 1")
    assert asked
