"""What a failed test says of the answer: a known misconception, or a general sign.

A diagnosis that is wrong is worse than none, so whatever is in doubt stays unsaid. What is said
never holds an expected value, nor what a hidden test passed to a function.
"""

from nbjudge.grading.diagnosis.finding import Finding
from nbjudge.grading.diagnosis.knowledge import Knowledge
from nbjudge.grading.diagnosis.matching import AMBIGUOUS, match
from nbjudge.grading.diagnosis.sight import Sight
from nbjudge.grading.diagnosis.signs import sign_of
from nbjudge.grading.diagnosis.unfinished import Attempt, unfinished

__all__ = [
    "AMBIGUOUS",
    "Attempt",
    "Finding",
    "Knowledge",
    "Sight",
    "match",
    "sign_of",
    "unfinished",
]
