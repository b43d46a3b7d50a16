"""People, how they sign in, and which hats they wear where."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext

from werkveld.ground.records import Invented, Keyed
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models.organizations import Organization, Qualification
from werkveld.steps.people.models.regions import Region


class Person(Keyed, Invented):
    """Someone who acts or is known here. A resident may be a person without any account."""

    personal_data: ClassVar[dict[str, str]] = {
        "given_name": "retention_person",
        "family_name": "retention_person",
        "email": "retention_person",
        "phone": "retention_resident_contact",
        "postcode": "retention_resident_contact",
        "born_in": "retention_person",
    }

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="people")
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    born_in = models.PositiveSmallIntegerField(null=True, blank=True)
    language = models.CharField(max_length=5, default="nl")
    wants_mail = models.BooleanField(
        default=True, help_text="News about what this person does here also comes by mail."
    )
    wants_texts = models.BooleanField(
        default=False, help_text="Gave a mobile number to be told about appointments by text message."
    )
    left_at = models.DateTimeField(null=True, blank=True, help_text="From then on nobody can read here who this was.")
    college = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="learners")
    qualification = models.ForeignKey(Qualification, null=True, blank=True, on_delete=models.PROTECT)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    study_year = models.PositiveSmallIntegerField(null=True, blank=True)
    student_number = models.CharField(max_length=20, blank=True)
    is_clockwork = models.BooleanField(default=False, help_text="The product itself: jobs act as this person.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_student_number_is_given_once",
                fields=["region", "student_number"],
                condition=~Q(student_number="") & Q(left_at__isnull=True),
            ),
            models.UniqueConstraint(name="one_clockwork_per_region", fields=["region"], condition=Q(is_clockwork=True)),
            models.CheckConstraint(
                name="who_left_is_not_named",
                condition=Q(left_at__isnull=True)
                | Q(given_name="", family_name="", email="", phone="", postcode="", born_in__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["region", "family_name", "given_name"], name="person_by_name")]

    @property
    def name(self) -> str:
        """Also of who left, since what they did stays."""
        return gettext("somebody who left") if self.left_at else f"{self.given_name} {self.family_name}".strip()

    @cached_property
    def roles_worn(self) -> list["Role"]:
        """Read once a person object; a request makes a fresh one."""
        return list(self.roles.select_related("organization").order_by("id"))

    def __str__(self) -> str:
        return self.name


class Accounts(BaseUserManager["Account"]):
    """Makes accounts; the name of a person is never needed to sign in."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Account(Keyed, AbstractBaseUser, PermissionsMixin):
    """How a person signs in."""

    personal_data: ClassVar[dict[str, str]] = {"email": "retention_person", "last_login": "retention_person"}

    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="account")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(null=True, blank=True)

    objects = Accounts()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]

    def __str__(self) -> str:
        return self.email


class Role(Keyed):
    """A hat: this person is a coach at that organisation, from a day until perhaps another day."""

    personal_data: ClassVar[dict[str, str]] = {"code": "retention_person"}

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="roles")
    code = models.CharField(max_length=20, choices=RoleCode)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_current_role_of_a_kind_per_organization",
                fields=["person", "organization", "code"],
                condition=Q(ends_on__isnull=True),
            ),
            models.CheckConstraint(
                name="role_ends_after_it_begins", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on"))
            ),
        ]
        indexes = [models.Index(fields=["organization", "code"], name="role_by_organization")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.code} at {self.organization_id}"


class Invitation(Keyed):
    """A way in for one e-mail address and one role; used once, and only for a while."""

    personal_data: ClassVar[dict[str, str]] = {"email": "retention_invitation", "name": "retention_invitation"}

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=160)
    code = models.CharField(max_length=20, choices=RoleCode)
    secret = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_accepted_by_and_at_go_together",
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_expires_after_it_was_sent", condition=Q(expires_at__gt=F("invited_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} as {self.code}"
