"""Deeds about who and where, split by noun."""

from werkveld.steps.people.actions.accounts import (
    AddressIsTaken,
    MayNotCorrect,
    NoMobileNumber,
    choose_mail,
    choose_texts,
    correct,
    open_account,
)
from werkveld.steps.people.actions.invitations import (
    INVITATION_DAYS,
    InvitationIsSpent,
    MayNotInvite,
    accept_invitation,
    invite,
    withdraw_invitation,
)
from werkveld.steps.people.actions.leaving import IsLastWithRole, MayNotLeave, leave
from werkveld.steps.people.actions.neighbours import MayNotMakeKnown, NameIsMissing, make_known
from werkveld.steps.people.actions.recognitions import EndsBeforeItBegins, MayNotRecognise, recognise, recognise_all
from werkveld.steps.people.actions.region import (
    Described,
    MayNotDescribe,
    describe,
    found,
    remember_package,
    strike,
)
from werkveld.steps.people.actions.registering import (
    MayNotGive,
    MayNotRegister,
    end_role,
    give_role,
    register,
    register_all,
)
from werkveld.steps.people.actions.skills import (
    CertificateIsOfLater,
    CertificateIsTooOld,
    MayNotDeemAble,
    deem_able,
    no_longer_deem_able,
    see_certificate,
)

__all__ = [
    "INVITATION_DAYS",
    "AddressIsTaken",
    "CertificateIsOfLater",
    "CertificateIsTooOld",
    "Described",
    "EndsBeforeItBegins",
    "InvitationIsSpent",
    "IsLastWithRole",
    "MayNotCorrect",
    "MayNotDeemAble",
    "MayNotDescribe",
    "MayNotGive",
    "MayNotInvite",
    "MayNotLeave",
    "MayNotMakeKnown",
    "MayNotRecognise",
    "MayNotRegister",
    "NameIsMissing",
    "NoMobileNumber",
    "accept_invitation",
    "choose_mail",
    "choose_texts",
    "correct",
    "deem_able",
    "describe",
    "end_role",
    "found",
    "give_role",
    "invite",
    "leave",
    "make_known",
    "no_longer_deem_able",
    "open_account",
    "recognise",
    "recognise_all",
    "register",
    "register_all",
    "remember_package",
    "see_certificate",
    "strike",
    "withdraw_invitation",
]
