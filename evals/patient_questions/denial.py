"""Whether a sentence says a thing or denies it, told by the words around the hit."""

import re

__all__ = ["asserts", "gaps_without_denial"]

_CLAUSE_BREAK = re.compile(
    r"[;:—–]| - |\b(?:but|pero|although|aunque)\b|\band (?=(?:one|it|you|they|this|that|there|a)\b)"
    r"|,\s*(?=(?:and|so|then|it|it's|you|you're|this|that|they|we|i|there|which|y|así|esto|eso)\b)"
    # "No, they will ..." answers the question; it denies nothing that follows.
    r"|^\s*(?:no|yes|sí)\s*[,.:]",
    re.IGNORECASE,
)
_EMPTY_DENIAL = re.compile(
    r"\b(?:no doubt|not only|no problem|(?:do not|don't) worry|no need to worry|without (?:a )?doubt|sin duda"
    r"|no solo)\b",
    re.IGNORECASE,
)
_DENIAL_BEFORE = re.compile(
    r"\b(?:not|no|never|nobody|none|neither|nor|without|cannot|hardly|avoid|rather than|instead of|whether|unproven"
    r"|unclear|nunca|ningún|ninguna|nadie|tampoco|ni|sin|stop(?:ping)? short of)\b|n't\b",
    re.IGNORECASE,
)
_DENIAL_AFTER = re.compile(
    r"\b(?:myth|wrong|false|untrue|misleading|overstated|un(?:proven|safe)|dangerous"
    r"|(?:has|have|is|are|was|were) (?:not|never) (?:yet )?(?:been )?"
    r"(?:shown|proven|proved|true|supported|known|established)"
    r"|(?:no es|es falso|es un mito|no está demostrado))\b",
    re.IGNORECASE,
)


_GAP = re.compile(r"\.(\{0,\d+\})")
_NO_DENIAL = r"(?:(?!\\b(?:not|no|never|nor|neither|cannot|without|nunca)\\b|n't\\b).)"


def gaps_without_denial(pattern: str) -> str:
    """Return the pattern with every gap `.{0,40}` stopped by a denial: "approved for anaesthesia, not for alcohol"."""
    return _GAP.sub(_NO_DENIAL + r"\1", pattern)


def asserts(sentence: str, pattern: re.Pattern[str]) -> bool:
    """Return whether some hit of the pattern in the sentence is stated rather than denied or asked."""
    if sentence.rstrip().endswith("?"):
        return False
    return any(not _denied(sentence, hit) for hit in pattern.finditer(sentence) if hit.group())


def _denied(sentence: str, hit: re.Match[str]) -> bool:
    start, end = 0, len(sentence)
    for cut in _CLAUSE_BREAK.finditer(sentence):
        if cut.start() <= hit.start():
            start = cut.end()
        elif cut.start() >= hit.end():
            end = cut.start()
            break
    before = _EMPTY_DENIAL.sub(" ", sentence[start : hit.start()])
    return bool(_DENIAL_BEFORE.search(before) or _DENIAL_AFTER.search(sentence[hit.end() : end]))
