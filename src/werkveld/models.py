"""Django looks here for the tables; nothing else may import this file."""

from werkveld.steps.deeds.models import Deed, Look
from werkveld.steps.enrolments.models import (
    Appeal,
    Application,
    Assessment,
    Assessor,
    Criterion,
    Division,
    Enrolment,
    FixedPlace,
    GroupBooking,
    KeptApart,
    MateWish,
    PriorityGroup,
    Quota,
    Round,
    RoundOffering,
    RoundPeriod,
    RoundResult,
    Score,
    SeatOffer,
    Selection,
    SelectionAppeal,
    Settlement,
    SharedLimit,
    Team,
    TeamMember,
    TeamPlan,
    TeamWish,
    Topic,
    Trial,
    Wish,
)
from werkveld.steps.evidence.models import Award, AwardLine
from werkveld.steps.experiences.models import Asked, ExternalMeasure, Survey
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.models import (
    Catalogue,
    CatalogueWord,
    Course,
    Listing,
    Offering,
    OfferingKind,
    OfferingPart,
    PostcodeArea,
    Programme,
    ProgrammePart,
)
from werkveld.steps.people.models import (
    Account,
    FundingLine,
    Invitation,
    Norm,
    Organization,
    Partnership,
    PartnershipEvent,
    PartnershipPartner,
    Person,
    Project,
    Qualification,
    Recognition,
    Region,
    Role,
    Site,
    Theme,
)
from werkveld.steps.practice.models import Agreement, Appointment, ContactMoment, Hours, Shift, Signature
from werkveld.steps.promises.models import (
    ClaimedFigure,
    Edition,
    FrozenFigure,
    Indicator,
    IndicatorVersion,
    Promise,
    PublicFamily,
    PublicFigure,
    Report,
    Section,
    SectionChange,
    Target,
)
from werkveld.steps.questions.models import Question

__all__ = [
    "Account", "Agreement", "Appeal", "Application", "Appointment", "Asked", "Assessment", "Assessor", "Award",
    "AwardLine", "Catalogue", "CatalogueWord", "ClaimedFigure", "ContactMoment", "Course", "Criterion", "Deed",
    "Division", "Edition", "Enrolment", "ExternalMeasure", "FixedPlace", "FrozenFigure", "FundingLine",
    "GroupBooking", "Hours", "Indicator", "IndicatorVersion", "Invitation", "KeptApart", "Listing", "Look",
    "MateWish", "Message", "Norm", "Offering", "OfferingKind", "OfferingPart", "Organization", "Partnership",
    "PartnershipEvent", "PartnershipPartner", "Person", "PostcodeArea", "PriorityGroup", "Programme",
    "ProgrammePart", "Project", "Promise", "PublicFamily", "PublicFigure", "Qualification", "Question", "Quota",
    "Recognition", "Region", "Report", "Role", "Round", "RoundOffering", "RoundPeriod", "RoundResult", "Score",
    "SeatOffer", "Section", "SectionChange", "Selection", "SelectionAppeal", "Settlement", "SharedLimit", "Shift",
    "Signature", "Site", "Survey", "Target", "Team", "TeamMember", "TeamPlan", "TeamWish", "Theme", "Topic",
    "Trial", "Wish",
]  # fmt: skip
