# Each target installs what it needs, then runs. `make site` and `make test` are the two to know.
.PHONY: site serve test lint bench wheel clean
.DEFAULT_GOAL := site

RUN := .venv/bin/python -m
NEEDS := pyproject.toml constraints.txt tools/environment

site: .venv/site  ## build content/ into public/
	@$(RUN) sitegen build

serve: .venv/site  ## preview on http://127.0.0.1:8000, reloading on a change
	@$(RUN) sitegen serve

test: .venv/test lint  ## check format, types and style, run the tests, build the site twice
	@$(RUN) pytest -q -n auto --dist worksteal
	@$(RUN) sitegen build --strict
	@$(RUN) sitegen build --format json | .venv/bin/python tools/wrote_nothing

lint: .venv/test
	@$(RUN) ruff format --check -q .
	@$(RUN) ruff check -q .
	@$(RUN) mypy

bench: .venv/test  ## measure, beside Hugo where it is installed; THEMES=plain SIZES=1000,10000 RUNS=5
	@$(RUN) benchmarks.run $(if $(THEMES),--themes $(THEMES)) $(if $(SIZES),--sizes $(SIZES)) \
		$(if $(RUNS),--runs $(RUNS))

wheel: .venv/site  ## a wheel in dist/
	@.venv/bin/python -m pip wheel --quiet --no-deps -w dist .

clean:  ## remove what was built, and the environment
	rm -rf public .sitegen .venv dist

.venv/site: $(NEEDS)
	@tools/environment site

.venv/test: $(NEEDS)
	@tools/environment test
