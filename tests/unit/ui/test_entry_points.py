import ast
import re
from pathlib import Path

import pytest

from assistant.ui.app import PAGES

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("script", ["streamlit_app.py", "serve_app.py"])
def test_the_entry_scripts_import_only_bootstrap_and_the_pages(script: str) -> None:
    tree = ast.parse((ROOT / script).read_text(encoding="utf-8"))
    names = {f"{n.module}.{a.name}" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}
    names |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert all(name == "assistant.bootstrap" or name.startswith("assistant.ui.") for name in names)


def test_no_page_switches_html_on_but_the_quick_exit_whose_link_must_stay_in_its_tab() -> None:
    # Streamlit's own links open beside the page and would leave it on the screen.
    for file in (ROOT / "assistant" / "ui").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert "unsafe_allow_html" not in text
        assert text.count("st.html") == (file.name == "quick_exit.py")


def test_the_html_of_the_quick_exit_holds_fixed_words_only() -> None:
    text = (ROOT / "assistant" / "ui" / "patient" / "quick_exit.py").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "st.html" in line)

    assert set(re.findall(r"{(\w+)}", line)) == {"AWAY", "_STYLE", "label"}
    assert 'label = html.escape(say("quick_exit", language))' in text


@pytest.mark.parametrize("page", sorted({entry[0] for entries in PAGES.values() for entry in entries}))
def test_a_page_draws_no_bare_text_by_accident(page: str) -> None:
    # Streamlit shows every bare text of a page's script, also one that was meant to explain the constant above it.
    tree = ast.parse((ROOT / "assistant" / "ui" / page).read_text(encoding="utf-8"))

    bare = [
        node.lineno for node in tree.body[1:] if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]

    assert bare == []
