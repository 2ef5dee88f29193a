"""The batch road: ``nbjudge autograde`` grades a whole class as ``nbgrader autograde`` would.

Data flows one way::

    plan        which submissions there are, and which of them need grading
      | Submission: the bytes of one
    pool, task  workers grade it at a `bench`; they see neither database nor disk of the course
      | GradedNotebook: text, scores, verdict, record
    folders     stage the autograded folder beside its place
    writer      one transaction for a few submissions
    folders     move each folder into its place: from now on that submission is graded

`autograde` is that flow; `course` what nbgrader's configuration says; `pack` what workers need to
know of an assignment. Workers are `processes` of this machine or a `cluster`. `dry_run` and
`replay` grade and compare instead of writing.
"""
