# Daily work. Everything here also works by hand; the two commands of the README need no just.
set shell := ["bash", "-uc"]
export WERKVELD_MODE := env("WERKVELD_MODE", "development")
bin := ".venv/bin"
compile := bin / "uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate -c requirements/limits.txt"

# What there is to do
default:
    @just --list

# Install everything for a developer
install:
    python3 start.py set-up dev
    {{bin}}/python frontend/build.py

# The demo, as a visitor gets it
demo *options:
    python3 start.py {{options}}

# Django's development server on the developer's own database
dev: install
    {{bin}}/werkveld migrate
    {{bin}}/python manage.py runserver

# The suite on SQLite; give paths and options of pytest
test *options:
    {{bin}}/pytest {{options}}

# The suite on both databases, with a browser
test-all *options:
    python3 start.py test {{options}}

# Everything that reads code without running it
lint:
    {{bin}}/ruff check .
    {{bin}}/ruff format --check .
    {{bin}}/djade --target-version 5.2 --check $(git ls-files 'src/**/*.html')
    {{bin}}/lint-imports
    {{bin}}/mypy

# Put code and templates in shape
format:
    {{bin}}/ruff check --fix .
    {{bin}}/ruff format .
    {{bin}}/djade --target-version 5.2 $(git ls-files 'src/**/*.html')

# One more link of the linear chain
migrations *options:
    {{bin}}/python manage.py makemigrations werkveld {{options}}

# Gather the sentences, and name those that have no Dutch yet
words:
    {{bin}}/python scripts/words.py

# Lock the requirements anew; `just lock --upgrade` takes the newest
lock *options:
    {{compile}} {{options}} pyproject.toml -o requirements/run.txt
    {{compile}} {{options}} --extra otel --extra s3 --extra sentry -c requirements/run.txt pyproject.toml -o requirements/extras.txt
    {{compile}} {{options}} --extra build -c requirements/run.txt pyproject.toml -o requirements/build.txt
    {{compile}} {{options}} --extra dev -c requirements/build.txt -c requirements/extras.txt pyproject.toml -o requirements/dev.txt
    echo uv | {{compile}} {{options}} - -o requirements/uv.txt

# Say which rows of the source a story proves
rows:
    {{bin}}/python scripts/rows.py

# What CI does
ci:
    CI=true bash .ci/run
