# Everything here needs only make and Python 3.11 or later. `make PYTHON=python3.13 …` chooses another Python.
# All paths are relative, so the folder's own name may hold spaces.

PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

define CHECK_PYTHON
import sys
if sys.version_info < (3, 11):
    sys.exit("This needs Python 3.11 or later, and $(PYTHON) is %d.%d. Name another one: make PYTHON=python3.12 ..." % sys.version_info[:2])
try:
    import ensurepip, venv
except ImportError:
    sys.exit("$(PYTHON) lacks its venv module. On Debian and Ubuntu: sudo apt install python3-venv")
endef
export CHECK_PYTHON

.PHONY: help install chat test lint format types check evaluate clean
.DEFAULT_GOAL := help

help:  ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile

install: .venv/.installed  ## make .venv and install the program in it

chat: .venv/.installed  ## install, then talk in the terminal
	@$(BIN)/daumoi chat $(ARGS)

test: .venv/.installed-dev  ## install what tests need, then run them (ARGS="-k outline")
	@$(BIN)/python -m pytest $(ARGS)

lint: .venv/.installed-dev  ## check style, format and who imports whom
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-logo

format: .venv/.installed-dev  ## format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix-only .

types: .venv/.installed-dev  ## check types
	@$(BIN)/mypy

evaluate: .venv/.installed-dev  ## measure answers on the project's own questions against their floors
	@$(BIN)/python tests/evaluation/floors.py

check: lint types evaluate test  ## everything that must hold before a change lands

clean:  ## remove .venv and every cache; your data stays
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# pip is the last thing that venv puts in; a half-made environment is made anew.
$(BIN)/pip:
	@command -v "$(PYTHON)" >/dev/null || { echo "There is no $(PYTHON) here. This needs Python 3.11 or later: make PYTHON=..." >&2; exit 1; }
	@"$(PYTHON)" -c "$$CHECK_PYTHON"
	@echo "Making .venv"
	@"$(PYTHON)" -m venv --clear .venv

# The stamps are newer than what they were made of until a dependency or a pin changes.
.venv/.installed: pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing Đầu Mối in .venv; the first time this takes a few minutes"
	@$(PIP_INSTALL) -e .
	@touch $@

.venv/.installed-dev: pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing Đầu Mối and its test tools in .venv; the first time this takes a few minutes"
	@$(PIP_INSTALL) -e '.[dev]'
	@touch .venv/.installed $@
