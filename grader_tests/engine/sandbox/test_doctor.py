"""The doctor says of each wall whether it stands, and what to do if it does not."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from nbjudge.sandbox import TABLE, WALLS

ROOT = Path(__file__).resolve().parents[3]


def examine(obstacle: str = "") -> list[dict[str, Any]]:
    """Examine in a process of its own, since pytest may have threads."""
    code = f"""
import json
from dataclasses import asdict
from nbjudge.sandbox import doctor, seccomp, syscalls
{obstacle}
print(json.dumps([asdict(finding) for finding in doctor.examine()]))
"""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    findings: list[dict[str, Any]] = json.loads(done.stdout)
    return findings


def test_every_wall_is_tried_and_stands_here() -> None:
    findings = examine()
    assert [finding["wall"] for finding in findings] == list(WALLS)
    assert all(finding["stands"] for finding in findings), findings
    assert all(finding["how"] and not finding["remedy"] for finding in findings)


def test_walls_the_kernel_lacks_are_reported_with_their_remedy() -> None:
    findings = examine("syscalls.landlock_abi = lambda: 3")
    missing = {finding["wall"]: finding["remedy"] for finding in findings if not finding["stands"]}
    remedies = {wall.name: wall.remedy for wall in TABLE}
    assert missing == {wall: remedies[wall] for wall in ("landlock_tcp", "landlock_scope")}


def test_a_wall_that_is_raised_but_does_not_hold_is_found_out() -> None:
    findings = examine("seccomp.reject_calls = lambda: None")
    assert [finding["wall"] for finding in findings if not finding["stands"]] == ["syscalls"]
    assert "nothing stopped it" in findings[-1]["how"]


def test_a_probe_that_fails_without_its_wall_too_proves_nothing() -> None:
    broken = (
        "from nbjudge.sandbox import table; from dataclasses import replace\n"
        "def fails(put): raise OSError('whatever')\n"
        "doctor.TABLE = tuple(replace(w, probes={'fail': fails}) if w.name == 'net' else w"
        " for w in doctor.TABLE)"
    )
    found = {finding["wall"]: finding for finding in examine(broken) if not finding["stands"]}
    assert set(found) == {"net"}
    assert "no proof: without the wall" in found["net"]["how"]


def test_the_command_fails_only_if_a_wall_is_missing() -> None:
    command = [sys.executable, "-c", "from nbjudge.cli import main; main()", "doctor"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.count("stands ") == len(WALLS)
