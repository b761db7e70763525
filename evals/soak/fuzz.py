"""`python -m evals.soak.fuzz`: odd strings through the rails; exit 1 when one broke a rail or took too long."""

from __future__ import annotations

import argparse
import hashlib
import itertools
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import structlog

from assistant import bootstrap
from assistant.domain.reading import Reading
from assistant.domain.risk import Assessment
from assistant.guardrails.routing import route
from assistant.guardrails.screening import Screening
from assistant.settings import load
from evals.refusals.cases import read_cases as read_requests
from evals.safety.cases import read_cases
from evals.soak.odd_texts import odd_text
from evals.soak.record import note
from evals.soak.tally import Tally

ROOT = Path(__file__).resolve().parents[2]
LEXICAL, WHOLE = "lexical", "whole"
STRINGS = {LEXICAL: 1_000_000, WHOLE: 20_000}
LIMIT_S = 2.0
"""Processor time that a string may take; what one rail may take in a turn."""
_PATIENT_S = 30.0
_SAVED_EVERY = 1_000


def problems(screening: Screening, text: str) -> tuple[list[str], Assessment]:
    """What is wrong with the assessment of the text: [] when every rail held and every excerpt is where it says."""
    assessment, reading = screening.assess(text)
    found = [f"rail {name} broke or took too long" for name in assessment.failed_rails]
    found += _astray(reading)
    found += [
        f"{signal.rule} quotes what is not there"
        for signal in assessment.signals
        if signal.span.of(text) != signal.excerpt
    ]
    try:
        route(assessment, None, text)
    except Exception as error:  # noqa: BLE001 - the finding is that it raised
        found.append(f"routing raised {type(error).__name__}")
    return found, assessment


def go_on(screening: Screening, tally: Tally, known: Sequence[str], until: int, path: Path | None = None) -> None:
    """Read strings from where the tally stands, and save it now and then."""
    for number in range(tally.done, until):
        text = odd_text(tally.seed, number, known)
        started = time.process_time()
        found, assessment = problems(screening, text)
        took_s = time.process_time() - started
        if took_s > LIMIT_S:
            found.append(f"took {took_s:.1f} s of processor time")
        elif found:
            # A busy machine can hold a thread up beyond any limit; what is wrong is wrong again.
            found, assessment = problems(screening, text)
            tally.tried_again += 1
        tally.count(number, text, took_s, assessment.tier.value)
        tally.problems += [f"string {number} of {len(text)} characters: {problem}" for problem in found]
        if tally.done % _SAVED_EVERY == 0 or tally.done == until:
            if path:
                tally.save(path)
            print(f"\rfuzz {tally.rails} {tally.done}/{until}", end="", file=sys.stderr, flush=True)


def known_messages() -> list[str]:
    """Messages of the training and development data; none of a test split."""
    safety = [text for split in ("train", "dev") for case in read_cases(split) for text in case.said]
    return safety + [case.text for case in read_requests(split="dev")]


def screening_of(rails: str) -> Screening:
    """The lexical rails, or all."""
    if rails == LEXICAL:
        return Screening(bootstrap.input_rails(), lambda texts: tuple(() for _ in texts), time_limit_s=_PATIENT_S)
    return bootstrap.make_screening(bootstrap.make_embedder(load()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Go on where the last run of this seed stopped, until so many strings are read by each set of rails."""
    parser = argparse.ArgumentParser(prog="python -m evals.soak.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lexical", type=int, default=STRINGS[LEXICAL], help="strings through the lexical rails")
    parser.add_argument("--whole", type=int, default=STRINGS[WHOLE], help="strings through the whole assessment")
    parser.add_argument("--data", type=Path, help="where the progress is kept")
    parser.add_argument("--write", action="store_true", help="put the summary lines in docs/soak.md")
    parser.add_argument("--again", type=int, metavar="NUMBER", help="only this string, with everything it shows")
    chosen = parser.parse_args(arguments)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    known = known_messages()
    if chosen.again is not None:
        return _again(odd_text(chosen.seed, chosen.again, known))
    folder: Path = chosen.data or ROOT / "data" / f"soak-{chosen.seed}"
    folder.mkdir(parents=True, exist_ok=True)
    tallies = [
        _finished(rails, until, chosen.seed, known, folder)
        for rails, until in ((LEXICAL, chosen.lexical), (WHOLE, chosen.whole))
    ]
    for tally in tallies:
        print(tally.line)
        if chosen.write:
            note(f"fuzz {tally.rails}", tally.line)
        for problem in tally.problems:
            print(f"PROBLEM  {tally.rails}: {problem}", file=sys.stderr)
    return 1 if any(tally.problems for tally in tallies) else 0


def _finished(rails: str, until: int, seed: int, known: Sequence[str], folder: Path) -> Tally:
    path = folder / f"fuzz-{rails}.json"
    tally = Tally.load(path, seed, rails, hashlib.sha256(repr(known).encode()).hexdigest())
    if tally.done < until:
        go_on(screening_of(rails), tally, known, until, path)
        print(file=sys.stderr)
    return tally


def _again(text: str) -> int:
    print(f"{len(text)} characters: {text[:400]!r}")
    found = [problem for rails in (LEXICAL, WHOLE) for problem in problems(screening_of(rails), text)[0]]
    print("\n".join(found) or "no problem")
    return 1 if found else 0


def _astray(reading: Reading) -> Iterable[str]:
    """Whether the way back from the normalised text to the message is lost."""
    origins, length = reading.normal.origins, len(reading.message)
    if any(not 0 <= origin < length for origin in origins):
        yield "normalising points outside the message"
    if any(before > after for before, after in itertools.pairwise(origins)):
        yield "normalising turns the order of the message round"


if __name__ == "__main__":
    raise SystemExit(main())
