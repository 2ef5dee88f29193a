"""The class report: what a graded course says of its students, its tests and its text.

Data flows one way::

    material    the gradebook's rows, and what each graded notebook says of itself (graded.py)
      | items, misconceptions, progress, item_flags
    analysis    plain dataclasses: numbers, words, names
      | page (with charts), JSON, CSV

`nbjudge.report.reading` reads the course; nothing here imports nbgrader.
"""
