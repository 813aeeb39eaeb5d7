# make demo    install and read the examples          make test     install and run the tests
# make lint    ruff, mypy, import contracts, house limits, knowledge   make compare   what a change did to the output
# make bench   speed and quality                      make soak     memory over 20,000 reports, 50 kills, 2,000 hostile files
# make readme  renew the output in README.md     make locks, make tables   renew the requirements, the generated tables
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
export PYTHONUTF8 := 1

.PHONY: install demo test lint compare bench soak readme locks tables clean

install: $(STAMP)

$(STAMP): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Communique needs Python 3.11 or later: make install PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

demo: install
	@mkdir -p out
	@$(BIN)/communique read examples/1-kampala-visit.txt examples/4-gulf-page.txt
	@$(BIN)/communique read --json examples/*.txt --html out/demo.html > out/demo.jsonl
	@echo
	@echo "All examples with every word marked: out/demo.html. Their records: out/demo.jsonl"

test: install
	$(BIN)/python -m pytest

lint: install
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/check_style.py
	$(BIN)/python scripts/check_overlap.py
	$(BIN)/communique knowledge check

compare: install
	$(BIN)/python scripts/compare.py

bench: install
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/quality.py

soak: install
	$(BIN)/python benchmarks/soak.py
	$(BIN)/python benchmarks/kills.py
	$(BIN)/python benchmarks/hostile.py

readme: install
	$(BIN)/python scripts/readme.py

# rigour, which the tables of countries come from, needs ICU and a compiler: it stays out of the usual installation
tables: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tables.txt
	for script in scripts/make_*.py; do $(BIN)/python $$script || exit 1; done

locks: install
	$(BIN)/python scripts/lock.py

clean:
	rm -rf .venv out build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
