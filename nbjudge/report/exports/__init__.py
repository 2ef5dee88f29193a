"""A course's grades in the forms that other tools read.

`spreadsheet` lays out gradebook CSV for Canvas and Moodle, and `plugins` reads nbgrader's gradebook
for it; `results` and `autograder` are for Gradescope.
"""
