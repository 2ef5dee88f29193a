"""Stock nbgrader gives each known answer of forward_pass the marks that it deserves."""

from grader_tests.course.marks import *  # noqa: F403

ASSIGNMENT = "forward_pass"
