# Everything a newcomer types. Needs Python 3.11 or newer and make; the rest comes into .venv by hash.
.DEFAULT_GOAL := help
.PHONY: help access rows pictures crash years fuzz mutants demo demo-teams run test test-real test-teams check lint audit bench lock texts setup

BIN := .venv/bin
WORKERS ?= 2

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

demo: ## the bot in a local workspace with sample comments; prints the page's address
	@tools/set-up run
	@$(BIN)/svarsvakt demo $(ARGS)

demo-teams: ## the bot in Microsoft's own Agents Playground (npm: fetches it); prints the page's address
	@tools/set-up run
	@tools/set-up-playground
	@$(BIN)/python -m tests.teams.playground.demo $(ARGS)

run: ## the bot, from config.toml and the environment
	@tools/set-up run
	@$(BIN)/svarsvakt run $(ARGS)

test: ## all tests; `make test ARGS=tests/unit` for some of them
	@tools/set-up dev
	@tools/debian-packages
	@tools/set-up isso
	@# Files in their order: by number of tests, the longest few would come last, on one worker.
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder -rs $(ARGS)

test-real: ## a real MediaWiki and other real platforms on loopback (root on Debian: installs them)
	@tools/set-up dev
	@tools/set-up-real
	@tools/debian-packages
	@tools/set-up isso
	@SVARSVAKT_NOTHING_SKIPPED=1 $(BIN)/python -m pytest -rs tests/real/stories.py $(ARGS)

test-teams: ## Microsoft's own Agents Playground as the client, on loopback (npm: fetches it)
	@tools/set-up dev
	@tools/set-up-playground
	@tools/debian-packages
	@SVARSVAKT_NOTHING_SKIPPED=1 $(BIN)/python -m pytest -rs tests/teams/playground/published.py \
	  tests/teams/playground/stories.py tests/teams/playground/pages.py $(ARGS)

lint: ## ruff, mypy strict, the rooms' layering, bandit
	@tools/set-up dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive bot handlers scheduler db

audit: ## known holes in what is pinned; fails too for what it cannot ask about
	@tools/set-up audit
	@tools/audit

check: lint test ## lint and test

bench: ## cost beside floors and peers, and as the store grows; `make bench ARGS="--big due_work"`
	@tools/set-up dev
	@$(BIN)/python -m tests.bench $(ARGS)

crash: ## the bot killed 20,000 times; `make crash ARGS="--kills 500 --replicas 3"`
	@tools/set-up dev
	@$(BIN)/python -m tests.faults.crash $(ARGS)

years: ## ten simulated years of everything going wrong; `make years ARGS="--years 100 --seed 1"`
	@tools/set-up dev
	@$(BIN)/python -m tests.faults.years $(ARGS)

fuzz: ## a million made-up requests at the bot's doors; `make fuzz ARGS="--requests 50000 --seed 7"`
	@tools/set-up dev
	@$(BIN)/python -m tests.faults.fuzz $(ARGS)

mutants: ## plants each known fault, one at a time, and sees who notices
	@tools/set-up dev
	@$(BIN)/python -m tests.mutants $(ARGS)

texts: ## brings bot/texts/locale up to date with the code and compiles it
	@tools/set-up run
	@$(BIN)/python -m bot.texts.catalog

access: ## tries everything as every role and writes docs/who-may-what.md
	@tools/set-up dev
	@$(BIN)/python -m tests.access

rows: ## runs the tests that cite a row of the guidelines and writes docs/rows.md
	@tools/set-up dev
	@$(BIN)/python -m tests.rows

pictures: ## takes the pictures of docs/demo.md and docs/fortnight.md anew
	@tools/set-up dev
	@tools/debian-packages
	@SVARSVAKT_PICTURES=docs/images $(BIN)/python -m pytest -k "test_the_story_is_told or test_a_fortnight" \
	  tests/browser/test_demo_story.py tests/stories/fortnight

lock: ## pins requirements/*.in by hash into requirements/*.txt (needs uv)
	@tools/lock

setup: ## .venv for working on the project
	@tools/set-up dev
