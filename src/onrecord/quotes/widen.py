"""Sources with what belongs to them further to the left: the office before a name, the whole list, the name before "who"."""

from __future__ import annotations

from bisect import bisect_left

from onrecord.quotes.cues import AUXILIARIES, PREPOSITIONS
from onrecord.quotes.features import Scene
from onrecord.quotes.mentions import Mention, noun_kinds
from onrecord.quotes.words import word_class
from onrecord.types import Span

_LIST = 80  # words of a list
_VERBAL = 0.25  # share of uses as a cue from which a word is taken for a verb
_VERBS = word_class("finite") - {"'s"} | word_class("relative")
_CLAUSE_VERB = 0.5  # share of uses as a cue from which a word between two names is taken for the verb of a clause
_QUANTITY = 6  # words of "and a large number of elected"
_STEPS = 4  # nouns between "who" and the name they describe


def widened(scene: Scene, source: Span) -> Span:
    """A source with the office that opens the sentence before its name, and "who" or "which" with whom it stands for.

    "The board's new chair, | Ada Lane"; "Ada Lane, jurist and former judge, | who"; "Many speakers including Ada Lane | and Bo Berg".
    """
    view = scene.view
    first = view.word_at(source.start)
    if first < 2 or first >= len(view.words) or view.inside[first] >= 0:
        return source
    start, _ = view.sentence_bounds(first)
    whole = _including(scene, first, max(start, first - _LIST))
    if whole is not None:
        return Span(view.starts[whole.start], source.end)
    listed = _list(scene, first, view.word_at(source.end), start)
    if listed is not None:
        return listed
    before = _ending_at(scene, first - (view.lower[first - 1] == ","), start)
    if before is None:
        return source
    if view.lower[first] == "who" or (view.lower[first] == "which" and view.lower[first - 1] == ","):
        return Span(view.starts[_described(scene, _governing(scene, before, start), start).start], source.end)
    named = view.words[first][0].isupper() and view.lower[first - 1] == ","
    return Span(view.starts[start], source.end) if named and noun_kinds().get(before.head) == "role" and before.start == start else source


def _with_complement(scene: Scene, place: int) -> Span:
    """A mention with what "of" or "for" adds to it: "the Committee | for a Free Press"."""
    view, mention = scene.view, scene.mentions[place]
    end = mention.end
    for following in scene.mentions[place + 1 : place + 3]:
        if following.start != end + 1 or view.lower[end] not in ("of", "for"):
            break
        end = following.end
    return Span(view.starts[mention.start], view.ends[end - 1])


def _including(scene: Scene, first: int, start: int) -> Mention | None:
    """Of whom a list that ends with the source names some: the mention before "including"."""
    view = scene.view
    if view.lower[first - 1] not in (",", "and"):
        return None
    for word in range(first - 1, start, -1):
        lower = view.lower[word]
        if lower == "including":
            end = word - (view.lower[word - 1] == ",")
            place = bisect_left(scene.mentions, end, key=lambda mention: mention.end)  # it may hold "including" and a name
            near = place < len(scene.mentions) and start <= scene.mentions[place].start < end
            return scene.mentions[place] if near else None
        if lower in _VERBS or lower in AUXILIARIES or scene.cues.get(lower, 0.0) >= _VERBAL or view.inside[word] >= 0:
            return None
    return None


def _list(scene: Scene, first: int, behind: int, start: int) -> Span | None:
    """The list that opens the sentence and of which the source is the middle: "Several bakers, | millers | and many farmers"."""
    view = scene.view
    if view.lower[first - 1] != "," or view.lower[behind : behind + 1] != ["and"] or view.words[first][0].isupper():
        return None
    if first - start > _LIST or view.lower[start] not in word_class("subject") or not view.lower[first - 2].endswith("s"):
        return None  # "On Tuesday, bakers and farmers said"
    place = bisect_left(scene.mentions, behind + 1, key=lambda mention: mention.start)
    if place == len(scene.mentions) or scene.mentions[place].start > behind + _QUANTITY:
        return None
    if any(view.lower[word] in _VERBS or view.lower[word] in PREPOSITIONS - {"of"} for word in range(start, scene.mentions[place].end)):
        return None
    return Span(view.starts[start], _with_complement(scene, place).end)


def _ending_at(scene: Scene, end: int, start: int) -> Mention | None:
    """The mention that ends right before a word, in the sentence that begins at `start`."""
    place = bisect_left(scene.mentions, end, key=lambda mention: mention.end)
    if place < len(scene.mentions) and scene.mentions[place].end == end and scene.mentions[place].start >= start:
        return scene.mentions[place]
    return None


def without_clause(scene: Scene, source: Span) -> Span:
    """A source without a clause before it: "though Ada Lane blamed the board, | the union" called it a triumph."""
    view = scene.view
    first, last = view.word_at(source.start), view.word_at(source.end - 1)
    if last >= len(view.words):
        return source
    comma = next((word for word in range(last - 1, first, -1) if view.lower[word] == ","), first)
    verbs = (word for word in range(first + 1, comma) if scene.cues.get(view.lower[word], 0.0) >= _CLAUSE_VERB)
    told = any(word_class("relative").isdisjoint(view.lower[first:word]) and not _is_noun(scene, word) for word in verbs)
    if not told:
        return source
    if view.lower[comma + 1] not in word_class("relative"):
        return Span(view.starts[comma + 1], source.end)
    before = _ending_at(scene, comma, first)
    return Span(view.starts[before.start], source.end) if before is not None else source


def _is_noun(scene: Scene, word: int) -> bool:
    """True for a word that may be a noun here: no mention ends right before it, or it ends one."""
    return _ending_at(scene, word, 0) is None or _ending_at(scene, word + 1, 0) is not None


def _governing(scene: Scene, mention: Mention, start: int) -> Mention:
    """The mention that one behind a preposition says more of: "a lawyer | from Leeds", who said so."""
    if mention.start <= start or scene.view.lower[mention.start - 1] not in ("of", "from", "in", "at", "for"):
        return mention
    before = _ending_at(scene, mention.start - 1, start)
    return before if before is not None and before.kind in ("role", "group") else mention


def _described(scene: Scene, mention: Mention, start: int) -> Mention:
    """The name that a list of descriptions before "who" belongs to; the mention itself where there is none."""
    at = mention
    for _ in range(_STEPS):
        if at.kind == "name" or at.start <= start or scene.view.lower[at.start - 1] not in (",", "and"):
            break
        before = _ending_at(scene, at.start - 1, start)
        if before is None:
            break
        at = before
    return at if at.kind == "name" else mention
