"""A graded notebook as one page for the student who handed it in.

`page` makes it: from the cells (`exercises`), what nbjudge noted of them (`nbjudge.course.notes`)
and what nbgrader knows of the points. Everything that a student wrote is hostile text and passes
`markup`; everything that a test says passes `hidden`. nbgrader is not imported here:
`nbjudge.plugin.feedback` asks it.

`pages` and `charts` are for whatever else nbjudge shows in a browser, too.
"""

from nbjudge.errors import BadPicture
from nbjudge.feedback.about import About
from nbjudge.feedback.curve import Curve
from nbjudge.feedback.hidden import Delimiters
from nbjudge.feedback.page import page
from nbjudge.feedback.picture import Network, read_picture

__all__ = ["About", "BadPicture", "Curve", "Delimiters", "Network", "page", "read_picture"]
