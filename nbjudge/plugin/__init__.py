"""The seams of nbgrader: where nbgrader calls nbjudge, and nbjudge asks nbgrader.

No other module imports nbgrader, and nothing here runs in a process that students' code can reach.

`install` puts into a course's configuration what nbgrader then calls: for each run `preflight`, for
each file `exporter`, for each notebook `execute`. These ask `course` what the gradebook and the
folders hold, `settings` what a configuration may say, `cells` where each cell runs and `held` for
what outlives one submission.
"""
