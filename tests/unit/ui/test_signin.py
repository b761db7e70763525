import pytest

from assistant import bootstrap
from assistant.domain.library import HelpLine, Region
from assistant.domain.people import Person, Role
from assistant.domain.sessions import Session, Way
from assistant.retrieval.help_lines import read_help_lines
from assistant.ui import front_wording
from assistant.ui.front_wording import front
from assistant.ui.signin import Parts, demo_section, front_page, leave_section, password_section, signin_section
from assistant.ui.tongue import tongue
from tests.fakes.clock import START

REGIONS = read_help_lines(bootstrap.share("knowledge"))


def _page(region: Region | None, parts: Parts, language: str = "en") -> str:
    return front_page("Harbor", region, parts(language), language, "/auth/login")


def test_the_page_calls_the_emergency_number_and_a_crisis_line() -> None:
    page = _page(REGIONS["US"], signin_section())

    assert 'href="tel:911"' in page
    assert 'href="tel:988"' in page


def test_without_a_region_the_page_names_the_number_of_each_country_as_far_as_it_knows_them() -> None:
    unread, read = _page(None, signin_section()), _page(REGIONS["elsewhere"], signin_section())

    assert "Call your local emergency number." in unread
    assert "tel:" not in unread.split("</style>")[1].split("<form")[0]
    assert "Call your local emergency number." in read
    assert all(f'href="tel:{number}"' in read for number in ("911", "999", "000", "112"))


def test_nothing_that_is_configured_is_read_as_markup() -> None:
    evil = '"><script>alert(1)</script>'
    line = HelpLine("x", evil, "suicide_crisis", evil, None, None, None, (), "", None, "low", None)
    region = Region("X", evil, evil, evil, (line,), "v")

    person = Person("p", evil, Role.PATIENT)
    session = Session(person, Way.LOCAL, START, START, START)

    sections = signin_section(lambda _: evil)("en") + password_section(session, lambda _: evil)("es")
    page = front_page(evil, region, sections, "en", "/auth/login")

    assert "<script>" not in page


def test_each_demo_account_has_a_button() -> None:
    assert demo_section("en").count('action="/auth/demo"') == 3


def test_after_the_invitation_no_current_password_is_asked() -> None:
    invited = Session(Person("p", "ana", Role.PATIENT), Way.LOCAL, START, START, START)
    settled = Session(Person("p", "ana", Role.PATIENT, invited=False), Way.LOCAL, START, START, START)

    assert 'name="current"' not in password_section(invited)("en")
    assert 'name="current"' in password_section(settled)("en")


def test_the_form_says_how_long_a_password_of_that_role_is() -> None:
    staff = Session(Person("p", "dr", Role.CLINICIAN), Way.LOCAL, START, START, START)

    assert "At least 12 characters" in password_section(staff)("en")


def test_every_word_before_the_sign_in_is_there_in_both_languages_with_the_same_gaps() -> None:
    for key, words in front_wording._WORDS.items():
        assert words.en.count("{}") == words.es.count("{}"), key
        assert words.en != words.es, key
        assert front(key, "es", *["x"] * words.es.count("{}"))


def test_no_english_is_left_on_the_spanish_pages() -> None:
    invited = Session(Person("p", "ana", Role.PATIENT), Way.LOCAL, START, START, START)
    settled = Session(Person("p", "ana", Role.PATIENT, invited=False), Way.LOCAL, START, START, START)
    parts = (
        signin_section(provider=True),
        leave_section(lambda language: language),
        password_section(invited),
        password_section(settled),
        demo_section,
    )

    page = "".join(_page(REGIONS["elsewhere"], part, "es") for part in parts)

    assert '<html lang="es">' in page
    for key, words in front_wording._WORDS.items():
        said = front(key, "en", *["Harbor"] * words.en.count("{}"))
        assert f">{said}<" not in page, key


@pytest.mark.parametrize(
    ("picked", "locale", "read"),
    [
        (None, "es-MX", "es"),
        (None, "es", "es"),
        (None, "en-US", "en"),
        (None, None, "en"),
        (None, "est", "en"),
        ("en", "es-ES", "en"),
        ("es", "en-GB", "es"),
        ("fr", "es-ES", "es"),
    ],
)
def test_what_was_picked_counts_before_what_the_browser_says(picked: str | None, locale: str | None, read: str) -> None:
    assert tongue(picked, locale) == read
