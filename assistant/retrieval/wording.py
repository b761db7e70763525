"""Words that a document for patients does not use, each with the reason."""

from __future__ import annotations

import re

_BARRED = {
    r"committed suicide|commit suicide": "say `died by suicide`",
    r"(?:drug|substance|alcohol) abuse|abuser|addicts?|alcoholics?(?! anonymous)|junkie|dirty|"
    r"(?:get|got|stay|staying|is|be) clean": "stigmatising; say `alcohol use disorder`, `person with`, `use`",
    r"ground-?breaking|revolutionary|miracles?|game-?changer|cutting-?edge|paradigm shift|magic(?:al)?|breakthroughs?|"
    r"transformative|transforms? (?:your|lives)|life-changing (?:treatment|therapy|results?|experience)|beacon of hope|"
    r"world-class|state-of-the-art|unlock(?:s|ing)? your|amazing results?|highly effective|safe and effective|"
    r"book (?:now|today|your)|limited (?:offer|time)|special offer|discounts?|best clinics?|"
    r"break(?:s|ing)? (?:free|the chains)|"
    r"root causes?|rapid relief|minimal risk":
        "promotion has no place here",
    r"(?:ignore|disregard|forget) (?:all |any |your |the |these )*(?:previous|earlier|prior|above|other)? ?"
    r"(?:instructions?|rules)|system prompt|you are now|developer mode|<\/?(?:system|rules|instructions?)>|"
    r"(?:ignora|olvida) (?:tus|las|todas las) (?:instrucciones|reglas)":
        "a document gives the assistant no orders",
    r"you(?:'ll| will) be (?:fine|safe|ok|okay)|guarantees?|completely safe|perfectly safe|proven to cure|will cure":
        "a promise that nobody can keep",
    r"e\.g\.|i\.e\.|etc\.|vs\.|Dr\.|Mr\.|Mrs\.|U\.S\.|a\.m\.|p\.m\.": "write it out; a full stop ends a sentence",
    r"(?:i am|i'm|as) your therapist": "the assistant is never a therapist",
    r"(?<![\d.,])(?!(?:19|20)\d\d\b)\d{3,4}(?:[- ]\d{2,4})+|(?:call|dial|text|ring|llama(?: al)?|marca) [0-9]{3,}":
        "phone numbers come only from help_lines.yaml",
}  # fmt: skip
_RULES = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), reason) for pattern, reason in _BARRED.items()
)
_MARKUP = re.compile(r"\*\*|__|!\[|\]\(|^\s*\||^\s{2,}[-*] ", re.MULTILINE)
_OPENS_ELSEWHERE = re.compile(
    r"(?:this|that|these|those|they|it|he|she|also|but|however|and)\b(?! is not|'s)", re.IGNORECASE
)


def barred_words(text: str) -> tuple[tuple[str, str], ...]:
    """(words found, why not) for everything in the text that a document does not say; () when it is well worded."""
    return tuple((match[0], reason) for rule, reason in _RULES for match in rule.finditer(text))


def has_markup(text: str) -> bool:
    """Whether the text holds bold, links, images, tables or nested lists."""
    return _MARKUP.search(text) is not None


def opens_elsewhere(sentence: str) -> bool:
    """Whether the sentence, alone, would point at something that was said before it."""
    return _OPENS_ELSEWHERE.match(sentence) is not None
