"""Paths that courses' nbgrader_config.py files named before 2026-12, kept for them alone."""

import sys

from nbjudge.plugin import execute as execute
from nbjudge.plugin import feedback, install, preflight
from nbjudge.report.exports import plugins as exports

for old, module in {
    "execute": execute,
    "exporter": preflight,
    "exports": exports,
    "feedback": feedback,
    "install": install,
    "preflight": preflight,
}.items():
    sys.modules[f"{__name__}.{old}"] = module
