"""Which student lives nearest to where somebody is picked up."""

import re
from collections.abc import Iterable

import numpy as np

from werkveld.steps.offerings.queries.places import distances, middles
from werkveld.steps.people.models import Person, Region

IN_ADDRESS = re.compile(r"\b([1-9][0-9]{3})(?:\s?[a-z]{2})?\b", re.IGNORECASE)
UNKNOWN = 10_000  # kilometres: after everybody of whom it is known


def postcode_in(words: str) -> str:
    """The last four digits that can be a postcode: a house number stands before it."""
    found = IN_ADDRESS.findall(words)
    return found[-1] if found else ""


def nearest_first(region: Region, people: Iterable[int], place: str) -> list[int]:
    """By whole kilometres; who is as near as another keeps the order in which they came. Two questions at most."""
    rows, here = list(people), postcode_in(place)
    if not here:
        return rows
    lives = dict(Person.objects.filter(pk__in=rows).values_list("pk", "postcode"))
    at = {person: code[:4] for person, code in lives.items() if code}
    spots = middles(region, {here, *at.values()})
    if here not in spots:
        return rows
    known = [person for person, code in at.items() if code in spots]
    lat = np.radians(np.array([spots[at[person]].lat for person in known], dtype=np.float64))
    lon = np.radians(np.array([spots[at[person]].lon for person in known], dtype=np.float64))
    km = dict(zip(known, np.rint(distances(spots[here], lat, lon)).tolist(), strict=True))
    return sorted(rows, key=lambda person: km.get(person, UNKNOWN))
