"""The own account and data: opened, put right, mailed or not, and closed."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.ground.telephones import mobile_number
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.actions.registering import MayNotRegister
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Account, Person
from werkveld.steps.people.rules import may_anywhere, may_correct, may_register

CORRECTABLE = {"given_name", "family_name", "email", "phone", "postcode", "language"}


class MayNotCorrect(Refusal):
    sentence = _("You can only correct your own data, or that of the students of your school.")


class AddressIsTaken(Refusal):
    sentence = _("Somebody else already signs in with this e-mail address.")


@transaction.atomic
def open_account(person: Person, *, email: str, by: Person, at: datetime) -> Account:
    """A way to sign in for someone who is already known; asking twice gives the same account."""
    home = person.college
    is_allowed = may_register(by, home, localdate(at)) if home else may_anywhere(by, Can.REGISTER, localdate(at))
    if not is_allowed:
        raise MayNotRegister
    account = Account.objects.filter(person=person).first()
    if account is not None:
        return account
    if Account.objects.filter(email__iexact=email).exists():
        raise AddressIsTaken
    account = Account.objects.create_user(email, person=person, joined_at=at)
    note("opened account", person, by=by, at=at)
    return account


@transaction.atomic
def correct(person: Person, *, by: Person, at: datetime, **facts: str) -> Person:
    """Puts right what is written about somebody. The deed names the columns, never what they said."""
    if not may_correct(by, person, localdate(at)):
        raise MayNotCorrect
    changed = sorted(name for name in CORRECTABLE & set(facts) if getattr(person, name) != facts[name])
    if changed:
        for name in changed:
            setattr(person, name, facts[name])
        person.save(update_fields=changed)
        note("corrected", person, by=by, at=at, columns=changed)
    return person


class NoMobileNumber(Refusal):
    sentence = _("We have no mobile number of you. Fill it in first.")


@transaction.atomic
def choose_texts(person: Person, *, wants_texts: bool, by: Person, at: datetime) -> Person:
    """Whether short news of appointments comes as a text message to the mobile number."""
    if not may_correct(by, person, localdate(at)):
        raise MayNotCorrect
    if wants_texts and not mobile_number(person.phone):
        raise NoMobileNumber
    if person.wants_texts != wants_texts:
        person.wants_texts = wants_texts
        person.save(update_fields=["wants_texts"])
        note("chose texts" if wants_texts else "chose no texts", person, by=by, at=at)
    return person


@transaction.atomic
def choose_mail(person: Person, *, wants_mail: bool, by: Person, at: datetime) -> Person:
    """Whether news also comes by mail. What must be mailed, such as a code to sign in, is no news."""
    if not may_correct(by, person, localdate(at)):
        raise MayNotCorrect
    if person.wants_mail != wants_mail:
        person.wants_mail = wants_mail
        person.save(update_fields=["wants_mail"])
        note("chose mail" if wants_mail else "chose no mail", person, by=by, at=at)
    return person
