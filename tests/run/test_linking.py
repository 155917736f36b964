"""Files per article: names that cannot leave the folder, and never clash."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.run.linking import article_path


def record(source_id: str, part: int = 1, parts: int = 1) -> dict[str, dict[str, object]]:
    return {"source": {"id": source_id, "part": part, "parts": parts}}


@given(st.text(max_size=60))
def test_no_id_leaves_the_folder(source_id: str) -> None:
    path = Path("/home/articles") / article_path(record(source_id))
    assert path.resolve().is_relative_to("/home/articles")
    assert all(len(part) < 120 for part in path.parts)


@pytest.mark.parametrize(
    ("source_id", "name"),
    [
        ("a", "a.json"),
        ("2021/page", "2021/page.json"),
        ("../../etc/passwd", "etc/passwd.json"),
        ("", "article.json"),
        ("/", "article.json"),
    ],
)
def test_plain_ids_stay_as_they_are(source_id: str, name: str) -> None:
    assert article_path(record(source_id)).as_posix() == name


def test_parts_of_a_page_have_files_of_their_own() -> None:
    assert article_path(record("page", 2, 7)).as_posix() == "page.2.json"


def test_ids_that_differ_in_odd_characters_do_not_share_a_file() -> None:
    assert article_path(record("a:b")) != article_path(record("a_b")) != article_path(record("a?b"))
