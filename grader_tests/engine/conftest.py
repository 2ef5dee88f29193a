"""One zygote for each pytest process, and a course assignment ready to be graded by it."""

from collections.abc import Iterator

import pytest

from nbjudge.grading.pair import Zygote


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    with Zygote() as warm:
        yield warm
