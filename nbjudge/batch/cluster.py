"""The workers of a running Dask cluster, which do the work of dead ones again by themselves."""

import pickle
from concurrent.futures import Executor, Future
from importlib import import_module
from pathlib import Path
from typing import Any

from nbjudge.batch import worker
from nbjudge.batch.address import Address
from nbjudge.batch.certificates import security_of
from nbjudge.batch.pool import WorkerGroup
from nbjudge.batch.worker import Done, Submission
from nbjudge.errors import GraderError
from nbjudge.plugin.bundle import JobBundle

EACH = 4
"""Submissions that are with the cluster for each of its threads."""


class Cluster:
    """A cluster as one group: its scheduler decides which worker takes what."""

    deaths_allowed = 1  # the scheduler has tried several workers

    def __init__(self, bundle: JobBundle, address: Address) -> None:
        try:
            distributed = import_module("distributed")
        except ImportError:
            raise GraderError(
                "--scheduler needs Dask here and on its workers: pip install 'nbjudge[cluster]'"
            ) from None
        folder = address.certificates
        security = security_of(distributed, Path(folder)) if folder else None
        self.deaths: tuple[type[Exception], ...] = (distributed.KilledWorker,)
        try:
            self._client: Any = distributed.Client(address.url, timeout=10, security=security)
        except (OSError, TypeError) as error:  # TypeError is Dask's for tls:// without certificates
            raise GraderError(
                f"no Dask scheduler answers at {address.url}: {error}. One of tls:// is reached "
                "with the cluster's certificates alone: --certificates FOLDER"
            ) from None
        self.at_once = max(1, sum(self._client.nthreads().values()))
        self.room = EACH * self.at_once
        self._executor: Executor = self._client.get_executor(pure=False)
        # By a task, not scattered: what a task has made is made again when its worker dies.
        self._bundle: Any = self._client.submit(pickle.loads, pickle.dumps(bundle), pure=False)

    @property
    def groups(self) -> list[WorkerGroup]:
        return [self]

    def references(self) -> bytes:
        try:
            return self._executor.submit(worker.make_references, self._bundle).result()
        except self.deaths as death:
            raise GraderError(
                f"the cluster's workers die of the reference solutions: {death}"
            ) from None

    def submit(self, references: bytes, submission: Submission) -> "Future[list[Done]]":
        return self._executor.submit(
            worker.step_of_submission, self._bundle, references, submission
        )

    def renew(self) -> None:
        """Nothing to do: the scheduler hands the work of a dead worker to another."""

    def close(self) -> None:
        self._executor.shutdown(wait=False)
        self._client.close()
