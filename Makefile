# Everything a developer does, one word each. Works inside any virtual environment.
PYTHON ?= python
MARKS = not calibration and not integration and not benchmark

.PHONY: help setup test lint types unit calibrate integration golden docs bench check-readme

help:  ## list these words
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/ -/'

setup:  ## install the package and everything the tests need into the current environment
	$(PYTHON) -m pip install -q -e '.[dev]'

test: lint types unit  ## what a change must pass

lint:  ## ruff: rules and format
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:  ## mypy, strict
	$(PYTHON) -m mypy

unit:  ## the tests, in parallel, with the coverage floor
	$(PYTHON) -m pytest -n auto -m '$(MARKS)' --cov --cov-report=term

calibrate:  ## thousands of simulated pilots on the published seeds, into docs/calibration.md (most of an hour)
	$(PYTHON) -m tests.calibration

integration:  ## real exports and real servers (see CONTRIBUTING.md)
	sh tests/integration/setup.sh
	$(PYTHON) -m pytest -m integration

golden:  ## write the expected scorecards and outputs anew; read the difference before you commit it
	$(PYTHON) -m tests.golden
	$(PYTHON) -m tests.outputs.golden

docs:  ## write the generated pages of the manual and of README.md anew
	$(PYTHON) -m tests.docs

bench:  ## speed and memory as ratios, measured in one run
	$(PYTHON) -m tests.benchmarks

check-readme:  ## README and generated pages against what the program prints
	$(PYTHON) -m pytest tests/test_docs.py
