"""Fixed words of this step; what differs per region is data, not here."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganizationKind(TextChoices):
    VOCATIONAL_COLLEGE = "vocational_college", _("Vocational school (mbo)")
    COLLEGE = "college", _("College")
    UNIVERSITY = "university", _("University (of applied sciences)")
    SECONDARY_SCHOOL = "secondary_school", _("Secondary school")
    PRIMARY_SCHOOL = "primary_school", _("Primary school")
    COMPANY = "company", _("Company")
    TRAINING_COMPANY = "training_company", _("Training company")
    CARE = "care", _("Care organisation")
    CHILDCARE = "childcare", _("Childcare")
    WELFARE = "welfare", _("Welfare organisation")
    CULTURE = "culture", _("Culture")
    MUNICIPALITY = "municipality", _("Municipality")
    COMMUNITY = "community", _("Learning community")
    ALLIANCE = "alliance", _("Alliance or network")
    SECTOR_BODY = "sector_body", _("Sector body")
    SOCIAL_INITIATIVE = "social_initiative", _("Social initiative")


class RoleCode(TextChoices):
    LEARNER = "learner", _("Student")
    PROFESSIONAL = "professional", _("Professional")
    RESIDENT = "resident", _("Resident")
    CONTACT = "contact", _("Partner contact")
    TRAINER = "trainer", _("Practice trainer")
    COACH = "coach", _("Coach")
    COORDINATOR = "coordinator", _("Coordinator")
    DEVELOPER = "developer", _("Curriculum developer")
    QUALITY = "quality", _("Quality officer")
    DIRECTOR = "director", _("Director")
    KEEPER = "keeper", _("Keeper of the region")
    CONFIDANT = "confidant", _("Confidential adviser")


class Can(StrEnum):
    """What a hat may allow. Each is the verb of one or a few actions."""

    ASK = "ask"
    TAKE_UP = "take_up"
    OFFER = "offer"
    PLACE = "place"
    BOOK_GROUP = "book_group"
    SIGN_FOR_SCHOOL = "sign_for_school"
    SIGN_FOR_COMPANY = "sign_for_company"
    PLAN = "plan"
    HELP_RESIDENTS = "help_residents"
    APPROVE_HOURS = "approve_hours"
    HOLD_CONTACT = "hold_contact"
    AWARD = "award"
    SURVEY = "survey"
    WRITE_PROMISE = "write_promise"
    PUBLISH = "publish"
    FREEZE = "freeze"
    SEE_RECORDS = "see_records"
    DESCRIBE = "describe"
    REGISTER = "register"
    INVITE = "invite"
    DEEM_ABLE = "deem_able"
    HEAR_CONCERNS = "hear_concerns"


class CheckKind(TextChoices):
    """A certificate that somebody shows before going where nobody else looks."""

    CONDUCT = "conduct", _("certificate of conduct")


class PartnershipStep(TextChoices):
    """What happened to a partnership on a day."""

    BEGUN = "begun", _("begun")
    WIDENED = "widened", _("widened")
    CONTINUED = "continued", _("continued")
    ENDED = "ended", _("ended")


class DatePrecision(TextChoices):
    """How exactly the source knows a day."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("not stated")
