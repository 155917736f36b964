"""Sources resolved: appositions, names that the reader missed, labels of transcripts."""

from __future__ import annotations

import pytest

from onrecord.actors import find_actors
from onrecord.settings import ActorSettings
from onrecord.types import Entity, EntityLabel, Part, Quote, Span


def speaker(text: str, source: str, names: tuple[str, ...] = (), label: EntityLabel = "PERSON") -> tuple[str | None, str]:
    """The name of whoever the source stands for, and the rule. The quotation is the part between the marks."""
    opened, closed = text.index("“") + 1, text.index("”")
    at = text.index(source)
    quote = Quote("direct", (Part(opened, closed),), (Span(opened, closed),), source=Span(at, at + len(source)))
    entities = [Entity(text.index(name), text.index(name) + len(name), label) for name in names]
    cast = find_actors(text, entities=entities, quotes=[quote], sentences=[Span(0, len(text))], settings=ActorSettings())
    (resolution,) = cast.resolutions
    return (None if resolution.actor is None else cast.actors[resolution.actor].name), resolution.rule


@pytest.mark.parametrize(
    ("text", "source", "names", "name"),
    [
        ("“No,” said the chair of the board, Esther Owusu.", "the chair of the board, Esther Owusu", ("Esther Owusu",), "Esther Owusu"),
        (
            "“No,” said the mayor of Kisii, Dr Álvaro Quintero.",
            "the mayor of Kisii, Dr Álvaro Quintero",
            ("Álvaro Quintero",),
            "Álvaro Quintero",
        ),
        ("“No,” said Senator Ama Darko.", "Senator Ama Darko", (), "Ama Darko"),
        ("“No,” said Olu Bankole, a former chief of police.", "Olu Bankole, a former chief of police", (), "Olu Bankole"),
        ("“No,” said former oil and gas tycoon Ama Darko.", "former oil and gas tycoon Ama Darko", ("Ama Darko",), "Ama Darko"),
    ],
    ids=["apposition", "apposition with a title", "name behind a role", "name before a description", "and between two nouns of a role"],
)
def test_a_name_in_the_source_is_the_speaker(text: str, source: str, names: tuple[str, ...], name: str) -> None:
    assert speaker(text, source, names)[0] == name


@pytest.mark.parametrize("source", ["the Prime Minister", "the chief of staff", "officials"])
def test_a_role_alone_is_no_name(source: str) -> None:
    assert "without a label" not in speaker(f"“No,” said {source}.", source)[1]


def test_a_name_behind_its_description_is_found_without_a_label() -> None:
    assert (
        speaker("“No,” said former archivist of the City Library John Darko.", "former archivist of the City Library John Darko")[0]
        == "John Darko"
    )


@pytest.mark.parametrize(
    ("source", "name", "rule"),
    [
        ("her brother", "her brother", "unnamed person"),
        ("my grandmother", "my grandmother", "unnamed person"),
        ("both Bellos", "both Bellos", "several of one surname"),
        ("one of them", "one of them", "somebody without a name"),
        ("somebody", "somebody", "somebody without a name"),
    ],
)
def test_somebody_else_is_not_the_person_beside(source: str, name: str, rule: str) -> None:
    text = f"Amina Bello met Ibrahim Bello in the rain. “No,” said {source}."
    assert speaker(text, source, ("Amina Bello", "Ibrahim Bello")) == (name, rule)


def test_a_name_that_the_reader_missed_twice_is_one_person() -> None:
    text = "“No,” said Senator Ama Darko. ‘Never,’ said Senator Ama Darko."
    quotes = []
    for words, at in (("No,", text.index("Senator")), ("Never,", text.rindex("Senator"))):
        start = text.index(words)
        quotes.append(Quote("direct", (Part(start, start + len(words)),), (Span(start, start + len(words)),), source=Span(at, at + 17)))
    cast = find_actors(text, entities=[], quotes=quotes, sentences=[Span(0, len(text))], settings=ActorSettings())
    assert [actor.name for actor in cast.actors] == ["Ama Darko"]


def test_the_answers_of_an_interview_are_those_of_the_person_introduced() -> None:
    text = "Ama Darko runs a clinic.\n\nA: “We open at six.”"
    assert speaker(text, "A:", ("Ama Darko",)) == ("Ama Darko", "transcript label: the person introduced")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Authors like Ama Darko", "Authors"),
        ("ten authors, including Ama Darko", "ten authors"),
        ("Many speakers including former envoy of Peru, Ama Darko", "Many speakers"),
        ("a source", "source"),
        ("US media", "US media"),
        ("one fan", "one fan"),
    ],
)
def test_somebody_of_a_group_is_not_the_group(source: str, name: str) -> None:
    assert speaker(f"“No,” said {source}.", source, ("Ama Darko",) if "Ama" in source else ())[0] == name


@pytest.mark.parametrize(
    ("told", "source", "names", "name", "rule"),
    [
        ("The Ministry of Work met Acme.", "the ministry", ("Ministry of Work", "Acme"), "Ministry of Work", "noun of a named body"),
        ("It was Acme.", "the company", ("Acme",), "Acme", "the only body in sight"),
        ("Acme met Bexo.", "the company", ("Acme", "Bexo"), "company", "unnamed organisation"),
        ("It was Acme.", "the young company", ("Acme",), "young company", "unnamed organisation"),
        ("It was Acme.", "the ministry", ("Acme",), "ministry", "unnamed organisation"),
        ("It was Acme Tea Society.", "ATS", ("Acme Tea Society",), "Acme Tea Society", "acronym of a named body"),
    ],
    ids=["its name has the noun", "a noun for any body", "two could be meant", "more than the noun", "another kind of body", "its acronym"],
)
def test_the_noun_of_a_body_takes_up_the_body(told: str, source: str, names: tuple[str, ...], name: str, rule: str) -> None:
    text = f"{told} “No,” said {source}."
    assert speaker(text, source, names, "ORG") == (name, rule)


def test_nobody_speaks_of_himself_as_somebody_without_a_name() -> None:
    assert speaker("“My mother was a clever woman,” she said of her.", "she")[0] is None


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Acme Corp, a maker of pumps", "Acme Corp"),
        ("the Harbour Trust, its oldest charity", "Harbour Trust"),
    ],
)
def test_a_body_with_its_description_is_the_body(source: str, name: str) -> None:
    assert speaker(f"“No,” said {source}.", source, (name,), "ORG")[0] == name


def test_a_body_is_named_again_by_what_it_was_told_to_be() -> None:
    text = "Acme Corp, the retailer, said “no” on Monday. The retailer said it would close."
    quotes = [
        Quote("direct", (Part(30, 32),), (Span(30, 32),), source=Span(0, text.index(" said") - 1)),
        Quote(
            "indirect", (), (Span(text.index("it would"), len(text) - 1),), source=Span(text.index("The retailer"), text.index(" said it"))
        ),
    ]
    cast = find_actors(
        text, entities=[Entity(0, 9, "ORG")], quotes=quotes, sentences=[Span(0, 45), Span(46, len(text))], settings=ActorSettings()
    )
    first, second = cast.resolutions
    assert first.actor is not None
    assert cast.actors[first.actor].name == "Acme Corp"
    assert second.actor == first.actor
