"""nbgrader's settings for this course. Run every nbgrader command from this folder."""

import nbjudge

c = get_config()  # noqa: F821  (nbgrader provides get_config)

c.CourseDirectory.course_id = "neural_networks_2"

# Tests and solutions never leave source/; nbgrader copies everything else that lies beside a source
# notebook to the students, so only the notebook and its data table may lie there.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    ".pytest_cache",
    ".DS_Store",
    "*.md",
]

# A step done right on top of an earlier mistake earns its points.
c.Execute.follow_through = True

# Students' code runs behind walls, tests in the judge.
nbjudge.use(c)
