"""Every page and every command against every role, cell by cell; what is missing in the table fails here."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from assistant.access.rights import COMMANDS, PAGES, READS, as_markdown, may_open_page
from assistant.cli.app import app as cli
from assistant.domain.people import Role
from assistant.ui import app, current
from tests.app.house import CRISIS, House, words_of

UI = Path(app.__file__).parent
CELLS = list(itertools.product(sorted(PAGES), Role))


def _required(file: str) -> frozenset[Role]:
    """The roles that the script of the page insists on, outside any function."""
    body = ast.parse((UI / file).read_text(encoding="utf-8")).body
    for node in (one for one in body if not isinstance(one, ast.FunctionDef)):
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "current.require":
                return frozenset(Role[ast.unparse(argument).removeprefix("Role.")] for argument in call.args)
    return frozenset()


def _page_files() -> set[str]:
    """Every file that is a page: it draws when it is run, or asks who is there outside any function."""
    found = set()
    for file in UI.rglob("*.py"):
        body = ast.parse(file.read_text(encoding="utf-8")).body
        runs = [one for one in body if isinstance(one, ast.Expr | ast.If | ast.With | ast.For)]
        drawing = any("st." in ast.unparse(one) for one in runs if not ast.unparse(one).startswith(("'", '"')))
        if drawing or _required(str(file.relative_to(UI))):
            found.add(str(file.relative_to(UI)))
    return found


def _commands(group: Any, before: tuple[str, ...] = ()) -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*before, name))
        else:
            yield " ".join((*before, name))


def test_every_page_is_in_the_table_and_the_table_names_no_other() -> None:
    offered = {entry[0] for entries in app.PAGES.values() for entry in entries}

    assert _page_files() == set(PAGES)
    assert offered == set(PAGES)


def test_the_documentation_shows_the_table_as_it_is() -> None:
    assert as_markdown() in (UI.parents[1] / "docs" / "access.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_table_and_the_table_names_no_other() -> None:
    assert set(_commands(typer.main.get_command(cli))) == set(COMMANDS)


@pytest.mark.parametrize(("file", "role"), CELLS, ids=lambda cell: cell if isinstance(cell, str) else cell.value)
def test_each_role_is_offered_exactly_its_pages(file: str, role: Role) -> None:
    assert (file in {entry[0] for entry in app.pages_of(role)}) is (role in PAGES[file])


STAFF_PAGES = [(file, role) for file, role in CELLS if role is not Role.PATIENT and role in PAGES[file]]


def test_of_every_page_of_staff_it_is_said_whether_reading_it_is_audited() -> None:
    assert {file for file, _ in STAFF_PAGES} == set(READS)


@pytest.mark.parametrize(("file", "role"), STAFF_PAGES, ids=lambda cell: cell if isinstance(cell, str) else cell.value)
def test_what_staff_read_on_a_page_is_in_the_trail_as_the_table_says(house: House, file: str, role: Role) -> None:
    house.sign_in(Role.PATIENT, "somebody")
    house.ask(CRISIS)
    reader = house.sign_in(role, "reader")
    page = house.open()
    page.query_params["case"] = house.records.cases()[0].id
    page = page.switch_page(f"assistant/ui/{file}").run()
    if file == "library/desk.py":
        page.radio(key="desk_view").set_value("How it is used").run()
        page.toggle(key="desk_questions").set_value(True).run()

    assert not page.exception
    acts = {row.action for row in house.records.trail.rows if row.actor == reader.id}
    assert READS[file] is None or READS[file] in acts


def test_a_page_that_nobody_put_into_the_table_is_for_nobody() -> None:
    assert not any(may_open_page(role, "clinician/new_page.py") for role in Role)


@pytest.mark.parametrize(("file", "role"), CELLS, ids=lambda cell: cell if isinstance(cell, str) else cell.value)
def test_each_page_itself_lets_in_exactly_the_roles_of_the_table(file: str, role: Role) -> None:
    assert (role in _required(file)) is (role in PAGES[file])


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_a_direct_link_with_a_forged_session_state_shows_no_page_of_another_role(house: House, role: Role) -> None:
    house.sign_in(Role.PATIENT, "somebody")
    house.ask(CRISIS)
    case_id = house.records.cases()[0].id
    house.sign_in(role)
    page = house.open()
    page.session_state["role"] = page.session_state["case_read"] = "clinician"
    page.session_state["person"] = house.records.people()[0]
    page.query_params["case"] = case_id

    for file in sorted(PAGES):
        if role not in PAGES[file]:
            with pytest.raises(ValueError, match="Could not find a navigation page"):
                page.switch_page(f"assistant/ui/{file}")
    page.run()

    assert not page.exception
    assert "kill myself" not in words_of(page)


def test_a_forged_cookie_opens_nothing(house: House) -> None:
    house.sign_in(Role.CLINICIAN)
    page = house.open()

    for cookie in ("", "made-up", "\x00", "../../etc", "a" * 5000):
        house.patch.setattr(current, "token", lambda given=cookie: given)
        page.run()
        assert "You are signed out" in words_of(page)


def _drawn_later() -> Iterator[tuple[str, ast.FunctionDef, ast.Module]]:
    """Every fragment and dialog, and every function that a widget calls back."""
    for file in sorted(UI.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        called_back = {
            keyword.value.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            for keyword in node.keywords
            if keyword.arg in ("on_click", "on_change", "on_submit", "on_dismiss")
            and isinstance(keyword.value, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                decorators = ast.unparse(ast.Tuple(node.decorator_list, ast.Load()))
                if "st.fragment" in decorators or "st.dialog" in decorators or node.name in called_back:
                    yield f"{file.relative_to(UI)}:{node.name}", node, tree


LATER = {name: (node, tree) for name, node, tree in _drawn_later()}
NO_RECORDS = {"library/citation.py:cited", "patient/offers.py:_send"}
"""These touch no records: one shows a passage of the library that is already on the page, one fills a box."""


@pytest.mark.parametrize("name", sorted(LATER))
def test_everything_that_runs_without_its_page_asks_again_who_is_there(name: str) -> None:
    node, tree = LATER[name]
    functions = {one.name: one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
    reached, waiting = set(), [node]
    while waiting:
        one = waiting.pop()
        reached.add(ast.unparse(one))
        for call in ast.walk(one):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                wanted = functions.get(call.func.id)
                if wanted is not None and ast.unparse(wanted) not in reached:
                    waiting.append(wanted)
    text = "\n".join(reached)
    asks = ("current.require", "current.current_person", "current.engine().records", "engine.records", "step(", "act(")

    assert name in NO_RECORDS or any(asked in text for asked in asks)
