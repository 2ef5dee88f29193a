"""Two zygotes for each pytest process."""

from collections.abc import Iterator

import pytest

from nbjudge.prove.context import Bench


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    with Bench(size=2) as warm:
        yield warm
