"""Pages made of single articles, and what is learned from them."""

from __future__ import annotations

import random

import pytest

from onrecord.clean import joined, train_split
from onrecord.clean.joined import Story

TOPICS = ("ferry", "swans", "bakery", "bridge", "library", "lantern")


def story(topic: str) -> Story:
    sentence = f"The {topic} of the lower town was the talk of the council on Monday, and Ana Berg spoke of the {topic} for an hour."
    return Story(f"Council talks of the {topic}", "\n\n".join([sentence] * 4), f"Menu\n\n{sentence}", topic)


STORIES = [story(topic) for topic in TOPICS]


@pytest.mark.parametrize("seed", range(12))
def test_every_start_is_the_first_line_of_its_article(seed: int) -> None:
    page = joined.several(STORIES[:3], random.Random(seed))
    assert len(page.starts) == 3
    for start, end, topic in zip(page.starts, [*page.starts[1:], len(page.text)], TOPICS, strict=False):
        assert start == 0 or page.text[start - 1] == "\n"
        assert topic in page.text[start:end].lower()
        assert not any(other in page.text[start:end].lower() for other in TOPICS[:3] if other != topic)


def test_a_seed_makes_the_same_page() -> None:
    assert joined.several(STORIES, random.Random(7)) == joined.several(STORIES, random.Random(7))


@pytest.mark.parametrize("kind", joined.SECTIONS)
def test_a_heading_of_each_kind_is_one_line(kind: str) -> None:
    for seed in range(5):
        assert joined.section(kind, STORIES[0].body, 2, joined.Style(random.Random(seed))).strip()


def test_stories_akin_share_words() -> None:
    like = Story("More of the ferry", STORIES[0].body + " Tickets.", "", "x")
    pool = [STORIES[0], *STORIES[3:], like]
    pairs = [joined.akin(pool, random.Random(seed), 2) for seed in range(20)]
    partners = {second.title for first, second in pairs if first is like}
    assert partners == {STORIES[0].title}


def test_a_regression_learns_what_tells() -> None:
    rows = [{"bias": 1.0, "tells": float(n % 2), "noise": float(n % 3)} for n in range(60)]
    weights = train_split.logistic(rows, [row["tells"] > 0 for row in rows], [1.0] * 60)
    assert weights["tells"] > 2 > abs(weights["noise"])


def test_starts_are_learned_from_made_pages() -> None:
    """Weights of a handful of pages find the starts of like ones."""
    chance = random.Random(1)
    pages = [joined.several(chance.sample(STORIES, 3), chance) for _ in range(25)]
    made = [train_split.made("several", page.text, page.starts) for page in pages]
    made += [train_split.made("bare", f"{item.title}\n\n{item.body}", []) for item in STORIES]
    counts = train_split.score(made, train_split.train(made))
    assert counts["several"]["right"] >= 0.7 * counts["several"]["gold"]
    assert counts["bare"]["exact"] == counts["bare"]["pages"]
