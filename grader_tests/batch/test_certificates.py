"""A cluster with certificates grades, and speaks to nobody who has none."""

import stat
from pathlib import Path

import pytest
from distributed import Security

from grader_tests.batch import faults
from grader_tests.batch.classroom import ASSIGNMENT, configure, ended, nbjudge
from grader_tests.batch.dask_worker import scheduler, worker
from grader_tests.batch.faults import CLASS
from nbjudge.batch.address import Address


def options(folder: Path) -> list[str]:
    """What the command says that dask's own need."""
    certificate, key = str(folder / "certificate.pem"), str(folder / "key.pem")
    return ["--tls-ca-file", certificate, "--tls-cert", certificate, "--tls-key", key]


@pytest.mark.slow
def test_a_class_is_graded_by_a_cluster_with_certificates_and_by_none_without(
    tmp_path: Path,
) -> None:
    mine, others = tmp_path / "mine", tmp_path / "others"
    said = nbjudge(tmp_path, "certificates", str(mine))
    assert " ".join(options(mine)) in said
    nbjudge(tmp_path, "certificates", str(others))
    course = tmp_path / "course"
    faults.create(course)
    certificate, key = (str(mine / name) for name in ("certificate.pem", "key.pem"))
    security = Security(
        require_encryption=True,
        tls_ca_file=certificate,
        tls_scheduler_cert=certificate,
        tls_scheduler_key=key,
        tls_client_cert=certificate,
        tls_client_key=key,
    )
    with (
        scheduler(security) as cluster,
        worker(cluster.scheduler_address, tmp_path / "one", tls=options(mine)),
    ):
        cluster.wait_for_workers(1)
        asked = ("--scheduler", cluster.scheduler_address)
        assert cluster.scheduler_address.startswith("tls://")
        for wrong in ((), ("--certificates", str(others))):
            refusal = nbjudge(course, "autograde", ASSIGNMENT, *asked, *wrong, status=3)
            assert "--certificates FOLDER" in refusal
        assert not (course / "autograded").exists()
        how = ended(course, *asked, "--certificates", str(mine))
    assert how == dict.fromkeys(CLASS, "graded")


def test_the_key_is_its_owners_and_none_is_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    nbjudge(tmp_path, "certificates", str(folder))
    key = folder / "key.pem"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before = key.read_bytes()
    assert "key.pem" in nbjudge(tmp_path, "certificates", str(folder), status=3)
    assert key.read_bytes() == before


def test_without_certificates_another_machine_is_reached_only_if_the_course_says_so(
    tmp_path: Path,
) -> None:
    course = tmp_path / "course"
    faults.create(course)
    asked = ("autograde", ASSIGNMENT, "--scheduler", "tcp://0.0.0.0:9")
    refusal = nbjudge(course, *asked, status=3)
    assert "nbjudge certificates FOLDER" in refusal
    assert "c.Execute.unencrypted_cluster = True" in refusal
    assert "nbjudge certificates FOLDER" in nbjudge(course, *asked, "--dry-run", status=3)
    configure(course, "c.Execute.unencrypted_cluster = True\nimport nbjudge\nnbjudge.use(c)\n")
    assert "no Dask scheduler answers" in nbjudge(course, *asked, status=3)


@pytest.mark.parametrize(
    ("url", "is_private"),
    [
        ("tcp://127.0.0.1:8786", True),
        ("127.0.0.5:8786", True),
        ("tcp://localhost:8786", True),
        ("tcp://[::1]:8786", True),
        ("tls://10.0.0.7:8786", True),
        ("tcp://10.0.0.7:8786", False),
        ("10.0.0.7:8786", False),
        ("scheduler:8786", False),
        ("tcp://127.0.0.1.example.org:8786", False),
        ("ws://scheduler:8786", False),
    ],
)
def test_only_loopback_and_tls_are_private(url: str, is_private: bool) -> None:
    assert Address(url).is_private == is_private
