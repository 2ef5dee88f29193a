"""What nbgrader calls, and the settings that it reads for nbjudge.

`install` puts into a course's configuration what nbgrader then calls: for each run `preflight`, for
each file `exporter`, for each notebook `execute`, after each notebook `finish`, for each page of
feedback `feedback`. `run` is what they share: one run over an assignment. `bundle` is the same as
plain data, for workers.
"""
