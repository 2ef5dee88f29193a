"""From a job to a judgement: run the cells of one notebook, score its tests, say what went wrong.

`job` is what comes in and `judgement` what goes out, both plain data; `marking.judge` is the way.
"""
