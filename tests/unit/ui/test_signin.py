from assistant import bootstrap
from assistant.domain.library import HelpLine, Region
from assistant.domain.people import Person, Role
from assistant.domain.sessions import Session, Way
from assistant.retrieval.help_lines import read_help_lines
from assistant.ui.signin import demo_section, front_page, password_section, signin_section
from tests.fakes.clock import START

REGIONS = read_help_lines(bootstrap.share("knowledge"))


def test_the_page_calls_the_emergency_number_and_a_crisis_line() -> None:
    page = front_page("your clinic", REGIONS["US"], signin_section())

    assert 'href="tel:911"' in page
    assert 'href="tel:988"' in page


def test_without_a_region_the_page_says_it_without_a_number() -> None:
    for region in (None, REGIONS["elsewhere"]):
        page = front_page("your clinic", region, signin_section())
        assert "Call your local emergency number." in page
        assert "tel:" not in page.split("</style>")[1].split("<form")[0] or region is not None


def test_nothing_that_is_configured_is_read_as_markup() -> None:
    evil = '"><script>alert(1)</script>'
    line = HelpLine("x", evil, "suicide_crisis", evil, None, None, None, (), "", None, "low", None)
    region = Region("X", evil, evil, evil, (line,), "v")

    person = Person("p", evil, Role.PATIENT)
    session = Session(person, Way.LOCAL, START, START, START)

    page = front_page(evil, region, signin_section(evil) + password_section(session, evil))

    assert "<script>" not in page


def test_each_demo_account_has_a_button() -> None:
    assert demo_section().count('action="/auth/demo"') == 3


def test_after_the_invitation_no_current_password_is_asked() -> None:
    invited = Session(Person("p", "ana", Role.PATIENT), Way.LOCAL, START, START, START)
    settled = Session(Person("p", "ana", Role.PATIENT, invited=False), Way.LOCAL, START, START, START)

    assert 'name="current"' not in password_section(invited)
    assert 'name="current"' in password_section(settled)


def test_the_form_says_how_long_a_password_of_that_role_is() -> None:
    staff = Session(Person("p", "dr", Role.CLINICIAN), Way.LOCAL, START, START, START)

    assert "At least 12 characters" in password_section(staff)
