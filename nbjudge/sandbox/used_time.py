"""How much time processes have used, whatever else the machine has to do meanwhile.

What a neighbour costs them is the time in which they could run and no processor was free: the
kernel counts that, for each thread (``schedstat``, in proc(5)). The rest of the time that passes is
theirs, whether they compute or sleep. Where several of them wait for each other's processor they
wait for themselves: then what they compute counts, all of them together.

Beside busy neighbours they so get as long as they would get alone. No bookkeeping of theirs stands
against a clock on the wall for ever: after `BACKSTOP` times what they may use it decides.
"""

import os
import time
from collections.abc import Iterable, Sequence

from nbjudge.sandbox.memory import descendants, read

BACKSTOP = 5
"""How many times the time that they may use processes may take, when they say that they waited."""

_TICKS = os.sysconf("SC_CLK_TCK")
_NANOSECONDS = 1e9


class UsedTime:
    """The time that processes which `fork_sandboxed` gave, each with all that it started, have used
    since this was made."""

    def __init__(self, processes: Sequence[int]) -> None:
        self._processes = processes
        self._began = time.monotonic()
        family = self._family()
        self._computed = computed(family)
        self._waited = dict(waits(family))

    def seconds(self) -> float:
        """Takes a tenth of a millisecond for a pair, so it should be asked for when it matters."""
        family = self._family()
        passed = time.monotonic() - self._began
        waited = sum(now - self._waited.get(thread, 0.0) for thread, now in waits(family))
        used = max(passed - waited, computed(family) - self._computed)
        return max(used, passed / BACKSTOP)

    def _family(self) -> list[int]:
        return [one for process in self._processes for one in descendants(process)]


def computed(family: Iterable[int]) -> float:
    """The processor time of processes, and of the children that they have waited for."""
    return sum(map(_ticks, family)) / _TICKS


def _ticks(process: int) -> int:
    after_name = read(f"/proc/{process}/stat").rpartition(")")[2].split()
    return sum(map(int, after_name[11:15]))


def waits(family: Iterable[int]) -> Iterable[tuple[str, float]]:
    """Each thread, and how long it has waited for a processor; nothing where no kernel counts."""
    for process in family:
        try:
            threads = os.listdir(f"/proc/{process}/task")
        except OSError:
            continue
        for thread in threads:
            fields = read(f"/proc/{process}/task/{thread}/schedstat").split()
            if len(fields) == 3:
                yield thread, int(fields[1]) / _NANOSECONDS
