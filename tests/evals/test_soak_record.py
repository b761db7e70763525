from pathlib import Path

from evals.soak.record import note


def test_a_part_that_ran_again_takes_its_own_place_and_leaves_the_others(tmp_path: Path) -> None:
    page = tmp_path / "soak.md"
    note("crowd sqlite", "sqlite, seed 1: 500 kills; 2 violations", page)
    note("turns", "seed 1: 200 kills; 0 violations", page)
    note("crowd sqlite", "sqlite, seed 1: 500 kills; 0 violations", page)

    visible = page.read_text(encoding="utf-8").split("<!--")[0]
    assert "2 violations" not in visible
    assert visible.index("seed 1: 200 kills") < visible.index("sqlite, seed 1: 500 kills; 0 violations")


def test_a_page_that_was_edited_is_written_anew(tmp_path: Path) -> None:
    page = tmp_path / "soak.md"
    page.write_text("something else\n", encoding="utf-8")
    note("turns", "seed 1: 200 kills", page)

    assert "something else" not in page.read_text(encoding="utf-8")
