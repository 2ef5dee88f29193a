"""The wall ``capabilities``: no privilege is left and none can be gained."""

from contextlib import suppress

from nbjudge.sandbox import syscalls

_LAST = 40  # CAP_CHECKPOINT_RESTORE, the newest in capabilities(7)


def drop_all() -> None:
    """Give up every capability for good, and the right to gain any by running a program."""
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    syscalls.prctl(syscalls.PR_CAP_AMBIENT, syscalls.PR_CAP_AMBIENT_CLEAR_ALL)
    # Dropping from the bounding set takes CAP_SETPCAP, which is missing only where there is no
    # user namespace; no_new_privs alone then keeps the set out of reach.
    with suppress(OSError):
        for capability in range(_LAST + 1):
            syscalls.prctl(syscalls.PR_CAPBSET_DROP, capability)
    syscalls.drop_capabilities()
