"""A course's grades in the forms that other tools read.

`canvas` and `moodle` lay out gradebook CSV, `gradescope` results and an autograder for it. They
know rows and notebooks; `nbjudge.report.exports.plugins` reads nbgrader's gradebook.
"""
