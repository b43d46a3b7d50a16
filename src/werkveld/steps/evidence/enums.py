from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EvidenceKind(TextChoices):
    ASSESSMENT = "assessment", _("assessment")
    PRACTICE_STATEMENT = "practice_statement", _("practice statement")
    CERTIFICATE = "certificate", _("certificate")
    BADGE = "badge", _("badge")
    SERVICE = "service", _("service to a resident")
    TRANSFER = "transfer", _("transfer to a next programme or job")
