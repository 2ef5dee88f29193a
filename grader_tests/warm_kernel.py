"""A Jupyter kernel that need not import numpy, pandas and matplotlib before it starts.

Most of the time of stock nbgrader is the start of a kernel for each notebook. Here a kernel is
forked from a process that has imported what kernels and notebooks import and done nothing else;
from there on it is ipykernel, started as its launcher starts it.
"""

import os
import signal
import sys
import time
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from typing import Any

IMPORTED = ("ipykernel.kernelapp", "ipykernel.ipkernel", "pandas", "matplotlib.pyplot")
INLINE = "module://matplotlib_inline.backend_inline"


class ForkedKernel:
    """As much of `subprocess.Popen` as Jupyter's provisioner asks of a kernel."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        self.pid = process.ident
        self.kill, self.terminate = process.kill, process.terminate

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self._process.pid, number)


def use_warm_kernels(forks: ForkServerContext) -> None:
    """Let the Jupyter client of this process fork its kernels."""
    from jupyter_client.provisioning import local_provisioner

    def launch(cmd: list[str], *, env: dict[str, str], cwd: str, **_: Any) -> ForkedKernel:
        process = forks.Process(target=_kernel, args=(cmd[cmd.index("-f") :], env, cwd))
        process.start()
        while os.getpgid(process.pid) != process.pid:  # a signal to it goes to its whole group
            time.sleep(0.002)
        return ForkedKernel(process)

    local_provisioner.launch_kernel = launch


def _kernel(arguments: list[str], environment: dict[str, str], folder: str) -> None:
    os.setsid()
    os.closerange(3, 1024)  # a kernel that is executed inherits none of these
    import matplotlib
    import numpy as np
    from ipykernel.kernelapp import launch_new_instance

    os.environ.clear()
    os.environ.update(environment | {"MPLBACKEND": INLINE})
    matplotlib.rcParams["backend"] = INLINE
    np.random.seed()
    os.chdir(folder)
    # Its parent is the process that forked it: when that ends, so does the kernel.
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"
    sys.argv = ["ipykernel_launcher", *arguments, parent]
    launch_new_instance()
