"""``nbjudge autograde``: a whole class, graded as ``nbgrader autograde`` would, in parallel.

Data flows one way::

    plan        which submissions there are, and which of them need grading
      | Submission: the bytes of one
    pool        hands them to workers, which see neither database nor disk of the course
    worker      grades it by the same road as nbgrader's own command (`nbjudge.course.grader`)
      | GradedNotebook: text, scores, verdict, record
    folders     stage the autograded folder beside its place
    writer      one transaction for a few submissions
    folders     move each folder into its place: from now on that submission is graded

`autograde` is that flow; `class_run` what nbgrader's configuration says. Workers are `processes` of
this machine or a `cluster`. `dry_run` and `replay` grade and compare instead of writing.
"""
