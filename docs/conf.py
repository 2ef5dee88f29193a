"""How the documentation is built: MyST pages, and lists generated from the code they are about."""

from collections.abc import Callable, Iterable
from importlib.metadata import version

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


LISTS: dict[str, Callable[[], Entries]] = {
    "own-settings": own_settings,
    "honoured-settings": honoured_settings,
    "kernel-settings": kernel_settings,
    "fixed-settings": fixed_settings,
    "walls": walls,
    "verdicts": verdicts,
    "reasons": reasons,
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
