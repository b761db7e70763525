import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("script", ["streamlit_app.py", "serve_app.py"])
def test_the_entry_scripts_import_only_bootstrap_and_the_pages(script: str) -> None:
    tree = ast.parse((ROOT / script).read_text(encoding="utf-8"))
    names = {f"{n.module}.{a.name}" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}
    names |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert all(name == "assistant.bootstrap" or name.startswith("assistant.ui.") for name in names)


def test_no_page_switches_html_on() -> None:
    for file in (ROOT / "assistant" / "ui").rglob("*.py"):
        assert "unsafe_allow_html" not in file.read_text(encoding="utf-8")
        assert "st.html" not in file.read_text(encoding="utf-8")
