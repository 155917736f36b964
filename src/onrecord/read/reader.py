"""The reader as a spaCy component: one pass of the encoder per window, all findings set on the `Doc`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from onrecord.marks import marked_regions
from onrecord.read.borders import tidied
from onrecord.read.boundaries import start_sentences
from onrecord.read.consistency import consistent
from onrecord.read.decode import Floats, log_softmax, names, pointed, sigmoid, stretches
from onrecord.read.labels import NAME_TAGS, slices
from onrecord.read.names import is_country, is_town, set_names
from onrecord.read.pieces import Pieces, Splitter
from onrecord.read.sentences import kept_together, paragraph_goes_on, split_sentences
from onrecord.read.windows import Window, home, windows
from onrecord.resources import check_digests
from onrecord.types import Attribution, MarkedRegion, Reading, RegionReading, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

KEPT_TOGETHER = 2.0
"""What the score of a start loses behind the number of an item. Chosen, as the next, on EWT and GUM train and on our own dev pages."""
BEGINS = 1.5
"""Score from which a sentence starts below a blank line that looks as if it cut one in the middle."""
BRIDGE = 2  # pieces that may be missing inside what a cue governs
READING = "onrecord.reading"

Flags = NDArray[np.bool_]
Candidates = tuple[tuple[Span | None, float], ...]


class Reader:
    """Names, sentence starts and quotation from one encoder pass.

    Windows run one by one on one thread, so that what is found in a text never depends on what else is read.

    Args:
        model: Folder with `encoder.onnx`, `pointers.onnx`, `tokenizer.json`, `config.json` and `digests.json`.

    Raises:
        OnrecordError: E104 when a file of the model is missing or not the one that was shipped.
    """

    def __init__(self, model: Path) -> None:
        self._load(Path(model))

    def _load(self, model: Path) -> None:
        import onnxruntime as ort

        check_digests(model)
        self.model = model
        self.config: dict[str, Any] = json.loads((model / "config.json").read_text(encoding="utf-8"))
        self.splitter = Splitter(model / "tokenizer.json")
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        providers = ["CPUExecutionProvider"]
        self.encoder = ort.InferenceSession(str(model / "encoder.onnx"), options, providers=providers)
        self.pointers = ort.InferenceSession(str(model / "pointers.onnx"), options, providers=providers)
        self.heads = slices()
        bias: dict[str, float] = self.config["name_bias"]  # subtracted from the scores of a label
        self.name_bias = np.array([bias.get(tag.rpartition("-")[2], 0.0) for tag in NAME_TAGS], dtype=np.float32)

    def to_disk(self, path: str | Path, *, exclude: Any = ()) -> None:
        """Copy the model folder."""
        shutil.copytree(self.model, path, dirs_exist_ok=True)

    def from_disk(self, path: str | Path, *, exclude: Any = ()) -> Reader:
        """Load the model from another folder."""
        self._load(Path(path))
        return self

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.ents`, `doc.sents`, the reading and the probability of each entity."""
        text = doc.text
        regions = marked_regions(text)
        reading = Pass(self, text, regions)
        reading.set_entities(doc)
        reading.set_sentences(doc)
        found = reading.quotation()
        doc.user_data[READING] = found
        if doc.has_extension("reading"):
            doc._.reading = found
        return doc

    def encode(self, pieces: Pieces, window: Window) -> tuple[Floats, Floats]:
        """Hidden states and token scores of a window, framing pieces included."""
        inputs = self.splitter.framed(pieces, window.start, window.end)
        hidden, scores = self.encoder.run(None, dict(zip(("pieces", "shapes", "gaps", "quoted"), inputs, strict=True)))
        return hidden, scores


class Pass:
    """Everything that is read in one text."""

    def __init__(self, reader: Reader, text: str, regions: tuple[MarkedRegion, ...]) -> None:
        self.reader = reader
        self.text = text
        self.regions = regions
        self.pieces = reader.splitter(text, [(r.start, r.end) for r in regions if r.depth == 0])
        self.windows = windows(self.pieces)
        self.first = self.pieces.first
        self.last = np.append(self.first[1:], True) if len(self.pieces) else self.first
        self.hidden: dict[Window, Floats] = {}
        width = sum(s.stop - s.start for s in reader.heads.values())
        self.scores: Floats = np.zeros((len(self.pieces), width), dtype=np.float32)
        for window in self.windows:
            hidden, scores = reader.encode(self.pieces, window)
            self.hidden[window] = hidden
            at = 1 - window.start
            self.scores[window.core_start : window.core_end] = scores[window.core_start + at : window.core_end + at]

    def head(self, name: str) -> Floats:
        """Scores of one head for every piece."""
        return self.scores[:, self.reader.heads[name]]

    def span(self, first: int, last: int) -> Span:
        """Characters from one piece to another."""
        return Span(int(self.pieces.starts[first]), int(self.pieces.ends[last]))

    # names and sentences ----------------------------------------------------------------------------------------------

    def names(self) -> list[tuple[Span, str, float]]:
        """Every name with its label and probability, in text order."""
        heads = np.flatnonzero(self.first)
        tails = np.flatnonzero(self.last)
        scores = self.head("names")[heads]
        scores -= self.reader.name_bias
        found = [(self.span(heads[a], tails[b]), label, p) for a, b, label, p in names(log_softmax(scores))]
        return consistent(self.text, tidied(self.text, found), is_town, is_country)

    def set_entities(self, doc: Doc) -> None:
        """Names as entities of the Doc."""
        set_names(doc, self.names())

    def set_sentences(self, doc: Doc) -> None:
        """Sentence starts by the encoder and the rule together; a blank line starts one unless the sentence above plainly goes on."""
        if not len(doc):
            return
        text, pieces = self.text, self.pieces
        ruled, kept = {span.start for span in split_sentences(text)}, kept_together(text)
        by_rule, by_number = (np.array([start in known for start in pieces.starts.tolist()], dtype=bool) for known in (ruled, kept))
        speaks_for, speaks_against = self.reader.config["rule_weights"]
        score = self.head("sentence")[:, 1] - self.head("sentence")[:, 0]
        begins = score + np.where(by_rule, speaks_for, -speaks_against) - KEPT_TOGETHER * by_number > 0
        for i in np.flatnonzero(pieces.gaps == 4).tolist():
            goes_on = i and paragraph_goes_on(text, int(pieces.ends[i - 1]), int(pieces.starts[i]))
            begins[i] = not goes_on or score[i] > BEGINS
        start_sentences(doc, set(pieces.starts[begins & self.first].tolist()))

    # quotation --------------------------------------------------------------------------------------------------------

    def quotation(self) -> Reading:
        """Marked regions and attributions, with the probabilities of what belongs to them."""
        regions = [(region, cover) for region in self.regions if (cover := self._cover(region.start, region.end))]
        cues = self._cues()
        by_window: dict[Window, tuple[list[Any], list[Any]]] = {}
        for region, cover in regions:
            by_window.setdefault(home(self.windows, *cover), ([], []))[0].append((region, cover))
        for cue in cues:
            by_window.setdefault(home(self.windows, cue[0], cue[1]), ([], []))[1].append(cue)
        read: list[RegionReading] = []
        acts: list[Attribution] = []
        for window in sorted(by_window, key=lambda w: w.start):
            some_regions, some_cues = by_window[window]
            more_regions, more_acts = self._point(window, some_regions, some_cues)
            read += more_regions
            acts += more_acts
        return Reading(
            tuple(sorted(read, key=lambda r: (r.region.start, -r.region.end))), tuple(sorted(acts, key=lambda a: (a.cue.start, a.cue.end)))
        )

    def _cover(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last piece in a span of characters."""
        first = int(np.searchsorted(self.pieces.ends, start, side="right"))
        last = int(np.searchsorted(self.pieces.starts, end, side="left")) - 1
        return (first, last) if first <= last else None

    def _cues(self) -> list[tuple[int, int, float]]:
        """(first piece, last piece, probability) of every word or phrase that looks like a cue; whole words."""
        chances = np.exp(log_softmax(self.head("cue")))
        found, i, size = [], 0, len(self.pieces)
        heads = self.first.tolist()
        begins, inside = chances[:, 1].tolist(), chances[:, 2].tolist()
        least = float(self.reader.config["least_cue"])
        while i < size:
            if not heads[i] or begins[i] < least:
                i += 1
                continue
            j = i + 1
            while j < size and (not heads[j] or (inside[j] > 0.5 and begins[j] < 0.5)):
                j += 1
            found.append((i, j - 1, begins[i]))
            i = j
        return found

    def _point(self, window: Window, regions: list[Any], cues: list[Any]) -> tuple[list[RegionReading], list[Attribution]]:
        """Run the pointers of one window."""
        at, size = 1 - window.start, window.end - window.start + 2
        rows = np.zeros((1, 3 * max(len(regions), 1), size), dtype=np.float32)
        count = rows.shape[1] // 3
        for i, (_, (first, last)) in enumerate(regions):
            a, b = max(first + at, 1), min(last + at, size - 2)
            rows[0, i, a] = rows[0, count + i, b] = 1
            rows[0, 2 * count + i, a : b + 1] = 1 / (b + 1 - a)
        cue_rows = np.zeros((1, 2 * max(len(cues), 1), size), dtype=np.float32)
        cue_count = cue_rows.shape[1] // 2
        for i, (first, last, _) in enumerate(cues):
            a, b = first + at, min(last + at, size - 2)
            cue_rows[0, i, a] = 1
            cue_rows[0, cue_count + i, a : b + 1] = 1 / (b + 1 - a)
        inputs = {"hidden": self.hidden[window][None], "regions": rows, "cues": cue_rows}
        speech, *scores = (s[0] for s in self.reader.pointers.run(None, inputs))
        open_start = np.concatenate([[True], self.first[window.start : window.end], [False]])
        open_end = np.concatenate([[True], self.last[window.start : window.end], [False]])
        read = []
        for i, (region, (first, last)) in enumerate(regions):
            outside = np.ones(size, dtype=bool)
            outside[max(first + at, 1) : last + at + 1] = False
            read.append(
                RegionReading(
                    Span(region.start, region.end),
                    round(float(sigmoid(speech[i])), 3),
                    self._candidates(window, scores[0][i], scores[1][i], open_start & outside, open_end & outside),
                    self._candidates(window, scores[2][i], scores[3][i], open_start & outside, open_end & outside),
                )
            )
        acts = []
        for i, (first, last, chance) in enumerate(cues):
            outside = np.ones(size, dtype=bool)
            outside[first + at : last + at + 1] = False
            member = sigmoid(scores[6][i])
            contents, surety = self._contents(window, member, outside)
            sources = self._candidates(window, scores[4][i], scores[5][i], open_start & outside, open_end & outside)
            if contents:
                acts.append(Attribution(self.span(first, last), contents, sources, round(chance * surety, 3)))
        return read, acts

    def _candidates(self, window: Window, start: Floats, end: Floats, may_start: Flags, may_end: Flags) -> Candidates:
        """Where a pointer points, in characters: the best answer and those that are not hopeless."""
        shift = window.start - 1
        found = pointed(start, end, may_start, may_end)
        kept = [(span, p) for i, (span, p) in enumerate(found) if i == 0 or p >= 0.01]
        return tuple((self.span(span[0] + shift, span[1] + shift) if span else None, round(p, 3)) for span, p in kept)

    def _contents(self, window: Window, member: Floats, outside: Flags) -> tuple[tuple[Span, ...], float]:
        """Stretches of whole words that a cue governs, and how sure their membership is."""
        inside = (member > 0.5) & outside
        inside[0] = inside[-1] = False
        spans, chances = [], []
        for a, b in stretches(inside, bridge=BRIDGE, open_to=outside):
            first, last = a + window.start - 1, b + window.start - 1
            while first > window.start and not self.first[first]:
                first -= 1
            while last < window.end - 1 and not self.last[last]:
                last += 1
            if not any(c.isalnum() for c in self.text[self.pieces.starts[first] : self.pieces.ends[last]]):
                continue
            spans.append(self.span(first, last))
            chances.append(float(member[a : b + 1].mean()))
        return tuple(spans), max(chances, default=0.0)
