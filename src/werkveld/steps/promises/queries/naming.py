"""What the parts of a figure are called: rows of programmes, by the label they are counted under."""

from werkveld.steps.offerings.models import Programme
from werkveld.steps.people.models import Region


def line_names(region: Region) -> dict[str, tuple[str, ...]]:
    """Label of a line -> names of its programmes, in the reader's language."""
    return {label: tuple(one.name for one in every) for label, every in _by_line(region).items()}


def line_names_in(region: Region) -> dict[str, dict[str, str]]:
    """Label of a line -> names of its programmes in each language, for machines."""
    return {
        label: {
            "nl": ", ".join(one.name_nl for one in every),
            "en": ", ".join(one.name_en for one in every),
        }
        for label, every in _by_line(region).items()
    }


def _by_line(region: Region) -> dict[str, list[Programme]]:
    lines: dict[str, list[Programme]] = {}
    for programme in Programme.objects.filter(region=region).order_by("name_nl", "id"):
        lines.setdefault(programme.rows or programme.code, []).append(programme)
    return lines
