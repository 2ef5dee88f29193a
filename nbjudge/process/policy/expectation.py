"""What the reference run showed a test cell to need, and so what it may meet in a submission."""

from dataclasses import dataclass, field


@dataclass
class Expectation:
    """What the reference run showed a test cell to need; the same fields record that run.

    A place is where a value arrives: a name, or an operation on an object of the student's. Where
    the reference had only data, functions and instances are no answer, for their attributes are
    what a student says they are.
    """

    modules: dict[str, str] = field(default_factory=dict)
    """Names, and the modules that they were bound to."""
    library: set[str] = field(default_factory=set)
    """Names that solution cells import from a library: in a test, they are the judge's own."""
    settled: set[str] = field(default_factory=set)
    """Names of earlier exercises that are still what they were when these were graded."""
    locked: dict[str, bytes] = field(default_factory=dict)
    """Names that locked cells alone compute, with the fingerprints of their values."""

    places: set[str] = field(default_factory=set)
    """All where something arrived."""
    instances: set[str] = field(default_factory=set)
    """Places where live instances arrived: only there may a submission's instances arrive, or an
    object that calls itself equal to everything would pass every test."""
    functions: set[str] = field(default_factory=set)
    """Places where functions or classes arrived."""
    values: set[str] = field(default_factory=set)
    """Places where instances of classes that both sides have arrived."""
    missing: dict[str, int] = field(default_factory=dict)
    """How many missing values there were, by place and column."""
    operations: set[str] = field(default_factory=set)
    """The special methods that were asked of instances."""

    rebound: set[str] = field(default_factory=set)
    """Names of the tests' own that the solution's functions bind anew."""
    changed: set[str] = field(default_factory=set)
    """Arguments of which student code changed what they hold."""
    taken: dict[str, int] = field(default_factory=dict)
    """How many elements student code took of iterators that were arguments."""
    swallows: bool = False
    """Student code caught what a test's own function asserts."""
    shares_stream: bool = False
    """Student code and the test draw from one stream of random numbers."""

    number: bool = False
    """The cell ended with a number."""
    effects: set[str] = field(default_factory=set)
    """What the cell does to, or wants of, the process that it runs in: with any, it has to run
    in-process."""
