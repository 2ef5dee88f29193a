"""Which interpreter a notebook's kernel is: nbjudge's own, another Python, or no Python at all."""

import os
import shutil
import sys
from collections.abc import Mapping
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

from nbjudge.errors import GraderError

OWN_NAMES = ("", "python", "python3")
"""Kernels that mean the Python at hand, wherever a notebook was written."""


def is_python(name: str, about: Mapping[str, Any], where: str) -> bool:
    """Whether the kernel ``name`` is a Python; ``about`` is what the notebook says of it.

    Raises GraderError for a kernel that cannot be told, and for one of another environment, where
    the course's libraries may be that this one lacks.
    """
    if name in OWN_NAMES:
        return True
    try:
        spec = KernelSpecManager().get_kernel_spec(name)
    except NoSuchKernel:
        if "language" in about:
            return bool(about["language"] == "python")
        raise GraderError(
            f"{where} asks for the kernel {name!r}, which is not installed: jupyter kernelspec list"
        ) from None
    if about.get("language", spec.language) != "python":
        return False
    check_environment(name, spec.argv, where)
    return True


def check_environment(name: str, argv: list[str], where: str) -> None:
    """Raise GraderError for a kernel that the Python of another environment runs."""
    program = argv[0] if argv else ""
    python = program if os.path.isabs(program) else shutil.which(program)
    if python is None or not os.path.basename(python).startswith("python"):
        return  # a launcher of its own; what it starts nobody can tell
    if folder_of(python) == folder_of(sys.executable):
        return
    raise GraderError(
        f"{where} asks for the kernel {name!r}, the Python of another environment, {python}; "
        f"nbjudge runs students' code by its own, {sys.executable}. Install it there, "
        f"{python} -m pip install nbjudge, and grade with that one; or, if this environment has "
        "all that the notebooks import, set c.Execute.kernel_name = 'python3'"
    )


def folder_of(python: str) -> str:
    """The folder that makes an environment of an interpreter; links from it lead to a shared one"""
    return os.path.realpath(os.path.dirname(python))
