"""What an interpreter has in memory before it forks judges or student processes."""

import contextlib
import gc
import importlib
from collections.abc import Sequence

from nbjudge.codec import warm
from nbjudge.process.kernel.shell import CellShell
from nbjudge.sandbox import prepare_zygote

WARM_UP = """\
import matplotlib.pyplot as plt
plt.plot([0, 1])
plt.xlabel("$x$")
"""


def warm_interpreter(preload: Sequence[str]) -> CellShell:
    """Import all that cells will need; returns the shell that forks will run them in."""
    prepare_zygote()
    for name in preload:
        importlib.import_module(name)
    warm()
    shell = warm_shell("matplotlib.pyplot" in preload)
    gc.collect()
    gc.freeze()  # so that collections in the children do not copy the parent's pages
    return shell


def warm_shell(plots: bool) -> CellShell:
    shell = CellShell.create()
    if plots:
        with shell.forgetting():
            shell.run(WARM_UP)
        forget_open_fonts()
    return shell


def forget_open_fonts() -> None:
    """Matplotlib has each fork forget them, at a millisecond a time. Here it is once for all."""
    from matplotlib import font_manager

    with contextlib.suppress(AttributeError):  # it is private to matplotlib
        font_manager._get_font.cache_clear()  # type: ignore[attr-defined]
