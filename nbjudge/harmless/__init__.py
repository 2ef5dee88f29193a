"""What a student wrote or printed, made harmless to whoever looks at it.

Graded notebooks are read in the formgrader, with the session of an instructor, and names and files
of a submission in a terminal. Nothing that is left here runs, fetches, submits or covers anything.
"""
