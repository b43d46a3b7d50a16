"""The one way in which the product says no."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A rule of the product was kept; the reader may see why.

    Subclass it where it is raised and give it its own `sentence`. Named gaps in the sentence are filled at the
    moment of reading, in the reader's language: `raise OfferingIsFull(seats=12)`.
    """

    sentence: ClassVar[str | Promise] = _("This is not possible now.")

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence)

    def __str__(self) -> str:
        sentence = str(self.sentence)
        return sentence % self.facts if self.facts else sentence

    @property
    def code(self) -> str:
        """What machines read: the name of the rule that was kept."""
        return type(self).__name__
