"""`nbjudge prove`: is an assignment fit to be released, and does each test catch what it should?

`nbjudge.prove.reading` reads the `material` of a course, `proving` makes a `proof` of it, and
`showing` and `proof.as_data` show it. The claims: `leaks` (nothing secret is in the students'
version), `claims` (the reference, the blank version and the known answers get what they deserve),
and `operators` -> `mutants` -> `mutation_run` -> `survivors` (what changes a value loses points).
"""
