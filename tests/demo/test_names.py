from random import Random

import pytest

from werkveld.demo.names import a_name, an_email, plain


@pytest.mark.parametrize(
    ("name", "written"),
    [("Zoë van 't Hof", "zoe.van.t.hof"), ("Gökhan Yılmazer", "gokhan.yilmazer"), ("Kaya-Yildrim", "kaya.yildrim")],
)
def test_an_address_has_only_plain_letters(name: str, written: str):
    assert plain(name) == written


def test_two_people_of_one_name_have_two_addresses():
    assert an_email("Bo", "Wulp", 1) == "bo.wulp.1@voorbeeld.werkveld.example"
    assert an_email("Bo", "Wulp", 1) != an_email("Bo", "Wulp", 2)


def test_the_same_dice_give_the_same_name():
    assert [a_name(Random(3)) for _one in range(2)] == [a_name(Random(3))] * 2
