"""Stock nbgrader gives each known answer of admissions_backprop the marks that it deserves."""

from grader_tests.course.marks import *  # noqa: F403

ASSIGNMENT = "admissions_backprop"
