"""Stock nbgrader gives each answer of admissions_gradient_descent the marks that it deserves."""

from grader_tests.course.marks import *  # noqa: F403

ASSIGNMENT = "admissions_gradient_descent"
