"""Writes down what was published and what was frozen, small and readable again."""

import json
import zlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from werkveld_engine.disclosure import Beside, Publication, Sighting

Packed = bytes | memoryview  # what SQLite and PostgreSQL give back


def pack_records(records: dict[str, str]) -> bytes:
    """Sorted lines «Model:key value», compressed."""
    return zlib.compress("\n".join(f"{name} {value}" for name, value in sorted(records.items())).encode())


def unpack_records(packed: Packed) -> dict[str, str]:
    lines = zlib.decompress(packed).decode().splitlines()
    return dict(line.split(" ", 1) for line in lines)


def pack_behind(people: dict[str, float]) -> bytes:
    return zlib.compress(json.dumps(people, separators=(",", ":"), sort_keys=True).encode())


def unpack_behind(packed: Packed) -> dict[str, float]:
    people: dict[str, float] = json.loads(zlib.decompress(packed))
    return people


def pack_publication(published: Publication) -> bytes:
    """Every state is written once, however often it stands."""
    states: list[Sighting] = list(published.earlier)
    for sighting in (*published.tables.values(), *published.populations.values()):
        if _place(states, sighting) is None:
            states.append(sighting)
    written = {
        "states": [_written(state) for state in states],
        "earlier": [_place(states, state) for state in published.earlier],
        "tables": {name: _place(states, state) for name, state in published.tables.items()},
        "populations": [[list(cell), _place(states, state)] for cell, state in published.populations.items()],
        "held": sorted(published.held),
        "beside": [
            [[list(cell), n] for cell, n in sorted(seen.parts.items())] + [seen.whole] for seen in published.beside
        ],
    }
    return zlib.compress(json.dumps(written, separators=(",", ":")).encode())


def unpack_publication(packed: Packed) -> Publication:
    written = json.loads(zlib.decompress(packed))
    states = [_read(state) for state in written["states"]]
    return Publication(
        tables={name: states[place] for name, place in written["tables"].items()},
        populations={tuple(cell): states[place] for cell, place in written["populations"]},
        held=frozenset(written["held"]),
        earlier=tuple(states[place] for place in written["earlier"]),
        beside=tuple(Beside({tuple(cell): n for cell, n in parts}, whole) for *parts, whole in written["beside"]),
    )


def _place(states: Iterable[Sighting], state: Sighting) -> int | None:
    """Where the same state of the same day is."""
    return next((place for place, one in enumerate(states) if one.on == state.on and one == state), None)


def _written(state: Sighting) -> dict[str, Any]:
    return {
        "name": state.name,
        "on": state.on and state.on.isoformat(),
        "total": list(state.total),
        "parts": [[label, list(cell)] for label, cell in state.parts.items()],
        "shown": sorted(list(cell) for cell in state.shown),
        "members": [[list(cell), dict(people)] for cell, people in state.members.items()],
    }


def _read(written: dict[str, Any]) -> Sighting:
    return Sighting(
        name=written["name"],
        total=tuple(written["total"]),
        parts={label: tuple(cell) for label, cell in written["parts"]},
        shown=frozenset(tuple(cell) for cell in written["shown"]),
        members={tuple(cell): people for cell, people in written["members"]},
        on=date.fromisoformat(written["on"]) if written.get("on") else None,
    )
