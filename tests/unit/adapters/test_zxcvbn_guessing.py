import pytest

from assistant.adapters.zxcvbn_guessing import ZxcvbnGuessing


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "ketamine2024",
        "abcdefghijkl",
        "qwertyuiop12",
        "zzzzzzzzzzzz",
        "northside-clinic",
        "P@ssw0rd123",
    ],
)
def test_what_is_guessed_first_is_found(password: str) -> None:
    assert ZxcvbnGuessing().easily_guessed(password, ("ketamine", "northside-clinic"))


@pytest.mark.parametrize(
    "password", ["correct horse battery", "my dog likes tea", "x7Kq92mLp4", "la lluvia de abril", "w" + "ord " * 200]
)
def test_words_in_a_row_and_long_ones_are_not(password: str) -> None:
    assert not ZxcvbnGuessing().easily_guessed(password, ("ketamine",))
