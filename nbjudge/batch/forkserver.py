"""The fresh process from which workers are forked, once it has imported all that they need."""

import multiprocessing
import signal
from multiprocessing import forkserver, resource_tracker


def start_server() -> None:
    """Start it, and do not wait for its imports. Starting it again does nothing.

    It is deaf to Ctrl-C, which goes to all processes of a terminal: the coordinator decides what
    ends when. It ends when the coordinator does.
    """
    multiprocessing.get_context("forkserver").set_forkserver_preload(["nbjudge.batch.processes"])
    resource_tracker.ensure_running()  # it would let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
