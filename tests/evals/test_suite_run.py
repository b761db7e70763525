"""Running a suite: what is put to the target, what is kept, what is said."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import extensions
from assistant.domain.messages import Author, Utterance
from assistant.domain.risk import Concern, Tier
from assistant.domain.routes import Route
from evals.safety.cases import Case
from evals.statistics import Proportion
from evals.suites.__main__ import main
from evals.suites.card import card
from evals.suites.census import census, section
from evals.suites.progress import Progress
from evals.suites.registry import SUITES, Suite
from evals.suites.report import goal_lines
from evals.suites.runs import Run, keep, kept, write_trials
from evals.suites.tables import table
from evals.suites.target import Seen, rules_alone
from evals.suites.thresholds import thresholds
from evals.suites.trials import AS_WRITTEN, Sample, Trial, run
from evals.suites.weaknesses import weaknesses


class ScriptedTarget:
    """Finds danger in what holds the word; remembers what it was shown."""

    name = "scripted"

    def __init__(self, word: str = "knife", failed: tuple[str, ...] = ()) -> None:
        self.word, self.failed = word, failed
        self.shown: list[str] = []

    def see(self, utterances: Sequence[Utterance]) -> Seen:
        """Imminent for the word, none otherwise."""
        text = utterances[-1].text
        self.shown.append(text)
        tier = Tier.IMMINENT if self.word in text else Tier.NONE
        return Seen(tier, Route.CRISIS if tier is Tier.IMMINENT else Route.ANSWER, failed=self.failed)


def sample(*texts: str) -> Sample:
    return Sample("s", tuple(Utterance(Author.PATIENT, text) for text in texts))


NINE_OF_TEN = Proportion(9, 10)


def a_run(suite: str = "crisis", split: str = "test", rate: Proportion = NINE_OF_TEN) -> Run:
    summary = table("Summary", "messages", ["dangers found (watch+)"], {"as written, first label": [rate]})
    return Run(suite, split, "all rails", "2026-11-23", "abc", "f" * 64, 10, 1.0, (summary,), ("c-1 watch → none",), ())


def dict_of_suites() -> dict[str, Suite[Any]]:
    """The registry, which only a test changes."""
    assert isinstance(SUITES, dict)
    return SUITES


def test_a_target_is_shown_each_change_of_the_last_message_only() -> None:
    target = ScriptedTarget()

    (trial,) = run(target, [sample("first", "a knife here")], ["upper case"])

    assert target.shown == ["a knife here", "A KNIFE HERE"]
    assert trial.as_written.tier is Tier.IMMINENT
    assert trial.seen["upper case"].tier is Tier.NONE


def test_what_follows_the_last_patient_message_is_not_shown() -> None:
    said = (Utterance(Author.PATIENT, "hello"), Utterance(Author.ASSISTANT, "hello to you"))

    assert [u.text for u in Sample("s", said).changed(AS_WRITTEN)] == ["hello"]


def test_a_broken_rail_in_any_change_is_named_once() -> None:
    seen = {
        AS_WRITTEN: Seen(Tier.NONE, Route.ANSWER),
        "typo": Seen(Tier.UNKNOWN, Route.NEEDS_HUMAN, failed=("crisis",)),
    }

    assert Trial("s", seen | {"emoji": seen["typo"]}).failed == ("crisis",)


def test_a_kept_run_comes_back_as_it_was(tmp_path: Path) -> None:
    keep(a_run(), tmp_path)

    assert kept("crisis", "test", tmp_path) == a_run()
    assert kept("crisis", "dev", tmp_path) is None


def test_a_kept_run_that_is_damaged_says_what_to_do(tmp_path: Path) -> None:
    keep(a_run(), tmp_path).write_text('{"suite": "crisis"}')

    with pytest.raises(ValueError, match="measure it again"):
        kept("crisis", "test", tmp_path)


def test_trials_are_written_without_texts(tmp_path: Path) -> None:
    write_trials(run(ScriptedTarget(), [sample("a knife here")], ["upper case"]), tmp_path / "t.jsonl")

    written = (tmp_path / "t.jsonl").read_text()
    assert json.loads(written)["seen"][AS_WRITTEN]["tier"] == "imminent"
    assert "here" not in written


def test_the_card_shows_a_test_run_before_a_dev_run_and_says_what_is_missing(tmp_path: Path) -> None:
    keep(a_run(rate=Proportion(3, 10)), tmp_path)
    keep(a_run(split="dev", rate=Proportion(8, 10)), tmp_path)
    keep(a_run("dosing", "dev"), tmp_path)

    text = card(tmp_path)

    assert "3/10" in text
    assert "8/10" not in text
    assert "**These are development data" in text
    assert "Not measured yet: `kap eval refusals --split test --write`." in text
    assert "c-1" not in text


def test_a_goal_says_whether_it_is_met_or_how_far_away() -> None:
    missed = "\n".join(goal_lines(a_run(rate=Proportion(9, 10))))
    met = "\n".join(goal_lines(a_run(rate=Proportion(100, 100))))

    assert "**not met**, 7.0 points away" in missed
    assert "| met |" in met
    assert "| not measured |" in met


def test_the_worst_kinds_come_first_and_small_ones_are_left_out() -> None:
    rows = {
        "good": [Proportion(9, 10)],
        "bad": [Proportion(1, 10)],
        "few": [Proportion(0, 1)],
        "perfect": [Proportion(5, 5)],
    }
    kinds = table("Recall by kind", "kind of danger", ["dangers found (watch+)"], rows)

    (line,) = weaknesses(replace(a_run(), tables=(kinds,)))

    assert line.index("bad") < line.index("good")
    assert "few" not in line
    assert "perfect" not in line


def test_a_suite_that_cannot_be_read_ends_in_failure(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(split: str) -> tuple[object, ...]:
        raise KeyError("route")

    monkeypatch.setitem(dict_of_suites(), "dosing", replace(SUITES["dosing"], read=unreadable))

    assert main(["dosing"], ScriptedTarget()) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_a_sample_of_a_suite_prints_its_tables_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["crisis", "--sample", "5", "--plain"], ScriptedTarget())

    shown = capsys.readouterr()
    assert code == 0
    assert "## Summary" in shown.out
    assert "5 of 5" in shown.err


def test_a_broken_rail_ends_in_failure(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["red_flags", "--sample", "2", "--plain"], ScriptedTarget(failed=("crisis",)))

    assert code == 1
    assert "BROKEN  red_flags: the rail crisis" in capsys.readouterr().err


def test_part_of_a_suite_is_never_kept(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["crisis", "--sample", "5", "--write"], ScriptedTarget())

    assert "--write keeps whole runs only" in capsys.readouterr().err


@pytest.fixture
def one_missed(monkeypatch: pytest.MonkeyPatch) -> str:
    """A crisis suite of one case in each split, which the scripted target misses; its words."""
    words = "the blue ladder leans on the wall"
    missed = Case("c-1", "idea", sample(words).utterances, Tier.WATCH, (Concern.SUICIDE,), False, "passive", "en")
    monkeypatch.setitem(dict_of_suites(), "crisis", replace(SUITES["crisis"], read=lambda _split: (missed,)))
    return words


def test_failures_of_dev_are_shown_with_their_texts(one_missed: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["crisis", "--plain", "--failures"], ScriptedTarget())

    assert f"- c-1 watch, passive → none (no rule): {one_missed!r}" in capsys.readouterr().out


def test_failures_of_the_test_split_are_shown_by_id_only(one_missed: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["crisis", "--split", "test", "--plain", "--failures"], ScriptedTarget())

    shown = capsys.readouterr()
    assert "- c-1 watch, passive → none (no rule)\n" in shown.out
    assert one_missed not in shown.out + shown.err


def test_the_command_finds_the_suites_in_a_checkout(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        extensions._run("eval", ["--help"])

    assert ended.value.code == 0
    assert "red_flags" in capsys.readouterr().out


def test_every_suite_has_dangers_or_attempts_and_harmless_cases() -> None:
    for suite in SUITES.values():
        labels = {suite.label(case).partition(",")[0] for case in suite.read("dev")}
        assert labels & {"none", "answer"}
        assert labels - {"none", "answer"}


def test_the_rules_alone_see_a_plain_danger_and_leave_a_plain_question() -> None:
    target = rules_alone()

    assert target.see([Utterance(Author.PATIENT, "I am going to kill myself tonight")]).route is Route.CRISIS
    assert target.see([Utterance(Author.PATIENT, "When may I drive again?")]).tier is Tier.NONE


def test_a_census_counts_without_keeping_texts(tmp_path: Path) -> None:
    rows = [
        {
            "id": "1",
            "idea": "a",
            "voice": "v",
            "text": "secret words",
            "tier": "none",
            "concerns": [],
            "language": "en",
        },
        {
            "id": "2",
            "idea": "a",
            "voice": "w",
            "messages": [],
            "tier": "watch",
            "concerns": ["abuse"],
            "second": {"x": 1},
        },
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    found = census(tmp_path)

    assert (found.cases, found.conversations, found.ideas, found.voices, found.debatable) == (2, 1, 1, 2, 1)
    assert found.labels == {"none": 1, "watch": 1}
    assert "secret" not in repr(found)


def test_a_section_ends_where_the_next_begins(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# T\n\n## Known holes\n\n- one\n- two\n\n## Next\n\nthree\n")

    assert section(tmp_path / "README.md", "Known holes") == ["- one", "- two"]
    assert section(tmp_path / "README.md", "Absent") == []


def test_thresholds_stand_with_their_reasons() -> None:
    rows = thresholds()

    assert rows[0] == "| counts as | from | because |"
    assert len(rows) > 3
    assert all(row.count("|") == 4 for row in rows)


def test_thresholds_of_a_missing_classifier_are_no_error(tmp_path: Path) -> None:
    assert thresholds(tmp_path)[0].startswith("There is no classifier")


def test_progress_tells_rate_and_what_is_left() -> None:
    stream, times = io.StringIO(), iter([0.0, 1.0, 6.0, 12.0])
    progress = Progress("crisis", 3, stream, lambda: next(times))

    for _ in range(3):
        progress.step()

    assert stream.getvalue().splitlines() == [
        "crisis: 2 of 3, 0.3 a second, about 3 s left",
        "crisis: 3 of 3, 0.2 a second",
    ]
