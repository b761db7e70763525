"""Text can be read on its ground, in light and dark: 4.5 to 1, by the formula of WCAG 2.2."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
THEMES = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
READABLE = 4.5
VISIBLE = 3.0
WHITE = "#ffffff"
FADED = 0.6
"""How much of the text's colour Streamlit gives to captions."""


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _over(colour: str, ground: str, share: float) -> str:
    pairs = [(int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(top * share + below * (1 - share)):02x}" for top, below in pairs)


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_light(one), _light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_text_captions_and_links_can_be_read(theme: str, ground: str) -> None:
    colours, paper = THEMES[theme], THEMES[theme][ground]

    assert _contrast(colours["textColor"], paper) >= READABLE
    assert _contrast(_over(colours["textColor"], paper, FADED), paper) >= READABLE
    assert _contrast(colours["linkColor"], paper) >= READABLE


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_white_words_on_a_main_button_can_be_read(theme: str) -> None:
    assert _contrast(WHITE, THEMES[theme]["primaryColor"]) >= READABLE


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_ring_of_a_choice_and_the_frame_of_a_field_can_be_seen(theme: str) -> None:
    assert _contrast(THEMES[theme]["borderColor"], THEMES[theme]["backgroundColor"]) >= VISIBLE


@pytest.mark.parametrize("folder", ["clinician", "library", "patient", "admin"])
def test_no_page_chooses_with_pills(folder: str) -> None:
    """Streamlit writes a chosen pill in the main colour on a tenth of it. No colour is at once dark enough under the
    white words of a button and light enough to be read so on a dark page; a radio button writes in the text's colour.
    """
    pages = (ROOT / "assistant" / "ui" / folder).glob("*.py")

    assert not [page.name for page in pages if re.search(r"st\.(pills|segmented_control)\(", page.read_text("utf-8"))]
