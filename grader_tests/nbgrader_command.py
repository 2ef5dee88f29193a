"""nbgrader's commands, each in a process of its own, without importing nbgrader for each.

The import takes longer than most commands do. So one process imports it, sees no course, and is
forked for every command: what runs is what ``nbgrader ...`` runs, from its entry point on. Only a
new gradebook learns the version of its tables here and not from a process of alembic, which would
import nbgrader once more.
"""

import multiprocessing
import os
import sys
import tempfile
from pathlib import Path
from subprocess import CompletedProcess

from grader_tests import warm_kernel

forks = multiprocessing.get_context("forkserver")
forks.set_forkserver_preload(["nbgrader.apps", "alembic.script", *warm_kernel.IMPORTED])


def nbgrader(course: Path, *arguments: str) -> "CompletedProcess[str]":
    """Run one nbgrader command in a course folder; its log is the result's ``stdout``."""
    scripts = Path(sys.executable).parent  # nbgrader calls alembic by its bare name
    environment = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    with tempfile.NamedTemporaryFile() as log:
        told = (course, arguments, environment, log.name)
        process = forks.Process(target=_command, args=told)
        process.start()
        process.join()
        code = process.exitcode or 0
        process.close()
        said = Path(log.name).read_text("utf-8", "replace")
    return CompletedProcess(["nbgrader", *arguments], code, said)


def run_nbgrader(course: Path, *arguments: str) -> None:
    """Run one nbgrader command; raises CalledProcessError, its log printed, if it fails."""
    done = nbgrader(course, *arguments)
    if done.returncode:
        print(done.stdout)
    done.check_returncode()


def _command(
    course: Path, arguments: tuple[str, ...], environment: dict[str, str], log: str
) -> None:
    """What the fork does: take the place of a shell that types the command."""
    import nbgrader.api
    from nbgrader.apps import NbGraderApp

    written = os.open(log, os.O_WRONLY | os.O_APPEND)
    os.dup2(written, 1)
    os.dup2(written, 2)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(course)
    sys.path.insert(0, str(course))
    sys.argv = ["nbgrader", *arguments]
    warm_kernel.use_warm_kernels(forks)
    nbgrader.api.get_alembic_version = newest_tables
    NbGraderApp.launch_instance()


def newest_tables() -> str | None:
    """The version of a new gradebook's tables, which nbgrader asks a process of alembic for."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import _temp_alembic_ini

    with _temp_alembic_ini("sqlite://") as ini:
        return ScriptDirectory.from_config(Config(ini)).get_current_head()
