"""A page of many thousand sentences costs twice as much as half of it, not four times."""

import re

from onrecord.actors import find_actors
from onrecord.types import Entity, Quote, Span
from tests import timing

PIECE = "Amina Bello said the dam is safe. The engineer told Ibrahim Okafor that he was late. They left, and she said so. "


def seconds(copies):
    text = PIECE * copies
    entities = [Entity(m.start(), m.end(), "PERSON") for m in re.finditer("Amina Bello|Ibrahim Okafor", text)]
    sentences = [Span(m.start(), m.end()) for m in re.finditer(r"[^.]+\.", text)]
    sources = [Span(m.start(), m.start() + 3) for m in re.finditer("she said", text)]
    quotes = [Quote("indirect", (), (Span(source.start + 5, source.start + 8),), None, source) for source in sources]
    return timing.seconds(lambda: find_actors(text, entities=entities, quotes=quotes, sentences=sentences))


def test_cost_grows_with_the_text_and_not_with_its_square():
    seconds(100)
    assert seconds(2000) < 10 * seconds(500)
