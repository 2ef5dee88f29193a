"""Nothing in /proc tells of the machine: no folder of the host, no counter that others move."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from grader_tests.engine.sandbox.inside import Zygote


def tables() -> dict[str, str]:
    import subprocess

    script = "cat /proc/self/mountinfo /proc/self/mounts /proc/1/mountinfo /proc/1/mountstats"
    said = subprocess.run(script, shell=True, capture_output=True, text=True).stdout
    with open("/proc/self/cgroup") as file:
        return {"mounts": said, "cgroup": file.read()}


def test_no_table_names_a_folder_of_the_host(zygote: Zygote) -> None:
    found = zygote.inside(tables)
    assert found["mounts"] == ""
    assert {line.split(":")[2] for line in found["cgroup"].splitlines()} == {"/"}


def test_an_old_kernel_shows_them_and_the_test_above_would_tell(zygote: Zygote) -> None:
    before_5_2 = {"function": "nbjudge.sandbox.syscalls.open_tree", "errno": errno.ENOSYS}
    assert " /submission " in zygote.inside(tables, patches=[before_5_2])["mounts"]


def counters() -> dict[str, str]:
    import os

    found = {}
    for folder, folders, names in os.walk("/proc"):
        folders[:] = [name for name in folders if not name.isdigit() and name != "self"]
        folders[:] = [name for name in folders if name != "thread-self"]
        for name in names:
            try:
                with open(os.path.join(folder, name), errors="replace") as file:
                    found[os.path.join(folder, name)] = file.read(1 << 20)
            except OSError:
                continue
    return found


def test_no_file_of_the_machine_changes_whatever_it_does(zygote: Zygote) -> None:
    before = zygote.inside(counters)
    held = [os.open("/dev/null", os.O_RDONLY) for _ in range(100)]
    sum(n * n for n in range(1_000_000))
    after = zygote.inside(counters)
    for descriptor in held:
        os.close(descriptor)
    assert {name for name in after if after[name] != before.get(name)} == set()
    moving = {"/proc/stat", "/proc/vmstat", "/proc/meminfo", "/proc/loadavg", "/proc/interrupts"}
    told = {name for name in moving if after.get(name) == Path(name).read_text()}
    assert not told
    assert not [name for name in after if name.startswith("/proc/sys/")]


def what_libraries_ask() -> dict[str, Any]:
    import os

    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1])
    with open("/proc/stat") as file:
        processors = sum(line[:3] == "cpu" and line[3] != " " for line in file)
    with open("/proc/cpuinfo") as file:
        processors_told = file.read().count("processor\t")
    return {"kilobytes": memory, "cpus": [processors, processors_told, os.cpu_count()]}


def test_libraries_find_memory_and_processors(zygote: Zygote) -> None:
    found = zygote.inside(what_libraries_ask, limits={"memory": 300 << 20})
    assert found["kilobytes"] == 300 << 10
    assert found["cpus"] == [os.cpu_count()] * 3


def write_into_proc() -> list[str]:
    written = []
    for name in ("meminfo", "stat", "self/oom_score_adj", "self/comm", "sys/kernel/core_pattern"):
        for place in (f"/proc/{name}", f"/etc/proc/{name}"):
            try:
                with open(place, "w"):
                    written.append(place)
            except OSError:
                continue
    return written


@pytest.mark.parametrize("waived", [[], ["landlock_files"]])
def test_what_it_says_is_not_the_student_s_to_change(zygote: Zygote, waived: list[str]) -> None:
    assert zygote.inside(write_into_proc, waived=waived) == []


def read_all(folder: str) -> None:
    import os

    for name in os.listdir(folder):
        if os.path.isfile(os.path.join(folder, name)):
            with open(os.path.join(folder, name), "rb") as file:
                file.read(1)


def test_reading_leaves_no_time_of_access(zygote: Zygote) -> None:
    # A file of the interpreter's own, whose time of access is older than its content's: the
    # machine's own mounts would renew it.
    folder = Path(json.__file__).parent
    kept = {path: path.stat() for path in folder.glob("*.py")}
    for path, was in kept.items():
        os.utime(path, ns=(0, was.st_mtime_ns))
    try:
        zygote.inside(read_all, str(folder))
        assert {path.stat().st_atime_ns for path in kept} == {0}
    finally:
        for path, was in kept.items():
            os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
