import pytest

from assistant import bootstrap
from assistant.retrieval.help_lines import read_help_lines
from assistant.ui.dialling import call_link, text_link, web_link


@pytest.mark.parametrize(
    ("phrase", "link"),
    [
        ("988", "tel:988"),
        ("988, then press 2", "tel:988"),
        ("111, then the mental health option", "tel:111"),
        ("112 or 999", "tel:112"),
        ("1-800-222-1222", "tel:18002221222"),
        ("+44 (0)20 7946 0000", "tel:+4402079460000"),
        ("your local emergency number", None),
        ("", None),
        (None, None),
    ],
)
def test_a_phrase_dials_its_first_number_only(phrase: str | None, link: str | None) -> None:
    assert call_link(phrase) == link


@pytest.mark.parametrize(
    ("phrase", "link"),
    [("text 988", "sms:988"), ("text HOME to 741741", "sms:741741"), ("chat online", None), (None, None)],
)
def test_a_phrase_about_texting_opens_a_message_to_its_number(phrase: str | None, link: str | None) -> None:
    assert text_link(phrase) == link


def test_only_web_pages_become_web_links() -> None:
    assert web_link("https://988.ca") == "https://988.ca"
    assert web_link("javascript:alert(1)") is None
    assert web_link(None) is None


def test_every_line_of_the_file_can_be_reached_with_one_tap() -> None:
    for region in read_help_lines(bootstrap.share("knowledge")).values():
        for line in region.lines:
            assert call_link(line.call) or text_link(line.text) or web_link(line.url), line.id
            assert not line.call or call_link(line.call), line.id
