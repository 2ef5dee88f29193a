"""A wall that cannot be raised stops everything, unless the instructor waived it."""

import errno
import pickle
from typing import Any

import pytest

from grader_tests.engine.sandbox.inside import RefusedError, Zygote
from nbjudge.errors import WallError
from nbjudge.sandbox import TABLE, WALLS, ResourceLimits, fork_sandboxed, syscalls
from nbjudge.sandbox.root import Layout, layout

NAMESPACES = ("user", "mount", "pid", "net", "ipc", "uts")
SYSCALLS = "nbjudge.sandbox.syscalls"


def failing(function: str, **options: Any) -> list[dict[str, Any]]:
    return [{"function": function, **options}]


def namespace(flag: int) -> list[dict[str, Any]]:
    """A kernel that refuses this namespace, whichever way it is asked for."""
    return [{"function": f"{SYSCALLS}.{call}", "flag": flag} for call in ("clone", "unshare")]


# How each wall is made impossible on this machine. Closing descriptors cannot fail.
OBSTACLES = {
    "user": namespace(syscalls.CLONE_NEWUSER),
    "mount": failing(f"{SYSCALLS}.mount"),
    "pid": namespace(syscalls.CLONE_NEWPID),
    "net": namespace(syscalls.CLONE_NEWNET),
    "ipc": namespace(syscalls.CLONE_NEWIPC),
    "uts": failing("socket.sethostname"),
    "limits": failing("resource.setrlimit"),
    "environment": failing(f"{SYSCALLS}.clear_c_environment"),
    "capabilities": failing(f"{SYSCALLS}.drop_capabilities"),
    "landlock_files": failing(f"{SYSCALLS}.landlock_abi", returns=2),
    "landlock_tcp": failing(f"{SYSCALLS}.landlock_abi", returns=3),
    "landlock_scope": failing(f"{SYSCALLS}.landlock_abi", returns=5),
    "syscalls": failing(f"{SYSCALLS}.set_seccomp_filter"),
}
REMEDIES = {wall.name: wall.remedy for wall in TABLE}


def do_nothing() -> None:
    pass


def test_every_wall_but_one_can_be_missing() -> None:
    assert set(WALLS) - set(OBSTACLES) == {"descriptors"}


@pytest.mark.parametrize("wall", OBSTACLES)
def test_a_missing_wall_is_named_with_its_remedy(zygote: Zygote, wall: str) -> None:
    reply = zygote.fork(do_nothing, patches=OBSTACLES[wall])
    assert reply["wall"] == wall
    assert REMEDIES[wall] in reply["message"]


@pytest.mark.parametrize("wall", OBSTACLES)
def test_a_waived_wall_may_be_missing(zygote: Zygote, wall: str) -> None:
    waived = {wall}
    if wall.startswith("landlock"):  # an older kernel lacks the later ones as well
        waived |= set(WALLS[WALLS.index(wall) : WALLS.index("syscalls")])
    if wall == "user" and zygote.user == "ordinary":  # who has no other namespace without it
        waived |= set(NAMESPACES)
    reply = zygote.fork(do_nothing, patches=OBSTACLES[wall], waived=sorted(waived))
    assert reply.get("walls") == [name for name in WALLS if name not in waived], reply


def test_all_walls_may_be_waived(zygote: Zygote) -> None:
    assert zygote.fork(do_nothing, waived=WALLS)["walls"] == []


def test_a_misspelt_waiver_is_refused() -> None:
    with pytest.raises(ValueError, match="no such wall: netwrok"):
        fork_sandboxed(print, [], ResourceLimits(), {"netwrok"})


@pytest.mark.parametrize("newer", ["mount_setattr", "close_range"])
def test_older_kernels_have_other_calls_for_the_same(zygote: Zygote, newer: str) -> None:
    missing = failing(f"{SYSCALLS}.{newer}", errno=errno.ENOSYS)
    assert tuple(zygote.fork(do_nothing, patches=missing)["walls"]) == WALLS


def try_to_write(path: str) -> None:
    open(path, "w").close()


@pytest.mark.parametrize("path", ["/usr/lib/written", "/etc/written", "/written"])
def test_mounts_are_read_only_on_older_kernels_too(zygote: Zygote, path: str) -> None:
    missing = failing(f"{SYSCALLS}.mount_setattr", errno=errno.ENOSYS)
    with pytest.raises(RefusedError, match="Read-only file system"):
        zygote.inside(try_to_write, path, patches=missing, waived=["landlock_files"])


def test_a_wall_error_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(WallError("net", "not permitted", "allow it")))
    assert (error.wall, error.reason, error.remedy) == ("net", "not permitted", "allow it")


def found_layout(monkeypatch: pytest.MonkeyPatch, path: list[str], **prefixes: str) -> Layout:
    for name, value in prefixes.items():
        monkeypatch.setattr(f"sys.{name}", value)
    monkeypatch.setattr("sys.path", path)
    return layout.__wrapped__()


def test_only_code_of_an_environment_inside_the_course_is_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    for folder in ("lib/python3/site-packages", "bin", "source", "extra/site-packages"):
        (tmp_path / folder).mkdir(parents=True)
    course = str(tmp_path)
    path = ["", course, f"{course}/source", f"{course}/extra/site-packages"]
    found = found_layout(monkeypatch, path, prefix=course, exec_prefix=course)
    own = {source for source in found.sources if source.startswith(course)}
    assert own == {f"{course}/lib", f"{course}/bin", f"{course}/extra/site-packages"}


def test_an_environment_reached_through_a_link_keeps_both_names(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    (tmp_path / "real/lib").mkdir(parents=True)
    (tmp_path / "link").symlink_to("real")
    link = str(tmp_path / "link")
    found = found_layout(monkeypatch, [], prefix=link, exec_prefix=link)
    assert f"{tmp_path}/real/lib" in found.sources
    assert found.links[f"{link}/lib"] == f"{tmp_path}/real/lib"
