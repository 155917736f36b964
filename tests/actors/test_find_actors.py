"""Who is who in small articles made by hand: entities and sources are given, so that only this stage is tested."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.actors import find_actors
from onrecord.actors.scene import Scene
from onrecord.types import Block, Entity, Part, Quote, Span


def cast(text, people=(), organisations=(), places=(), sources=(), nations=(), byline=None):
    """Run the stage: every occurrence of the given names is an entity; a source is ("speech", "source words").

    A line given as `byline` is a block of that kind.
    """
    entities = []
    for label, names in (("PERSON", people), ("ORG", organisations), ("GPE", places), ("NORP", nations)):
        for name in names:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                if not any(entity.start < match.end() and match.start() < entity.end for entity in entities):
                    entities.append(Entity(match.start(), match.end(), label))
    quotes = []
    for speech, source in sources:
        start = text.index(speech)
        span = None
        if source:
            near = min((m.start() for m in re.finditer(rf"(?<!\w){re.escape(source)}(?!\w)", text)), key=lambda place: abs(place - start))
            span = Span(near, near + len(source))
        content = Span(start, start + len(speech))
        quotes.append(Quote("direct", (Part(content.start, content.end),), (content,), None, span))
    sentences = [Span(m.start(), m.end()) for m in re.finditer(r"[^.!?\n]+(?:[.!?]+[”\"]?|$)", text)]
    blocks = [Block(text.index(byline), text.index(byline) + len(byline), "byline")] if byline else []
    return find_actors(text, entities=sorted(entities, key=lambda e: e.start), quotes=quotes, sentences=sentences, blocks=blocks)


def named(result, name):
    return next(actor for actor in result.actors if actor.name == name)


def words(text, actor):
    return [text[span.start : span.end] for span in actor.mentions]


def speakers(result):
    return [None if r.actor is None else result.actors[r.actor].name for r in result.resolutions]


def test_short_forms_and_pronouns_belong_to_the_full_name():
    text = "Amina Bello chairs the board. Bello said the dam is safe. She will visit it."
    result = cast(text, ["Amina Bello", "Bello"])
    assert words(text, named(result, "Amina Bello")) == ["Amina Bello", "Bello", "She"]


def test_actors_come_in_order_of_first_mention_and_entities_point_to_them():
    result = cast("Lena Vogt met Amina Bello at Acme.", ["Lena Vogt", "Amina Bello"], ["Acme"])
    assert [actor.name for actor in result.actors] == ["Lena Vogt", "Amina Bello", "Acme"]
    assert result.entity_actors == (0, 1, 2)


@pytest.mark.parametrize(
    ("text", "title", "organisation", "former"),
    [
        ("The Irish senator Amina Bello spoke.", "senator", None, False),
        ("Amina Bello, chair of the Lagos Water Board, spoke.", "chair", "Lagos Water Board", False),
        ("Amina Bello, 43, a former minister, spoke.", "minister", None, True),
        ("Water Board spokeswoman Amina Bello spoke.", "spokeswoman", "Water Board", False),
        ("former Prime Minister of Algeria, Amina Bello, spoke.", "Prime Minister", "Algeria", True),
    ],
    ids=lambda value: str(value),
)
def test_roles_beside_a_name(text, title, organisation, former):
    result = cast(text, ["Amina Bello"], ["Lagos Water Board", "Water Board"], ["Algeria"])
    roles = named(result, "Amina Bello").roles
    assert [(role.title, role.organisation, role.former) for role in roles] == [(title, organisation, former)]
    assert all(text[role.start : role.end] for role in roles)


def test_a_nominal_with_the_role_of_a_named_person_is_that_person():
    text = "Water Board engineer Amina Bello came. “It leaks”, the engineer said."
    result = cast(text, ["Amina Bello"], ["Water Board"], sources=[("It leaks", "the engineer")])
    assert speakers(result) == ["Amina Bello"]
    assert result.resolutions[0].rule.startswith("nominal")


def test_relatives_in_one_article_stay_apart():
    text = "Amina Bello and Ibrahim Bello own it. “We sell”, Mrs Bello said. “No”, Mr Bello said."
    result = cast(text, ["Amina Bello", "Ibrahim Bello", "Mrs Bello", "Mr Bello"], sources=[("We sell", "Mrs Bello"), ("No", "Mr Bello")])
    assert len([actor for actor in result.actors if actor.kind == "person"]) >= 2
    assert speakers(result)[0] != speakers(result)[1]


def test_a_speaker_without_a_name_is_an_actor_without_a_name():
    text = "“Stay home”, a police spokeswoman said."
    result = cast(text, sources=[("Stay home", "a police spokeswoman")])
    actor = result.actors[result.resolutions[0].actor]
    assert (actor.kind, actor.named, actor.name) == ("person", False, "police spokeswoman")


@pytest.mark.parametrize(
    ("source", "kind", "is_named"),
    [
        ("officials", "group", False),
        ("the report", "document", False),
        ("the ministry", "organisation", False),
        ("Acme", "organisation", True),
        ("Ghana", "organisation", True),
        ("witnesses", "group", False),
        ("the catalogue", "document", False),
        ("the porter", "person", False),
        ("the kiteflyers", "group", False),
        ("a kiteflyer", "person", False),
    ],
)
def test_kinds_of_speakers(source, kind, is_named):
    text = f"“Water rises”, {source} said."
    result = cast(text, organisations=["Acme"], places=["Ghana"], sources=[("Water rises", source)])
    actor = result.actors[result.resolutions[0].actor]
    assert (actor.kind, actor.named) == (kind, is_named)


@pytest.mark.parametrize(
    ("text", "source", "reason"),
    [
        ("“Water rises.” The dam held.", None, "no source"),
        ("“Water rises”, he said.", "he", "no person in sight"),
        ("“Water rises”, you said.", "you", "nobody in particular"),
        ("“Water rises”, Xq said.", "Xq", "unknown kind"),
    ],
)
def test_a_source_that_cannot_be_resolved_is_null_with_the_reason(text, source, reason):
    result = cast(text, sources=[("Water rises", source)])
    assert result.resolutions[0].actor is None
    assert reason in result.resolutions[0].rule


def test_a_pronoun_source_names_its_antecedent():
    text = "Amina Bello came to Lagos. “It leaks”, she said."
    result = cast(text, ["Amina Bello"], sources=[("It leaks", "she")])
    resolution = result.resolutions[0]
    assert speakers(result) == ["Amina Bello"]
    assert text[resolution.antecedent.start : resolution.antecedent.end] == "Amina Bello"
    assert 0 < resolution.confidence <= 1


def test_who_goes_on_speaking_is_not_whom_the_speech_was_about():
    first = "Mensah has been hailed as a saviour, although he has never filled a sack in the years he has been in office."
    more = "The town should count its sacks."
    text = f"Struan Vogt thanked the crew and said: “{first}”\n\nHe added: “{more}”"
    result = cast(text, ["Struan Vogt", "Mensah"], sources=[(first, "Struan Vogt"), (more, "He")])
    assert speakers(result) == ["Struan Vogt", "Struan Vogt"]


def test_speech_that_continues_has_the_same_speaker():
    text = "“It leaks”, Amina Bello said. “It always did.”"
    result = cast(text, ["Amina Bello"], sources=[("It leaks", "Amina Bello"), ("It always did", None)])
    assert speakers(result) == ["Amina Bello", None]
    quotes = [
        Quote("direct", (Part(1, 9),), (Span(1, 9),), None, Span(12, 23)),
        Quote("direct", (Part(31, 44),), (Span(31, 44),), continues=0),
    ]
    again = find_actors(text, entities=[Entity(12, 23, "PERSON")], quotes=quotes, sentences=[Span(0, 29), Span(30, len(text))])
    assert [r.actor for r in again.resolutions] == [0, 0]


@pytest.mark.parametrize(
    ("text", "gender", "told"),
    [
        ("Mrs Bello came.", "f", "honorific"),
        ("Amina Bello came. She left.", "f", "pronoun"),
        ("Amina Bello came.", None, None),
        ("John Okafor came.", None, None),
    ],
)
def test_gender_is_told_by_the_text_and_never_by_a_given_name(text, gender, told):
    result = cast(text, ["Mrs Bello", "Amina Bello", "John Okafor"])
    assert (result.actors[0].gender, result.actors[0].gender_from) == (gender, told)


def test_gender_of_names_steers_pronouns():
    text = "Mrs Bello met Mr Okafor. He smiled. She did not."
    result = cast(text, ["Mrs Bello", "Mr Okafor"])
    assert "She" in words(text, result.actors[0])
    assert "He" in words(text, result.actors[1])


def test_somebody_described_first_and_named_later_is_one_person():
    text = "A 34-year-old man was found dead. Chidi Okafor, 34, was missing."
    result = cast(text, ["Chidi Okafor"])
    assert words(text, named(result, "Chidi Okafor"))[0] == "A 34-year-old man"


def test_a_description_taken_up_once_is_taken_up_again_by_its_noun():
    text = "Amina Bello resigned. The 33-year-old actress told nobody. Weeks passed. It rained. The actress moved to Lagos."
    assert words(text, named(cast(text, ["Amina Bello"]), "Amina Bello")) == ["Amina Bello", "The 33-year-old actress", "The actress"]


def test_whoever_belongs_to_the_person_described_is_somebody_else():
    text = "Amina Bello was hurt. The victim’s nephew saw it."
    assert words(text, named(cast(text, ["Amina Bello"]), "Amina Bello")) == ["Amina Bello"]


def test_pronouns_beside_a_name_tell_more_than_the_given_name():
    text = "A woman was found dead on Friday. Raj Mensah, a Hindu, had parked her car. Later she was found."
    result = cast(text, ["Raj Mensah"])
    assert words(text, named(result, "Raj Mensah")) == ["A woman", "Raj Mensah", "her", "she"]


def test_other_ages_are_other_people():
    text = "A 34-year-old man was found dead. Chidi Okafor, 57, found him."
    result = cast(text, ["Chidi Okafor"])
    assert "A 34-year-old man" not in words(text, named(result, "Chidi Okafor"))


def test_an_organisation_has_its_short_form_and_acronym():
    text = "The Lagos Water Board met. LWB sells water. The Lagos Water Board’s pipes leak."
    result = cast(text, organisations=["Lagos Water Board", "LWB"])
    assert [(actor.name, actor.variants) for actor in result.actors] == [("Lagos Water Board", ("LWB",))]


def test_a_bracket_behind_a_name_tells_its_short_forms():
    text = "The Peaceful Front for Wells (FRONT/PFPP) met. PFPP sells water. FRONT does not."
    result = cast(text, organisations=["Peaceful Front for Wells", "PFPP", "FRONT/PFPP", "FRONT"])
    assert [(actor.name, actor.variants) for actor in result.actors] == [("Peaceful Front for Wells", ("FRONT", "PFPP"))]


def test_a_title_alone_is_nobody_and_a_title_before_a_name_is_no_name():
    text = "The Minister came. Engr. Amina Bello spoke."
    result = cast(text, people=["Minister", "Engr"])
    assert [(actor.name, words(text, actor)) for actor in result.actors] == [("Amina Bello", ["Amina Bello"])]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "The panel: chair Amina Bello, treasurer Ian Ross and secretary Lena Vogt.",
            {"Amina Bello": ["chair"], "Ian Ross": ["treasurer"], "Lena Vogt": ["secretary"]},
        ),
        ("“I do, Commissioner. Amina Bello will speak.", {"Amina Bello": []}),
        ("Amina Bello is a lawyer. Ian Ross spoke.", {"Amina Bello": ["lawyer"], "Ian Ross": []}),
        ("The chair of the board, Amina Bello, and the treasurer, Ian Ross, met.", {"Amina Bello": ["chair"], "Ian Ross": ["treasurer"]}),
        ("In a letter to the minister, Amina Bello, 43, said no.", {"Amina Bello": []}),
        ("Amina Bello, the chair, Ian Ross, the treasurer, met.", {"Amina Bello": ["chair"], "Ian Ross": ["treasurer"]}),
    ],
)
def test_each_of_a_list_has_the_role_that_is_told_of_them(text, roles):
    result = cast(text, list(roles))
    assert {name: [role.title for role in named(result, name).roles] for name in roles} == roles


def test_an_office_with_the_name_in_brackets_is_that_person():
    text = "THE CHAIR (Amina Bello): Good morning. Nobody spoke. The chair waited."
    assert words(text, named(cast(text, ["Amina Bello"]), "Amina Bello")) == ["THE CHAIR", "Amina Bello", "The chair"]


@pytest.mark.parametrize(
    "text",
    [
        "The lorry belonged to Rafiqul Islam, a contractor who supplies the hospital. Rafiqul Islam said no.",
        "Rafiqul Islam, 52, left. Asked about it, Rafiqul Islam said no.",
    ],
)
def test_a_name_with_an_age_or_a_who_is_a_person_whatever_its_label(text):
    actor = named(cast(text, organisations=["Rafiqul Islam"]), "Rafiqul Islam")
    assert (actor.kind, words(text, actor).count("Rafiqul Islam")) == ("person", 2)


@pytest.mark.parametrize(
    "text", ["Acme Water, a supplier to the city, left.", "Acme Water, 12,000 members strong, met.", "Acme Water left."]
)
def test_a_body_stays_a_body(text):
    assert cast(text, organisations=["Acme Water"]).actors[0].kind == "organisation"


def test_a_title_between_an_office_and_its_holder():
    text = "The negotiator, Mrs. Amina Bello, spoke. The negotiator smiled."
    assert words(text, named(cast(text, ["Mrs. Amina Bello"]), "Amina Bello")) == ["The negotiator", "Amina Bello", "The negotiator"]


def test_whose_son_he_is_does_not_make_her_a_son():
    assert named(cast("Amina Bello, whose son sang, left.", ["Amina Bello"]), "Amina Bello").roles == ()


def test_whose_wife_she_was_before_she_is_again():
    text = "Ian Ross left. His wife, Lena Ross, keeps the books. Ian Ross said his wife was right."
    assert words(text, named(cast(text, ["Ian Ross", "Lena Ross"]), "Lena Ross")) == ["His wife", "Lena Ross", "his wife"]


def test_a_family_name_that_comes_first_is_met_by_its_honorific():
    text = "We call Ms Li Xiaoming. MS LI: Thank you. “It leaks”, Ms Li said."
    result = cast(text, ["Li Xiaoming", "LI", "Li"], sources=[("It leaks", "Ms Li")])
    assert speakers(result) == ["Li Xiaoming"]
    assert len(result.actors) == 1


def test_a_plural_before_any_verb_is_a_group():
    text = "Farmers dread rain. They sowed late."
    assert words(text, cast(text).actors[0]) == ["Farmers", "They"]


def test_one_pronoun_beside_a_name_does_not_change_whom_a_given_name_hints_at():
    text = "Amina Bello left. Jack Ross confirmed that she had resigned. He did not say why she left."
    result = cast(text, ["Amina Bello", "Jack Ross"])
    assert words(text, named(result, "Amina Bello")) == ["Amina Bello", "she", "she"]
    assert words(text, named(result, "Jack Ross")) == ["Jack Ross", "He"]


def test_a_name_before_what_it_belongs_to_is_not_the_man_described():
    text = "A smuggler hanged himself in a cell. Vigili traffic police said Carlo Rossi, 52, hanged himself in his cell on Friday."
    assert words(text, named(cast(text, ["Vigili", "Carlo Rossi"]), "Carlo Rossi"))[:2] == ["A smuggler", "himself"]


@pytest.mark.parametrize(
    ("text", "name", "pronoun"),
    [
        ("Amina Bello slowed. Rodrigo Ross passed her on the stairs.", "Amina Bello", "her"),
        ("Lena Vogt met the press. Coach Sereima Ratu, who had promised silence, kept her word.", "Sereima Ratu", "her"),
        ("Lena Vogt left. Rokeya Begum does not accept that. Her brother was in bed.", "Rokeya Begum", "Her"),
        ("Ian Ross bowed. In his homily on Sunday, Fr Carlo Walsh said no.", "Carlo Walsh", "his"),
        ("Carlo Walsh asked about the roof. Librarian Sereima Ratu thanked him.", "Carlo Walsh", "him"),
        ('Rodrigo Ross spoke.\nThe witness known as "Cedro" had gone, and nobody knew where he was.', "Cedro", "he"),
        ("Lena Vogt left. Amina Bello turned her back on the board.", "Amina Bello", "her"),
    ],
)
def test_how_the_words_stand_tells_whom_a_pronoun_means(text, name, pronoun):
    assert pronoun in words(text, named(cast(text, ["Amina Bello", "Rodrigo Ross", "Lena Vogt", "Sereima Ratu", "Rokeya Begum",
                                                    "Ian Ross", "Carlo Walsh", "Cedro"]), name))  # fmt: skip


@pytest.mark.parametrize("text", ["Ian Ross smiled. Amina Bello, she left.", "Ian Ross waved. On her way out, Amina Bello smiled."])
def test_a_name_set_apart_from_its_pronoun_by_a_comma(text):
    assert len(words(text, named(cast(text, ["Ian Ross", "Amina Bello"]), "Amina Bello"))) == 2


@given(
    st.text(alphabet="Aa bB.“”’'\n#?he she said Mr ", max_size=200),
    st.lists(st.tuples(st.integers(0, 190), st.integers(1, 12)), max_size=6),
)
@settings(max_examples=60, deadline=None)
def test_any_text_gives_a_cast_that_fits(text, places):
    entities = sorted(
        (Entity(start, min(len(text), start + size), "PERSON") for start, size in places if start < len(text)), key=lambda e: e.start
    )
    quotes = [Quote("direct", (Part(e.start, e.end),), (Span(e.start, e.end),), None, Span(e.start, e.end)) for e in entities[:2]]
    result = find_actors(text, entities=entities, quotes=quotes, sentences=())
    assert len(result.resolutions) == len(quotes)
    assert len(result.entity_actors) == len(entities)
    for actor in result.actors:
        assert all(0 <= span.start < span.end <= len(text) for span in actor.mentions)
    assert result == find_actors(text, entities=entities, quotes=quotes, sentences=())


def test_long_text_of_pronouns_is_done_in_linear_time():
    find_actors("he " * 20_000, entities=[Entity(0, 2, "PERSON")], quotes=(), sentences=())


def test_words_that_mostly_name_a_person_name_one_elsewhere_too():
    text = "Brava arrested on Monday. He slept. Brava denies it. Brava won in May."
    result = cast(text, ["Brava"])
    entities = [Entity(m.start(), m.end(), "GPE" if m.start() == 0 else "PERSON") for m in re.finditer("Brava", text)]
    again = find_actors(text, entities=entities, sentences=[Span(0, 26), Span(26, 36), Span(36, 53), Span(53, len(text))])
    assert words(text, named(again, "Brava")) == words(text, named(result, "Brava"))


def test_a_place_by_the_name_of_a_person_stays_a_place():
    text = "Brava spoke. Brava left. It rained in Brava."
    entities = [Entity(0, 5, "PERSON"), Entity(13, 18, "PERSON"), Entity(38, 43, "GPE")]
    result = find_actors(text, entities=entities, sentences=[Span(0, 12), Span(13, 24), Span(25, len(text))])
    assert result.entity_actors == (0, 0, None)


def test_who_speaks_for_somebody_is_the_source_and_not_whom_the_speech_is_about():
    text = "Ida Ruiz left. “We thank her”, Ida Ruiz's agent Ian Ross said. The agent would not tell why she went."
    result = cast(text, ["Ida Ruiz", "Ian Ross"], sources=[("We thank her", "Ida Ruiz's agent Ian Ross")])
    assert speakers(result) == ["Ian Ross"]
    assert {"her", "she"} <= set(words(text, named(result, "Ida Ruiz")))


def test_whom_a_sentence_names_behind_its_opening_phrase_is_meant_by_it():
    text = "Ian Ross spoke. Tom Reed would follow Ned Shaw. On his page, Ross tells more."
    assert "his" in words(text, named(cast(text, ["Ian Ross", "Tom Reed", "Ned Shaw", "Ross"]), "Ian Ross"))


def test_initials_and_generations_left_outside_belong_to_the_name():
    text = "Dr K. Rao met Ian Ross Jr. Ross paid. His father, Ian Ross Sr., left."
    result = cast(text, ["Rao", "Ian Ross", "Ross"])
    assert [actor.name for actor in result.actors if actor.named] == ["K. Rao", "Ian Ross Jr.", "Ian Ross Sr."]
    assert words(text, named(result, "Ian Ross Jr."))[:2] == ["Ian Ross Jr.", "Ross"]


def test_her_brother_is_whose_name_followed_her_brother():
    text = "Ana Bello and her brother Luc Bello own it. “I signed”, her brother said."
    result = cast(text, ["Ana Bello", "Luc Bello"], sources=[("I signed", "her brother")])
    assert speakers(result) == ["Luc Bello"]


@pytest.mark.parametrize(
    "text",
    ["She met Amina Bello, a baker of the old school.", "She met Amina Bello. It was Bello who paid."],
    ids=["a calling behind the name", "the family name is a person elsewhere"],
)
def test_a_place_that_begins_with_a_given_name_may_be_a_person(text):
    entities = [Entity(m.start(), m.end(), "GPE" if m[0] == "Amina Bello" else "PERSON") for m in re.finditer("(Amina )?Bello", text)]
    assert named(find_actors(text, entities=entities, sentences=[Span(0, len(text))]), "Amina Bello").kind == "person"


def test_a_town_with_a_calling_word_stays_a_town():
    text = "She left Victoria Falls, a host of the games."
    assert cast(text, places=["Victoria Falls"]).actors == ()


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The expert in rural schools Amina Bello spoke.", ["expert"]),
        ("From the report of the auditor tabled last week, Amina Bello quoted.", []),
        ("It was so on 20th February. Council secretary Amina Bello spoke.", ["Council secretary"]),
    ],
    ids=["a field behind the office", "a clause is no office", "no office across a full stop"],
)
def test_what_is_told_before_a_name_is_its_role(text, roles):
    result = find_actors(text, entities=[Entity(text.index("Amina"), text.index("Amina") + 11, "PERSON")], sentences=[Span(0, len(text))])
    assert [role.title for role in named(result, "Amina Bello").roles] == roles


def test_a_plural_has_no_singular_determiner():
    text = "They paid for a wall villagers said they had never seen."
    result = cast(text, sources=[("they had never seen", "villagers")])
    assert speakers(result) == ["villagers"]


def test_a_body_is_called_by_its_last_word_behind_the():
    text = "Kafue Basin Alliance met. The Alliance spoke."
    assert [actor.name for actor in cast(text, organisations=["Kafue Basin Alliance", "Alliance"]).actors] == ["Kafue Basin Alliance"]


def test_mr_is_not_taken_for_somebody_whose_given_name_is_a_womans():
    text = "Mr Bello paid. His daughter, Amina Bello, wept."
    result = cast(text, ["Mr Bello", "Amina Bello"])
    assert [actor.name for actor in result.actors if actor.named] == ["Bello", "Amina Bello"]


def test_who_is_spoken_of_in_between_does_not_change_whom_a_pronoun_means():
    text = "Ian Ross, who farms here, objected to Tom Reed. “My barn is gone. Tom Reed may visit it,” he said."
    result = cast(text, ["Ian Ross", "Tom Reed"], sources=[("My barn is gone. Tom Reed may visit it,", "he")])
    assert speakers(result) == ["Ian Ross"]


def test_a_spokesman_may_be_a_woman():
    text = "Their spokesman, Kim Ruo, spoke. She left. She never came back."
    assert words(text, named(cast(text, ["Kim Ruo"]), "Kim Ruo")).count("She") == 2


@pytest.mark.parametrize(
    ("text", "source", "speaker", "kind"),
    [
        ("They came with a court order that named one plot.", "that", "court order", "document"),
        ("It is the clerk, who denied it.", "who", "clerk", "person"),
        ("PLC+: named one plot.", "PLC+", "PLC+", "organisation"),
        ("There, each side named one plot.", "each side", "each side", "group"),
        ("The Clerk General's Office named one plot.", "The Clerk General's Office", "Clerk General's Office", "organisation"),
        ("A bloke with a dog named one plot.", "A bloke with a dog", "bloke", "person"),
    ],
    ids=["that of a document", "who of a person without a name", "an acronym before a colon", "each of two sides", "an office", "a bloke"],
)
def test_sources_that_only_point_to_somebody(text, source, speaker, kind):
    speech = "denied it" if source == "who" else "named one plot"
    result = cast(text, sources=[(speech, source)])
    assert [(result.actors[r.actor].name, result.actors[r.actor].kind) for r in result.resolutions] == [(speaker, kind)]


def test_that_without_a_phrase_before_it_is_nobody():
    assert speakers(cast("Rain fell: that named one plot.", sources=[("named one plot", "that")])) == [None]


def test_a_family_name_added_in_brackets_belongs_to_the_name():
    result = cast("There is Jeff [Drake] too.", ["Jeff", "Drake"])
    assert [actor.name for actor in result.actors] == ["Jeff Drake"]


@pytest.mark.parametrize(
    ("text", "is_subject"),
    [
        ("Ann Lee, 52, said so.", True),
        ("They had Ann Lee, Bob Day, people like that.", False),
        ("With friends, Ann Lee discusses it.", True),
        ("The witness known as “Ann Lee” had gone.", True),
        ("Of Ann Lee as a boss they know little.", False),
    ],
    ids=[
        "behind what is inserted a verb",
        "behind the next of a list a noun",
        "any verb of the present",
        "behind marks a verb",
        "as is none",
    ],
)
def test_a_subject_has_a_verb_behind_it(text, is_subject):
    start = text.index("Ann Lee")
    assert Scene(text, [], [], [Span(0, len(text))]).is_subject(start, start + 7) is is_subject


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("a spokesman for opposition leader Ann Lee", "spokesman"),
        ("A lawyer for Prime Minister Ann Lee", "lawyer"),
        ("the widow of singer Ann Lee", "widow"),
        ("the attorney representing former officer Ann Lee", "attorney"),
        ("the office of governor Ann Lee", "office of governor Ann Lee"),
        ("Acme of Hull at Hessle economics professor Ann Lee", "Ann Lee"),
        ("Zhao spokesman Ann Lee", "Ann Lee"),
        ("Acme spokesman for party leader Ann Lee", "Acme spokesman for party leader Ann Lee"),
    ],
)
def test_who_speaks_for_an_officer_is_not_the_officer(source, speaker):
    result = cast(
        f"There, {source} named one plot. Lee is 50.", ["Ann Lee", "Lee", "Zhao"], ["Acme"], ["Hull"], [("named one plot", source)]
    )
    assert speakers(result) == [speaker]


def test_a_phrase_does_not_reach_over_a_verb():
    result = cast("The paper cited officials.", sources=[("officials", "officials")])
    assert [actor.name for actor in result.actors] == ["officials"]


@pytest.mark.parametrize(
    ("text", "groups"), [("Thousands marched. They sang on.", ["Thousands"]), ("I paid hundreds of dollars. They sang on.", [])]
)
def test_counted_people_are_a_group_and_counted_things_none(text, groups):
    assert [actor.name for actor in cast(text, sources=[("sang on", "They")]).actors] == groups


def test_the_role_right_before_a_name_is_the_role():
    result = cast("A spokesman for opposition leader Ann Lee left.", ["Ann Lee"])
    assert [role.title for role in named(result, "Ann Lee").roles] == ["opposition leader"]


@pytest.mark.parametrize(
    ("text", "sources", "right"),
    [
        ("Transport minister Ann Lee left. The prime minister sang.", ["The prime minister"], ["prime minister"]),
        ("Transport minister Ann Lee left. The minister sang.", ["The minister"], ["Ann Lee"]),
        ("Deputy mayor Ann Lee left. The mayor sang.", ["The mayor"], ["mayor"]),
        ("Deputy mayor Ann Lee left. The deputy mayor sang.", ["The deputy mayor"], ["Ann Lee"]),
        (
            "The prime minister sang. The finance minister danced.",
            ["The prime minister", "The finance minister"],
            ["prime minister", "finance minister"],
        ),
    ],
    ids=["another office", "the noun alone", "a higher rank", "the same rank", "two without names"],
)
def test_an_office_is_held_by_who_has_it(text, sources, right):
    speech = ["sang", "danced"][: len(sources)]
    assert speakers(cast(text, ["Ann Lee"], sources=list(zip(speech, sources, strict=True)))) == right


@pytest.mark.parametrize(
    ("between", "count"),
    [(", better known as ", 1), (", aka ", 1), (", nicknamed ", 1), (" nicknamed ", 2), (" called ", 2), (", known to ", 2)],
)
def test_another_name_is_the_same_person(between, count):
    result = cast(f"There was Sean Moss{between}Zilla. Moss left, and Zilla sang.", ["Sean Moss", "Moss", "Zilla"])
    assert [actor.name for actor in result.actors] == ["Sean Moss", "Zilla"][:count]


@pytest.mark.parametrize(
    "text",
    ["Finance Minister Dr. Ann Lee left. The minister sang.", "The minister, Alhaji Ann Lee, left. The minister sang."],
    ids=["behind the office", "behind a comma"],
)
def test_an_honorific_between_an_office_and_a_name_parts_them_not(text):
    assert speakers(cast(text, ["Ann Lee"], sources=[("sang", "The minister")])) == ["Ann Lee"]


@pytest.mark.parametrize(
    ("body", "words", "speaker"),
    [
        ("The prime minister says that taxes fall.", ("taxes fall", "The prime minister"), "prime minister"),
        ("It was dark. “I cried,” she said.", ("I cried", "she"), None),
        ("Amina Bello, a nurse, came. “I cried,” she said.", ("I cried", "she"), "Amina Bello"),
        ("Ann Lee, a nurse, came. “I cried,” she said.", ("I cried", "she"), "Ann Lee"),
        ("The nurse sang. Ann Lee, the nurse, left.", ("sang", "The nurse"), "Ann Lee"),
    ],
    ids=["an office", "a pronoun", "somebody else of the text", "the writer as a person of the text", "described before"],
)
def test_nobody_of_the_text_is_its_writer_unless_the_text_names_him(body, words, speaker):
    text = f"By Ann Lee\n\n{body}"
    assert speakers(cast(text, ["Ann Lee", "Amina Bello"], sources=[words], byline="By Ann Lee")) == [speaker]


def test_a_writer_whom_bylines_alone_name_stays_an_actor():
    text = "By Ann Lee\n\nIt was dark when she found the letter."
    assert words(text, named(cast(text, ["Ann Lee"], byline="By Ann Lee"), "Ann Lee")) == ["Ann Lee"]


@pytest.mark.parametrize(
    "source",
    ["The mother of Ann Lee", "A spokesman for Ann Lee", "A lawyer for Ms Ann Lee", "An aide to Ann Lee", "A minister under Ann Lee"],
)
def test_who_is_somebody_to_a_person_is_somebody_else(source):
    result = cast(f"“No”, said {source}. It was late.", ["Ann Lee"], sources=[("No", source)])
    speaker = result.actors[result.resolutions[0].actor]
    assert not speaker.named
    assert speaker.name == source.split()[1]
    assert named(result, "Ann Lee").roles == ()


@pytest.mark.parametrize(
    ("source", "right"),
    [
        ("the chief of staff Ann Lee", "Ann Lee"),
        ("the leader of Acme in Lagos Ann Lee", "Ann Lee"),
        ("the mother of Ann Lee, Bea Day", "Bea Day"),
    ],
)
def test_a_name_behind_its_own_description_speaks(source, right):
    assert speakers(cast(f"“No”, said {source}.", ["Ann Lee", "Bea Day"], ["Acme"], ["Lagos"], sources=[("No", source)])) == [right]


def test_a_noun_names_again_who_belongs_to_the_same_person():
    text = "A lawyer for Ann Lee slept. A lawyer for Bob Day sang. The lawyer for Ms Lee ran. The lawyer danced."
    result = cast(text, ["Ann Lee", "Bob Day", "Lee"], sources=[("ran", "The lawyer for Ms Lee"), ("danced", "The lawyer")])
    (lawyer,) = {resolution.actor for resolution in result.resolutions}
    assert words(text, result.actors[lawyer]) == ["A lawyer", "The lawyer", "The lawyer"]
    assert result.actors[lawyer].mentions[0].start == 0


def test_the_relative_of_one_person_is_not_another():
    text = "The mother of Ann Lee said so. The mother of Bea Day said so. They left."
    result = cast(text, ["Ann Lee", "Bea Day"], sources=[("said so", "The mother of Ann Lee")])
    assert speakers(result) == ["mother"]
    assert words(text, named(result, "Bea Day")) == ["Bea Day"]


@pytest.mark.parametrize(
    ("before", "title", "organisation", "former"),
    [
        ("Kisumu Gov.", "Gov", "Kisumu", False),
        ("The sheriff's Sgt.", "Sgt", None, False),
        ("Lt. Gov.", "Lt Gov", None, False),
        ("Popular Sen.", "Sen", None, False),
        ("Former presidential candidate Sen.", "Sen", None, False),
        ("DC", "DC", None, False),
        ("First Minister", "First Minister", None, False),
        ("Our first minister", "minister", None, False),
        ("Detective Constable", "Detective Constable", None, False),
        ("Housing Secretary", "Housing Secretary", None, False),
        ("The managing director", "managing director", None, False),
        ("Popular mayor", "mayor", None, False),
        ("It was late. Detective Chief Inspector", "Detective Chief Inspector", None, False),
        ("They left the bill. Political analyst", "Political analyst", None, False),
        ("The ball left goalkeeper", "goalkeeper", None, False),
        ("It put captain", "captain", None, False),
        ("A goal that left goalkeeper", "goalkeeper", None, False),
        ("Kisumu left winger", "left winger", "Kisumu", False),
        ("The left winger", "left winger", None, False),
        ("They sacked manager", "manager", None, False),
        ("Bob Day aide", "aide", None, False),
        ("Co-founder and chief executive", "Co-founder and chief executive", None, False),
        ("The poet and former minister", "minister", None, True),
        ("The President and Prime Minister", "Prime Minister", None, False),
    ],
    ids=lambda value: str(value),
)
def test_the_title_before_a_name_is_whole_and_nothing_else(before, title, organisation, former):
    result = cast(f"{before} Ann Lee came.", ["Ann Lee", "Bob Day"], places=["Kisumu"])
    assert [(role.title, role.organisation, role.former) for role in named(result, "Ann Lee").roles] == [(title, organisation, former)]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("The mayor of Lagos, Cllr Ann Lee, said so.", ["mayor", "Cllr"]),
        ("Acme President, Comrade Ann Lee, said so.", ["President"]),
        ("Its country director, Ann Lee, said so.", ["country director"]),
        ("He told his lawyer, Ann Lee, so.", []),
        ("It is late, according to the mayor, Ann Lee.", ["mayor"]),
        ("It is late, according to the commission's chairwoman, Ann Lee.", ["chairwoman"]),
        ("In Lagos, the provincial officer, Ann Lee, told us so.", ["provincial officer"]),
        ("Bob Day, the officer, Ann Lee, told us so.", []),
        ("It was kind to the mayor, Ann Lee.", []),
        ("Ann Lee, founder and chief executive of Acme, said so.", ["founder and chief executive"]),
        ("Ann Lee, a signalman and campaigner, said so.", ["signalman and campaigner"]),
        ("Ann Lee, a nurse and told us so.", ["nurse"]),
        ("Ann Lee, the coach and goalkeeper Bob Day said so.", ["coach"]),
    ],
)
def test_titles_set_off_by_commas(text, titles):
    result = cast(text, ["Ann Lee", "Bob Day"], ["Acme"], ["Lagos"])
    assert [role.title for role in named(result, "Ann Lee").roles] == titles


@pytest.mark.parametrize("noun", ["governor", "councillor"])
def test_an_abbreviated_title_is_what_its_noun_names_again(noun):
    text = f"Kisumu Gov. Ann Lee and Cllr Bob Day came. “No,” the {noun} said."
    result = cast(text, ["Ann Lee", "Bob Day"], places=["Kisumu"], sources=[("No,", f"the {noun}")])
    assert speakers(result) == [{"governor": "Ann Lee", "councillor": "Bob Day"}[noun]]


def test_the_person_of_two_joined_titles_speaks():
    text = "“No,” co-founder and CEO Ann Lee said. “Yes,” the co-founder said. “So,” the CEO said."
    sources = [("No,", "co-founder and CEO Ann Lee"), ("Yes,", "the co-founder"), ("So,", "the CEO")]
    assert speakers(cast(text, ["Ann Lee"], sources=sources)) == ["Ann Lee"] * 3


@pytest.mark.parametrize(
    ("source", "right"),
    [("Kisumu Gov. Ann Lee", "Ann Lee"), ("Kisumu Press Secretary Ann Lee", "Ann Lee"), ("Kisumu and President Ann Lee", "Kisumu")],
)
def test_a_name_before_an_office_is_not_the_speaker(source, right):
    assert speakers(cast(f"“No”, said {source}.", ["Ann Lee", "Kisumu"], sources=[("No", source)])) == [right]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Ann Lee, a mother of six, came.", []),
        ("His wife, Ann Lee, came.", []),
        ("The woman was Ann Lee, the widow of Bob Day.", []),
        ("Ann Lee, a mother and teacher, came.", ["mother and teacher"]),
        ("Sister Ann Lee came.", ["Sister"]),
        ("Ann Lee, a head nurse, came.", ["head nurse"]),
    ],
)
def test_kinship_is_no_role(text, titles):
    assert [role.title for role in named(cast(text, ["Ann Lee", "Bob Day"]), "Ann Lee").roles] == titles


def test_kinship_names_again_who_has_it():
    text = "Ann Lee, a mother of six, came. “No,” the mother said."
    assert speakers(cast(text, ["Ann Lee"], sources=[("No,", "the mother")])) == ["Ann Lee"]


@pytest.mark.parametrize(
    ("first", "source", "right"),
    [
        ("Tom and Mary Kent run it.", "Mr Kent", "Tom Kent"),
        ("Tom and Mary Kent run it.", "Mrs Kent", "Mary Kent"),
        ("Tom Day came. Tom and Mary Kent run it.", "Mr Kent", "Kent"),
        ("Tom met Mary Kent.", "Mr Kent", "Kent"),
    ],
    ids=["he", "she", "a Tom of another name", "no couple"],
)
def test_two_given_names_before_one_family_name(first, source, right):
    text = f"{first} “No,” {source} said."
    assert speakers(cast(text, ["Tom Day", "Tom", "Mary Kent", source], sources=[("No,", source)])) == [right]


def test_one_given_name_beside_a_full_name_gets_no_family_name_without_need():
    result = cast("Tom and Mary Kent run it. Tom left.", ["Tom", "Mary Kent"])
    assert [actor.name for actor in result.actors if actor.named] == ["Tom", "Mary Kent"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ALC strikes. The Avon Labour Congress, ALC, met.", ["Avon Labour Congress"]),
        ("ALB strikes. The Avon Labour Congress met.", ["ALB", "Avon Labour Congress"]),
        ("Alc strikes. The Avon Labour Congress met.", ["Alc", "Avon Labour Congress"]),
    ],
    ids=["its acronym", "another", "no acronym"],
)
def test_an_acronym_before_the_name_of_a_body_is_the_body(text, names):
    assert [actor.name for actor in cast(text, organisations=["ALC", "ALB", "Alc", "Avon Labour Congress"]).actors] == names


@pytest.mark.parametrize(
    ("text", "sources", "right"),
    [
        ("The bank says: rise. Costs fall, it says.", [("rise", "The bank"), ("Costs fall", "it")], ["bank", "bank"]),
        ("Acme says: rise. Bexo is weak. Costs fall, it says.", [("rise", "Acme"), ("Costs fall", "it")], ["Acme", "Acme"]),
        (
            "Acme says: rise. Bexo says: run. Costs fall, it says.",
            [("rise", "Acme"), ("run", "Bexo"), ("Costs fall", "it")],
            ["Acme", "Bexo", "Bexo"],
        ),
        ("Acme met Bexo. Ann Lee says: run. Costs fall, it says.", [("run", "Ann Lee"), ("Costs fall", "it")], ["Ann Lee", None]),
        ("Acme says: rise. A. B. C. D. Costs fall, it says.", [("rise", "Acme"), ("Costs fall", "it")], ["Acme", None]),
    ],
    ids=["a noun", "a body between", "the later of two", "a person", "far away"],
)
def test_it_is_the_body_that_spoke_last(text, sources, right):
    assert speakers(cast(text, ["Ann Lee"], ["Acme", "Bexo"], sources=sources)) == right


@pytest.mark.parametrize(
    ("text", "sources", "right"),
    [
        ("Ana Reis won. “So”, the Brazilian said.", [("So", "the Brazilian")], ["Ana Reis"]),
        ("Ana Reis won. “So”, the 23-year-old said.", [("So", "the 23-year-old")], ["Ana Reis"]),
        ("Ana Reis won. “So”, the 23-year-old Brazilian said.", [("So", "the 23-year-old Brazilian")], ["Ana Reis"]),
        ("Ana Reis beat Bea Lund, 23. “So”, the 23-year-old said.", [("So", "the 23-year-old")], ["Bea Lund"]),
        ("Brazilian runner Ana Reis beat Bea Lund. “So”, the Brazilian said.", [("So", "the Brazilian")], ["Ana Reis"]),
        ("Ana Reis beat Bea Lund. “So”, the Brazilian said.", [("So", "the Brazilian")], ["Brazilian"]),
        ("Bea Lund lost.\n\nAna Reis won. “So”, the Brazilian said.", [("So", "the Brazilian")], ["Ana Reis"]),
        ("Bea Lund lost. “Ana Reis won”, the Brazilian said.", [("Ana Reis won", "the Brazilian")], ["Bea Lund"]),
        ("Ana Reis, 31, won. “So”, the 23-year-old said.", [("So", "the 23-year-old")], [None]),
        ("Ana Reis won. “No”, a fan said. “So”, the Brazilian said.", [("No", "a fan"), ("So", "the Brazilian")], ["fan", "Brazilian"]),
        ("Ana Reis won. “So”, the Spanish said.", [("So", "the Spanish")], ["Spanish"]),
        ("Ana Reis won. “So”, the Brazilians said.", [("So", "the Brazilians")], ["Brazilians"]),
    ],
    ids=[
        "nation",
        "age",
        "both",
        "told age",
        "told nation",
        "two",
        "of the paragraph",
        "spoken of",
        "another age",
        "somebody spoke",
        "a people",
        "several",
    ],
)
def test_age_and_nation_name_the_one_person_whom_they_fit(text, sources, right):
    nations = ["Brazilian", "Brazilians", "Spanish"]
    assert speakers(cast(text, ["Ana Reis", "Bea Lund"], sources=sources, nations=nations)) == right


def test_age_and_nation_are_nobody_of_a_byline():
    text = "By Ann Lee\n\n“So”, the Brazilian said."
    assert speakers(cast(text, ["Ann Lee"], sources=[("So", "the Brazilian")], nations=["Brazilian"], byline="By Ann Lee")) == ["Brazilian"]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("A nurse called Thuy laughed. The nurse left.", ["A nurse", "Thuy", "The nurse"]),
        ("The woman beside me, a nurse called Thuy, laughed. The woman left.", ["The woman", "a nurse", "Thuy", "The woman"]),
        ("A judge named Thuy in a ruling.", ["Thuy"]),
        ("The coach named Thuy.", ["Thuy"]),
        ("The owner of a boat called Thuy left.", ["Thuy"]),
    ],
    ids=["called", "in apposition", "a verb", "a verb of somebody", "a thing"],
)
def test_who_is_called_so_is_that_person(text, mentions):
    assert words(text, named(cast(text, ["Thuy"]), "Thuy")) == mentions


@pytest.mark.parametrize(
    ("source", "right"),
    [
        ("the woman beside me, a nurse called Thuy", "Thuy"),
        ("the mother of Ann Lee, a nurse called Thuy", "Thuy"),
        ("Ann Lee, a nurse of Thuy", "Ann Lee"),
        ("the mother of Ann Lee, a nurse", "mother"),
    ],
)
def test_a_name_in_the_apposition_of_a_description_speaks(source, right):
    assert speakers(cast(f"“No”, said {source}.", ["Ann Lee", "Thuy"], sources=[("No", source)])) == [right]


def test_a_word_read_as_a_body_is_a_person_when_somebody_is_called_so():
    result = cast("A nurse called Thuy left a ship called Oryx.", organisations=["Thuy", "Oryx"])
    assert [(actor.name, actor.kind) for actor in result.actors] == [("Thuy", "person"), ("Oryx", "organisation")]


@pytest.mark.parametrize(
    ("before", "right"),
    [
        ("A woman sat.", "Vesna"),
        ("A woman sat with a man.", "Vesna"),
        ("A woman sat with a mother.", "woman"),
        ("A woman sat. It rains.", "woman"),
        ("A woman sat with Maria.", "woman"),
    ],
    ids=["one", "a man too", "two women", "further back", "a named one too"],
)
def test_she_is_who_sat_there(before, right):
    text = f"It is late. It is dark. {before} She is Vesna. “So”, says the woman."
    assert speakers(cast(text, ["Vesna", "Maria"], sources=[("So", "the woman")])) == [right]


def test_said_before_a_capital_is_the_verb():
    text = "Owner Ann Lee said Owner had escaped. The owner left."
    assert words(text, named(cast(text, ["Ann Lee"]), "Ann Lee")) == ["Owner", "Ann Lee", "The owner"]
