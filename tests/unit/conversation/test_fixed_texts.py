"""Walks over every fixed text of prompts/ and checks what each must and must never say."""

import re
from pathlib import Path

import pytest

from assistant.conversation.texts import FixedTexts
from assistant.domain.clinic import Clinic
from assistant.prompts import Text, TextKind, load_texts

ROOT = Path(__file__).parents[3]
TEXTS = load_texts(ROOT / "prompts")
FIXED = [t for t in TEXTS.of_kind(TextKind.FIXED_TEXT) if t.language in ("en", "es")]
LINES = list(TEXTS.of_kind(TextKind.CONNECTING))

KEYS = """
crisis crisis-suicide crisis-suicide-imminent crisis-suicide-elevated crisis-suicide-method-question
crisis-suicide-other crisis-self-harm crisis-self-harm-imminent crisis-self-harm-elevated crisis-self-harm-other
crisis-harm-to-others crisis-harm-to-others-imminent crisis-harm-to-others-elevated crisis-harm-to-others-other
crisis-abuse crisis-abuse-imminent crisis-abuse-partner crisis-abuse-partner-imminent crisis-abuse-staff
crisis-abuse-child crisis-abuse-other
red-flag red-flag-medical-emergency red-flag-medical-emergency-imminent red-flag-medical-emergency-elevated
red-flag-medical-emergency-overdose red-flag-medical-emergency-extra-dose
red-flag-medical-emergency-extra-dose-imminent red-flag-medical-emergency-pregnancy
red-flag-medical-emergency-driving red-flag-medical-emergency-intoxicated-at-session
red-flag-medical-emergency-opioid-return red-flag-medical-emergency-urinary
red-flag-medical-emergency-blood-pressure red-flag-medical-emergency-other
red-flag-withdrawal red-flag-withdrawal-imminent red-flag-withdrawal-elevated red-flag-withdrawal-other
red-flag-psychosis-mania red-flag-psychosis-mania-imminent red-flag-psychosis-mania-elevated
red-flag-psychosis-mania-other
watch-care watch-other watch-suicide watch-self-harm watch-harm-to-others watch-abuse watch-medical-emergency
watch-withdrawal watch-psychosis-mania
episode-company-1 episode-company-2 episode-company-3 episode-company-4 episode-reminder
dosing dosing-missed-dose medication-change medication-change-alcohol mixing supply
diagnosis diagnosis-deception diagnosis-symptom out-of-scope out-of-scope-clinic-records out-of-scope-legal
small-talk small-talk-greeting small-talk-thanks small-talk-goodbye small-talk-human-or-machine
small-talk-abilities small-talk-insult small-talk-who-made-you
cannot-answer cannot-answer-no-topics told-all needs-human library-not-approved records-failed empty-message too-long
language-not-supported welcome
alert-queued alert-delivered alert-seen alert-none alert-failed alert-watch alert-staff-abuse
alert-staff-abuse-lead alert-queued-again alert-raised alert-queued-safeguarding alert-added staff-abuse-beside
staff-abuse-beside-lead child-line-added language-note watch-past safety-question-again
red-flag-medical-emergency-opioid-return-imminent
safety-question safety-question-suicide safety-question-self-harm safety-question-harm-to-others
safety-question-medical-emergency safety-question-withdrawal
status-delivered status-seen status-claimed status-contacted status-nobody coverage-closed
passed-on crisis-line-added answers-off answers-narrowed answers-paused
safety-button-danger safety-button-unsure safety-button-safe safety-answer-unsure safety-answer-safe
""".split()  # noqa: SIM905  # a table of keys reads better as words

FORBIDDEN = re.compile(
    r"\b(?:committ?(?:ed)? suicide|successful|failed attempt|therap\w+|i promise|guarantee\w*|you will be (?:fine|ok)"
    r"|you'll be (?:fine|ok)|everything will|calm down|don't worry|do not worry|addicts?|abusers?|junk\w+|clean"
    r"|(?:end|leave|close|stop) (?:this|the) chat|selfish|attention|noose|rope|bridge|cut(?:ting)?|hang(?:ing)?"
    r"|cometer suicidio|comet\w+ suicidio|terap\w+|te prometo|garantiz\w+|vas a estar bien|todo va a (?:salir|estar)"
    r"|todo irá|cálmate|tranquil[ií]zate|no te preocupes|adict[oa]s?|yonqui|(?:cierra|deja|abandona) (?:este|el) chat"
    r"|soga|puente|cortar(?:te)?|colgar(?:te)?)\b",
    re.IGNORECASE,
)
PULLS_FOR_NO = re.compile(
    r"you(?:'re| are) not\b[^.?]*\?|, are you\?|, right\?|you(?:'re| are) safe[^.]*\?|aren't you|"
    r"no estás\b[^.?]*\?|, ¿(?:no|verdad)\?|¿verdad|¿no\?|estás a salvo[^.]*\?",
    re.IGNORECASE,
)


def _ids(texts: list[Text]) -> list[str]:
    return [text.version for text in texts]


def _version(text: Text) -> str:
    return text.version


def _words(text: str) -> int:
    return len(re.findall(r"\w[\w'’-]*", text))


def _sentences(body: str) -> list[str]:
    pieces = (p for line in body.splitlines() for p in re.split(r"(?<=[.!?:])\s+", line.strip(" -*")))
    return [piece for piece in pieces if re.search(r"\w", piece)]


def _syllables(word: str) -> int:
    bare = re.sub(r"[^a-z]", "", word.lower())
    silent = bool(re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$", bare))
    return max(len(re.findall(r"[aeiouy]+", bare)) - silent, 1)


def _grade(body: str) -> float:
    """Flesch-Kincaid, syllables counted by vowel groups because textstat's dictionary has to be downloaded."""
    sentences = _sentences(re.sub(r"\{[a-z_]+\}", "it", body))
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z']+", sentence)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _named(pattern: str) -> list[Text]:
    return [text for text in FIXED if re.fullmatch(pattern, text.key)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_key_that_routing_asks_for_exists_in_the_language(language: str) -> None:
    there = {text.key for text in FIXED if text.language == language}

    assert set(KEYS) - there == set()


def test_nothing_lies_in_the_folder_that_no_key_names() -> None:
    assert {text.key for text in FIXED} - set(KEYS) == set()


def test_every_variable_can_be_filled_from_configuration() -> None:
    FixedTexts(TEXTS, Clinic(), {})


@pytest.mark.parametrize("text", FIXED, ids=_ids(FIXED))
def test_a_text_holds_no_number_of_its_own(text: Text) -> None:
    assert not re.search(r"\d", text.body)


@pytest.mark.parametrize("text", FIXED + LINES, ids=_ids(FIXED + LINES))
def test_a_text_has_none_of_the_words_that_hurt_promise_or_claim(text: Text) -> None:
    assert not FORBIDDEN.findall(text.body)


@pytest.mark.parametrize("text", FIXED, ids=_ids(FIXED))
def test_no_question_pulls_for_a_no(text: Text) -> None:
    assert not PULLS_FOR_NO.findall(text.body)


@pytest.mark.parametrize("text", FIXED + LINES, ids=_ids(FIXED + LINES))
def test_a_text_has_no_dosing_content(text: Text) -> None:
    from assistant.guardrails.dosing_detector import find_dosing

    found = find_dosing(re.sub(r"\{[a-z_]+\}", "X", text.body))

    assert [(finding.rule, finding.span) for finding in found] == []


@pytest.mark.parametrize("text", FIXED, ids=_ids(FIXED))
def test_a_text_has_no_sentence_of_more_than_25_words(text: Text) -> None:
    assert max(_words(sentence) for sentence in _sentences(text.body)) <= 25


@pytest.mark.parametrize("text", [t for t in FIXED if t.language == "en"])
def test_an_english_text_reads_at_eighth_grade_or_below(text: Text) -> None:
    assert _grade(text.body) <= 8


@pytest.mark.parametrize("text", FIXED, ids=_ids(FIXED))
def test_a_text_is_short_and_an_imminent_one_shorter(text: Text) -> None:
    spanish = 1.15 if text.language == "es" else 1

    assert _words(text.example.text) <= (90 if text.key.endswith("imminent") else 110) * spanish


@pytest.mark.parametrize("text", _named(r"(crisis(?!-line)|red-flag).*"), ids=_version)
def test_every_safety_text_names_emergency_help_and_tells_the_truth_about_the_alert(text: Text) -> None:
    assert {"{emergency}", "{alert}"} <= set(re.findall(r"\{[a-z_]+\}", text.body))


@pytest.mark.parametrize(
    "text", _named(r"crisis-(suicide|self-harm)(-imminent|-elevated|-method-question)?"), ids=_version
)
def test_suicide_and_self_harm_texts_offer_a_crisis_line_distance_from_means_and_company(text: Text) -> None:
    distance, company = {
        "en": ("Move away from anything you could use to hurt yourself", r"Be with somebody|Go to somebody"),
        "es": ("Aléjate de todo lo que podrías usar para hacerte daño", r"Quédate con alguien|Ve con alguien"),
    }[text.language]

    assert "{crisis_line}" in text.body
    assert distance in text.body
    assert re.search(company, text.body)


@pytest.mark.parametrize("text", _named(r"(crisis|red-flag|watch).*"), ids=_version)
def test_a_safety_text_asks_nothing_itself_because_the_one_fixed_question_follows_it(text: Text) -> None:
    assert "?" not in text.body


@pytest.mark.parametrize("text", _named("dosing.*|mixing|supply|medication-change.*|diagnosis.*"), ids=_version)
def test_a_refusal_says_who_decides_what_to_do_now_and_offers_to_pass_the_question_on(text: Text) -> None:
    passed_on = {"en": "pass your question on", "es": "pasar tu pregunta"}[text.language]

    assert "{clinic_contact}" in text.body
    assert "{emergency}" in text.body
    assert passed_on in text.body


@pytest.mark.parametrize("text", _named(r"welcome|small-talk-(human-or-machine|abilities)"), ids=_version)
def test_the_disclosure_says_that_it_is_an_ai_and_not_watched_in_real_time(text: Text) -> None:
    ai, watched = {"en": ("I am an AI", "real time"), "es": ("Soy una IA", "tiempo real")}[text.language]

    assert ai in text.body
    assert watched in text.body
    assert "{emergency}" in text.body


def test_no_two_texts_of_company_are_alike() -> None:
    bodies = [TEXTS.table[f"episode-company-{n}", language].body for n in (1, 2, 3, 4) for language in ("en", "es")]

    assert len(set(bodies)) == 8


def test_staff_abuse_texts_do_not_send_the_patient_back_to_the_clinic() -> None:
    for text in _named("crisis-abuse-staff"):
        assert not {"{clinic}", "{clinic_contact}"} & set(re.findall(r"\{[a-z_]+\}", text.body))
