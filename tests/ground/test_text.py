from django.utils.translation import override

from werkveld.ground.text import bilingual, bilingual_column


class Notice:
    title = bilingual("title")

    def __init__(self, title_nl: str, title_en: str) -> None:
        self.title_nl, self.title_en = title_nl, title_en


def test_a_title_is_read_in_the_readers_language():
    notice = Notice("Buurthuis", "Community centre")
    with override("en"):
        assert notice.title == "Community centre"
    with override("nl"):
        assert notice.title == "Buurthuis"


def test_an_untranslated_title_falls_back_to_the_other_language():
    with override("en"):
        assert Notice("Buurthuis", "").title == "Buurthuis"
    with override("nl"):
        assert Notice("", "Community centre").title == "Community centre"


def test_a_column_of_one_language_stands_for_the_pair():
    with override("en"):
        assert str(bilingual_column("offering__title_nl")).endswith("F(offering__title_nl))")
        assert "F(offering__title_en)" in str(bilingual_column("offering__title_nl"))
    assert str(bilingual_column("organization__name")) == "F(organization__name)"
