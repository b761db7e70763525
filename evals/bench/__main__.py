"""`python -m evals.bench`: measures, prints, writes docs/benchmarks.md; exit 1 when a required ratio is missed."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import structlog

from assistant import bootstrap
from assistant.adapters.local_embedder import LocalEmbedder
from assistant.adapters.model_files import find_model
from assistant.domain.routes import Route
from evals.bench import bare_chain, cold, guarded, rails, rails_report, scale
from evals.bench.console import carried
from evals.bench.report import ASK, BARE, CHAIN, EMBEDDING, SERVED, TURN, Figures, document, table
from evals.bench.timing import Call, Times, interleaved
from evals.patient_questions.dataset import load_questions

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "benchmarks.md"
QUESTION = "Is it normal to feel raw the day after?"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurement."""
    options = _options(arguments)
    logging.disable(logging.WARNING)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    load = os.getloadavg()[0]
    if options.rails_only:
        return _rails_alone(options)
    if options.scale:
        print(scale.run(options.sizes))
        if options.write:
            PAGE.write_text(scale.with_section(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        return 0
    with tempfile.TemporaryDirectory(prefix="kap-bench-") as scratch:
        data = options.data or Path(scratch) / "data"
        times, routes = _warm(data, Path(scratch) / "bare", options.repeats, options.seed)
        print({name: (round(found.p50, 2), round(found.p95, 2)) for name, found in times.items()}, file=sys.stderr)
        starts = _cold(data, Path(scratch) / "bare", options.starts)
        quick = _rails(data, options)
    figures = Figures(
        times,
        starts,
        questions=len(_questions()),
        answered=routes.get(Route.ANSWER, 0),
        turns=sum(routes.values()),
        load=load,
    )
    print(table(figures))
    print(rails_report.table(quick))
    if options.write:
        written = carried(PAGE.read_text(encoding="utf-8"), document(figures, rails_report.section(quick)))
        PAGE.write_text(scale.with_section(written), encoding="utf-8")
    return _missed(*figures.misses, *quick.misses)


def _rails(data: Path, options: argparse.Namespace) -> rails.RailTimes:
    embedder = bootstrap.make_embedder(guarded.settings_in(data))
    return rails.measure(
        embedder, _published(data), options.messages, options.seed, say=lambda line: print(line, file=sys.stderr)
    )


def _rails_alone(options: argparse.Namespace) -> int:
    """Print the part about the rails; a part of the page is never written alone."""
    with tempfile.TemporaryDirectory(prefix="kap-bench-") as scratch:
        quick = _rails(options.data or Path(scratch), options)
    print(rails_report.section(quick))
    return _missed(*quick.misses)


def _published(data: Path) -> LocalEmbedder:
    """MiniLM as published, its graph kept in the data directory: what `one embedding` has meant from the start."""
    return LocalEmbedder(data / "models")


def _missed(*misses: str) -> int:
    for miss in misses:
        print(f"MISSED  {miss}", file=sys.stderr)
    return 1 if misses else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.bench")
    parser.add_argument("--repeats", type=int, default=3, help="rounds through all questions")
    parser.add_argument("--starts", type=int, default=5, help="cold starts of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, help="a data directory to use; a new one otherwise")
    parser.add_argument("--messages", type=int, default=2_000, help="messages that the rails read")
    parser.add_argument("--rails-only", action="store_true", help="measure only the rails; writes nothing")
    parser.add_argument("--scale", action="store_true", help="measure only 300, 10,000 and 100,000 passages")
    parser.add_argument("--sizes", type=int, nargs="+", default=scale.SIZES, help="of --scale: other sizes")
    parser.add_argument("--no-write", dest="write", action="store_false", help="leave docs/benchmarks.md as it is")
    return parser.parse_args(arguments)


def _warm(data: Path, bare: Path, repeats: int, seed: int) -> tuple[dict[str, Times], dict[Route, int]]:
    model = find_model().folder
    engine = guarded.build(data)
    patients = guarded.Patients(engine)
    embedder, published = bootstrap.make_embedder(guarded.settings_in(data)), _published(data)
    bare_chain.fill(bare, model, [f"{p.title} {p.text}" for p in engine.library.passages])
    retriever = bare_chain.open_retriever(bare, model)
    calls: dict[str, Call] = {
        EMBEDDING: lambda question: published.embed([question]),
        SERVED: lambda question: embedder.embed([question]),
        BARE: retriever.invoke,
        TURN: patients.ask,
    }
    times = interleaved(calls, _questions(), repeats, seed, between=patients.come_and_go)
    return times, patients.routes


def _cold(data: Path, bare: Path, repeats: int) -> dict[str, cold.Start]:
    commands = {
        ASK: [sys.executable, "-m", "assistant", "ask", QUESTION],
        CHAIN: [sys.executable, "-m", "evals.bench.bare_chain", str(bare), str(find_model().folder), QUESTION],
    }
    environment = {**os.environ, "KAP_DATA_DIR": str(data), "HF_HUB_OFFLINE": "1"}
    return cold.compare_apart(commands, environment, repeats)


def _questions() -> list[str]:
    return [question.text for question in load_questions() if question.expected == "answer"]


if __name__ == "__main__":
    raise SystemExit(main())
