"""nbjudge executes and judges the submissions of an nbgrader course."""
