"""A Dask cluster on loopback: the scheduler in this process, each worker a process of its own."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
from distributed import LocalCluster, Security


def scheduler(security: Security | None = None) -> LocalCluster:
    """A cluster that has no workers yet, with TLS if there is a ``security``; ``with`` ends it."""
    return LocalCluster(
        n_workers=0,
        protocol="tls://" if security else "tcp://",
        security=security,
        host="127.0.0.1",
        dashboard_address=None,
        processes=False,
    )


@contextmanager
def worker(
    address: str, folder: Path, core: int | None = None, tls: Sequence[str] = ()
) -> Iterator[psutil.Process]:
    """A worker in an empty folder that is its home and all that it knows; with a ``core``, it and
    all that it starts run on that one. ``tls`` are Dask's own options for it."""
    folder.mkdir()
    options = ("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard")
    with folder.with_suffix(".log").open("w") as log:
        process = subprocess.Popen(
            [str(Path(sys.executable).with_name("dask")), "worker", address, *options, *tls],
            cwd=folder,
            env={"HOME": str(folder), "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"},
            stdout=log,
            stderr=log,
        )
    started = psutil.Process(process.pid)
    if core is not None:
        started.cpu_affinity([core])
    try:
        yield started
    finally:
        process.kill()
        process.wait()
