"""Control groups: what is written where, against a folder that only looks like cgroup v2.

The kernel's part, counting and killing, is not seen by these.
"""

import os
from pathlib import Path

import pytest

from nbjudge.errors import NotDelegatedError
from nbjudge.sandbox import ResourceLimits
from nbjudge.sandbox.cgroups import OURS, delegated


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree whose root is a container's own, with a process in it."""
    (tmp_path / "cgroup.controllers").write_text("cpuset cpu io memory pids")
    (tmp_path / "cgroup.procs").write_text(f"{os.getpid()}\n")
    (tmp_path / "cgroup.subtree_control").write_text("")
    (tmp_path / "cgroup.type").write_text("domain")
    return tmp_path


def table(tmp_path: Path, path: str) -> Path:
    (tmp_path / "self").write_text(f"1:name=systemd:/old\n0::{path}\n")
    return tmp_path / "self"


def test_the_grader_moves_aside_and_hands_its_controllers_down(tree: Path) -> None:
    groups = delegated(tree, table(tree, "/"))
    assert groups.folder == tree
    assert (tree / OURS / "cgroup.procs").read_text() == str(os.getpid())
    assert (tree / "cgroup.subtree_control").read_text() == "+memory +pids +cpu"


def test_on_the_machine_s_own_root_nobody_is_moved(tree: Path) -> None:
    (tree / "cgroup.type").unlink()
    assert delegated(tree, table(tree, "/")).folder == tree
    assert not (tree / OURS).exists()


def test_a_process_of_the_grader_finds_the_folder_above_its_own(tree: Path) -> None:
    (tree / "user.slice" / OURS).mkdir(parents=True)
    groups = delegated(tree, table(tree, f"/user.slice/{OURS}"))
    assert groups.folder == tree / "user.slice"


def test_a_pair_has_memory_processes_and_an_end_of_its_own(tree: Path) -> None:
    groups = delegated(tree, table(tree, "/"))
    first, second = (
        groups.new(ResourceLimits(memory=1 << 30, processes=7)),
        groups.new(ResourceLimits()),
    )
    assert first.path != second.path
    assert int((first.path / "memory.max").read_text()) >> 20 == 2 * 1024 + 128
    assert (first.path / "memory.swap.max").read_text() == "0"
    assert (first.path / "pids.max").read_text() == "14"
    first.add(4711)
    first.kill()
    assert (first.path / "cgroup.procs").read_text() == "4711"
    assert (first.path / "cgroup.kill").read_text() == "1"
    assert not (second.path / "cgroup.kill").exists()


def test_what_is_missing_is_said(tree: Path, tmp_path: Path) -> None:
    (tree / "session.scope").mkdir()
    with pytest.raises(NotDelegatedError, match=r"session.scope is not handed .*systemd-run"):
        delegated(tree, table(tree, "/session.scope"))
    (tree / "cgroup.controllers").write_text("hugetlb cpu")
    with pytest.raises(NotDelegatedError, match="no controller for memory, pids"):
        delegated(tree, table(tree, "/"))
    (tree / "cgroup.controllers").unlink()
    with pytest.raises(NotDelegatedError, match="is no cgroup v2"):
        delegated(tree, table(tree, "/"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_of_another_s_is_left_alone(tree: Path) -> None:
    tree.chmod(0o555)
    with pytest.raises(NotDelegatedError, match="Permission denied"):
        delegated(tree, table(tree.parent, "/"))
    tree.chmod(0o755)
