"""A step writes only its own tables; doors, journeys, regions and the demo write none."""

import ast
from pathlib import Path

import pytest

from house.sources import PRODUCT, here, imports, module_of, python_files, tree

WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "delete", "save"}


def home(path: Path) -> str:
    """`werkveld.steps.people` for a file of that step; for every other file its own module, which owns no table."""
    parts = module_of(path).split(".")
    return ".".join(parts[:3]) if parts[:2] == ["werkveld", "steps"] else module_of(path)


def tables_of_others(path: Path) -> set[str]:
    """Names in this file that stand for a table of another step."""
    return {
        alias.asname or alias.name
        for module, _, alias in imports(path)
        if ".models" in f"{module}."
        and module.startswith("werkveld.steps.")
        and not module.startswith(f"{home(path)}.")
        if alias.name[:1].isupper()
    }


def names(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def foreign_arguments(function: ast.FunctionDef, foreign: set[str]) -> set[str]:
    """Arguments that are a record of another step, by their annotation."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return {a.arg for a in arguments if a.annotation is not None and names(a.annotation) & foreign}


def foreign_writes(path: Path) -> list[str]:
    foreign = tables_of_others(path)
    found = []
    for function in [n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef)]:
        records = foreign_arguments(function, foreign)
        for call in [n for n in ast.walk(function) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]:
            assert isinstance(call.func, ast.Attribute)
            of_table = call.func.attr in WRITES and names(call.func) & foreign
            of_record = call.func.attr in {"save", "delete"} and ast.unparse(call.func.value) in records
            if of_table or of_record:
                found.append(f"{here(path, call.lineno)} {ast.unparse(call.func)}")
    return found


@pytest.mark.slow
def test_a_step_writes_only_its_own_tables():
    assert [w for path in python_files(PRODUCT) for w in foreign_writes(path)] == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from werkveld.steps.people.models import Person\ndef f():\n    Person.objects.create()", 1),
        ("from werkveld.steps.people.models import Person\ndef f():\n    Person.objects.filter(pk=1).update(a=1)", 1),
        ("from werkveld.steps.people.models import Person\ndef f(who: Person):\n    who.save()", 1),
        ("from werkveld.steps.people.models import Person\ndef f(who: Person | None):\n    return who.name", 0),
        ("from werkveld.steps.people.models import Person\ndef f():\n    return Person.objects.get(pk=1)", 0),
    ],
)
def test_a_write_to_another_table_is_seen(source: str, expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "werkveld" / "steps" / "practice" / "actions.py"
    path.parent.mkdir(parents=True)
    path.write_text(source)
    monkeypatch.setattr("house.sources.SRC", tmp_path)
    monkeypatch.setattr("house.sources.ROOT", tmp_path)
    assert len(foreign_writes(path)) == expected
