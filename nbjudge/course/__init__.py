"""What an nbgrader course says: its configuration, its gradebook's cells, its folders.

Whoever needs nbgrader imports something of this package first, and then it loads faster.
"""

from nbjudge.course.quick_start import import_jsonschema

import_jsonschema()
