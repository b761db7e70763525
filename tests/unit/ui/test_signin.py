from assistant import bootstrap
from assistant.domain.library import HelpLine, Region
from assistant.retrieval.help_lines import read_help_lines
from assistant.ui.signin import signin_page

REGIONS = read_help_lines(bootstrap.share("knowledge"))


def test_the_page_calls_the_emergency_number_and_a_crisis_line() -> None:
    page = signin_page("your clinic", REGIONS["US"], demo=False)

    assert 'href="tel:911"' in page
    assert 'href="tel:988"' in page


def test_without_a_region_the_page_says_it_without_a_number() -> None:
    for region in (None, REGIONS["elsewhere"]):
        page = signin_page("your clinic", region, demo=False)
        assert "Call your local emergency number." in page
        assert "tel:" not in page.split("</style>")[1].split("<form")[0] or region is not None


def test_nothing_that_is_configured_is_read_as_markup() -> None:
    evil = '"><script>alert(1)</script>'
    line = HelpLine("x", evil, "suicide_crisis", evil, None, None, None, (), "", None, "low", None)
    region = Region("X", evil, evil, evil, (line,), "v")

    page = signin_page(evil, region, demo=True, problem=evil)

    assert "<script>" not in page


def test_demo_buttons_are_there_only_in_the_demo() -> None:
    assert "/auth/demo" in signin_page("your clinic", REGIONS["US"], demo=True)
    assert "/auth/demo" not in signin_page("your clinic", REGIONS["US"], demo=False)
