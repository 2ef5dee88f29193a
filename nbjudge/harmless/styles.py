"""Colours and alignment of a table, which pandas writes as a style sheet beside it.

Kept are rules for tables of pandas alone, and properties that can neither fetch nor move anything.
"""

import re

import tinycss2
from tinycss2.ast import Declaration, QualifiedRule

PROPERTIES = frozenset(
    "background-color border border-bottom border-bottom-color border-collapse border-color"
    " border-left border-right border-style border-top border-width caption-side color"
    " font-family font-size font-style font-weight opacity padding text-align text-decoration"
    " vertical-align white-space width".split()
)
OWN = re.compile(r"\s*(\.dataframe|#T_\w+)(\s[\w\s.#:>+()-]*|[.:>][\w\s.#:>+()-]*)?")
"""A selector within a table of pandas, such as ``.dataframe thead th`` or ``#T_f00_row1_col0``."""

FUNCTIONS = re.compile(r"(rgba?|hsla?|linear-gradient)$")
NAME = re.compile(r"(#|\.)?[\w-]+")
LONGEST = 100_000


def declarations(style: str) -> str:
    """The declarations that may stay of a ``style`` attribute or of a rule."""
    kept = []
    for one in tinycss2.parse_declaration_list(style[:LONGEST], True, True):
        if isinstance(one, Declaration) and one.lower_name in PROPERTIES and _is_plain(one.value):
            value = tinycss2.serialize(one.value).strip()
            kept.append(f"{one.lower_name}: {value}{' !important' if one.important else ''}")
    return "; ".join(kept)


def rules(sheet: str) -> str:
    """The rules that may stay of a style sheet."""
    kept = []
    for rule in tinycss2.parse_stylesheet(sheet[:LONGEST], True, True):
        if not isinstance(rule, QualifiedRule):
            continue
        selectors = tinycss2.serialize(rule.prelude)
        said = declarations(tinycss2.serialize(rule.content))
        if said and all(OWN.fullmatch(one) for one in selectors.split(",")):
            kept.append(f"{' '.join(selectors.split())} {{ {said} }}")
    return "\n".join(kept)


def _is_plain(tokens: list[tinycss2.ast.Node]) -> bool:
    """Whether a value is made of words, numbers and colours."""
    for token in tokens:
        if token.type == "function":
            if not FUNCTIONS.match(token.lower_name) or not _is_plain(token.arguments):
                return False
        elif token.type == "ident":
            if not NAME.fullmatch(token.value):
                return False
        elif token.type == "literal":
            if token.value not in (",", "/"):
                return False
        elif token.type not in ("whitespace", "number", "percentage", "dimension", "hash"):
            return False
    return True
