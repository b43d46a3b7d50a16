from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Respondents(TextChoices):
    LEARNER = "learner", _("students")
    TRAINER = "trainer", _("practice trainers")
    RESIDENT = "resident", _("residents")
    COACH = "coach", _("coaches")


class ConcernKind(TextChoices):
    COMPLAINT = "complaint", _("complaint")
    WORRY = "worry", _("worry about somebody")
    DISCRIMINATION = "discrimination", _("discrimination or harassment")
