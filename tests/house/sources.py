"""What the tests of the house read: the sources of the product, as text and as trees."""

import ast
import functools
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"
PRODUCT = SRC / "werkveld"
STEPS = PRODUCT / "steps"
TEMPLATES = PRODUCT / "web" / "templates"


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def python_files(*roots: Path) -> list[Path]:
    return sorted(p for root in roots or (SRC,) for p in root.rglob("*.py") if "migrations" not in p.parts)


def module_of(path: Path) -> str:
    """`src/werkveld/steps/people/actions.py` is `werkveld.steps.people.actions`; so is its `__init__.py`."""
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def here(path: Path, line: int = 0) -> str:
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


@functools.cache
def tracked() -> tuple[Path, ...]:
    """Every file that belongs to the repository, or would with the next commit."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for line in listed.splitlines() if (path := ROOT / line).is_file())


def imports(path: Path) -> Iterator[tuple[str, ast.ImportFrom, ast.alias]]:
    """Every `from module import name` of a file, with the module it names."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.module or "", node, alias


def river() -> list[str]:
    """Steps from the source to the mouth, as the contract names them."""
    contract = (ROOT / ".importlinter").read_text().split("contract:river]")[1]
    layers = contract.split("layers =\n")[1].split("exhaustive")[0]
    return [line.strip() for line in layers.splitlines() if line.strip()][::-1]
