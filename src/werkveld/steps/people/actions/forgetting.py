"""What the dated rules say of people: who is here no more loses the name, and what is counted keeps its number.

A row that a figure counts stays, and points to somebody without a name. Where its own person is still here, it points to
a stand-in: a person without a name, one for each person in one go, so that different people stay different people.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.past import remove
from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note, note_all
from werkveld.steps.people.actions.leaving import UNNAMED, close_ways_in
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Account, Invitation, Mastery, Person, Region, Role, Vetting
from werkveld.steps.people.rules import may_forget


class MayNotForget(Refusal):
    sentence = _("Only the product itself lets go of what is past its time.")


@transaction.atomic
def forget_people(people: Collection[int], *, keeps_number: Collection[int] = (), by: Person, at: datetime) -> int:
    """By row number. Who left meanwhile is left as they are. A number is kept for who has agreements or evidence."""
    if not may_forget(by):
        raise MayNotForget
    found = Person.objects.select_for_update(of=("self",)).filter(pk__in=people, left_at__isnull=True)
    locked = list(found.filter(is_clockwork=False).order_by("id"))
    for person in locked:
        close_ways_in(person, at)
        number = person.student_number if person.pk in keeps_number else ""
        Person.objects.filter(pk=person.pk).update(
            **UNNAMED, wants_mail=False, wants_texts=False, left_at=at, student_number=number
        )
    note_all("forgot by rule", locked, by=by, at=at)
    return len(locked)


@transaction.atomic
def forget_numbers(people: Collection[int], *, by: Person, at: datetime) -> int:
    """Of who left, when nothing is kept any more for which the number served."""
    if not may_forget(by):
        raise MayNotForget
    locked = list(Person.objects.filter(pk__in=people, left_at__isnull=False).exclude(student_number=""))
    Person.objects.filter(pk__in=[person.pk for person in locked]).update(student_number="")
    note_all("forgot number", locked, by=by, at=at)
    return len(locked)


@transaction.atomic
def forget_roles(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    """What who left long ago was here, and accounts that never became anybody."""
    if not may_forget(by):
        raise MayNotForget
    gone = Role.objects.filter(person__region=region, person__left_at__lt=before, ends_on__lt=localdate(before))
    nobody = Account.objects.filter(
        Q(last_login__isnull=True) | Q(last_login__lt=before), person__isnull=True, is_staff=False, joined_at__lt=before
    )
    count = remove(gone, most) + remove(nobody, most)
    if count:
        note("forgot by rule", region, by=by, at=at, rule="retention_person", rows=count)
    return count


@transaction.atomic
def forget_skills(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    """What somebody could do, and which certificates were seen: when it no longer holds, or its person is gone."""
    if not may_forget(by):
        raise MayNotForget
    left = Q(person__left_at__lt=before)
    learns = Role.objects.filter(person=OuterRef("person"), code=RoleCode.LEARNER)
    current = learns.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=localdate(before)))
    over = left | (Q(seen_at__lt=before) & ~Q(Exists(current)))
    count = remove(Mastery.objects.filter(over, person__region=region), most)
    expired = left | Q(valid_until__lt=localdate(before))
    count += remove(Vetting.objects.filter(expired, person__region=region), most)
    if count:
        note("forgot by rule", region, by=by, at=at, rule="retention_practice", rows=count)
    return count


@transaction.atomic
def forget_invitations(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    if not may_forget(by):
        raise MayNotForget
    count = remove(Invitation.objects.filter(organization__region=region, expires_at__lt=before), most)
    if count:
        note("forgot by rule", region, by=by, at=at, rule="retention_invitation", rows=count)
    return count


@transaction.atomic
def stand_in_for(people: Collection[int], region: Region, *, by: Person, at: datetime) -> dict[int, Person]:
    """One person without a name for each of these who still has one; who has none stands for themselves."""
    if not may_forget(by):
        raise MayNotForget
    named = sorted(
        Person.objects.filter(pk__in=people, left_at__isnull=True, is_clockwork=False).values_list("pk", flat=True)
    )
    made = Person.objects.bulk_create([Person(region=region, wants_mail=False, left_at=at) for _pk in named])
    if made:
        note("made stand-ins", region, by=by, at=at, count=len(made))
    return dict(zip(named, made, strict=True))


@transaction.atomic
def forgot_tonight(region: Region, *, by: Person, at: datetime, rules: dict[str, int]) -> None:
    """That the rules were carried out, also when nothing was past: who keeps the site sees when it last happened."""
    if not may_forget(by):
        raise MayNotForget
    note("carried out the rules", region, by=by, at=at, rows=rules)
