"""Why a file is no notebook: each reason is a code, with a sentence for the student."""

from nbjudge.errors import Unreadable

MOST_BYTES = 64 << 20

REASONS = {
    "missing": "there is no such file",
    "permission": "the file may not be read",
    "link": "it is a link that leads out of the submission or nowhere",
    "not_a_file": "it is a folder, a pipe or a device, not a file",
    "unopenable": "the file cannot be opened",
    "empty": "the file is empty",
    "too_large": f"the file is larger than {MOST_BYTES >> 20} MiB or holds too many parts",
    "too_long": "reading it takes longer than it may",
    "folder": "the folder in which it was handed in cannot be read",
    "binary": "the file holds something other than text, for instance an archive",
    "cut_short": "the file ends in the middle, as after an interrupted upload or a full disk",
    "conflict": "the file holds the conflict markers of an unfinished git merge",
    "not_json": "the file is not valid JSON, which every notebook is",
    "too_deep": "its parts are nested too deeply",
    "not_a_notebook": "the file is JSON, but not a notebook",
    "old_format": "it is written in a notebook format of 2011 that can no longer be converted",
    "new_format": "it is written in a notebook format that is not known here",
    "no_cells": "the notebook has no cells",
    "damaged": "the notebook is damaged in a way that nbjudge does not know",
}


def unreadable(reason: str) -> Unreadable:
    """The error for a reason code."""
    return Unreadable(reason, REASONS[reason])
