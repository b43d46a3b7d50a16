"""Who still has to do with a visit or a shift, so that nobody is forgotten too early."""

from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from werkveld.steps.people.models import Region
from werkveld.steps.practice.enums import WaitState
from werkveld.steps.practice.models import Appointment, Shift, Turn, Wait


def residents_who_came(region: Region, since: datetime) -> set[int]:
    """Row numbers of residents with a visit since then, or to come, or who wait for one."""
    visits = Appointment.objects.filter(resident__region=region, starts_at__gte=since)
    waits = Wait.objects.filter(resident__region=region).filter(
        Q(since__gte=since) | Q(state__in=[WaitState.WAITING, WaitState.OFFERED], until_on__gte=localdate(since))
    )
    return {*visits.values_list("resident", flat=True), *waits.values_list("resident", flat=True)}


def people_who_work(region: Region) -> set[int]:
    """Row numbers of who coached, hosted or had a turn: they are no residents, also without a role."""
    shifts = Shift.objects.filter(offering__programme__region=region)
    coached = shifts.exclude(coach=None).values_list("coach", flat=True)
    hosted = shifts.exclude(host=None).values_list("host", flat=True)
    return {*coached, *hosted, *Turn.objects.filter(person__region=region).values_list("person", flat=True)}
