"""Files stay small, names stay plain, and nothing in the repository points to where it was made."""

import ast
import re
from pathlib import Path

import pytest

from house.sources import ROOT, SRC, here, python_files, tracked, tree

LONGEST = 400
VAGUE = re.compile(r"(Manager|Service|Helper|Utils?|Handler)$")
VAGUE_FILES = {"common", "core", "helpers", "managers", "misc", "services", "utils", "handlers"}
TEXT = {
    ".py",
    ".md",
    ".txt",
    ".toml",
    ".html",
    ".css",
    ".js",
    ".json",
    ".csv",
    ".ini",
    ".po",
    ".yml",
    ".svg",
    ".sh",
    "",
}

# Spelled in pieces, so that this file does not hold what it looks for.
HOSTS = [
    ".".join(parts)
    for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"))
]
PLACES = ["/".join(("", *parts)) for parts in (("work", "main"), ("work", "shared"), ("farm", "in"), ("tmp", "brief"))]


def test_a_python_file_stays_under_four_hundred_lines():
    long = {
        here(p): n for p in tracked() if p.suffix == ".py" and "migrations" not in p.parts if (n := lines(p)) > LONGEST
    }
    assert long == {}


def lines(path: Path) -> int:
    return path.read_text("utf-8").count("\n")


def is_refusal(node: ast.ClassDef) -> bool:
    """A refusal is called by a sentence, and a sentence may end in any word: NoCoachNoService."""
    return any(ast.unparse(base) == "Refusal" for base in node.bases)


@pytest.mark.slow
def test_no_name_says_nothing():
    assert [
        f"{here(path, node.lineno)} {node.name}"
        for path in python_files(SRC)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and VAGUE.search(node.name) and not is_refusal(node)
    ] == []
    assert [here(p) for p in python_files(SRC) if {p.stem, p.parent.name} & VAGUE_FILES] == []


@pytest.mark.slow
def test_no_file_names_where_packages_come_from_or_where_it_was_made():
    assert [
        f"{here(path)}: {word}"
        for path in tracked()
        if path.suffix in TEXT and path.stat().st_size < 5_000_000
        for word in (*HOSTS, *PLACES)
        if word in path.read_text("utf-8", errors="ignore")
    ] == []


def test_every_ignored_rule_of_ruff_has_its_reason():
    section = (ROOT / "pyproject.toml").read_text().split("[tool.ruff.lint]")[1].split("[tool.ruff.lint.isort]")[0]
    ignored = section.split("ignore = [", 1)[1].splitlines()[1:]
    rules = [line for line in ignored if re.match(r'\s*"[A-Z]+\d+",|"[^"]+" = \[.*\]', line)]
    assert [line for line in rules if "#" not in line] == []
    assert len(rules) > 10


def test_a_silenced_line_says_which_rule():
    bare = re.compile(r"#\s*(noqa|type:\s*ignore)\s*($|[^\[:\s])")
    assert [
        here(path, number)
        for path in python_files(SRC)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if bare.search(line)
    ] == []
