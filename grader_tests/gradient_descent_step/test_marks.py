"""Stock nbgrader gives each known answer of gradient_descent_step the marks that it deserves."""

from grader_tests.course.marks import *  # noqa: F403

ASSIGNMENT = "gradient_descent_step"
