"""Where both sides choose: hosts say who is welcome, and who runs the round looks after it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.actions.rounds import MayNotDraw, RoundIsClosed
from werkveld.steps.enrolments.enums import RoundState, Says
from werkveld.steps.enrolments.models import Regard, Round, RoundOffering
from werkveld.steps.enrolments.queries.hosts import hosts_asked
from werkveld.steps.enrolments.rules import are_hosts_heard, is_over, may_run, may_speak_for
from werkveld.steps.messages.actions import tell_all
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import who_may


class MayNotSpeakForHost(Refusal):
    sentence = _("Only the people of the host say who is welcome there.")


class HostsAreNotHeard(Refusal):
    sentence = _("Hosts say who is welcome after choosing has closed, and until the day that the round says.")


class IsNotAsking(Refusal):
    sentence = _("This person does not ask for this place.")


class HostsSayWhy(Refusal):
    sentence = _("Say in a few words why it does not fit. The coordinator reads it.")


class SpeaksOfOneself(Refusal):
    sentence = _("You asked for this place yourself, so somebody else of your organisation says who is welcome.")


@transaction.atomic
def tell_hosts(choice_round: Round, *, by: Person, at: datetime) -> int:
    """Everybody who may speak for a host that somebody asks for hears that it is their turn. Gives how many: once a round."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("organization").get(pk=choice_round.pk)
    if not may_run(by, locked, localdate(at)):
        raise MayNotDraw
    if locked.hosts_told_at is not None:
        return 0
    if not are_hosts_heard(locked, at) or locked.hosts_until is None:
        raise HostsAreNotHeard
    facts = {"round": [locked.name_nl, locked.name_en], "until": locked.hosts_until.isoformat()}
    people = who_may(Can.SIGN_FOR_COMPANY, hosts_asked(locked), localdate(at))
    rows = [{"to": one, "about": locked, "facts": facts, "news_until": locked.hosts_until} for one in people]
    told = tell_all("say-who-is-welcome", rows, by=by, at=at)
    locked.hosts_told_at = at
    locked.save(update_fields=["hosts_told_at"])
    note("told hosts", locked, by=by, at=at, people=len(told))
    return len(told)


@transaction.atomic
def say(
    choice: RoundOffering, said: Mapping[Person, tuple[Says, str]], *, by: Person, at: datetime
) -> dict[Person, Regard]:
    """How welcome each is, with why where it does not fit; saying it again replaces it. All or nothing."""
    locked = Round.objects.select_for_update(of=("self",), no_key=True).get(pk=choice.round_id)
    if not may_speak_for(by, choice.offering, localdate(at)):
        raise MayNotSpeakForHost
    if not are_hosts_heard(locked, at):
        raise HostsAreNotHeard
    _ask(choice, said, by)
    kept = {}
    for person, (says, why) in said.items():
        facts = {"says": says, "why": why.strip() if says == Says.NO else ""}
        kept[person] = _kept(choice, person, facts, by, at)
    note("said who is welcome", choice, by=by, at=at, people=len(kept))
    return kept


def _ask(choice: RoundOffering, said: Mapping[Person, tuple[Says, str]], by: Person) -> None:
    asking = set(
        choice.round.wishes.filter(offering=choice.offering_id, person__in=[one.pk for one in said])
        .order_by()
        .values_list("person", flat=True)
    )
    if by in said:
        raise SpeaksOfOneself
    if any(one.pk not in asking for one in said):
        raise IsNotAsking
    if any(says == Says.NO and not why.strip() for says, why in said.values()):
        raise HostsSayWhy


def _kept(choice: RoundOffering, person: Person, facts: dict[str, str], by: Person, at: datetime) -> Regard:
    """What is said the same once more stays as it was, and so does what the coordinator did with it."""
    found = Regard.objects.filter(choice=choice, person=person).first()
    if found is not None and (found.says, found.why) == (facts["says"], facts["why"]):
        return found
    anew = {**facts, "is_passed_on": False, "by": by, "at": at}
    kept, _is_new = Regard.objects.update_or_create(choice=choice, person=person, defaults=anew)
    return kept


@transaction.atomic
def pass_on(regard: Regard, *, is_passed_on: bool, by: Person, at: datetime) -> Regard:
    """Whether who asked reads with the result why it does not fit; until the places are given."""
    locked = Regard.objects.select_for_update(of=("self",)).select_related("choice__round__organization")
    found = locked.get(pk=regard.pk)
    if not may_run(by, found.choice.round, localdate(at)):
        raise MayNotDraw
    if found.choice.round.state == RoundState.DRAWN:
        raise RoundIsClosed
    if found.says == Says.NO and found.is_passed_on != is_passed_on:
        found.is_passed_on = is_passed_on
        found.save(update_fields=["is_passed_on"])
        note("passed on why" if is_passed_on else "kept why", found, by=by, at=at)
    return found


@transaction.atomic
def stop_hearing_hosts(choice_round: Round, *, by: Person, at: datetime) -> Round:
    """Earlier than planned: no host says anything from now on."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("organization").get(pk=choice_round.pk)
    if not may_run(by, locked, localdate(at)):
        raise MayNotDraw
    if is_over(locked, at) and locked.hosts_until is not None and locked.closes_at < at < locked.hosts_until:
        locked.hosts_until = at
        locked.save(update_fields=["hosts_until"])
        note("stopped hearing hosts", locked, by=by, at=at)
    return locked
