"""What a fresh process imports before workers are forked from it."""

from nbjudge.course.quick_start import import_jsonschema

import_jsonschema()

from nbjudge.batch import processes  # noqa: E402, F401
