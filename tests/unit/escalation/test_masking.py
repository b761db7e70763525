"""What may not leave with a sample, and what must stay so that it is still worth something."""

from __future__ import annotations

import pytest

from assistant.escalation.masking import masked


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("write to ana.b+x@mail.example.org please", "write to [email] please"),
        ("it is on https://me.example/page?x=1 now", "it is on [link] now"),
        ("call me on +1 (555) 010-0199 tonight", "call me on [number] tonight"),
        ("i am 34 and took 20", "i am [number] and took [number]"),
        ("since 3/4/2024 or 12 March 2024, maybe May 3rd", "since [date] or [date], maybe [date]"),
        ("desde el 12 de marzo de 2024", "desde el [date]"),
        ("my sister Maria Lopez found me", "my sister [name] found me"),
        ("My name is Óscar.", "My name is [name]."),
        ("I'm Tom and I want to die", "I'm [name] and I want to die"),
        ("Me llamo Lucía y no puedo más", "Me llamo [name] y no puedo más"),
        ("ask @raven about Baker Street 12", "ask [name] about [name] [number]"),
    ],
)
def test_what_could_say_whose_it_is_is_masked(written: str, left: str) -> None:
    assert masked(written) == left


@pytest.mark.parametrize("written", ["jane doe wrote it", "JANE wrote it", "it was Doe who wrote it"])
def test_a_known_name_is_masked_in_any_case_and_by_its_parts(written: str) -> None:
    assert masked(written, ["Jane Doe"]).startswith(("[name] wrote", "it was [name] who"))


@pytest.mark.parametrize(
    "written",
    [
        "I want to die. Nobody would miss me. After Friday I'll be gone.",
        "No quiero vivir. Ya no puedo más.",
        "I CANNOT DO THIS ANY MORE",
        "- Sleep\n- Ketamine helped, then I’d cry",
    ],
)
def test_words_that_are_nobodys_stay(written: str) -> None:
    assert masked(written) == written


def test_common_words_of_an_account_name_do_not_empty_the_message() -> None:
    assert masked("the clinic said a patient may call", ["Harbor Clinic", "demo-patient"]) == (
        "the clinic said a patient may call"
    )
