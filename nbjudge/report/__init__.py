"""The class report: what a graded course says of its students, its tests and its text.

Data flows one way::

    tables      of the gradebook and the graded notebooks, as `reading` and `gradebook` read them
      | items, misconceptions, item_flags
    analysis    plain dataclasses: numbers, words, names
      | page (with charts), JSON, CSV
"""
