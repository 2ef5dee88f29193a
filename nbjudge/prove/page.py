"""A proof as one self-contained HTML page."""

from collections.abc import Sequence

from nbjudge.feedback import pages
from nbjudge.prove import table
from nbjudge.prove.proof import Proof


def page(proofs: Sequence[Proof]) -> str:
    """The page of these proofs; it needs no other file."""
    return pages.render("nbjudge.prove", {}, proofs=proofs, table=table)
