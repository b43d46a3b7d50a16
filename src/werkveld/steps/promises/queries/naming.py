"""What the parts of a figure are called: rows of programmes, by the label they are counted under."""

from werkveld.steps.offerings.models import Programme
from werkveld.steps.people.models import Region


def line_names(region: Region) -> dict[str, tuple[str, ...]]:
    """Label of a line -> names of its programmes, in the reader's language."""
    names: dict[str, tuple[str, ...]] = {}
    for programme in Programme.objects.filter(region=region).order_by("name_nl", "id"):
        label = programme.rows or programme.code
        names[label] = (*names.get(label, ()), programme.name)
    return names
