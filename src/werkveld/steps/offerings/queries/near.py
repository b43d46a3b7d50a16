"""How far sites are from where somebody says to be."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from werkveld.steps.offerings.queries.places import Spot, distances, spot
from werkveld.steps.people.models import Region, Site


@dataclass(frozen=True)
class Nearness:
    """`here` is None when nobody knows what was typed, or nothing was typed; then no site is nearer than another."""

    here: Spot | None = None
    km: dict[int, float] = field(default_factory=dict)

    def of(self, site: Site) -> float | None:
        return self.km.get(site.pk)

    def nearest_first(self, sites: Iterable[Site]) -> list[Site]:
        return sorted(sites, key=lambda site: (self.km.get(site.pk, 0.0), site.name, site.pk))


def nearness(region: Region, typed: str, sites: Iterable[Site]) -> Nearness:
    """By a postcode or the name of a town; one question to the database."""
    every = list(sites)
    here = spot(region, typed) if typed.strip() else None
    if here is None or not every:
        return Nearness(here)
    lat = np.radians(np.array([site.lat for site in every], dtype=np.float64))
    lon = np.radians(np.array([site.lon for site in every], dtype=np.float64))
    far = distances(here, lat, lon)
    return Nearness(here, {site.pk: float(km) for site, km in zip(every, far, strict=True)})
