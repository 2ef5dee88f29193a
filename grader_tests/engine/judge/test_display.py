"""A number is shown without being asked for pictures, unless somebody has given it some."""

import pytest

from nbjudge.process.kernel.shell import CellShell

FORMATTED = """\
from IPython import get_ipython
formatter = get_ipython().display_formatter.formatters["text/html"]
"""


@pytest.fixture(scope="module")
def created():
    return CellShell.create()


@pytest.fixture
def shell(created):
    with created.forgetting():
        yield created


def data_of(shell: CellShell, source: str) -> dict[str, object]:
    (output,) = shell.run(source).outputs
    data = output["data"]
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize("number", ["1.0", "0.1 + 0.2", "7", "True", "float('nan')"])
def test_a_number_is_shown_as_ipython_shows_it(shell, number):
    expected, _ = shell.display_formatter.format(eval(number))
    assert data_of(shell, number) == expected


def test_a_format_that_the_notebook_registers_for_numbers_is_used(shell):
    shell.run(f"{FORMATTED}formatter.for_type(float, lambda value: f'<b>{{value}}</b>')")
    try:
        assert data_of(shell, "1.5") == {"text/plain": "1.5", "text/html": "<b>1.5</b>"}
    finally:
        shell.run(f"{FORMATTED}formatter.pop(float)")


def test_a_format_for_all_objects_is_used_for_numbers(shell):
    shell.run(f"{FORMATTED}formatter.for_type_by_name('builtins', 'object', lambda _: 'any')")
    try:
        assert data_of(shell, "3") == {"text/plain": "3", "text/html": "any"}
    finally:
        shell.run(f"{FORMATTED}formatter.pop('builtins.object')")


def test_a_chosen_precision_is_kept(shell):
    shell.run("%precision 2")
    try:
        assert data_of(shell, "1.23456") == {"text/plain": "1.23"}
    finally:
        shell.run("%precision")  # as it was, for numpy too
