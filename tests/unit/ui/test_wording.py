from datetime import timedelta

from assistant.domain.cases import Outcome, Severity
from assistant.domain.risk import Concern
from assistant.ui import wording
from assistant.ui.clinician.wording import CONCERNS, OUTCOMES, SEVERITIES, waited
from assistant.ui.wording import say
from tests.fakes.clock import START


def test_every_word_is_said_in_both_languages_with_the_same_gaps() -> None:
    for key, (english, spanish) in wording._WORDS.items():
        assert english.count("{}") == spanish.count("{}"), key
        assert say(key, "en", *["x"] * english.count("{}"))
        assert say(key, "es", *["x"] * spanish.count("{}"))


def test_another_language_gets_english_words() -> None:
    assert say("help_now", "other") == "Help now"


def test_every_severity_concern_and_outcome_has_a_name_for_clinicians() -> None:
    assert set(SEVERITIES) == set(Severity)
    assert set(CONCERNS) == set(Concern)
    assert set(OUTCOMES) == set(Outcome)


def test_waiting_is_told_in_the_largest_fitting_unit() -> None:
    assert waited(START, START + timedelta(seconds=30)) == "less than a minute"
    assert waited(START, START + timedelta(minutes=59)) == "59 min"
    assert waited(START, START + timedelta(hours=3, minutes=5)) == "3 h 5 min"
    assert waited(START, START + timedelta(days=3)) == "3 days"
