"""How the documentation is built: MyST pages, and lists generated from the code they are about."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from traitlets import TraitType

from nbjudge import Execute, FeedbackPage
from nbjudge.batch.summary import MEANINGS
from nbjudge.course import settings
from nbjudge.repair import REASONS
from nbjudge.sandbox import TABLE

sys.path.insert(0, str(Path(__file__).parent.parent))
from grader_tests.idioms.differences import DIFFERENCES, KINDS, listed
from grader_tests.idioms.exercises import EXERCISES

project = "nbjudge"
author = "the nbjudge authors"
release = version = version("nbjudge")
extensions = ["myst_parser", "sphinx_click"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "nbjudge"
exclude_patterns = ["_build"]
nitpicky = True
smartquotes_action = "qe"  # "--dry-run" is no dash

Entries = Iterable[tuple[str, str]]
"""Terms and what is said of each."""


def own_settings() -> Entries:
    stock = set(Execute.__mro__[1].class_trait_names(config=True))
    for name, trait in sorted(Execute.class_traits(config=True).items()):
        if name not in stock:
            yield f"`c.Execute.{name} = {shown(trait)}`", trait.help
    for name, trait in FeedbackPage.class_own_traits(config=True).items():
        yield f"`c.FeedbackPage.{name} = {shown(trait)}`", trait.help


def honoured_settings() -> Entries:
    traits = Execute.class_traits(config=True)
    for name in sorted(settings.HONOURED):
        yield f"`c.Execute.{name} = {shown(traits[name])}`", first_sentence(traits[name].help)


def kernel_settings() -> Entries:
    traits = Execute.class_traits(config=True)
    for name in sorted(settings.ABOUT_KERNELS):
        yield f"`c.Execute.{name}`", first_sentence(traits[name].help)


def fixed_settings() -> Entries:
    for name, (value, why) in sorted(settings.FIXED.items()):
        yield f"`c.Execute.{name} = {value!r}`", f"{why[0].upper()}{why[1:]}."


def walls() -> Entries:
    for wall in TABLE:
        yield f"`{wall.name}`", f"Stops {wall.stops}. Where it cannot be raised: {wall.remedy}."


def verdicts() -> Entries:
    yield from ((f"`{verdict}`", meaning) for verdict, meaning in MEANINGS.items())


def reasons() -> Entries:
    yield from ((f"`{reason}`", sentence) for reason, sentence in REASONS.items())


def parity_counts() -> Entries:
    for exercise in EXERCISES:
        idioms, ways = len(exercise.idioms), len(exercise.ways)
        kinds = Counter(difference.kind for difference in listed(exercise).values())
        same = idioms * ways - kinds.total()
        told = [f"{same} pairs the same", *(f"{count} {kind}" for kind, count in kinds.items())]
        yield f"`{exercise.name}`: {idioms} idioms by {ways} ways", ", ".join(told)


def parity_differences() -> Entries:
    by_name = {exercise.name: exercise for exercise in EXERCISES}
    for difference in DIFFERENCES:
        exercise = by_name[difference.exercise]
        pairs = Counter(way for _, way in difference.listed(exercise))
        which = ", ".join(f"`{way}` in {count}" for way, count in pairs.items())
        yield (
            difference.why,
            f"{KINDS[difference.kind]}: of `{exercise.name}` {which} of the idioms.",
        )


def parity_idioms() -> Entries:
    for exercise in EXERCISES:
        yield f"`{exercise.name}`", "; ".join(f"`{i.name}`: {i.about}" for i in exercise.idioms)


def parity_ways() -> Entries:
    for exercise in EXERCISES:
        yield f"`{exercise.name}`", "; ".join(f"`{w.name}`: {w.about}" for w in exercise.ways)


LISTS: dict[str, Callable[[], Entries]] = {
    "own-settings": own_settings,
    "honoured-settings": honoured_settings,
    "kernel-settings": kernel_settings,
    "fixed-settings": fixed_settings,
    "walls": walls,
    "verdicts": verdicts,
    "reasons": reasons,
    "parity-counts": parity_counts,
    "parity-differences": parity_differences,
    "parity-idioms": parity_idioms,
    "parity-ways": parity_ways,
}


def shown(trait: TraitType) -> str:
    """The default of a setting, as it would stand in a configuration."""
    default = trait.default()
    if isinstance(default, int) and default >= 1 << 20:
        return f"{default >> 20} << 20"
    return repr(default)


def first_sentence(text: str) -> str:
    return " ".join(text.split()).split(". ")[0].rstrip(".") + "."


class Generated(SphinxDirective):
    """``{generated} NAME``: a list of what the code says, so that no page can drift from it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        lines = []
        for term, said in LISTS[self.arguments[0]]():
            lines += [term, f": {' '.join(said.split())}", ""]
        container = nodes.container()
        self.state.nested_parse(StringList(lines, "generated"), self.content_offset, container)
        return container.children


def setup(app: Sphinx) -> None:
    app.add_directive("generated", Generated)
