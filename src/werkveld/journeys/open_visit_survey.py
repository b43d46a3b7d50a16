"""The two questions after a visit, open for a school year. Who guards quality opens them with one press."""

from datetime import date, datetime

from django.utils.timezone import localdate

from werkveld.steps.experiences.actions import set_out
from werkveld.steps.experiences.enums import Respondents
from werkveld.steps.experiences.models import Survey
from werkveld.steps.experiences.queries.visits import visit_survey
from werkveld.steps.people.models import Person, Region

# In both languages, since a survey keeps its own words: they may not change while it is open.
WORDS = {
    "name_nl": "Bewoners over de hulp van studenten",
    "name_en": "Residents on the help of students",
    "question_nl": "Welk cijfer geef je de hulp?",
    "question_en": "Which mark do you give the help?",
    "also_nl": "Kreeg je de hulp waarvoor je kwam?",
    "also_en": "Did you get the help for which you came?",
}
SUMMER = 8  # a school year begins in August


def open_visit_survey(region: Region, *, by: Person, at: datetime, is_example: bool = False) -> Survey:
    """Until the end of this school year; when it is open already, that one."""
    today = localdate(at)
    if (known := visit_survey(region, today)) is not None:
        return known
    year = today.year if today.month >= SUMMER else today.year - 1
    return set_out(
        region=region,
        code=f"visits-{year}",
        respondents=Respondents.RESIDENT,
        is_per_visit=True,
        opens_on=today,
        closes_on=date(year + 1, SUMMER, 14),
        is_example=is_example,
        **WORDS,
        by=by,
        at=at,
    )
