"""Every template is used and names only templates that exist; none holds a style or a script of its own."""

import ast
import re
from pathlib import Path

import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from house.sources import PRODUCT, TEMPLATES, here, python_files, tree

NAMES = re.compile(r"""["']([\w./-]+\.(?:html|txt|xml|svg))["']""")
FOR_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html", "robots.txt"}
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)
FORBIDDEN = {
    "a style of its own": re.compile(r"<style[\s>]|\sstyle\s*=", re.IGNORECASE),
    "a script of its own": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>", re.IGNORECASE),
    "a handler of its own": re.compile(r"\son[a-z]+\s*=\s*[\"']|\bhx-on", re.IGNORECASE),
    "something from elsewhere": re.compile(
        r"""<(?:script|link|img|iframe)[^>]*(?:src|href)=["']https?://""", re.IGNORECASE
    ),
    "a placeholder for a label": re.compile(r"\splaceholder\s*=", re.IGNORECASE),
    "an unescaped value": re.compile(r"\|\s*safe\b|{%\s*autoescape off"),
}


def templates() -> list[Path]:
    return sorted(p for p in TEMPLATES.rglob("*") if p.is_file())


def text(path: Path) -> str:
    return COMMENT.sub("", path.read_text("utf-8"))


def name(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


def named_in_python() -> set[str]:
    return {
        match
        for path in python_files(PRODUCT)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for match in [node.value]
        if NAMES.fullmatch(f'"{match}"')
    }


def patterns_in_python() -> list[re.Pattern[str]]:
    """Names with a gap, such as f"messages/{kind}.txt"; a gap is a word, so that a pattern cannot mean everything."""
    found = []
    for node in (n for path in python_files(PRODUCT) for n in ast.walk(tree(path)) if isinstance(n, ast.JoinedStr)):
        pattern = "".join(re.escape(p.value) if isinstance(p, ast.Constant) else r"[\w-]+" for p in node.values)
        if re.search(r"\.(html|txt|xml|svg)$", pattern) and "/" in pattern:
            found.append(re.compile(pattern))
    return found


def belongs_to_a_package(path: Path) -> bool:
    """Ours in place of one that a package brings: the package names it."""
    from django.apps import apps

    return any((Path(app.path) / "templates" / name(path)).exists() for app in apps.get_app_configs())


@pytest.mark.slow
def test_every_template_is_used():
    named = FOR_DJANGO | named_in_python() | {m for path in templates() for m in NAMES.findall(text(path))}
    patterns = patterns_in_python()
    assert [
        name(path)
        for path in templates()
        if name(path) not in named
        and not belongs_to_a_package(path)
        and not any(pattern.fullmatch(name(path)) for pattern in patterns)
    ] == []


@pytest.mark.slow
@pytest.mark.parametrize("path", templates(), ids=name)
def test_a_template_can_be_read_and_names_templates_that_exist(path: Path):
    get_template(name(path))
    missing = []
    for other in re.findall(r"{%\s*(?:extends|include)\s+[\"']([^\"']+)[\"']", text(path)):
        try:
            get_template(other)
        except TemplateDoesNotExist:
            missing.append(other)
    assert missing == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what: str):
    pages = [path for path in templates() if path.suffix == ".html"]
    assert {here(path): found for path in pages if (found := FORBIDDEN[what].findall(text(path)))} == {}


def test_no_page_hides_where_its_own_forms_come_from():
    """A page that says no-referrer sends its form from an origin called null, and the guard against forgery refuses it."""
    assert [here(path) for path in TEMPLATES.rglob("*.html") if "no-referrer" in path.read_text("utf-8")] == []
