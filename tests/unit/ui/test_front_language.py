"""The pages before the sign-in speak the reader's language, and remember a pick."""

from __future__ import annotations

import pytest

from assistant.ui.tongue import LANGUAGE
from tests.unit.ui.front import Front, choose, enter

SPANISH = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.8"}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("en-US,en;q=0.9,es;q=0.8", "en"),
        ("fr-FR,es;q=0.5", "es"),
        ("fr", "en"),
        ("", "en"),
        ("es;q=nonsense,en;q=0.1", "en"),
        (",;q=,*", "en"),
    ],
)
def test_the_browser_says_which_language(front: Front, header: str, language: str) -> None:
    page = front.browser().get("/auth/login", headers={"Accept-Language": header}).text

    assert f'<html lang="{language}">' in page


def test_a_picked_language_is_remembered_and_beats_the_browser(front: Front) -> None:
    browser = front.browser()

    picked = browser.get("/auth/login?lang=es", headers={"Accept-Language": "en"})
    later = browser.get("/auth/login", headers={"Accept-Language": "en"})
    back = browser.get("/auth/login?lang=en", headers=SPANISH)

    assert "httponly" in picked.headers["set-cookie"].lower()
    assert "Código de invitación o contraseña" in later.text
    assert "Invitation code or password" in back.text
    assert 'href="/auth/login?lang=es"' in back.text


def test_what_is_no_language_of_ours_is_neither_shown_nor_kept(front: Front) -> None:
    answer = front.browser().get('/auth/login?lang="><script>')

    assert answer.status_code == 200
    assert "<script>" not in answer.text
    assert LANGUAGE not in answer.cookies


def test_a_wrong_secret_and_the_rest_after_it_are_told_in_spanish(front: Front) -> None:
    browser = front.browser()
    browser.headers.update(SPANISH)
    wrong = [enter(browser, "anna", "wrong") for _ in range(6)]

    assert "no van juntos" in wrong[0].text
    assert "esta cuenta descansa un minuto" in wrong[5].text
    assert "Emergencia: llama al 911" in wrong[5].text


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [
        ("too short", "too short", "al menos 12 caracteres"),
        ("four words in a row", "four words in a roo", "son distintas"),
        ("password1234", "password1234", "adivinaría"),
    ],
)
def test_the_password_page_is_spanish_with_every_refusal(front: Front, new: str, again: str, said: str) -> None:
    browser = front.browser()
    browser.headers.update(SPANISH)
    enter(browser, "ines", "come-in")

    page = browser.get("/auth/password").text
    refused = choose(browser, new=new, again=again).text

    assert "Tu código de invitación funcionó" in page
    assert 'href="/auth/password?lang=en"' in page
    assert said in refused


def test_without_an_engine_the_page_says_so_in_spanish(front: Front) -> None:
    front.break_engine()

    page = front.browser().get("/auth/login", headers=SPANISH).text

    assert "Ahora mismo no se puede iniciar sesión" in page
    assert "Llama a tu número local de emergencias." in page
