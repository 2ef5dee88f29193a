"""The wall ``environment``: variables that a notebook needs, and none that could hold a secret."""

import os
import sys
from collections.abc import Mapping

from nbjudge.sandbox import syscalls
from nbjudge.sandbox.root import WORK_FOLDER

_KEPT = (
    *("LANG", "LC_ALL", "LC_CTYPE", "TZ", "MPLBACKEND", "NBGRADER_EXECUTION"),
    *("PYTHONHASHSEED", "PYTHONIOENCODING", "PYTHONUTF8"),
)
_THREAD_COUNTS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def scrubbed(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a student process, given the grader's."""
    return {
        "LANG": "C.UTF-8",
        **dict.fromkeys(_THREAD_COUNTS, "1"),
        **{name: environment[name] for name in _KEPT + _THREAD_COUNTS if name in environment},
        "PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
        "HOME": WORK_FOLDER,
        "USER": "student",
        "LOGNAME": "student",
        "TMPDIR": "/tmp",
    }


def scrub(stat: str) -> None:
    """Scrub this process's environment, as Python and as C see it and as the kernel shows it.

    stat is the content of /proc/self/stat. Copies that Python made earlier and freed may still lie
    about in memory: a zygote should be started with a scrubbed environment.
    """
    kept = scrubbed(os.environ)
    os.environ.clear()
    syscalls.clear_c_environment()  # also names that os.environ cannot decode
    os.environ.update(kept)
    # The strings that the process was started with stay where they were, and /proc/self/environ
    # shows them. env_start and env_end are the fields 50 and 51 of proc_pid_stat(5).
    fields = stat.rpartition(")")[2].split()
    start, end = int(fields[50 - 3]), int(fields[51 - 3])
    if start:
        syscalls.overwrite_memory(start, end)
