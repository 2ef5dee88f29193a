"""What a failed test says of the answer: a known misconception, or a general sign.

A diagnosis that is wrong is worse than none, so whatever is in doubt stays unsaid. What is said
never holds an expected value, nor what a hidden test passed to a function.
"""

from nbjudge.grading.diagnosis.finding import Finding
from nbjudge.grading.diagnosis.knowledge import Knowledge
from nbjudge.grading.diagnosis.matching import AMBIGUOUS, match
from nbjudge.grading.diagnosis.signs import sign_of

__all__ = ["AMBIGUOUS", "Finding", "Knowledge", "match", "sign_of"]
