"""What the reference run showed a test cell to need, and so what it may meet in a submission."""

from dataclasses import dataclass, field


@dataclass
class Expectation:
    """What the reference run showed a test cell to need; the same fields record that run.

    ``modules`` maps names to the modules they were bound to. ``instances`` holds where live
    instances arrived (a name, or an operation), ``operations`` the special methods asked of them:
    only there may a submission's instances arrive, or an object that calls itself equal to
    everything would pass every test. ``places`` are all where something arrived, ``functions``
    those where functions or classes did, and ``values`` instances of classes that both sides have:
    where there was only data, neither is an answer, for their attributes are what a student says
    they are. ``missing`` counts missing values by place and column. ``rebound`` are names of the
    tests' own that the solution's functions bind anew, and ``number`` tells whether the cell ended
    with a number. ``shares_stream`` tells whether what student code draws is drawn from the test's
    own stream of random numbers. ``changed`` are the arguments of which student code changed what
    they hold, and ``taken`` counts what it took of iterators. ``swallows`` tells whether
    it caught what a test's own function asserts. ``effects`` are what the cell does to, or wants
    of, the process that it runs in: with any, it has to run in-process.
    """

    modules: dict[str, str] = field(default_factory=dict)
    instances: set[str] = field(default_factory=set)
    operations: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    missing: dict[str, int] = field(default_factory=dict)
    rebound: set[str] = field(default_factory=set)
    number: bool = False
    shares_stream: bool = False
    changed: set[str] = field(default_factory=set)
    taken: dict[str, int] = field(default_factory=dict)
    swallows: bool = False
    effects: set[str] = field(default_factory=set)
