VENV := .venv
PYTHON := $(VENV)/bin/python
COURSE := $(VENV)/.course
READY := $(VENV)/.ready
PIP := $(PYTHON) -m pip install --disable-pip-version-check -c requirements.txt
PYTEST := $(PYTHON) -m pytest -q -n auto --dist loadfile --no-loadscope-reorder
# nbgrader calls alembic, and Jupyter its extensions, by bare name.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

# Else every process of the tests compiles nbjudge anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo demo-all quick test test-all check hostile fuzz nbgrader-suite bench campus pictures docs release canonical pins clean

# A class of submissions to one assignment, graded, within a minute. Needs no development tools.
demo: $(COURSE)
	$(PYTHON) -m grader_tests.sample_class.demo backprop_step

# The same for all six, which takes some minutes: each failed test is held against known mistakes.
demo-all: $(COURSE)
	$(PYTHON) -m grader_tests.sample_class.demo

# The engine and one assignment, within a minute: after each change.
quick: $(READY)
	$(PYTEST) -m "not slow" grader_tests/engine grader_tests/backprop_step

# The whole; of the known answers' notebooks, stock nbgrader grades a sample. loadfile keeps the
# tests of one file, which share what was graded once, in one process; the files come in the order
# of grader_tests/conftest.py, the longest first.
test: $(READY)
	$(PYTEST)

# The same, with every notebook graded by stock nbgrader too: before a release, after a change in
# source/ or in an answers file.
test-all: $(READY)
	$(PYTEST) --all-packs

# Style, types, which room of the package imports which, and how large each may be.
check: $(READY)
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(VENV)/bin/lint-imports --no-logo
	$(PYTHON) -m grader_tests.sizes

# The documentation, warnings as errors: docs/_build/index.html.
docs: $(READY)
	$(PYTHON) -m sphinx -W --keep-going -q -b html docs docs/_build

# The hostile submissions, graded by nbjudge and by stock nbgrader: both columns.
hostile: $(READY)
	$(PYTHON) -m grader_tests.hostile

# What the judge reads, held against inputs that a fuzzer makes up: half an hour.
fuzz: $(READY)
	$(PIP) -e '.[fuzz]'
	$(PYTHON) -m grader_tests.fuzz_codec

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
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info docs/_build grades.csv feedback
	find . -name __pycache__ -prune -exec rm -rf {} +

# pip, and not a faster installer: it asks the mirrors that the machine's pip was told of. Both
# install at the versions of requirements.txt what the course, then what development needs.
$(COURSE): pyproject.toml requirements.txt
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "nbjudge needs Python 3.11 or newer; python3 here is $$(python3 --version)"; exit 1; }
	@echo "Installing nbjudge, nbgrader and JupyterLab into $(VENV)/, once: a minute or two."
	python3 -m venv $(VENV)
	$(PIP) -e '.[course]'
	touch $@

$(READY): $(COURSE)
	@echo "Installing the development tools into $(VENV)/, once."
	$(PIP) -e '.[dev]'
	touch $@
