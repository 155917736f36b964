"""Names with their initials and their generation."""

from __future__ import annotations

import pytest

from onrecord.names import whole_name


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("Mr K. Rajan left.", "Rajan", "K. Rajan"),
        ("It was J. K. Obi.", "Obi", "J. K. Obi"),
        ("Otto Hale Sr. left.", "Otto Hale", "Otto Hale Sr."),
        ("Otto Hale, Jr., left.", "Otto Hale", "Otto Hale, Jr."),
        ("Otto Hale III left.", "Otto Hale", "Otto Hale III"),
        ("Otto Hale I know.", "Otto Hale", "Otto Hale"),
        ("The U.S. Rajan knew.", "Rajan", "Rajan"),
    ],
)
def test_initials_and_generation_belong_to_the_name(text: str, name: str, whole: str) -> None:
    start = text.index(name)
    span = whole_name(text, start, start + len(name))
    assert text[span.start : span.end] == whole
