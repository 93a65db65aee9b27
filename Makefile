# The commands of the help desk. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help demo start test sure prove bench tour format lint types messages secrets environment dev-environment

unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
OURS := helpdesk referrals services tests manage.py
# Checks that load the settings use the defaults, a folder of their own, and the address of a real desk.
CHECK := ENV_FILE=none VAR_DIR=.venv/checks SITE_URL=https://desk.example.org $(MANAGE)

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: environment ## Open the desk with an invented country in it, to try everything (Ctrl-C stops it)
	@$(MANAGE) prepare --demo
	@exec $(MANAGE) serve --demo

start: environment ## Open the desk for real on this PC; the first visit sets it up
	@$(MANAGE) prepare
	@exec $(MANAGE) serve

test: dev-environment ## Run the tests on SQLite, then on PostgreSQL and Redis (ARGS="tests/cases -k note" for some)
	@tests/install.sh
	@exec $(PYTHON) -m tests $(ARGS)

sure: lint types ## Everything CI asks for: format, lint, imports, types, migrations, settings, tests
	$(CHECK) makemigrations --check --dry-run
	$(CHECK) check --deploy --fail-level WARNING
	@$(MAKE) --no-print-directory test

prove: dev-environment ## The long checks: scale, long property tests, attacks
	@tests/install.sh
	@exec $(PYTHON) -m tests -m slow $(ARGS)

bench: dev-environment ## Measure each page beside the floor, on SIZE=100000 clients (ARGS=--plans for query plans)
	@tests/install.sh
	@exec $(PYTHON) -m tests.bench $(ARGS)

tour: dev-environment ## Walk through the main job in a browser and picture each step into docs/tour/
	@tests/install.sh
	@exec $(PYTHON) -m tests.tour

format: dev-environment ## Put the code into its house form
	@.venv/bin/ruff format $(OURS)
	@.venv/bin/ruff check --fix $(OURS)

lint: dev-environment ## Check form, style, templates and the order of imports
	.venv/bin/ruff format --check $(OURS)
	.venv/bin/ruff check $(OURS)
	.venv/bin/djlint --lint --quiet --allow-empty-input templates
	.venv/bin/lint-imports

types: dev-environment ## Check the types
	@mkdir -p .venv/checks
	ENV_FILE=none VAR_DIR=.venv/checks .venv/bin/mypy

messages: dev-environment ## Collect the sentences to translate into locale/, and compile the translations
	@command -v msgmerge >/dev/null || { echo "gettext is missing: sudo apt-get install gettext"; exit 1; }
	@mkdir -p locale .venv/checks
	@$(CHECK) makemessages --locale ar --no-obsolete --add-location file --ignore .venv --ignore .uv --ignore tests
	@$(PYTHON) -m helpdesk.core.catalogues

secrets: ## Make the secrets that docker-compose.yml needs, in ./secrets
	@.ci/secrets.sh

environment:
	@.ci/environment.sh

dev-environment:
	@.ci/environment.sh dev
