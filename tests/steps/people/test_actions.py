"""Registering, roles, invitations, accounts, and putting data right."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.deeds.models import Deed
from werkveld.steps.people.actions import (
    INVITATION_DAYS,
    AddressIsTaken,
    InvitationIsSpent,
    MayNotCorrect,
    MayNotGive,
    MayNotInvite,
    MayNotRegister,
    accept_invitation,
    correct,
    end_role,
    give_role,
    invite,
    open_account,
    register,
    withdraw_invitation,
)
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Account, Invitation, Person, Role


def test_a_coordinator_registers_a_student_with_a_role_from_today(world: World, deeds_on: DeedsOn):
    carla = world.people["coordinator"]
    gijs = register(organization=world.college, role=RoleCode.LEARNER, given_name="Gijs", by=carla, at=world.at)
    assert [(role.code, role.organization, role.begins_on) for role in gijs.roles.all()] == [
        ("learner", world.college, localdate(world.at))
    ]
    assert deeds_on(gijs) == [("registered", carla.key)]


def test_a_trainer_registers_nobody_and_nothing_is_kept(world: World):
    people = Person.objects.count()
    with pytest.raises(MayNotRegister):
        register(
            organization=world.school, role=RoleCode.LEARNER, given_name="Gijs", by=world.people["trainer"], at=world.at
        )
    assert Person.objects.count() == people


def test_a_coordinator_registers_no_director(world: World):
    with pytest.raises(MayNotGive):
        register(
            organization=world.school,
            role=RoleCode.DIRECTOR,
            given_name="Gijs",
            by=world.people["coordinator"],
            at=world.at,
        )


def test_a_student_number_is_given_once(world: World):
    facts = {"region": world.region, "given_name": "Gijs", "student_number": "123"}
    Person.objects.create(**facts)
    with pytest.raises(IntegrityError, match=r"student_number|a_student_number_is_given_once"), transaction.atomic():
        Person.objects.create(**facts)


def test_a_role_that_is_worn_is_not_given_twice(world: World, deeds_on: DeedsOn):
    carla, coach = world.people["coordinator"], world.people["coach"]
    given = {"person": coach, "organization": world.school, "role": RoleCode.DEVELOPER, "by": carla, "at": world.at}
    assert give_role(**given) == give_role(**given)
    assert deeds_on(coach).count(("gave role", carla.key)) == 1


def test_a_coordinator_gives_nobody_the_role_of_director(world: World):
    with pytest.raises(MayNotGive):
        give_role(
            person=world.people["coordinator"],
            organization=world.school,
            role=RoleCode.DIRECTOR,
            by=world.people["coordinator"],
            at=world.at,
        )


def test_a_role_ends_today_and_stays_ended(world: World, deeds_on: DeedsOn):
    carla, coach = world.people["coordinator"], world.people["coach"]
    role = coach.roles.get()
    end_role(role, by=carla, at=world.at)
    end_role(role, by=carla, at=world.at + timedelta(days=30))
    role.refresh_from_db()
    assert role.ends_on == localdate(world.at)
    assert deeds_on(coach).count(("ended role", carla.key)) == 1


def test_a_role_that_has_not_begun_ends_on_its_first_day(world: World):
    role = give_role(
        person=world.people["coach"],
        organization=world.school,
        role=RoleCode.DEVELOPER,
        begins_on=date(2027, 1, 1),
        by=world.people["coordinator"],
        at=world.at,
    )
    assert end_role(role, by=world.people["coordinator"], at=world.at).ends_on == date(2027, 1, 1)


def test_the_database_knows_one_current_role_of_a_kind(world: World):
    role = world.people["coach"].roles.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(
            person=role.person, organization=role.organization, code=role.code, begins_on=date(2026, 1, 1)
        )


def sent(world: World, email: str = " Gijs@Example.nl ", role: RoleCode = RoleCode.COACH) -> Invitation:
    return invite(
        organization=world.college,
        email=email,
        name="Gijs de Groot",
        role=role,
        by=world.people["coordinator"],
        at=world.at,
    )


def test_an_invitation_works_for_two_weeks(world: World, deeds_on: DeedsOn):
    invitation = sent(world)
    assert invitation.email == "gijs@example.nl"
    assert invitation.expires_at == world.at + timedelta(days=INVITATION_DAYS)
    assert deeds_on(invitation) == [("invited", world.people["coordinator"].key)]


def test_who_may_not_invite_invites_nobody(world: World):
    with pytest.raises(MayNotInvite):
        invite(
            organization=world.company,
            email="gijs@example.nl",
            name="Gijs",
            role=RoleCode.TRAINER,
            by=world.people["trainer"],
            at=world.at,
        )


def test_accepting_makes_the_person_the_account_and_the_role(world: World, deeds_on: DeedsOn):
    invitation = sent(world)
    account = accept_invitation(invitation.secret, at=world.at)
    gijs = account.person
    assert (account.email, account.has_usable_password()) == ("gijs@example.nl", False)
    assert (gijs.given_name, gijs.family_name, gijs.region) == ("Gijs", "de Groot", world.region)
    assert [(role.code, role.organization) for role in gijs.roles.all()] == [("coach", world.college)]
    assert deeds_on(invitation)[-1] == ("accepted invitation", gijs.key)


@pytest.mark.parametrize("how", ["used", "withdrawn", "old", "unknown"])
def test_an_invitation_that_is_spent_opens_nothing(world: World, how: str):
    invitation = sent(world)
    secret, at = invitation.secret, world.at
    if how == "used":
        accept_invitation(secret, at=at)
    elif how == "withdrawn":
        withdraw_invitation(invitation, by=world.people["coordinator"], at=at)
    elif how == "old":
        at = invitation.expires_at
    else:
        secret = "iets anders"
    accounts = Account.objects.count()
    with pytest.raises(InvitationIsSpent):
        accept_invitation(secret, at=at)
    assert Account.objects.count() == accounts


def test_withdrawing_what_was_used_changes_nothing(world: World):
    invitation = sent(world)
    accept_invitation(invitation.secret, at=world.at)
    assert withdraw_invitation(invitation, by=world.people["coordinator"], at=world.at).withdrawn_at is None


def test_somebody_who_was_registered_before_stays_the_same_person(world: World):
    known = world.someone("Gijs", RoleCode.LEARNER, world.college, email="GIJS@example.nl")
    assert accept_invitation(sent(world).secret, at=world.at).person == known


def test_of_two_people_with_one_address_neither_is_taken(world: World):
    for _time in range(2):
        world.someone("Gijs", RoleCode.LEARNER, world.college, email="gijs@example.nl")
    people = Person.objects.count()
    accept_invitation(sent(world).secret, at=world.at)
    assert Person.objects.count() == people + 1


def test_a_second_invitation_gives_the_same_account_a_second_role(world: World):
    first = accept_invitation(sent(world).secret, at=world.at)
    second = accept_invitation(sent(world, role=RoleCode.DEVELOPER).secret, at=world.at)
    assert first == second
    assert set(first.person.roles.values_list("code", flat=True)) == {"coach", "developer"}


def test_the_database_knows_who_accepted_and_when_together(world: World):
    invitation = sent(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(accepted_at=world.at)


def test_an_account_is_opened_once_by_who_registers(world: World, deeds_on: DeedsOn):
    (anna,) = world.students(1)
    carla = world.people["coordinator"]
    account = open_account(anna, email="Anna@example.nl", by=carla, at=world.at)
    assert account.email == "anna@example.nl"
    assert open_account(anna, email="anders@example.nl", by=carla, at=world.at) == account
    assert deeds_on(anna).count(("opened account", carla.key)) == 1


def test_nobody_opens_an_account_for_somebody_else(world: World):
    director = world.someone("director", RoleCode.DIRECTOR, world.school)
    with pytest.raises(MayNotRegister):
        open_account(director, email="inbreker@example.nl", by=world.people["trainer"], at=world.at)


def test_an_address_belongs_to_one_account(world: World):
    first, second = world.students(2)
    open_account(first, email="anna@example.nl", by=world.clockwork, at=world.at)
    with pytest.raises(AddressIsTaken):
        open_account(second, email="ANNA@example.nl", by=world.clockwork, at=world.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(email="Anna@Example.nl")


def test_people_put_their_own_data_right(world: World):
    (anna,) = world.students(1)
    correct(anna, given_name="Ánna", phone="0612345678", by=anna, at=world.at)
    anna.refresh_from_db()
    assert (anna.given_name, anna.phone) == ("Ánna", "0612345678")
    assert Deed.objects.get(verb="corrected").detail == {"columns": ["given_name", "phone"]}


def test_what_is_not_for_correcting_stays(world: World):
    (anna,) = world.students(1)
    correct(anna, student_number="999", by=anna, at=world.at)
    anna.refresh_from_db()
    assert anna.student_number == ""
    assert not Deed.objects.filter(verb="corrected").exists()


def test_nobody_corrects_another(world: World):
    anna, other = world.students(2)
    with pytest.raises(MayNotCorrect):
        correct(anna, given_name="Iemand", by=other, at=world.at)
