"""A second user of this machine, who hands in what the first one grades."""

import os
import pwd
import subprocess
import sys

ACCOUNT = "nobody"  # every Linux has one; it owns no files and cannot log in

# It may read what root may, for this Python may lie in root's own home; whatever it writes is its
# own, and it can write nowhere else.
AS_ACCOUNT = (
    "setpriv",
    "--reuid",
    ACCOUNT,
    "--clear-groups",
    "--inh-caps=-all,+dac_read_search",
    "--ambient-caps=-all,+dac_read_search",
    "--",
)


def second_account() -> str | None:
    """The account, if this process may run Python as it; None elsewhere, as where it isn't root."""
    if os.geteuid() != 0 or ACCOUNT not in {user.pw_name for user in pwd.getpwall()}:
        return None
    try:
        tried = subprocess.run([*AS_ACCOUNT, sys.executable, "-c", ""], cwd="/")
    except FileNotFoundError:  # macOS has no setpriv
        return None
    return ACCOUNT if tried.returncode == 0 else None
