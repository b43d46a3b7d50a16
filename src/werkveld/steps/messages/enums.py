from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    MAIL = "mail", _("e-mail")
    SMS = "sms", _("text message")
    PAGE = "page", _("on your page")
    PAPER = "paper", _("letter")


SENT_BY_US = (Channel.MAIL, Channel.SMS)  # the others are there as soon as they are written
