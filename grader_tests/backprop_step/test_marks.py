"""Stock nbgrader gives each known answer of backprop_step the marks that it deserves."""

from grader_tests.course.marks import *  # noqa: F403

ASSIGNMENT = "backprop_step"
