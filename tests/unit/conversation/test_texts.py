from dataclasses import replace
from pathlib import Path

import pytest

from assistant.conversation.texts import FixedTexts, alert_key
from assistant.domain.cases import AlertStatus
from assistant.domain.clinic import Clinic
from assistant.domain.errors import PromptError
from assistant.domain.library import HelpLine, Region
from assistant.guardrails.dosing_detector import find_dosing
from assistant.prompts import TextKind, Texts, load_texts, parse_text
from assistant.retrieval.help_lines import read_help_lines

ROOT = Path(__file__).parents[3]
TEXTS = load_texts(ROOT / "prompts")


def _line(
    name: str, kind: str, call: str | None, text: str | None = None, languages: tuple[str, ...] = ("en",)
) -> HelpLine:
    return HelpLine(name, name, kind, call, text, "https://example.org", None, languages, "", None, "to-verify", None)


REGIONS = {
    "US": Region(
        "US",
        "United States",
        "Estados Unidos",
        "911",
        (
            _line("Lifeline", "suicide_crisis", "988", "text 988", ("en", "es")),
            _line("Línea", "suicide_crisis", "988, then press 2", "text AYUDA to 988", ("es",)),
            _line("Text Line", "suicide_crisis", None, "text HOME to 741741"),
            _line("Poison Help", "poison", "1-800"),
        ),
        "1",
    ),
    "IE": Region("IE", "Ireland", "Irlanda", "112 or 999", (_line("Samaritans", "suicide_crisis", "116 123"),), "1"),
    "elsewhere": Region(
        "elsewhere",
        "Somewhere else",
        "Otro país",
        "your local emergency number",
        (_line("Find A Helpline", "suicide_crisis", None, languages=()),),
        "1",
    ),
}


def _values(language: str = "en", region: str | None = "US", clinic: Clinic | None = None) -> dict[str, str]:
    return FixedTexts(TEXTS, clinic or Clinic(), REGIONS).values(language, region)


def test_a_crisis_text_names_the_help_of_the_region_and_the_truth_about_the_alert() -> None:
    texts = FixedTexts(TEXTS, Clinic(), REGIONS)

    reply = texts.reply(["crisis-suicide-imminent"], "en", "US", "alert-delivered")

    assert "Call 911, or contact Lifeline (call 988 or text 988)." in reply.text
    assert TEXTS.table["alert-delivered", "en"].body in reply.text
    assert reply.version == "crisis-suicide-imminent-en.v1"


def test_in_spanish_the_spanish_line_comes_first_and_says_in_spanish_how_to_reach_it() -> None:
    values = _values("es")

    assert values["crisis_line"] == "Línea (llama al 988 y luego pulsa 2 o envía AYUDA al 988)"
    assert values["emergency"] == "911"


def test_lines_that_do_not_speak_the_language_are_left_out_of_its_list() -> None:
    assert "Línea" not in _values("en")["crisis_lines"]
    assert "Text Line" not in _values("es")["crisis_lines"]


def test_two_emergency_numbers_are_joined_in_the_language() -> None:
    assert _values("en", "IE")["emergency"] == "112 or 999"
    assert _values("es", "IE")["emergency"] == "112 o 999"


@pytest.mark.parametrize("region", [None, "XX", ""])
def test_an_unknown_region_gets_the_help_that_works_anywhere(region: str | None) -> None:
    assert _values("en", region)["emergency"] == "your local emergency number"
    assert _values("es", region)["emergency"] == "número local de emergencias"
    assert _values("en", region)["crisis_line"] == "Find A Helpline (https://example.org)"


def test_where_nobody_knows_the_country_a_crisis_text_names_the_numbers_of_several() -> None:
    lines = [_line(place, "emergency", number) for place, number in (("US", "911"), ("UK", "999"), ("EU", "112"))]
    regions = {"elsewhere": replace(REGIONS["elsewhere"], lines=tuple(lines))}
    texts = FixedTexts(TEXTS, Clinic(), regions)

    assert (
        texts.values("en")["emergency"] == "your local emergency number (911, 999 or 112, depending on where you are)"
    )
    assert texts.values("es")["emergency"] == (
        "número local de emergencias (según dónde estés, llama al 911, al 999 o al 112)"
    )


def test_without_any_file_of_help_lines_a_crisis_text_still_points_at_help() -> None:
    reply = FixedTexts(TEXTS, Clinic(), {}).reply(["crisis-suicide-imminent"], "en", "US")

    assert "your local emergency number" in reply.text
    assert "findahelpline.com" in reply.text


def test_without_a_choice_of_the_patient_the_clinics_region_counts() -> None:
    assert _values("en", None, Clinic(region="US"))["emergency"] == "911"


def test_a_region_is_found_in_small_letters_too() -> None:
    assert _values("en", "us")["emergency"] == "911"


def test_a_crisis_line_stands_in_for_a_missing_kind_but_never_for_poison_or_substance_lines() -> None:
    values = _values("en", "IE")

    assert values["domestic_violence_line"] == "Samaritans (call 116 123)"
    assert values["poison_line"] == "a poison line near you"
    assert values["substance_line"] == "a helpline near you (https://findahelpline.com)"


def test_a_name_that_ends_in_brackets_takes_the_number_into_them() -> None:
    lines = (_line("Line (Refuge)", "domestic_violence", "0808"),)
    texts = FixedTexts(TEXTS, Clinic(), {"GB": Region("GB", "", "", "999", lines, "1")})

    assert texts.values("en", "GB")["domestic_violence_line"] == "Line (Refuge; call 0808)"


def test_in_spanish_without_a_known_number_the_sentence_about_the_emergency_number_is_grammatical() -> None:
    shown = FixedTexts(TEXTS, Clinic(), REGIONS).reply(["crisis"], "es", "XX").text

    assert "llama al número local de emergencias" in shown


def test_in_spanish_a_line_that_takes_any_text_message_says_so() -> None:
    line = _line("Lifeline", "suicide_crisis", None, "text 0477 13 11 14")
    texts = FixedTexts(TEXTS, Clinic(), {"AU": Region("AU", "", "", "000", (line,), "1")})

    assert texts.values("es", "AU")["crisis_line"] == "Lifeline (envía un mensaje de texto al 0477 13 11 14)"


def test_the_clinics_values_come_from_its_configuration() -> None:
    values = _values(clinic=Clinic(name="Harbor\nClinic", phone="555-0100", hours="Mon to Fri"))

    assert (values["clinic"], values["clinic_contact"], values["clinic_hours"]) == (
        "Harbor Clinic",
        "at 555-0100",
        "Mon to Fri",
    )


def test_a_clinic_that_configured_nothing_is_spoken_of_without_values() -> None:
    assert _values("es")["clinic"] == "tu clínica"
    assert _values("es")["clinic_contact"] == "por su número habitual"


def test_a_placeholder_in_the_configuration_is_shown_as_it_is_and_never_filled() -> None:
    texts = FixedTexts(TEXTS, Clinic(name="{alert} {crisis_line}"), REGIONS)

    assert "{alert} {crisis_line}" in texts.reply(["dosing"], "en", "US").text


def test_an_extra_value_cannot_replace_a_help_line() -> None:
    reply = FixedTexts(TEXTS, Clinic(), REGIONS).reply(["crisis"], "en", "US", extra={"emergency": "000000"})

    assert "000000" not in reply.text


def test_an_unknown_alert_says_that_nobody_has_been_told() -> None:
    reply = FixedTexts(TEXTS, Clinic(), REGIONS).reply(["crisis"], "en", "US", "alert-invented")

    assert TEXTS.table["alert-none", "en"].body in reply.text


def test_every_status_of_an_alert_has_its_own_sentence_in_both_languages() -> None:
    keys = [alert_key(status) for status in AlertStatus]

    assert len({TEXTS.table[key, language].body for key in keys for language in ("en", "es")}) == 2 * len(AlertStatus)


def test_a_text_that_asks_for_a_value_nobody_has_stops_the_start() -> None:
    source = "---\nname: x-en\nkind: fixed_text\nlanguage: en\nvariables: {moon: full}\n---\n\n{moon}\n"
    text = parse_text("x-en.v1", source)

    with pytest.raises(PromptError, match="moon"):
        FixedTexts(Texts({("x", "en"): text}), Clinic(), REGIONS)


@pytest.mark.parametrize("region", ["US", "IE", "elsewhere", "XX"])
@pytest.mark.parametrize("language", ["en", "es", "other"])
def test_every_text_renders_everywhere_without_an_open_placeholder(language: str, region: str | None) -> None:
    texts = FixedTexts(TEXTS, Clinic(), REGIONS)

    shown = [texts.reply([text.key], language, region).text for text in TEXTS.of_kind(TextKind.FIXED_TEXT)]

    assert not [text for text in shown if "{" in text or "}" in text]


def test_the_numbers_of_several_countries_do_not_make_a_fixed_text_look_like_a_dose() -> None:
    texts = FixedTexts(TEXTS, Clinic(), read_help_lines(ROOT / "knowledge"))

    for key, language in TEXTS.table:
        if TEXTS.table[key, language].kind is TextKind.FIXED_TEXT:
            assert not find_dosing(texts.reply([key], language).text), (key, language)
