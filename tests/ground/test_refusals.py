from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal


class PotIsEmpty(Refusal):
    sentence = _("Only %(left)s of %(asked)s is left.")


class DoorIsShut(Refusal):
    sentence = "100% closed"


def test_a_refusal_says_its_sentence_with_its_facts():
    refusal = PotIsEmpty(left=2, asked=3)
    assert str(refusal) == "Only 2 of 3 is left."
    assert refusal.code == "PotIsEmpty"


def test_a_refusal_without_facts_says_its_sentence_as_it_stands():
    assert str(DoorIsShut()) == "100% closed"
