from pathlib import Path

import pytest

from assistant.domain.errors import PromptError
from assistant.prompts import TextKind, load_texts, parse_text

FRONT = "---\nname: {name}\nkind: fixed_text\nlanguage: en\nvariables: {variables}\n---\n\n{body}\n"


def _source(body: str, variables: str = "{}", name: str = "hello-en") -> str:
    return FRONT.replace("{name}", name).replace("{variables}", variables).replace("{body}", body)


def _write(folder: Path, stem: str, body: str, variables: str = "{}") -> None:
    folder.joinpath(f"{stem}.md").write_text(_source(body, variables, stem.partition(".")[0]), encoding="utf-8")


def test_a_text_is_rendered_with_its_values_and_named_by_its_file(tmp_path: Path) -> None:
    _write(tmp_path, "hello-en.v1", "Call {clinic} now.", "{clinic: your clinic}")

    rendered = load_texts(tmp_path).render(["hello"], "en", {"clinic": "Harbor Clinic"})

    assert (rendered.text, rendered.version) == ("Call Harbor Clinic now.", "hello-en.v1")


def test_a_value_is_never_read_as_a_template() -> None:
    text = parse_text("hello-en.v1", _source("{one} {two}", "{one: a, two: b}"))

    rendered = text.render({"one": "{two}{__class__}%s", "two": "{one}"})

    assert rendered.text == "{two}{__class__}%s {one}"


def test_the_highest_version_of_a_text_wins_by_number_not_by_spelling(tmp_path: Path) -> None:
    for number in (2, 10, 9):
        _write(tmp_path, f"hello-en.v{number}", f"Wording {'x' * number}")

    assert load_texts(tmp_path).render(["hello"], "en", {}).version == "hello-en.v10"


def test_the_first_key_that_exists_in_the_language_is_taken(tmp_path: Path) -> None:
    _write(tmp_path, "hello-en.v1", "General.")
    _write(tmp_path, "hello-you-en.v1", "Special.")

    rendered = load_texts(tmp_path).render(["hello-you-there", "hello-you", "hello"], "en", {})

    assert rendered.text == "Special."


def test_a_general_text_in_the_language_beats_a_special_one_in_english(tmp_path: Path) -> None:
    _write(tmp_path, "hello-you-en.v1", "Special.")
    tmp_path.joinpath("hello-es.v1.md").write_text(
        _source("Hola.", name="hello-es").replace("language: en", "language: es"), encoding="utf-8"
    )

    texts = load_texts(tmp_path)

    assert texts.render(["hello-you", "hello"], "es", {}).text == "Hola."
    assert texts.render(["hello-you"], "es", {}).text == "Special."


def test_a_key_that_nobody_wrote_is_an_error_that_names_it(tmp_path: Path) -> None:
    _write(tmp_path, "hello-en.v1", "General.")

    with pytest.raises(PromptError, match="farewell"):
        load_texts(tmp_path).render(["farewell"], "en", {})


def test_a_missing_value_is_an_error_that_names_the_variable() -> None:
    text = parse_text("hello-en.v1", _source("{clinic}", "{clinic: your clinic}"))

    with pytest.raises(PromptError, match="clinic"):
        text.render({})


@pytest.mark.parametrize(
    ("stem", "source"),
    [
        ("hello-en.v1", _source("Call {clinic}.")),
        ("hello-en.v1", _source("Call.", "{clinic: x}")),
        ("hello-en.v1", _source("Call {Clinic}.")),
        ("hello-en.v1", _source("Call {.")),
        ("hello-en.v1", _source("")),
        ("hello-en.v1", _source("Hi.").replace("fixed_text", "poem")),
        ("hello-en.v1", _source("Hi.").replace("language: en", "language: en\ncolour: red")),
        ("hello-en.v1", _source("Hi.").replace("language: en", "language: es")),
        ("hello-en.v1", _source("Hi.").replace("variables: {}", "variables: [")),
        ("hello-en.v1", "Hi."),
        ("other-en.v1", _source("Hi.")),
        ("hello-en.v0", _source("Hi.")),
        ("hello-en", _source("Hi.")),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_at_load(stem: str, source: str) -> None:
    with pytest.raises(PromptError, match=r"hello-en|other-en"):
        parse_text(stem, source)


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="no texts"):
        load_texts(tmp_path)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    tmp_path.joinpath("hello-en.v1.md").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(PromptError, match="UTF-8"):
        load_texts(tmp_path)


def test_connecting_sentences_are_the_lines_of_their_file(tmp_path: Path) -> None:
    source = _source("Here it is.\n\nAnd one more.", name="connecting-en").replace("fixed_text", "connecting")
    tmp_path.joinpath("connecting-en.v1.md").write_text(source, encoding="utf-8")

    texts = load_texts(tmp_path)

    assert texts.connecting("en") == ("Here it is.", "And one more.")
    assert texts.connecting("es") == ()
    assert [text.key for text in texts.of_kind(TextKind.CONNECTING)] == ["connecting"]
