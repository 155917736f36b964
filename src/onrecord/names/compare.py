"""Two names: the same person, different ones, or not to be told from the names alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.names.fold import sound_key
from onrecord.names.parse import Name, Word, given_names, parse_name
from onrecord.names.words import Relation, relate
from onrecord.types import Match

SAME_FROM = 0.8  # one threshold everywhere: pairs at or above it are the same
DIFFERENT_BELOW = 0.45


@dataclass(frozen=True, slots=True)
class Alignment:
    """Words of one name set against words of another: pairs of positions, and what is left over on each side."""

    pairs: tuple[tuple[int, int, Relation], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]

    @property
    def turned(self) -> bool:
        """True when the order of the words differs."""
        rights = [j for _, j, _ in self.pairs]
        return rights != sorted(rights)


def compare_names(a: str, b: str) -> Match:
    """Compare two names as written. Symmetric; a name is the same as itself.

    Args:
        a: A name as it stands in a text, with titles, roles or suffixes if it has them.
        b: Another.

    Returns:
        Score in [0, 1], the judgement, and its reason. "same" means: a careful reader takes the names for one
        person's; a shared surname, or a short name beside a full one, is "unsure".
    """
    if a == b:
        return Match(1.0, "same", "equal")
    first, second = sorted((a, b))
    return compare_parsed(parse_name(first), parse_name(second))


@lru_cache(maxsize=1 << 15)
def compare_parsed(a: Name, b: Name) -> Match:
    """`compare_names` for names already parsed."""
    if b.key < a.key:
        a, b = b, a
    if not a.words or not b.words:
        return Match(0.0, "unsure", "no name")
    if a.gender and b.gender and a.gender != b.gender:
        return Match(0.1, "different", "honorifics of different gender")
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return Match(0.1, "different", f"generation {a.suffix} and {b.suffix}")
    if a.key == b.key:
        return Match(1.0, "same", "equal words")
    if "".join(word.text for word in a.words) == "".join(word.text for word in b.words):
        alone = a.suffix or b.suffix
        if alone in ("", "sr"):
            return Match(0.97, "same", "equal letters")
        return Match(0.55, "unsure", f"generation {alone} told by one name only")
    if _plainly_different(a, b):
        return Match(0.1, "different", f"{a.solid[0].text} {a.surname} and {b.solid[0].text} {b.surname} differ")
    match = _judge(a, b, align(a.words, b.words))
    if match.judgement == "same" and bool(a.suffix) != bool(b.suffix) and (a.suffix or b.suffix) not in ("sr",):
        return Match(0.55, "unsure", f"generation {a.suffix or b.suffix} told by one name only")
    return match


def _plainly_different(a: Name, b: Name) -> bool:
    """A cheap look at names of two plain words each: one word in conflict both ways round settles it."""
    if not len(a.words) == len(a.solid) == len(b.words) == len(b.solid) == 2:
        return False
    (a_first, a_last), (b_first, b_last) = a.solid, b.solid
    straight = _related(a_first, b_first) and _related(a_last, b_last)
    return not straight and not (_related(a_first, b_last) and _related(a_last, b_first))


def _related(one: Word, other: Word) -> bool:
    return (relate(one, other) if one.text <= other.text else relate(other, one)).score > 0


def align(a: tuple[Word, ...], b: tuple[Word, ...]) -> Alignment:
    """Pair up words, best relation first, nearest places (from the end) first among equals."""
    a_end, b_end = len(a), len(b)
    options = []
    for i, one in enumerate(a):
        for j, other in enumerate(b):
            if (one.kind == "particle") != (other.kind == "particle"):
                continue
            relation = relate(one, other) if one.text <= other.text else relate(other, one)
            if relation.kind == "initial" and not _initial_fits(a, i, b, j):
                continue
            if relation.score > 0:
                distance = min(abs(i - j), abs((a_end - i) - (b_end - j)))
                options.append((-relation.score, distance, i + j, i, j, relation))
    options.sort(key=lambda option: option[:5])
    used_a: set[int] = set()
    used_b: set[int] = set()
    pairs = []
    for *_, i, j, relation in options:
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            pairs.append((i, j, relation))
    pairs.sort(key=lambda pair: pair[:2])
    rest_a = [i for i in range(len(a)) if i not in used_a]
    rest_b = [j for j in range(len(b)) if j not in used_b]
    _join(a, b, rest_a, rest_b, pairs)
    return Alignment(tuple(pairs), tuple(rest_a), tuple(rest_b))


def _initial_fits(a: tuple[Word, ...], i: int, b: tuple[Word, ...], j: int) -> bool:
    """An initial stands for a word in the same place, or for the last word when it is last itself ("Ahmed K.")."""
    if i != j and not (a[i].kind == b[j].kind == "initial"):
        return False
    return (i == len(a) - 1) == (j == len(b) - 1) or a[i].kind == b[j].kind


def _join(a: tuple[Word, ...], b: tuple[Word, ...], rest_a: list[int], rest_b: list[int], pairs: list[tuple[int, int, Relation]]) -> None:
    """Set two neighbouring words against one that is both joined: "Abd al-Latif" and "Abdullatif"."""
    for one, other, rest_one, rest_other, swap in ((a, b, rest_a, rest_b, False), (b, a, rest_b, rest_a, True)):
        for j in list(rest_other):
            for size in (3, 2):
                runs = [range(i, i + size) for i in range(len(one) - size + 1)]
                free = [run for run in runs if any(k in rest_one for k in run)
                        and all(k in rest_one or one[k].kind == "particle" for k in run)]  # fmt: skip
                fitting = [run for run in free if _joined_alike("".join(one[k].text for k in run), other[j].text)]
                if fitting and j in rest_other:
                    run = fitting[0]
                    rest_other.remove(j)
                    for k in run:
                        if k in rest_one:
                            rest_one.remove(k)
                    place = next((k for k in run if one[k].kind != "particle"), run[0])
                    pairs.append((j, place, Relation("joined", 0.95)) if swap else (place, j, Relation("joined", 0.95)))
    pairs.sort(key=lambda pair: pair[:2])


def _joined_alike(joined: str, word: str) -> bool:
    return joined == word or (len(word) > 4 and sound_key(joined) == sound_key(word))


def _judge(a: Name, b: Name, alignment: Alignment) -> Match:
    words_a, words_b = a.words, b.words
    solid_pairs = [(i, j, relation) for i, j, relation in alignment.pairs if words_a[i].kind != "particle"]
    left = [i for i in alignment.left if words_a[i].kind != "particle"]
    right = [j for j in alignment.right if words_b[j].kind != "particle"]
    if not solid_pairs:
        return Match(0.0, "different", "no word in common")
    weakest = min((relation for _, _, relation in solid_pairs), key=lambda relation: relation.score)
    total = sum(relation.score for _, _, relation in solid_pairs) / len(solid_pairs)
    told = _tell(words_a, words_b, solid_pairs)
    if left and right:
        return _conflict(a, b, left, right, told)
    if not a.full or not b.full:
        if len(words_a) == len(words_b) == 1:
            return _verdict(
                weakest.score - (0.15 if weakest.kind not in ("equal", "transliteration", "damaged", "misspelt") else 0.0), told
            )
        return Match(round(0.6 * total, 3), "unsure", f"short name: {told}")
    if _generations_swapped(a, b, solid_pairs):
        return Match(0.1, "different", f"father and son change places: {told}")
    if (left or right) and _initials_differ(a, b, left, right):
        return Match(0.55, "unsure", f"one initial more: {told}")
    if words_a[-1].kind == "initial" or words_b[-1].kind == "initial":
        return Match(0.55, "unsure", f"the last name is an initial: {told}")
    firm = [relation for _, _, relation in solid_pairs if relation.kind != "initial"]
    if not firm:
        return Match(0.5, "unsure", f"initials only: {told}")
    score = total - 0.5 * (1 - weakest.score) * (weakest.score < 0.8 and len(solid_pairs) < 4)
    if weakest.kind == "two given names":
        return Match(0.3, "different", told) if left or right else Match(0.55, "unsure", told)
    weak = sum(relation.score < 0.9 and relation.kind != "initial" for _, _, relation in solid_pairs)
    if weak > 1 or (weak and len(solid_pairs) == 1):
        score -= 0.15
    if alignment.turned:
        score -= 0.03
    longer, shorter_last, extra = _extra(a, b, alignment, left, right)
    if extra:
        score -= 0.03 * len(extra)
        if len(solid_pairs) == 1:
            return Match(round(min(score, 0.6), 3), "unsure", f"one word of the longer name only: {told}")
        if shorter_last is not None and extra[-1] > shorter_last:
            # Something follows the shorter name's family name: a second surname, or another person (Martin Luther King).
            if longer.words[shorter_last].text in given_names():
                score = min(score, 0.7)
            told += "; more words after the family name"
    return _verdict(score, told)


_PATRONYMIC = frozenset(["bin", "ibn", "ben", "bint"])


def _generations_swapped(a: Name, b: Name, pairs: list[tuple[int, int, Relation]]) -> bool:
    """True for "Salman bin Muhammad" and "Muhammad bin Salman"."""
    if not all(any(word.text in _PATRONYMIC for word in name.words) for name in (a, b)):
        return False
    starts = [min(i for i, word in enumerate(name.words) if word.kind != "particle") for name in (a, b)]
    places = {i: j for i, j, _ in pairs}
    return places.get(starts[0], starts[1]) != starts[1] and "," not in a.text + b.text


def _initials_differ(a: Name, b: Name, left: list[int], right: list[int]) -> bool:
    """True when both names carry middle initials and one has more: George W. Bush, George H. W. Bush."""
    middle = [[i for i, word in enumerate(name.words) if i and word.kind == "initial"] for name in (a, b)]
    return bool(middle[0] and middle[1]) and any(i in left for i in middle[0]) != any(j in right for j in middle[1])


def _extra(a: Name, b: Name, alignment: Alignment, left: list[int], right: list[int]) -> tuple[Name, int | None, list[int]]:
    """The longer name, where in it the shorter one's last word stands, and the words it has more."""
    if left:
        places = [i for i, _, _ in alignment.pairs if a.words[i].kind != "particle"]
        return a, max(places, default=None), left
    places = [j for _, j, _ in alignment.pairs if b.words[j].kind != "particle"]
    return b, max(places, default=None), right


def _conflict(a: Name, b: Name, left: list[int], right: list[int], told: str) -> Match:
    """Both names hold words that the other lacks."""
    initials = all(a.words[i].kind == "initial" for i in left) or all(b.words[j].kind == "initial" for j in right)
    lone = f"{a.words[left[-1]].text} and {b.words[right[-1]].text}"
    return Match(0.2 if initials else 0.1, "different", f"{lone} differ; {told}")


def _tell(a: tuple[Word, ...], b: tuple[Word, ...], pairs: list[tuple[int, int, Relation]]) -> str:
    """The relations found, in words."""
    told = []
    for i, j, relation in pairs:
        pair = a[i].text if a[i].text == b[j].text else f"{a[i].text}/{b[j].text}"
        told.append(f"{pair} {relation.kind}")
    return ", ".join(told)


def _verdict(score: float, told: str) -> Match:
    score = round(max(0.0, min(1.0, score)), 3)
    if score >= SAME_FROM:
        return Match(score, "same", told)
    return Match(score, "different" if score < DIFFERENT_BELOW else "unsure", told)
