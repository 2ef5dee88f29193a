"""Small changes of a right answer, each a mistake such as students make."""

from nbjudge.grading.mutation.mutants import Mutant, Solution, mutants, within_budget

__all__ = ["Mutant", "Solution", "mutants", "within_budget"]
