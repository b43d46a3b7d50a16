"""Every action says who and when, keyword-only, and writes its deed."""

import ast
from pathlib import Path

import pytest

from house.sources import PRODUCT, STEPS, here, imports, module_of, python_files, tree

NOTES = {f"werkveld.steps.deeds.actions.{name}" for name in ("note", "note_all", "note_each")}


def is_action_file(path: Path) -> bool:
    return "actions" in module_of(path).split(".") and not module_of(path).startswith("werkveld.steps.deeds")


def functions(path: Path) -> list[ast.FunctionDef]:
    return [n for n in tree(path).body if isinstance(n, ast.FunctionDef)]


def calls(path: Path) -> dict[str, set[str]]:
    """For each function of a file the full names of what it calls, as far as imports and names tell."""
    known = {alias.asname or alias.name: f"{module}.{alias.name}" for module, _, alias in imports(path)}
    known |= {f.name: f"{module_of(path)}.{f.name}" for f in functions(path)}
    return {
        f"{module_of(path)}.{f.name}": {
            known[n.func.id]
            for n in ast.walk(f)
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id in known
        }
        for f in functions(path)
    }


def writers_of_deeds(files: list[Path]) -> set[str]:
    """Functions that note a deed, or that call one that does; a folder's `__init__` passes names on."""
    graph = {name: called for path in files for name, called in calls(path).items()}
    aliases = {
        f"{module_of(path)}.{alias.asname or alias.name}": f"{module}.{alias.name}"
        for path in files
        if path.name == "__init__.py"
        for module, _, alias in imports(path)
    }
    writers = set(NOTES)
    while True:
        more = {name for name, called in graph.items() if {aliases.get(c, c) for c in called} & writers} - writers
        if not more:
            return writers
        writers |= more


def public_actions() -> list[tuple[Path, ast.FunctionDef]]:
    return [
        (path, function)
        for path in python_files(STEPS)
        if is_action_file(path)
        for function in functions(path)
        if not function.name.startswith("_")
    ]


def asks_who_and_when(function: ast.FunctionDef) -> bool:
    """Or takes a secret: who holds that proves who is doing it."""
    arguments = {a.arg for a in function.args.kwonlyargs}
    return {"by", "at"} <= arguments or ("at" in arguments and function.args.args[0].arg == "secret")


def parts_of_deeds() -> set[str]:
    """Functions that only other actions call, such as taking a seat: part of a deed, and not one by themselves."""
    without = {f"{module_of(path)}.{f.name}" for path, f in public_actions() if not asks_who_and_when(f)}
    called_by_doors = {
        f"{module}.{alias.name}"
        for path in python_files(PRODUCT)
        if not is_action_file(path)
        for module, _, alias in imports(path)
    }
    return without - called_by_doors


@pytest.mark.slow
def test_an_action_asks_who_and_when_by_name():
    parts = parts_of_deeds()
    assert [
        f"{here(path, f.lineno)} {f.name}"
        for path, f in public_actions()
        if not asks_who_and_when(f) and f"{module_of(path)}.{f.name}" not in parts
    ] == []


@pytest.mark.slow
def test_every_action_writes_its_deed():
    writers = writers_of_deeds([p for p in python_files(STEPS) if "actions" in module_of(p).split(".")])
    enough = writers | parts_of_deeds()
    assert [
        f"{here(path, f.lineno)} {f.name}"
        for path, f in public_actions()
        if f"{module_of(path)}.{f.name}" not in enough
    ] == []


def test_an_action_is_fully_annotated():
    assert [
        f"{here(path, f.lineno)} {f.name}"
        for path, f in public_actions()
        if f.returns is None or any(a.annotation is None for a in [*f.args.args, *f.args.kwonlyargs])
    ] == []


@pytest.mark.slow
def test_only_doors_read_the_clock():
    rooms = ("steps", "journeys", "ground", "regions", "demo")
    assert [
        f"{here(path, node.lineno)} {ast.unparse(node.func)}"
        for path in python_files(*(PRODUCT / room for room in rooms))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and reads_the_clock(node)
    ] == []


def reads_the_clock(call: ast.Call) -> bool:
    """Of a moment that is given, `localdate` only says which day that is where the people are."""
    name = ast.unparse(call.func).removeprefix("timezone.")
    clocks = {"now", "datetime.now", "date.today", "datetime.today", "datetime.utcnow"}
    return name in clocks or (name in {"localdate", "localtime"} and not call.args)


@pytest.mark.slow
def test_the_day_of_a_moment_is_the_day_where_the_people_are():
    """Moments are in UTC, where it is still yesterday for an hour or two after midnight. A cell of a sheet has no zone."""
    sheets = PRODUCT / "ground" / "sheets.py"
    assert [
        f"{here(path, node.lineno)} {ast.unparse(node)}"
        for path in python_files(PRODUCT)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args
        if node.func.attr == "date" and path != sheets
    ] == []
