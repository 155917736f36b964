"""The training sets, each read into `Lesson`s: a text and whatever its annotators said about it.

What a set does not annotate is `None` in its lessons and costs nothing in training. Only sets whose licence lets weights
ship are read here; the card of the model names them.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.lexicon import table
from onrecord.read.borders import tidied
from onrecord.types import Span

Name = tuple[int, int, str]
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Mark:
    """A quotation-marked region. `speech` false: marks that quote nobody. Source and cue null: none annotated."""

    start: int
    end: int
    speech: bool
    source: Stretch | None = None
    cue: Stretch | None = None


@dataclass(frozen=True)
class Act:
    """One attribution: cue, source, and the stretches of what is attributed."""

    cue: Stretch | None
    source: Stretch | None
    contents: tuple[Stretch, ...]


@dataclass
class Lesson:
    """A text with its annotation; every offset counts code points of `text`."""

    text: str
    names: list[Name] | None = None
    misc: bool = False  # MISC is annotated (otherwise "no name" may hide one)
    unsure: list[Stretch] = field(default_factory=list)  # nothing is learned about names here
    sentences: list[Stretch] | None = None
    pos: list[Name] | None = None
    marks: list[Mark] | None = None
    acts: list[Act] | None = None


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


LABELS = {
    "PER": "PERSON", "PERSON": "PERSON", "Person": "PERSON",
    "ORG": "ORG", "Organisation": "ORG",
    "LOC": "LOC", "GPE": "LOC", "FAC": "LOC", "Location": "LOC",
    "MISC": "MISC", "EVENT": "MISC", "PRODUCT": "MISC", "WORK_OF_ART": "MISC", "NORP": "MISC", "Nationality": "MISC",
}  # fmt: skip


def peoples() -> frozenset[str]:
    """Names and adjectives of peoples, with plural."""
    words = {word for row in table("places/demonyms.tsv") for word in row[1].split("|")}
    return frozenset(words | {word + "s" for word in words})


ALWAYS_ORG = re.compile(
    r"\b(?:University|College|Diocese|Archdiocese|Parliament|Senate|Government|Navy|Police|Ministry|Institute|Embassy)(?: of\b|$)"
)


def names_of(row: dict[str, Any], peoples: frozenset[str]) -> list[Name]:
    """The outermost names of a row in the four labels, as one convention wants them.

    A people's name or adjective is MISC whatever the set calls it; articles and the titles of persons stand outside; schools
    and the bodies of states are ORG, also where a set means their houses.
    """
    spans = row["ents_common"] if row.get("ents_common") is not None else row["ents"]
    kept: list[Name] = []
    for start, end, label in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if label not in LABELS or any(start < e and s < end for s, e, _ in kept):
            continue
        name = row["text"][start:end]
        if name.startswith("the "):
            start, name = start + 4, name[4:]
        known = "MISC" if name in peoples else LABELS[label]
        kept.append((start, end, "ORG" if known == "LOC" and ALWAYS_ORG.search(name) else known))
    without_titles = tidied(row["text"], [(Span(start, end), label, 1.0) for start, end, label in kept if start < end])
    return sorted((span.start, span.end, label) for span, label, _ in without_titles)


def joined(parts: Iterable[tuple[str, list[Name]]], glue: str, misc: bool, sentences: bool) -> Lesson:
    """One lesson of several texts."""
    text, names, bounds = "", [], []
    for part, found in parts:
        text += glue if text else ""
        names += [(s + len(text), e + len(text), label) for s, e, label in found]
        bounds.append((len(text), len(text) + len(part)))
        text += part
    return Lesson(text, names, misc, sentences=bounds if sentences else None)


def by_document(path: Path, peoples: frozenset[str], *, glue: str, misc: bool, sentences: bool) -> Iterator[Lesson]:
    """Sentence sets: the rows of one document as one text."""
    group: list[tuple[str, list[Name]]] = []
    document = None
    for row in rows(path):
        if row["doc"] != document and group:
            yield joined(group, glue, misc, sentences)
            group = []
        document = row["doc"]
        group.append((row["text"], names_of(row, peoples)))
    if group:
        yield joined(group, glue, misc, sentences)


def singles(path: Path, peoples: frozenset[str], *, misc: bool, at_once: int = 6) -> Iterator[Lesson]:
    """Sets of texts that do not belong together: some of them as paragraphs of one lesson."""
    group: list[tuple[str, list[Name]]] = []
    for row in rows(path):
        group.append((row["text"], names_of(row, peoples)))
        if len(group) == at_once:
            yield joined(group, "\n\n", misc, False)
            group = []
    if group:
        yield joined(group, "\n\n", misc, False)


PERSON_OF_NAME = re.compile(r"(?:[A-Z][\w.'’-]*|al-\w+|bin|ibn|van|de|von|el)(?: (?:[A-Z][\w.'’-]*|al-\w+|bin|ibn|van|de|von|el)){0,4}")
NAME_OF_WORDS = re.compile(r"[A-Z0-9][\w.'’&-]*(?: (?:of|for|the|and|in|de|al|[A-Z0-9(][\w.'’&)-]*)){0,8}")


def mentions(path: Path, peoples: frozenset[str]) -> Iterator[Lesson]:
    """re3d marks mentions ("rebels", "Minister for …, A. B."): keep what reads as a name, stay silent on the rest."""
    for row in rows(path):
        kept: list[Name] = []
        unsure: list[Stretch] = []
        for start, end, label in sorted(row["ents"], key=lambda s: (s[0] - s[1], s[0])):
            if label not in LABELS:
                continue
            pattern = PERSON_OF_NAME if label == "Person" else NAME_OF_WORDS
            text = row["text"][start:end]
            if text.endswith(("’s", "'s")):
                end, text = end - 2, text[:-2]
            if pattern.fullmatch(text) and not text.startswith("The ") and not any(start < e and s < end for s, e, _ in kept):
                kept.append((start, end, "MISC" if text in peoples else LABELS[label]))
            else:
                unsure.append((start, end))
        yield Lesson(row["text"], sorted(kept), unsure=unsure)


# treebanks ------------------------------------------------------------------------------------------------------------


def treebank(path: Path) -> Iterator[tuple[str, Lesson, dict[str, int]]]:
    """(document, lesson, where each sentence starts) of a CoNLL-U file, with its sentences and parts of speech."""
    document, glue = "", ""
    lesson: Lesson | None = None
    starts: dict[str, int] = {}
    for name, paragraph, sentence, text, space, tokens in conllu_sentences(path):
        if name != document or lesson is None:
            if lesson is not None:
                yield document, lesson, starts
            document, lesson, starts, glue = name, Lesson("", sentences=[], pos=[]), {}, ""
        if lesson.text:
            lesson.text += "\n\n" if paragraph else glue
        base = len(lesson.text)
        lesson.text += text
        starts[sentence] = base
        assert lesson.sentences is not None
        assert lesson.pos is not None
        lesson.sentences.append((base, base + len(text)))
        at = 0
        for form, tag in tokens:
            found = text.find(form, at)
            if found >= 0:
                lesson.pos.append((base + found, base + found + len(form), tag))
                at = found + len(form)
        glue = " " if space else ""
    if lesson is not None:
        yield document, lesson, starts


def conllu_sentences(path: Path) -> Iterator[tuple[str, bool, str, str, bool, list[tuple[str, str]]]]:
    """(document, begins a paragraph, sentence id, text, space after, (form, tag) of every token)."""
    document, paragraph, sentence, text = "", True, "", ""
    tokens: list[tuple[str, str]] = []
    space, covered, pending = True, 0, False
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if line.startswith("# newdoc"):
                document, paragraph = line.partition("=")[2].strip(), True
            elif line.startswith("# newpar"):
                paragraph = True
            elif line.startswith("# sent_id"):
                sentence = line.partition("=")[2].strip()
            elif line.startswith("# text ="):
                text = line.partition("=")[2].strip()
            elif line and not line.startswith("#"):
                cells = line.split("\t")
                number = cells[0]
                if "-" in number:
                    tokens.append((cells[1], ""))
                    covered, pending, space = int(number.rpartition("-")[2]), True, "SpaceAfter=No" not in line
                elif "." not in number:
                    if int(number) > covered:
                        tokens.append((cells[1], cells[3]))
                        space = "SpaceAfter=No" not in line
                    elif pending:  # the first word speaks for a token of several
                        tokens[-1], pending = (tokens[-1][0], cells[3]), False
            elif not line and text:
                yield document, paragraph, sentence, text, space, tokens
                paragraph, text, tokens, space, covered = False, "", [], True, 0


def ewt(folder: Path, peoples: frozenset[str]) -> Iterator[Lesson]:
    """English EWT: the treebank's sentences and tags, with the names that Universal NER marked in the same sentences."""
    named = {row["id"]: row for row in rows(folder / "uner_ewt/train.jsonl.gz")}
    for _, lesson, starts in treebank(folder / "ud/en_ewt-ud-train.conllu.gz"):
        lesson.names = []
        ends = dict(zip(starts, lesson.sentences or (), strict=True))
        for sentence in starts:
            row = named.get(sentence)
            ours = [i for i in range(*ends[sentence]) if not lesson.text[i].isspace()]
            theirs = [] if row is None else [i for i, c in enumerate(row["text"]) if not c.isspace()]
            if row is None or [lesson.text[i] for i in ours] != [row["text"][i] for i in theirs]:
                lesson.unsure.append(ends[sentence])
                continue
            place = dict(zip(theirs, ours, strict=True))  # the two texts differ in white space only
            lesson.names += [(place[s], place[e - 1] + 1, label) for s, e, label in names_of(row, peoples)]
        yield lesson


def gum(folder: Path, peoples: frozenset[str], leave_out: frozenset[str]) -> Iterator[Lesson]:
    """GUM's open genres, without the documents on which speakers are scored."""
    named = {row["id"]: row for row in rows(folder / "gum_named/train.jsonl.gz")}
    for document, lesson, _ in treebank(folder / "ud/en_gum-ud-train.open.conllu.gz"):
        row = named.get(document)
        if document in leave_out:
            continue
        if row is not None and row["text"] == lesson.text:
            lesson.names = names_of(row, peoples)
        elif row is not None:
            yield Lesson(row["text"], names_of(row, peoples), sentences=[(s, e) for s, e in row["sents"]])
        yield lesson


# quotations -----------------------------------------------------------------------------------------------------------


def stretch(span: dict[str, Any] | None) -> Stretch | None:
    return None if span is None else (span["start"], span["end"])


def polnear(folder: Path) -> Iterator[Lesson]:
    """PolNeAR: marked regions and all attributions of the same articles."""
    acts = {row["id"]: row for row in rows(folder / "polnear/train.jsonl.gz")}
    for row in rows(folder / "polnear_segments/train.jsonl.gz"):
        marks = [Mark(q["start"], q["end"], True, stretch(q["speaker"]), stretch(q["cue"])) for q in row["quotes"]]
        marks += [Mark(q["start"], q["end"], False) for q in row["nonquotes"] if not q["in_discuss_discard"]]
        yield Lesson(
            row["text"],
            marks=sorted(marks, key=lambda m: (m.start, m.end)),
            acts=[Act(stretch(q["cue"]), stretch(q["speaker"]), tuple((s, e) for s, e in q["parts"])) for q in acts[row["id"]]["quotes"]],
        )


def lessons(data: Path, peoples: frozenset[str]) -> dict[str, list[Lesson]]:
    """All training sets by name."""
    entities = data / "entities"
    leave_out = frozenset(row["doc"] for row in rows(data / "speakers/mentions_gum.jsonl.gz"))
    sets: dict[str, list[Lesson]] = {
        "ewt": list(ewt(entities, peoples)),
        "gum": list(gum(entities, peoples, leave_out)),
        "wikigold": list(by_document(entities / "wikigold/all.jsonl.gz", peoples, glue=" ", misc=True, sentences=True)),
        "redocred": [
            Lesson(row["text"], names_of(row, peoples), True)
            for part in ("dev", "test")
            for row in rows(entities / f"redocred/{part}.jsonl.gz")
        ],
        "polnear": list(polnear(data / "quotes")),
    }
    for domain in ("politics", "ai", "literature", "music", "science"):
        sets[f"crossner_{domain}"] = list(singles(entities / f"crossner_{domain}/train.jsonl.gz", peoples, misc=True))
    sets["re3d"] = [lesson for path in sorted((entities / "re3d").glob("*.jsonl.gz")) for lesson in mentions(path, peoples)]
    sets["btc"] = [lesson for part in "abeg" for lesson in singles(entities / f"btc/{part}.jsonl.gz", peoples, misc=False)]
    return sets
