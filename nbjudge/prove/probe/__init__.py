"""The probe: what watches the reference solution from inside the student process.

`observing` puts these files beside the notebook and calls them from cells of its own. They import
nothing of nbjudge, which the student process cannot see. Only the instructor's own code and mutants
of it run there, so what the probe reports is believed.
"""

from .recording import CallRecorder
from .trying import Trial

__all__ = ["CallRecorder", "Trial"]
