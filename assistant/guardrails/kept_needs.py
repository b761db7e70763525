"""What the shipped patterns need, worked out beforehand: it takes seconds, and every command would wait for it.

`python -m assistant.guardrails.kept_needs` writes the file anew after a pattern was changed. A pattern that is not in
it, such as a new one, is worked out when it is loaded: slower, never wrong.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from assistant.domain.errors import LexiconError
from assistant.guardrails.lexicon_file import read_entries
from assistant.guardrails.needed_words import needed_words
from assistant.guardrails.pattern_parts import Needs

_BETWEEN = "|"
FILE = Path(__file__).parent / "kept_needs.json"


def needs_of(pattern: str) -> tuple[Needs, ...]:
    """What each alternative of the pattern needs, as `needed_words` says it. Raises LexiconError for a damaged file."""
    kept = _kept().get(_key(pattern))
    return needed_words(pattern) if kept is None else kept


def written(patterns: list[str]) -> str:
    """The file for these patterns; the words of a set stand once, since patterns share them."""
    sets: dict[frozenset[str], int] = {}
    rows = {
        _key(pattern): [[sets.setdefault(words, len(sets)) for words in needs] for needs in needed_words(pattern)]
        for pattern in sorted(set(patterns))
    }
    lines = ",\n".join(json.dumps(_BETWEEN.join(sorted(words))) for words in sets)
    alternatives = ",\n".join(
        f"{json.dumps(key)}:{json.dumps(row, separators=(',', ':'))}" for key, row in rows.items()
    )
    return f'{{"sets":[\n{lines}\n],"patterns":{{\n{alternatives}\n}}}}\n'


def shipped_patterns() -> list[str]:
    """Every pattern of the shipped lexicons, as it is searched."""
    folder = FILE.parent / "lexicons"
    paths = [path for path in sorted(folder.glob("*.yaml")) if path.name != "fragments.yaml"]
    return [pattern for path in paths for entry in read_entries([path]) for pattern in entry.patterns]


@cache
def _kept() -> dict[str, tuple[Needs, ...]]:
    try:
        stored = json.loads(FILE.read_text(encoding="utf-8"))
        sets = [frozenset(words.split(_BETWEEN)) for words in stored["sets"]]
        return {
            key: tuple(tuple(sets[number] for number in needs) for needs in row)
            for key, row in stored["patterns"].items()
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise LexiconError(f"{FILE.name} is damaged; install the package again.") from error


def _key(pattern: str) -> str:
    return hashlib.sha256(pattern.encode()).hexdigest()[:20]


def main() -> None:
    """Write the file for the shipped lexicons."""
    FILE.write_text(written(shipped_patterns()), encoding="utf-8")


if __name__ == "__main__":
    main()
