VENV := .venv
PYTHON := $(VENV)/bin/python
READY := $(VENV)/.ready
# nbgrader calls alembic, and Jupyter its extensions, by bare name.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

# Else every process of the tests compiles nbjudge anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check hostile nbgrader-suite bench campus pictures release canonical pins clean

# A class of submissions, graded: the course in one command.
demo: $(READY)
	$(PYTHON) -m grader_tests.sample_class.demo

# Every test. loadfile keeps the tests of one file, which share what was graded once, in one process;
# the files come in the order of grader_tests/conftest.py, the longest first.
test: $(READY)
	$(PYTHON) -m pytest -q -n auto --dist loadfile --no-loadscope-reorder

check: $(READY)
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

# The hostile submissions, graded by nbjudge and by stock nbgrader: both columns.
hostile: $(READY)
	$(PYTHON) -m grader_tests.hostile

# nbgrader's own tests of autograde, with nbjudge in the place of its Execute.
nbgrader-suite: $(READY)
	$(PYTHON) -m grader_tests.nbgrader_suite

# How fast, against stock nbgrader and against plain exec: medians and ratios of one run.
bench: $(READY)
	$(PYTHON) -m benchmarks.notebook
	$(PYTHON) -m benchmarks.autograde
	$(PYTHON) -m benchmarks.batch 200 benchmarks/bars.svg

# Ten thousand submissions: an hour or less, by the machine.
campus: $(READY)
	$(PYTHON) -m benchmarks.campus 10000 benchmarks/campus.svg

# The README's pictures of a feedback page and of the class report, from the sample class.
pictures: $(READY)
	$(PYTHON) -m grader_tests.sample_class.pictures

# The students' versions, generated from source/ and committed.
release: $(READY)
	$(PYTHON) -m grader_tests.make_release

# Rewrite source notebooks that an editor left in another form.
canonical: $(READY)
	$(PYTHON) -m nbjudge.repair.canonical source/*/*.ipynb

# Pin the newest versions that the ranges of pyproject.toml admit.
pins: $(READY)
	$(PYTHON) -m pip install -q uv
	$(VENV)/bin/uv pip compile -q --universal --upgrade --extra dev --python-version 3.11 \
		--custom-compile-command "make pins" pyproject.toml -o requirements.txt

# What was generated from submissions and by tools; never submitted/ or the gradebook.
clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info grades.csv feedback
	find . -name __pycache__ -prune -exec rm -rf {} +

$(READY): pyproject.toml requirements.txt
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "nbjudge needs Python 3.11 or newer; python3 here is $$(python3 --version)"; exit 1; }
	python3 -m venv $(VENV)
	$(PYTHON) -m pip install -q --disable-pip-version-check -r requirements.txt
	$(PYTHON) -m pip install -q --disable-pip-version-check --no-deps -e .
	touch $@
