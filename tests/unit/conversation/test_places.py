import pytest

from assistant.conversation.places import named_region
from assistant.domain.library import Region

REGIONS = {code: Region(code, code, code, None, (), "1") for code in ("US", "GB", "ES", "elsewhere")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("What number is there in Spain for a friend?", "ES"),
        ("mi hermana vive en España", "ES"),
        ("I moved to the UK last year", "GB"),
        ("she is in the USA", "US"),
    ],
)
def test_a_country_named_in_the_message_is_found(text: str, code: str) -> None:
    assert named_region(text, REGIONS) == code


@pytest.mark.parametrize(
    "text", ["I feel raw today", "I am Spanish speaking", "us against the world", "from Spain to the UK", "Canada"]
)
def test_no_country_or_several_or_one_without_lines_is_none(text: str) -> None:
    assert named_region(text, REGIONS) is None
