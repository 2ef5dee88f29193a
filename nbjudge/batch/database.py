"""The gradebook's database: transactions that wait for other graders, and outlive a restart."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError

from nbjudge.errors import GraderError

PATIENCE = 60.0
"""Seconds to wait for another grader's transaction, or for a database that is restarting."""

T = TypeVar("T")

PROBLEMS = (IntegrityError, InterfaceError, OperationalError)
"""Another grader wrote the same row first; a connection is gone; a lock, a restart, a full disk."""


class Database:
    """A database by nbgrader's ``db_url``."""

    def __init__(self, url: str) -> None:
        self._engine = engine_for(url)

    def close(self) -> None:
        self._engine.dispose()

    def in_transaction(self, work: Callable[[Connection], T]) -> T:
        """Do the work in a transaction, again if another grader or a restart came between."""
        deadline = time.monotonic() + PATIENCE
        pause = 0.05
        while True:
            try:
                with self._engine.begin() as connection:
                    return work(connection)
            except PROBLEMS as problem:
                if not self._may_pass(problem) or time.monotonic() > deadline:
                    raise GraderError(
                        f"the gradebook cannot be used: {problem.orig}. What was graded so far "
                        "stands; run the same command again"
                    ) from problem
            time.sleep(pause)
            pause = min(2 * pause, 2.0)

    def _may_pass(self, problem: DBAPIError) -> bool:
        """Whether trying again could help. SQLite has the same class for a full disk as for a lock,
        a server none for what another try could not mend."""
        is_file = self._engine.dialect.name == "sqlite"
        return not is_file or isinstance(problem, IntegrityError) or "locked" in str(problem.orig)


def engine_for(db_url: str) -> Engine:
    """An engine whose transactions wait for each other instead of failing."""
    if not db_url.startswith("sqlite"):
        return create_engine(db_url, pool_pre_ping=True)
    engine = create_engine(db_url, connect_args={"timeout": PATIENCE})

    @event.listens_for(engine, "connect")
    def leave_transactions_to_us(connection: Any, _: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def take_the_write_lock_at_once(connection: Connection) -> None:
        # A lock that is taken later, after reading, cannot be waited for.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
