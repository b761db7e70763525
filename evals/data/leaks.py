"""The leak check: a case that nearly repeats one of another split, or shares its idea, makes figures flatter."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "datasets"
SETS: Mapping[str, Mapping[str, str]] = {
    "safety": {split: f"safety/{split}/*.jsonl" for split in ("train", "dev", "test")},
    "refusals": {split: f"refusals/{split}/*.jsonl" for split in ("train", "dev", "test")},
    "retrieval": {
        "train": "retrieval/train/*.jsonl",
        **{split: f"retrieval/{split}.jsonl" for split in ("dev", "fresh", "test")},
    },
    "conversations": {split: f"conversations/{split}.jsonl" for split in ("dev", "test")},
    "disclosure": {split: f"disclosure/{split}.jsonl" for split in ("dev", "test")},
}
NEAR = 0.6
"""Shared words over all words of both texts, from which two texts nearly repeat each other."""
_FEWEST_WORDS = 4
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a data set."""

    id: str
    idea: str
    split: str
    text: str

    @property
    def words(self) -> frozenset[str]:
        """Its different words, lower case."""
        return frozenset(_WORD.findall(self.text.casefold()))


@dataclass(frozen=True, slots=True)
class Leak:
    """Two lines of different splits that are not two."""

    first: Line
    second: Line
    why: str

    @property
    def is_name(self) -> bool:
        """Whether only the idea's name is shared, which writers who do not know each other may both choose."""
        return self.why.startswith("the idea")


def lines_of(name: str, folder: Path = FOLDER) -> tuple[Line, ...]:
    """Every line of the data set; of a conversation all the patient's words. Raises ValueError for one that is none."""
    found = []
    for split, pattern in SETS[name].items():
        for path in sorted(folder.glob(pattern)):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                try:
                    found.append(_line(json.loads(line), split))
                except (KeyError, TypeError, ValueError) as error:
                    raise ValueError(f"{path.name}:{number} is not a line of a data set: {error}") from error
    return tuple(found)


def leaks(lines: Sequence[Line]) -> tuple[Leak, ...]:
    """Every pair of different splits with the same idea or nearly the same words."""
    return (*_shared_ideas(lines), *_near_repeats(lines))


def _line(row: Mapping[str, object], split: str) -> Line:
    if isinstance(row.get("say"), list):
        said = [str(line) for line in row["say"]]  # type: ignore[attr-defined]
    elif isinstance(row.get("messages"), list):
        messages = row["messages"]
        said = [str(m["text"]) for m in messages if m["role"] != "assistant"]  # type: ignore[attr-defined]
    else:
        said = [str(row["text"])]
    return Line(str(row["id"]), str(row.get("idea", row["id"])), split, "\n".join(said))


def _shared_ideas(lines: Sequence[Line]) -> Iterator[Leak]:
    first: dict[str, Line] = {}
    for line in lines:
        known = first.setdefault(line.idea, line)
        if known.split != line.split:
            yield Leak(known, line, f"the idea {line.idea!r}")


def _near_repeats(lines: Sequence[Line]) -> Iterator[Leak]:
    """Prefix filter: two texts that share so much share one of their rarest words."""
    words = {(line.split, line.id): line.words for line in lines}
    counts = Counter(word for found in words.values() for word in found)
    known: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        own = words[line.split, line.id]
        if len(own) < _FEWEST_WORDS:
            continue
        rarest = sorted(own, key=lambda word: (counts[word], word))[: len(own) - int(NEAR * len(own)) + 1]
        for other in {(other.split, other.id): other for word in rarest for other in known[word]}.values():
            if other.split != line.split and _alike(own, words[other.split, other.id]):
                yield Leak(other, line, "nearly the same words")
        for word in rarest:
            known[word].append(line)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= NEAR * len(one | other)


def repeated_ids(lines: Iterable[Line]) -> tuple[str, ...]:
    """Ids that stand more than once in a split."""
    counts = Counter((line.split, line.id) for line in lines)
    return tuple("/".join(name) for name, count in counts.items() if count > 1)
