import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.names import Bearer, cluster_bearers, cluster_names, compare_names, parse_name, resolve_article
from onrecord.names.blocking import candidate_pairs, keys_of


def clusters(rows):
    """Clusters of (doc, name) rows as a list of lists of row numbers."""
    answer = cluster_names({"id": f"m{i:03d}", "doc": doc, "name": name} for i, (doc, name) in enumerate(rows))
    groups = {}
    for i in range(len(rows)):
        groups.setdefault(answer[f"m{i:03d}"], []).append(i)
    return sorted(groups.values())


def persons(*names):
    return [place.person for place in resolve_article([parse_name(name) for name in names])]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Amina Bello", "Bello", "Mrs Bello", "Amina"), [0, 0, 0, 0]),
        (("Amina Bello", "Ibrahim Bello", "Bello"), [0, 1, 1]),
        (("Amina Bello", "Mr Ibrahim Bello", "Mrs Amina Bello", "Mr Bello", "Mrs Bello"), [0, 1, 0, 1, 0]),
        (("Bello", "Amina Bello"), [0, 0]),
        (("John Tyler Sr.", "John Tyler Jr.", "Tyler"), [0, 1, 1]),
        (("John Tyler Jr.", "John Tyler Sr.", "Tyler Sr.", "Tyler Jr."), [0, 1, 1, 0]),
        (("Sid Ahmed Ghozali", "Mr. Sid Ahmad Ghozali"), [0, 0]),
        (("W. Mark Felt", "Mark Felt", "Felt"), [0, 0, 0]),
        (("Mr Amina", "Amina Bello"), [0, 1]),
        (("Rossi", "Bianchi"), [0, 1]),
        (("Li Xiaoming", "Ms Li", "MS LI"), [0, 0, 0]),
        (("Lee Smith", "Mr Lee"), [0, 1]),
        (("Dr Bimal Das", "Das", "Dr Das"), [0, 0, 0]),
        (("Maria Ross", "Ian Ross", "Mrs Ross", "Mr Ross"), [0, 1, 0, 1]),
        (("Ian Ross", "Maria Ross", "Mrs Ross", "Mr Ross"), [0, 1, 1, 0]),
        (("Lee Jong-bok", "Mr Lee", "Ann Lee"), [0, 0, 1]),
        (("Ian Ross", "Mr Ross", "Mr Ross", "Alan Ross", "Mr Ross"), [0, 0, 0, 1, 0]),
        (("Ian Ross", "Mr Ross", "Alan Ross", "Mr Ross"), [0, 0, 1, 1]),
    ],
    ids=lambda value: " / ".join(map(str, value)),
)
def test_names_of_one_article(names, expected):
    assert persons(*names) == expected


def test_names_joined_by_and_are_two_people():
    placed = resolve_article([parse_name("Amina Bello"), parse_name("Bello")], apart=[(0, 1)])
    assert placed[0].person != placed[1].person


@pytest.mark.parametrize(("short", "person"), [("Miss Follett", 0), ("Mr Follett", 1)])
def test_a_noun_beside_a_name_tells_whose_a_title_is(short, person):
    names = [parse_name(text) for text in ("Marion Follett", "Piers Follett", short)]
    assert resolve_article(names, nouns={1: "m"})[2].person == person  # "her nephew, Piers Follett"


def test_a_short_name_is_resolved_in_its_article_first():
    rows = [("1", "Amina Bello"), ("1", "Bello"), ("2", "Ibrahim Bello"), ("2", "Bello"), ("3", "Amina Bello")]
    assert clusters(rows) == [[0, 1, 4], [2, 3]]


def test_a_surname_alone_joins_nobody_when_two_people_bear_it():
    rows = [("1", "Amina Bello"), ("2", "Amina Bello"), ("3", "Ibrahim Bello"), ("4", "Bello")]
    assert [3] in clusters(rows)


def test_a_surname_alone_joins_its_only_bearer():
    rows = [("1", "Amina Bello"), ("2", "Amina Bello"), ("3", "Bello")]
    assert clusters(rows) == [[0, 1, 2]]


def test_company_tells_which_bearer_of_a_surname_is_meant():
    rows = [("1", "Amina Bello"), ("1", "Chidi Okafor"), ("2", "Ibrahim Bello"), ("2", "Lena Vogt"), ("3", "Bello"), ("3", "Lena Vogt")]
    assert [2, 4] in clusters(rows)


def test_two_people_of_one_article_never_meet_by_a_chain():
    rows = [("1", "Jim Smith"), ("1", "Jimmy Smith"), ("2", "James Smith"), ("3", "Jan Smith"), ("3", "John Smith")]
    groups = clusters(rows)
    assert not any({3, 4} <= set(group) for group in groups)


def test_an_initial_does_not_contradict_a_pet_form_of_its_name():
    assert clusters([("1", "Robert Reed"), ("2", "Bob Reed"), ("3", "R. Reed")]) == [[0, 1, 2]]
    assert clusters([("1", "Robert Reed"), ("2", "Bob Reed"), ("3", "B. Reed"), ("4", "K. Reed")]) == [[0, 1, 2], [3]]


def test_unsure_pairs_are_reported_and_not_joined():
    bearers = [Bearer("1", "d1", ("Jim Smith",)), Bearer("2", "d2", ("Tim Smith",))]
    result = cluster_bearers(bearers)
    assert result.cluster["1"] != result.cluster["2"]
    assert [(pair.a, pair.b) for pair in result.unsure] == [("jim smith", "tim smith")]


def test_people_overrule_scores_and_different_is_never_violated():
    bearers = [Bearer(str(i), f"d{i}", (name,)) for i, name in enumerate(("Amina Bello", "Amina Bello", "A. M. Bello-Hart"))]
    apart = cluster_bearers(bearers, different=[(["0"], ["1"])])
    assert apart.cluster["0"] != apart.cluster["1"]
    joined = cluster_bearers(bearers, same=[(["0"], ["2"])])
    assert joined.cluster["0"] == joined.cluster["2"]


def test_told_gender_parts_namesakes():
    bearers = [Bearer("1", "d1", ("Robin Hart",), "f"), Bearer("2", "d2", ("Robin Hart",), "m"), Bearer("3", "d3", ("Robin Hart",), "f")]
    result = cluster_bearers(bearers)
    assert result.cluster["1"] == result.cluster["3"] != result.cluster["2"]


def test_the_result_does_not_depend_on_the_order_of_the_bearers():
    names = ["Amina Bello", "A. Bello", "Bello", "Amina Belo", "Ibrahim Bello", "Bob Marsh", "Robert Marsh", "Marsh"]
    bearers = [Bearer(f"k{i:02d}", f"d{i % 9}", (names[i % len(names)],), None, frozenset({f"c{i % 5}"})) for i in range(40)]
    first = cluster_bearers(bearers)
    for seed in range(3):
        shuffled = list(bearers)
        random.Random(seed).shuffle(shuffled)
        assert cluster_bearers(shuffled) == first


def test_new_articles_leave_other_people_alone():
    old = [Bearer(f"k{i}", f"d{i}", (name,)) for i, name in enumerate(("Amina Bello", "Chidi Okafor", "Lena Vogt"))]
    before = cluster_bearers(old)
    after = cluster_bearers([*old, Bearer("k9", "d9", ("Chidi Okafor",)), Bearer("k8", "d8", ("Zoe Zane",))])
    assert {key: after.cluster[key] for key in before.cluster} == before.cluster


@given(st.lists(st.sampled_from(["Ann", "Anne", "Bob", "Robert", "Lee", "Leigh", "Smith", "Smyth", "Jr.", "Dr.", "A.", "van", "al-Masri", "Masri", ",", "?mith"]), min_size=1, max_size=5),
       st.lists(st.sampled_from(["Ann", "Anne", "Bob", "Robert", "Lee", "Leigh", "Smith", "Smyth", "Jr.", "Dr.", "A.", "van", "al-Masri", "Masri", ",", "?mith"]), min_size=1, max_size=5))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_comparing_is_symmetric_and_a_name_is_itself(a, b):
    one, other = " ".join(a), " ".join(b)
    assert compare_names(one, other) == compare_names(other, one)
    assert compare_names(one, one).judgement == "same"


@pytest.mark.parametrize("title", ["Dr", "Prof.", "Senator"])
def test_a_title_without_gender_changes_nothing(title):
    assert compare_names(f"{title} Amina Bello", "Amina Bello").score == 1.0


def test_a_short_name_that_people_tied_to_a_full_one_is_not_asked_about_again():
    bearers = [Bearer("1", "d1", ("Amina Bello",)), Bearer("2", "d2", ("Chidi Bello",)), Bearer("3", "d3", ("Bello",))]
    assert cluster_bearers(bearers).unresolved == {"3"}
    decided = cluster_bearers(bearers, same=[(["1"], ["3"])])
    assert decided.cluster["1"] == decided.cluster["3"]
    assert not decided.unresolved
    assert not [pair for pair in decided.unsure if "bello@3" in (pair.a, pair.b)]


@pytest.mark.parametrize(("articles", "joined"), [(2, True), (9, False)], ids=["of two articles", "of nine articles"])
def test_only_what_few_articles_say_ties_a_short_name(articles, joined):
    told = frozenset({"organisation harbour board"})
    bearers = [
        Bearer("1", "d1", ("Amina Bello",), None, told),
        Bearer("2", "d2", ("Chidi Bello",)),
        Bearer("3", "d3", ("Bello",), None, told),
    ]
    bearers += [Bearer(f"x{i}", f"x{i}", (f"Lena Vog{'aeiou'[i % 5]}{i}",), None, told) for i in range(articles - 2)]
    result = cluster_bearers(bearers)
    assert (result.cluster["1"] == result.cluster["3"]) is joined


def test_pairs_to_compare_are_those_that_share_a_key_each_once():
    names = [
        parse_name(text) for text in ("Amina Bello", "A. Bello", "Aminah Belo", "Bello, Amina", "Jan Kos", "J. Kos", "Zoe Zane", "Bello")
    ]
    keys = [set(keys_of(name)) for name in names]
    pairs = list(candidate_pairs(names))
    assert pairs == sorted(set(pairs))
    full = {
        (i, j) for i in range(len(names)) for j in range(i + 1, len(names)) if any(not k.startswith("initial|") for k in keys[i] & keys[j])
    }
    assert full <= set(pairs)
    assert all(keys[i] & keys[j] for i, j in pairs)
    assert (0, 1) in pairs  # by its initial
    assert list(candidate_pairs([])) == []
