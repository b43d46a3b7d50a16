"""What the documentation tells to type exists, and its links lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands

from house.sources import ROOT, here, tracked
from werkveld.console.commands import parse

FENCE = re.compile(r"^```(?:console|bash|sh|shell)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)")


def pages() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".md" and "node_modules" not in path.parts]


def commands() -> list[tuple[str, str]]:
    """Every line of every block of commands, without a prompt, a comment or what is set before it."""
    found = []
    for page in pages():
        for line in "".join(FENCE.findall(page.read_text("utf-8"))).splitlines():
            command = re.sub(r"^(\$ |# .*)|\s+#.*$", "", line).strip()
            if command:
                found.append((here(page), command))
    return found


def recipes() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*)[^:=\n]*:(?!=)", (ROOT / "justfile").read_text(), re.MULTILINE))


@pytest.mark.parametrize(("page", "command"), commands())
def test_a_command_in_the_documentation_exists(page: str, command: str):
    words = [w for w in shlex.split(command) if not re.match(r"^[A-Z_]+=", w)]
    program = Path(words[0]).name if words else ""
    if program == "werkveld":
        parse(words[1:])
    elif program == "just":
        assert (words[1:] or ["default"])[0] in recipes()
    elif program in {"python", "python3"} and len(words) > 1 and words[1].endswith(".py"):
        assert (ROOT / words[1]).exists()
        if words[1] == "manage.py":
            assert words[2] in get_commands()


def test_links_lead_somewhere():
    assert [
        f"{here(page)}: {target}"
        for page in pages()
        for target in LINK.findall(page.read_text("utf-8"))
        if not re.match(r"[a-z]+:", target) and not (page.parent / target).exists()
    ] == []


def test_the_recipes_of_the_justfile_name_files_that_exist():
    assert {"install", "demo", "test", "lint", "lock", "ci"} <= recipes()
