"""The wheel carries everything: installed into an empty environment elsewhere, `kap` answers and stores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

QUESTION = "Is it normal to feel raw the day after?"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from what is in the repository now."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(folder), "."],
        cwd=ROOT,
        check=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it; its third-party packages are those that are installed here already.

    They come by one path entry, which does not run the `.pth` file of this repository's editable install.
    """
    folder = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", str(wheel)], check=True)
    packages = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    )
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def run(environment: Path, home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command of that environment, in an empty home and working directory."""
    home.mkdir(exist_ok=True)
    clean = {"PATH": os.defpath, "HOME": str(home), "KAP_DATA_DIR": str(home / "data"), "HF_HUB_OFFLINE": "1"}
    program = str(environment / "bin" / command[0])
    return subprocess.run(
        [program, *command[1:]], cwd=home, env=clean, capture_output=True, text=True, check=False, timeout=600
    )


@pytest.fixture(scope="session")
def home(environment: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty home; the index is built by the first command."""
    return tmp_path_factory.mktemp("home")


def test_the_wheel_holds_what_the_product_reads_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        *(f"assistant/share/{p.relative_to(ROOT)}" for p in (ROOT / "knowledge").rglob("*") if p.is_file()),
        *(f"assistant/share/{p.relative_to(ROOT)}" for p in (ROOT / "prompts").rglob("*.md")),
        *(str(p.relative_to(ROOT)) for p in (ROOT / "assistant").rglob("*.yaml")),
        *(str(p.relative_to(ROOT)) for p in (ROOT / "assistant").rglob("*.py")),
        *(str(p.relative_to(ROOT)) for p in (ROOT / "assistant" / "retrieval" / "encoder").iterdir()),
        "assistant/share/streamlit_app.py",
        "assistant/share/serve_app.py",
        "assistant/share/.streamlit/config.toml",
    }

    assert expected - names == set()
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"assistant"}
    assert not [name for name in names if "__pycache__" in name or name.startswith(("tests", "evals"))]


def test_the_code_and_all_it_reads_come_from_the_wheel(environment: Path, home: Path) -> None:
    script = (
        "import assistant, json; from assistant import bootstrap\n"
        "from assistant.adapters.sql import migrations; from assistant.guardrails import packaged\n"
        "print(json.dumps([assistant.__file__, str(bootstrap.share('knowledge')), str(bootstrap.share('prompts')),"
        " str(migrations.__file__), str(packaged.LEXICONS), str(bootstrap.server_script())]))"
    )

    ran = run(environment, home, "python", "-c", script)

    assert ran.returncode == 0, ran.stderr
    places = json.loads(ran.stdout)
    assert all(place.startswith(str(environment)) for place in places), places


def test_kap_ask_answers_with_citations(environment: Path, home: Path) -> None:
    ran = run(environment, home, "kap", "ask", QUESTION)

    assert ran.returncode == 0, ran.stderr
    assert "[1]" in ran.stdout
    assert "(answer, none; extractive" in ran.stdout


def test_kap_chat_stores_a_turn_in_a_database_that_it_migrates_itself(environment: Path, home: Path) -> None:
    assert run(environment, home, "kap", "users", "add", "pat", "--role", "patient").returncode == 0

    ran = run(environment, home, "kap", "chat", "--as", "pat", "--message", "I want to kill myself", "--json")

    assert ran.returncode == 0, ran.stderr
    row = json.loads(ran.stdout)
    assert row["route"] == "crisis"
    assert row["case"]


def test_nothing_is_written_outside_the_data_directory(environment: Path, home: Path) -> None:
    run(environment, home, "kap", "audit", "verify")

    assert {p.name for p in home.iterdir()} <= {"data", ".cache"}
