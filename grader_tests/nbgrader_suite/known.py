"""What nbgrader's tests ask that nbjudge answers otherwise, each with its reason."""

NO_RIGHT_SOLUTION = frozenset(
    """
    test_autograde_timeout test_filter_notebook test_force test_force_f test_grade
    test_grade_empty_timestamp test_grade_hashed_autotest test_grade_missing_notebook
    test_grade_overwrite_files test_grade_overwrite_files_subdirs test_grade_timestamp
    test_grade_with_validating_envvar test_hidden_tests_single_notebook
    test_late_submission_penalty_none test_late_submission_penalty_plugin
    test_late_submission_penalty_zero test_missing_student test_showtraceback_exploit
    test_skip_extra_notebooks test_student_id_exclude
    """.split()
)
"""Tests whose source notebook does not solve its own exercises: the reference run is waived."""

OTHERWISE = {
    "test_side_effects": "a submission's files are gone with its process: it cannot write to the "
    "grader's disk",
    "test_handle_failure": "a notebook with none of the assignment's cells is repaired and graded, "
    "where stock gives up on the student",
    "test_handle_failure_single_notebook": "the same, for one notebook of two",
    "test_missing_source_kernelspec": "the instructor chooses the kernel: one that a submission "
    "names is never started",
}
"""Tests that fail with nbjudge, and why that is meant."""
