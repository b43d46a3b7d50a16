"""Who may place whom, and who may come in alone."""

from datetime import date, datetime

from werkveld.steps.enrolments.enums import BOTH_SIDES, EnrolmentState, RoundState, Says, SelectionState
from werkveld.steps.enrolments.models import (
    Application,
    Assessment,
    Enrolment,
    GroupBooking,
    Regard,
    Round,
    Selection,
    Team,
    TeamPlan,
)
from werkveld.steps.offerings.enums import Audience
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import Can, RoleCode
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.people.rules import is_neighbour, may, may_anywhere, wears

SPRING, AUTUMN = 2, 8  # the months in which a half school year begins
PLAN_KIND = "personal_plan"  # taking part in this is having a plan, so it does not stand in the plan itself

# Who may sign up alone, where that is not everybody. Pupils come with their school, so its contact signs up.
WELCOME: dict[Audience, frozenset[RoleCode]] = {
    Audience.LEARNER: frozenset({RoleCode.LEARNER, RoleCode.PROFESSIONAL}),
    Audience.PUPIL: frozenset({RoleCode.CONTACT}),
    Audience.TEACHER: frozenset(
        {
            RoleCode.COACH,
            RoleCode.COORDINATOR,
            RoleCode.DEVELOPER,
            RoleCode.QUALITY,
            RoleCode.DIRECTOR,
            RoleCode.TRAINER,
            RoleCode.CONTACT,
        }
    ),
}


def may_place(by: Person, person: Person, on: date) -> bool:
    """Yourself; your school for its own learners; a coordinator for people without a school."""
    if by.pk == person.pk:
        return True
    if person.college is not None:
        return may(by, Can.PLACE, person.college, on)
    return may_anywhere(by, Can.PLACE, on)


def takes_guests(offering: Offering) -> bool:
    """Neighbours come without an account where they are asked and where nothing is learned, agreed or counted by head."""
    kind = offering.programme.kind
    asks_more = kind.is_ranked or kind.needs_agreement or kind.has_hours or kind.has_appointments
    return offering.audience == Audience.RESIDENT and not (asks_more or kind.is_counted_by_head)


def may_sign_up_others(by: Person, offering: Offering, on: date) -> bool:
    """Who helps residents, and the host."""
    return may_anywhere(by, Can.HELP_RESIDENTS, on) or may(by, Can.OFFER, offering.organization, on)


def may_sign_up(by: Person, person: Person, offering: Offering, on: date) -> bool:
    """Who may place; and a neighbour who calls is signed up by who helps residents, or by the host."""
    if may_place(by, person, on):
        return True
    return takes_guests(offering) and may_sign_up_others(by, offering, on) and is_neighbour(person, on)


def may_note_attendance(by: Person, offering: Offering, on: date) -> bool:
    """The host, or a school; from the day itself on."""
    is_time = offering.starts_on is not None and offering.starts_on <= on
    return is_time and (may(by, Can.OFFER, offering.organization, on) or may_anywhere(by, Can.PLACE, on))


def is_welcome(person: Person, offering: Offering, on: date) -> bool:
    """Whether somebody may sign up alone: by what they do here, where the offering is for some and not for all."""
    welcome = WELCOME.get(Audience(offering.audience))
    return welcome is None or any(role.code in welcome and wears(role, on) for role in person.roles_worn)


def fits_level(person: Person, offering: Offering) -> bool:
    """A person without a level, such as a professional, fits every level."""
    low, high = offering.level_min or offering.level_max, offering.level_max or offering.level_min
    return person.level is None or low is None or high is None or low <= person.level <= high


def goes_by_round(offering: Offering) -> bool:
    """Until the places of its round were given, nobody comes before another. What is left after that is first come.

    A learning place goes by a round only while it stands in one.
    """
    kind = offering.programme.kind
    if kind.is_ranked:
        return not offering.rounds.filter(state=RoundState.DRAWN).exists()
    return kind.needs_agreement and offering.rounds.filter(state=RoundState.OPEN, test_of__isnull=True).exists()


def has_started(enrolment: Enrolment, on: date) -> bool:
    return had_place(enrolment) and enrolment.starts_on <= on


def may_name_coach(by: Person, person: Person, coach: Person) -> bool:
    """Never in one's own place: a coach confirms the hours, so that would be the learner's own hand."""
    return person.pk not in (by.pk, coach.pk)


def may_coach(coach: Person, offering: Offering, on: date) -> bool:
    """Who guides learners at any school, since another institution may lend a coach; or a trainer of the host."""
    return may_anywhere(coach, Can.HOLD_CONTACT, on) or may(coach, Can.APPROVE_HOURS, offering.organization, on)


def may_complete(by: Person, enrolment: Enrolment, on: date) -> bool:
    """The coach or the school says that it was done; never the learner's own hand, for figures count it."""
    if by.pk == enrolment.person_id:
        return False
    return by.pk == enrolment.coach_id or may_place(by, enrolment.person, on)


def may_end(by: Person, enrolment: Enrolment, as_state: str, on: date) -> bool:
    """Stopping and withdrawing somebody may do alone."""
    if as_state == EnrolmentState.COMPLETED:
        return may_complete(by, enrolment, on)
    return may_place(by, enrolment.person, on) or may_sign_up(by, enrolment.person, enrolment.offering, on)


def had_place(enrolment: Enrolment) -> bool:
    """Who only waited can leave the line, and nothing else."""
    return enrolment.state == EnrolmentState.PLACED


def may_book_group(by: Person, organization: Organization, on: date) -> bool:
    return may(by, Can.BOOK_GROUP, organization, on) or may_anywhere(by, Can.PLACE, on)


def is_to_come(booking: GroupBooking, on: date) -> bool:
    """Nobody was counted yet, and the day is not over."""
    return booking.came is None and booking.comes_on >= on


def may_draw(by: Person, on: date) -> bool:
    return may_anywhere(by, Can.PLACE, on)


def is_live(enrolment: Enrolment) -> bool:
    return enrolment.state in (EnrolmentState.PLACED, EnrolmentState.WAITING)


def may_run(by: Person, choice_round: Round, on: date) -> bool:
    """Who gives places at the school whose round it is; a round of nobody in particular is for any coordinator."""
    if choice_round.organization is None:
        return may_anywhere(by, Can.PLACE, on)
    return may(by, Can.PLACE, choice_round.organization, on)


def is_asked(person: Person, choice_round: Round) -> bool:
    """Whether this round is for this person: of one of its colleges, and of its levels."""
    low, high = choice_round.level_min, choice_round.level_max
    if person.level is not None and ((low and person.level < low) or (high and person.level > high)):
        return False
    homes = {college.pk for college in choice_round.colleges.all()}
    return not homes or (person.college is not None and bool(homes & {person.college_id, person.college.parent_id}))


def is_choosing(choice_round: Round, at: datetime) -> bool:
    """From the opening up to the closing."""
    return choice_round.state == RoundState.OPEN and choice_round.opens_at <= at < choice_round.closes_at


def is_over(choice_round: Round, at: datetime) -> bool:
    """Nobody chooses any more, and the places were not given yet."""
    return choice_round.state == RoundState.OPEN and choice_round.closes_at <= at


def are_both_choosing(choice_round: Round) -> bool:
    """Whether hosts have a say in who gets their places."""
    return choice_round.aim in BOTH_SIDES


def has_its_sides(choice_round: Round) -> bool:
    """Hosts come after the choosing, and everybody who chooses gets one place; where no host chooses there is no such time."""
    until = choice_round.hosts_until
    if not are_both_choosing(choice_round):
        return until is None
    return (
        until is not None
        and until > choice_round.closes_at
        and choice_round.seats == 1
        and not choice_round.places_silent
    )


def fits_aim(choice_round: Round, aim: str) -> bool:
    """What hosts said counts in each way of giving the places of such a round, and in none of another."""
    return (aim in BOTH_SIDES) == are_both_choosing(choice_round)


def are_hosts_heard(choice_round: Round, at: datetime) -> bool:
    """From the closing of the choosing on, so that nobody is asked to wish otherwise, up to the day that the round says."""
    until = choice_round.hosts_until
    is_real = choice_round.test_of_id is None
    return is_real and is_over(choice_round, at) and until is not None and at < until


def is_ready(choice_round: Round, at: datetime) -> bool:
    """Everybody who has a say has had it."""
    return is_over(choice_round, at) and (choice_round.hosts_until is None or choice_round.hosts_until <= at)


def may_speak_for(by: Person, offering: Offering, on: date) -> bool:
    """The host's own people, and nobody of the school."""
    return may(by, Can.SIGN_FOR_COMPANY, offering.organization, on)


def was_turned_down(person: Person, offering: Offering) -> bool:
    """A host said in a round that it does not fit; asked only where places can go by a round."""
    kind = offering.programme.kind
    if not (kind.is_ranked or kind.needs_agreement):
        return False
    said = Regard.objects.filter(choice__offering=offering, choice__round__test_of__isnull=True, says=Says.NO)
    return said.filter(person=person).exists()


def has_name_for_hosts(person: Person) -> bool:
    """Who is in the first year is chosen without a name."""
    return person.study_year != 1


def may_see_names(choice_round: Round, at: datetime) -> bool:
    """Before the closing a coordinator sees numbers, unless the round says otherwise."""
    return choice_round.shows_names or at >= choice_round.closes_at or choice_round.state == RoundState.DRAWN


def may_plan(by: Person, person: Person) -> bool:
    """A plan is its person's own: nobody writes in that of another."""
    return by.pk == person.pk


def term_of(day: date) -> date:
    """The first day of its half school year: August or February."""
    if day.month >= AUTUMN:
        return date(day.year, AUTUMN, 1)
    return date(day.year, SPRING, 1) if day.month >= SPRING else date(day.year - 1, AUTUMN, 1)


def terms_from(day: date, count: int) -> list[date]:
    """This half year and those after it."""
    terms = [term_of(day)]
    while len(terms) < count:
        last = terms[-1]
        terms.append(date(last.year + 1, SPRING, 1) if last.month == AUTUMN else date(last.year, AUTUMN, 1))
    return terms


def may_form_teams(by: Person, offering: Offering, on: date) -> bool:
    """Any coordinator of the region: teams are mixed over colleges, so no college forms them alone."""
    return by.region_id == offering.programme.region_id and may_anywhere(by, Can.PLACE, on)


def is_wishing_for_teams(plan: TeamPlan, at: datetime) -> bool:
    return at < plan.wishes_until


def may_name_team(by: Person, team: Team, on: date) -> bool:
    """Its own people, or who forms the teams."""
    is_in_it = team.members.filter(enrolment__person=by).exists()
    return is_in_it or may_form_teams(by, team.division.plan.offering, on)


def goes_by_selection(offering: Offering) -> bool:
    """Nobody comes before another: who comes is decided by criteria. A draft that was never published stops nobody."""
    return Selection.objects.filter(offering=offering).exclude(state=SelectionState.DRAFT).exists()


def may_select(by: Person, offering: Offering, on: date) -> bool:
    """Who gives places at the school that offers it, or at the one whose programme it is."""
    homes = (offering.organization, offering.programme.organization)
    return any(may(by, Can.PLACE, home, on) for home in homes)


def may_change_criteria(selection: Selection) -> bool:
    """Until somebody applied; also somebody who took it back, since they read them."""
    begins = selection.state in (SelectionState.DRAFT, SelectionState.OPEN)
    return begins and not selection.applications.exists()


def is_applying(selection: Selection, at: datetime) -> bool:
    """From the opening up to the closing."""
    return selection.state == SelectionState.OPEN and selection.opens_at <= at < selection.closes_at


def may_apply(person: Person, selection: Selection, on: date) -> bool:
    return is_welcome(person, selection.offering, on) and fits_level(person, selection.offering)


def may_be_assessor(person: Person, on: date) -> bool:
    """Who guides learners at any school."""
    return may_anywhere(person, Can.HOLD_CONTACT, on)


def is_coach_of(coach: Person, learner: Person) -> bool:
    live = (EnrolmentState.PLACED, EnrolmentState.WAITING)
    return Enrolment.objects.filter(coach=coach, person=learner, state__in=live).exists()


def may_assess(by: Person, application: Application) -> bool:
    """Nobody assesses themselves, and nobody a learner who withdrew or was decided about."""
    is_going_on = application.selection.state == SelectionState.ASSESSING and application.withdrawn_at is None
    return is_going_on and by.pk != application.person_id


def must_declare(by: Person, application: Application) -> bool:
    """Who coaches the learner says so first; everybody who decides reads it."""
    return is_coach_of(by, application.person)


def may_see_the_other(assessments: list[Assessment]) -> bool:
    """Neither sees what the other thinks before both handed in."""
    return len(assessments) == 2 and all(one.handed_in_at is not None for one in assessments)
