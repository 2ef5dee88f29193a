"""Two zygotes for each pytest process."""

from collections.abc import Iterator

import pytest

from nbjudge.prove.zygotes import Zygotes


@pytest.fixture(scope="session")
def zygotes() -> Iterator[Zygotes]:
    with Zygotes(size=2) as warm:
        yield warm
