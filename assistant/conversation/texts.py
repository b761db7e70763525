"""Fixed texts filled from the clinic's configuration and the help lines of the patient's region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assistant.domain.cases import AlertStatus
from assistant.domain.clinic import Clinic
from assistant.domain.errors import PromptError
from assistant.domain.library import HelpLine, Region
from assistant.guardrails.clinic_words import check_clinic
from assistant.prompts import Rendered, TextKind, Texts

__all__ = ["ELSEWHERE", "FixedTexts", "alert_key"]

ELSEWHERE = "elsewhere"

_NOWHERE = Region(ELSEWHERE, "Somewhere else", "Otro país", None, (), "")
_ALERTS = {
    AlertStatus.NONE: "alert-none",
    AlertStatus.QUEUED: "alert-queued",
    AlertStatus.DELIVERED: "alert-delivered",
    AlertStatus.SEEN: "alert-seen",
    AlertStatus.UNREACHABLE: "alert-failed",
}
# Each variable and the kinds of line that fill it, best first. Where a region has none, the words below
# stand in, or else the crisis line.
_LINES = {
    "crisis_line": ("suicide_crisis",),
    "poison_line": ("poison",),
    "domestic_violence_line": ("domestic_violence",),
    "sexual_violence_line": ("sexual_violence", "domestic_violence"),
    "child_line": ("child",),
    "substance_line": ("substance_use",),
}
_CLINIC = ("clinic", "clinic_contact", "clinic_hours")
_EXTRA = ("topics", "at", "opens")
_WORDS = {
    "en": {
        "call": "call {}",
        "or": " or ",
        "emergency": "your local emergency number",
        "one_of": "{} ({}, depending on where you are)",
        "number": "{}",
        "directory": "a crisis line near you (https://findahelpline.com)",
        "poison_line": "a poison line near you",
        "substance_line": "a helpline near you (https://findahelpline.com)",
        "clinic": "your clinic",
        "phone": "at {}",
        "no_phone": "through its usual number",
        "no_hours": "during its usual hours",
    },
    "es": {
        "call": "llama al {}",
        "or": " o ",
        "emergency": "número local de emergencias",
        "one_of": "{} (según dónde estés, llama {})",
        "number": "al {}",
        "directory": "una línea de ayuda cerca de ti (https://findahelpline.com)",
        "poison_line": "un centro de toxicología cerca de ti",
        "substance_line": "una línea de ayuda cerca de ti (https://findahelpline.com)",
        "clinic": "tu clínica",
        "phone": "al {}",
        "no_phone": "por su número habitual",
        "no_hours": "en su horario habitual",
    },
}
# The file of help lines says in English how to reach a line.
_SPANISH = (
    (", then press ", " y luego pulsa "),
    (", then the mental health option", " y luego la opción de salud mental"),
    (" or ", " o "),
)
_TEXTING = re.compile(r"text (?:(?P<word>\w+) to )?(?P<number>[0-9 ]+)")


def alert_key(status: AlertStatus) -> str:
    """The key of the sentence that tells the truth about an alert of that status."""
    return _ALERTS[status]


class FixedTexts:
    """Renders fixed texts; every placeholder but {topics} is filled here, and none can be left open at a bad moment."""

    def __init__(self, texts: Texts, clinic: Clinic, regions: Mapping[str, Region]) -> None:
        """Take the texts, the clinic's own values and the help lines by region code.

        Raises PromptError when a fixed text asks for a variable that nobody fills, and SettingsError when the clinic's
        own words hold a dose, so that either fails at the start.
        """
        check_clinic(clinic)
        known = {*_LINES, *_CLINIC, *_EXTRA, "emergency", "crisis_lines", "alert"}
        for text in texts.of_kind(TextKind.FIXED_TEXT):
            unknown = {name for name, _ in text.variables} - known
            if unknown:
                raise PromptError(f"{text.version}: no value is known for {', '.join(sorted(unknown))}")
        self._texts = texts
        self._clinic = clinic
        self._regions = regions

    def reply(
        self,
        keys: Iterable[str],
        language: str,
        region_code: str | None = None,
        alert_key: str = "alert-none",
        extra: Mapping[str, str] | None = None,
    ) -> Rendered:
        """The first of the keys in the language, with help for the region and the truth about the alert.

        An unknown or absent region means the clinic's, and without one the help that works anywhere.
        Raises PromptError when none of the keys exists.
        """
        values = {**dict.fromkeys(_EXTRA, ""), **(extra or {}), **self.values(language, region_code)}
        values["alert"] = self._texts.render((alert_key, "alert-none"), language, values).text
        return self._texts.render(keys, language, values)

    @property
    def lead_hears(self) -> bool:
        """Whether somebody outside the care team is configured who hears of abuse by staff."""
        return bool(self._clinic.safeguarding_urls)

    def existing(self, keys: Iterable[str], language: str) -> tuple[str, ...]:
        """Those of the keys that have a text which can be shown in the language, in order."""
        return tuple(key for key in keys if self._texts.find((key,), language) is not None)

    def values(self, language: str, region_code: str | None = None) -> dict[str, str]:
        """What fills the texts: help lines of the region, and the clinic's name, contact and hours."""
        words = _WORDS.get(language, _WORDS["en"])
        region = self._region(region_code)
        crisis = _suited(region.of_kind("suicide_crisis"), language)
        values = {
            "emergency": _emergency(region, language),
            "crisis_lines": "\n".join(f"- {_phrase(line, language)}" for line in crisis) or f"- {words['directory']}",
        }
        for name, kinds in _LINES.items():
            found = [line for kind in kinds for line in _suited(region.of_kind(kind), language)]
            found += [] if name in words else crisis
            values[name] = _phrase(found[0], language) if found else words.get(name, words["directory"])
        named = self._clinic.name != Clinic().name
        values["clinic"] = _plain(self._clinic.name) if named else words["clinic"]
        values["clinic_contact"] = (
            words["phone"].format(_plain(self._clinic.phone)) if self._clinic.phone else words["no_phone"]
        )
        values["clinic_hours"] = _plain(self._clinic.hours) if self._clinic.hours else words["no_hours"]
        return values

    def _region(self, code: str | None) -> Region:
        chosen = (code, self._clinic.region)
        codes = (*(one.upper() for one in chosen if one), ELSEWHERE)
        return next((self._regions[wanted] for wanted in codes if wanted in self._regions), _NOWHERE)


def _suited(lines: tuple[HelpLine, ...], language: str) -> tuple[HelpLine, ...]:
    """The lines that speak the language, its own lines first unless it is English; all of them when none does."""
    speaking = [line for line in lines if not line.languages or language in line.languages]
    if language != "en":
        speaking.sort(key=lambda line: len(line.languages))
    return tuple(speaking) or lines


def _emergency(region: Region, language: str) -> str:
    """The number; where nobody knows the country, those that the region's emergency lines name."""
    number, words = region.emergency_number, _WORDS.get(language, _WORDS["en"])
    if number is not None and any(sign.isdigit() for sign in number):
        return _localised(number, language)
    numbers = [words["number"].format(line.call) for line in region.of_kind("emergency") if line.call]
    *others, last = numbers or [""]
    named = words["or"].join((", ".join(others), last)) if others else last
    return words["one_of"].format(words["emergency"], named) if named else words["emergency"]


def _phrase(line: HelpLine, language: str) -> str:
    """The line in a few words: its name, and in brackets how to reach it."""
    words = _WORDS.get(language, _WORDS["en"])
    ways = []
    if line.call:
        ways.append(words["call"].format(_localised(line.call, language)))
    if line.text:
        ways.append(_localised(line.text, language))
    if not ways and line.url:
        ways.append(line.url)
    if not ways:
        return line.name
    reach = words["or"].join(ways)
    # A name that ends in brackets takes the way into them.
    return f"{line.name[:-1]}; {reach})" if line.name.endswith(")") else f"{line.name} ({reach})"


def _localised(reach: str, language: str) -> str:
    if language == "es":
        for english, spanish in _SPANISH:
            reach = reach.replace(english, spanish)
        texting = _TEXTING.fullmatch(reach)
        if texting:
            reach = f"envía {texting['word'] or 'un mensaje de texto'} al {texting['number']}"
    return reach


def _plain(value: str) -> str:
    """The configured value on one line."""
    return " ".join(value.split())
