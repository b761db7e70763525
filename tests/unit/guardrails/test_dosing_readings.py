"""A hidden text is read in its other forms, and ordinary prose in none."""

import base64
import codecs

import pytest

from assistant.guardrails.dosing_readings import readings
from assistant.guardrails.dosing_tables import has_dose_table

TEXT = "take two tablets before bed"


@pytest.mark.parametrize(
    "hidden",
    [
        base64.b64encode(TEXT.encode()).decode(),
        base64.b32encode(TEXT.encode()).decode(),
        TEXT.encode().hex(),
        TEXT.encode().hex(" "),
        ", ".join(str(ord(letter)) for letter in TEXT),
        codecs.encode(TEXT, "rot13"),
        "".join(chr((ord(c) - 97 + 5) % 26 + 97) if c.isalpha() else c for c in TEXT),
        TEXT[::-1],
        " ".join(word[::-1] for word in TEXT.split()),
        ".".join(TEXT),
        " - ".join(TEXT),
        "t4k3 tw0 t4bl3t5 b3f0r3 b3d",
        "taaake twooo taaablets befoooore beeed",
        "\n".join(TEXT.split()),
        "&#116;ake two tablets before bed",
        "take%20two%20tablets%20before%20bed",
        "".join(f"\\u{ord(letter):04x}" for letter in TEXT),
    ],
)
def test_a_hidden_text_is_among_its_readings(hidden: str) -> None:
    found = [" ".join(reading.lower().split()) for reading in readings(hidden)]

    assert TEXT in found


@pytest.mark.parametrize(
    "text",
    [
        "Rest is part of care, and you can ask for a break in the session at any time.",
        "No hay prisa: descansa, bebe agua y cuenta a alguien cómo te sientes esta noche.",
        "Name five things you see, then touch four things.",
    ],
)
def test_ordinary_prose_has_no_other_reading(text: str) -> None:
    assert list(readings(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "| when | pills |\n|---|---|\n| at night | 2 |",
        "medicine,dose\nXanax,2\nlithium,300",
        "| cuándo | pastillas |\n|---|---|\n| por la noche | dos |",
        "<table><tr><td>Xanax</td><td>2</td></tr></table>",
    ],
)
def test_a_table_with_amounts_is_one(text: str) -> None:
    assert has_dose_table(text)


@pytest.mark.parametrize(
    "text",
    [
        "| what | when |\n|---|---|\n| journal | ten minutes |",
        "| line | number |\n|---|---|\n| Samaritans | 116 123 |",
        "Bring your medicines, your questions and a friend.\nCome early, rest, breathe.",
        "",
    ],
)
def test_a_table_without_amounts_is_none(text: str) -> None:
    assert not has_dose_table(text)
