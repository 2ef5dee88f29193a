"""Every wall by name: what it stops, what to do where it cannot be raised, how it is probed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nbjudge.errors import WallError
from nbjudge.sandbox import call_probes, probes
from nbjudge.sandbox.probes import Canaries

_USER_NAMESPACES = (
    "allow user namespaces: `sysctl kernel.unprivileged_userns_clone=1` (older Debian), "
    "`sysctl user.max_user_namespaces=10000`, and on Ubuntu 23.10 or later "
    "`sysctl kernel.apparmor_restrict_unprivileged_userns=0` or an AppArmor profile for this "
    "Python with `userns,`; in Docker `docker run --security-opt seccomp=unconfined "
    "--security-opt apparmor=unconfined`, adding `--cap-add SYS_ADMIN` when that does not do; "
    "a plain chroot has none: enter its folder by pivot_root, as containers and `bwrap` do"
)
_LANDLOCK = (
    "use Linux {kernel} or later, built with CONFIG_SECURITY_LANDLOCK and with landlock among the "
    "names after `lsm=` on the kernel's command line (see /sys/kernel/security/lsm); in Docker, "
    "a Docker whose seccomp profile knows landlock, or `--security-opt seccomp=unconfined`"
)
_ALWAYS = "none needed: every Linux that runs Python 3.11 has it; report this as a bug of nbjudge"


@dataclass(frozen=True)
class Wall:
    """One layer of the sandbox."""

    name: str
    stops: str
    remedy: str
    probes: dict[str, Callable[[Canaries], object]]
    """What the self-test tries from within, by what it is called; each must fail."""
    overlaps: tuple[str, ...] = ()
    """Walls that stop the same probes: this one is tried without them, to hold alone."""
    needed_by: tuple[str, ...] = ()
    """Walls that cannot stand without it; the control, which shows that the probes succeed where it
    is missing, is made without these as well."""


TABLE = (
    Wall(
        "user",
        "acting as a user of this machine; gaining rights",
        _USER_NAMESPACES,
        {"have this machine's users": probes.have_users_of_machine},
        # The last does without the /proc of one's own.
        needed_by=("mount", "pid", "net", "ipc", "uts", "landlock_files"),
    ),
    Wall(
        "mount",
        "reading any file but the interpreter and the system's libraries; writing to any disk",
        _USER_NAMESPACES + "; the interpreter must be readable by the user who grades",
        {
            "read a file of this machine": probes.read_secret,
            "learn where it keeps its files": probes.read_table_of_mounts,
            "read what it counts": probes.read_counters,
        },
        overlaps=("landlock_files",),
    ),
    Wall(
        "pid",
        "seeing or signalling other processes; outliving the grading",
        _USER_NAMESPACES,
        {"send a signal to another process": probes.signal_process},
        overlaps=("landlock_scope",),
    ),
    Wall(
        "net",
        "any network, this machine's own servers included",
        _USER_NAMESPACES,
        {"connect to 127.0.0.1": probes.connect, "send a datagram": probes.send_datagram},
        overlaps=("landlock_tcp",),
    ),
    Wall(
        "ipc",
        "shared memory, semaphores and message queues of others",
        _USER_NAMESPACES,
        {"attach shared memory of the doctor": probes.attach_shared_memory},
        overlaps=("syscalls",),
    ),
    Wall(
        "uts",
        "knowing or changing the machine's name",
        _USER_NAMESPACES,
        {"learn the machine's name": probes.learn_host_name},
    ),
    Wall(
        "limits",
        "eating the machine: memory, processes, files, processor time",
        "grade as an ordinary user, or as root with CAP_SETUID and CAP_SETGID to become one",
        {
            "fork 200 times": probes.fork_often,
            "use 512 MiB of memory": probes.allocate,
            "make a file of 200 MiB": probes.write_file,
        },
    ),
    Wall(
        "environment",
        "reading secrets from environment variables",
        _ALWAYS,
        {"find a secret variable": probes.read_environment},
    ),
    Wall(
        "capabilities",
        "every privilege, also through set-uid programs",
        _ALWAYS,
        {"make a namespace": probes.make_namespace},
        overlaps=("syscalls",),
    ),
    Wall(
        "descriptors",
        "using files and sockets that the grader has open",
        _ALWAYS,
        {"use a socket of the doctor": probes.use_descriptor},
    ),
    Wall(
        "landlock_files",
        "the same as mount, by a second mechanism",
        _LANDLOCK.format(kernel="6.2"),
        {"read a file of this machine": probes.read_secret},
        overlaps=("mount",),
    ),
    Wall(
        "landlock_tcp",
        "TCP, by a second mechanism",
        _LANDLOCK.format(kernel="6.7"),
        {"connect to 127.0.0.1": probes.connect},
        overlaps=("net",),
    ),
    Wall(
        "landlock_scope",
        "signals and abstract sockets to the outside, by a second mechanism",
        _LANDLOCK.format(kernel="6.12"),
        {"connect to an abstract socket": probes.connect_to_abstract_socket},
        overlaps=("net",),
    ),
    Wall(
        "syscalls",
        "kernel interfaces no notebook needs: all but some two hundred calls, and of these what "
        "tells of others (locks, leases, the page cache) or is counted by no limit",
        "use an x86_64 or aarch64 kernel built with CONFIG_SECCOMP_FILTER",
        {
            "get memory that no limit counts": probes.make_uncounted_memory,
            "make every call that is not on the list": call_probes.make_refused_calls,
            "ask allowed calls for what is refused": call_probes.ask_for_refused,
        },
    ),
)
WALLS: tuple[str, ...] = tuple(wall.name for wall in TABLE)
REMEDIES = {wall.name: wall.remedy for wall in TABLE}


@contextmanager
def raising(wall: str) -> Iterator[None]:
    """Turn an OSError of the block into the WallError of that wall."""
    try:
        yield
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        reason = f"{where}{error.strerror or error}"
        raise WallError(wall, reason, REMEDIES[wall]) from error
