"""Records made by hand, for tests of what reads them: invented pages, with spans computed from the words they name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord.schema import Record, to_dict

Json = dict[str, Any]


class Page:
    """A raw page put together from pieces, and a record of it that grows by naming words.

    Pieces are `("paragraph", text)` and so on for what is kept, `("removed:share-widget", text)` for what cleaning took out,
    `("comment", text)` for what readers wrote; they stand one below the other.
    """

    def __init__(self, name: str, pieces: Sequence[tuple[str, str]], **article: Any) -> None:
        self.name = name
        self.raw = "\n".join(text for _, text in pieces) + "\n"
        self.text = "\n\n".join(text for kind, text in pieces if ":" not in kind and kind != "comment")
        self.blocks: list[Json] = []
        removed, comments = [], []
        raw = clean = 0
        for kind, text in pieces:
            if kind == "comment":
                comments.append({"raw_start": raw, "raw_end": raw + len(text), "text": text})
            elif ":" in kind:
                removed.append({"raw_start": raw, "raw_end": raw + len(text), "text": text, "reason": kind.split(":")[1]})
            else:
                spot = {"start": clean, "end": clean + len(text), "raw_start": raw, "raw_end": raw + len(text)}
                self.blocks.append(spot | {"text": text, "kind": kind})
                clean += len(text) + 2
            raw += len(text) + 1
        sha256 = hashlib.sha256(self.raw.encode()).hexdigest()
        self.record: Json = {
            "id": hashlib.sha256(f"{name}\0{sha256}\0{0}".encode()).hexdigest()[:16],
            "source": {"id": name, "path": f"{name}.txt", "sha256": sha256, "encoding": "utf-8", "part": 1, "parts": 1,
                       "raw_start": 0, "raw_end": len(self.raw)},
            "article": {"text": self.text, "blocks": self.blocks, "language": "en", "removed": removed, "comments": comments} | article,
            "entities": [], "quotes": [], "marked": [], "dates": [], "places": [], "actors": [], "issues": [],
            "links": {"statements": {}},
            "provenance": {"onrecord": "0.1.0", "profile": "rules", "profile_sha256": "0" * 64},
        }  # fmt: skip

    def span(self, words: str, nth: int = 1) -> Json:
        """The span of the nth occurrence of some words."""
        start = -1
        for _ in range(nth):
            start = self.text.index(words, start + 1)
        block = next(block for block in self.blocks if block["start"] <= start < block["end"])
        raw = start - block["start"] + block["raw_start"]
        return {"start": start, "end": start + len(words), "raw_start": raw, "raw_end": raw + len(words), "text": words}

    def field(self, value: str, words: str | None = None, **more: Any) -> Json:
        """A title, publisher or date, found at some words or given as metadata."""
        return (self.span(words) if words else {}) | {"value": value, "from": "text" if words else "metadata"} | more

    def add(self, kind: str, words: str | None, /, nth: int = 1, **values: Any) -> str:
        """Add an entity, date, place or actor; returns its id."""
        items = self.record[kind]
        prefix = {"entities": "e", "dates": "d", "places": "l", "actors": "a"}[kind]
        items.append((self.span(words, nth) if words else {}) | {"id": f"{prefix}{len(items) + 1}"} | values)
        return str(items[-1]["id"])

    def quote(self, *words: str, kind: str = "direct", cue: str | None = None, source: str | None = None, speaker: str | None = None,
              statement: str | None = None, **values: Any) -> str:  # fmt: skip
        """Add a quotation of one or several regions; returns its id."""
        quotes, actors = self.record["quotes"], {actor["id"]: actor for actor in self.record["actors"]}
        name = f"q{len(quotes) + 1}"
        spans = [self.span(part) for part in words]
        quotes.append({
            "id": name, "type": kind, "parts": [] if kind == "indirect" else [span | {"opened": True, "closed": True} for span in spans],
            "content": spans, "text": " ".join(words), "cue": self.span(cue) if cue else None,
            "source": self.span(source) if source else None, "source_rule": "subject-of-cue", "speaker": speaker,
            "speaker_name": actors[speaker]["name"] if speaker else None,
            "resolution": {"rule": "name" if speaker else "no-source"}, "said": {},
            "confidence": {"speech": 0.98, "source": 0.93, "speaker": 0.9 if speaker else 0.0},
        } | values)  # fmt: skip
        if speaker:
            actors[speaker]["quotes"].append(name)
        if statement:
            self.record["links"]["statements"][name] = statement
        return name

    def finished(self) -> Json:
        """The record, validated and with all its fields."""
        return to_dict(Record.model_validate(self.record))


def press_conference(name: str, publisher: str, opening: str, said: str, day: str) -> Page:
    """A short report of a press conference: one quotation that other papers have too, one of a second speaker."""
    page = Page(name, [
        ("removed:share-widget", "Share on FriendFace | Print"),
        ("title", "Water board promises new mains by May"),
        ("byline", "By Ngozi Adeyemi"),
        ("paragraph", f"LAGOS — {opening} Amina Bello, chair of the Lagos Water Board, said on Tuesday: “{said}”"),
        ("paragraph", "She added that the old pumps would stay in use. “Nobody will be cut off,” Mr Tunde Okafor, a resident of Surulere, replied. "
                      "He called the plan “brave”."),
        ("comment", "first!!"),
        ("removed:navigation", "Next story >"),
    ])  # fmt: skip
    article = page.record["article"]
    article["title"] = page.field("Water board promises new mains by May", "Water board promises new mains by May")
    article["bylines"] = [page.field("By Ngozi Adeyemi", "By Ngozi Adeyemi", names=["Ngozi Adeyemi"])]
    article["publisher"] = page.field(publisher)
    article["published"] = page.field(day, confidence=1.0)
    bello = page.add("actors", None, kind="person", named=True, name="Amina Bello", speaker_id="s-bello", variants=["She"], quotes=[],
                     mentions=[page.span("Amina Bello"), page.span("She")], gender="f", gender_from="pronoun",
                     roles=[page.span("chair of the Lagos Water Board") | {"title": "chair", "organisation": "Lagos Water Board"}])  # fmt: skip
    okafor = page.add("actors", None, kind="person", named=True, name="Tunde Okafor", speaker_id="s-okafor", variants=["Mr Tunde Okafor"],
                      mentions=[page.span("Tunde Okafor")], quotes=[], gender="m", gender_from="honorific")  # fmt: skip
    page.add("entities", "Amina Bello", label="PERSON", actor=bello, confidence=0.99)
    page.add("entities", "Lagos Water Board", label="ORG", confidence=0.95)
    page.add("entities", "Tunde Okafor", label="PERSON", actor=okafor, confidence=0.97)
    tuesday = page.add("dates", "Tuesday", type="DATE", value="2021-03-09", edtf="2021-03-09", earliest="2021-03-09", latest="2021-03-09",
                       granularity="day", anchor={"kind": "publication", "date": day, "rule": "last-weekday"}, confidence=0.95)  # fmt: skip
    lagos = page.add("places", "LAGOS", name="Lagos", kind="city", country="NG", admin1="NG-LA", geonames_id=2332459, lat=6.45407,
                     lon=3.39467, confidence=0.97, reason="most people, publisher near by",
                     candidates=[{"name": "Lagos", "kind": "city", "country": "PT", "geonames_id": 2267226, "lat": 37.1, "lon": -8.67,
                                  "score": 0.1}])  # fmt: skip
    page.add("places", "Surulere", name="Surulere", confidence=0.2, reason="", unresolved_reason="not in the gazetteer")
    page.quote(said, cue="said", source="Amina Bello", speaker=bello, statement="st-mains",
               said={"date": tuesday, "place": lagos, "medium": "statement", "reason": "date beside the cue"})  # fmt: skip
    page.quote("the old pumps would stay in use", kind="indirect", cue="added", source="She", speaker=bello,
               resolution={"antecedent": page.span("Amina Bello"), "rule": "paragraph-initial pronoun",
                           "alternatives": [{"actor": okafor, "score": 0.08}]},
               confidence={"speech": 0.9, "source": 0.95, "speaker": 0.62})  # fmt: skip
    page.quote("Nobody will be cut off,", cue="replied", source="Mr Tunde Okafor", speaker=okafor, statement="st-cut",
               flags=["closing-mark-missing"])  # fmt: skip
    page.record["marked"].append(page.span("brave") | {"kind": "term", "reason": "one word, no cue of speech"})
    page.record["issues"].append({"code": "Q102", "message": "A closing mark is missing."} | page.span("Nobody"))
    return page


HOSTILE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"


def hostile() -> Page:
    """A page whose every word tries to be something else: markup, formula, path, template; and text of other scripts."""
    page = Page("../../evil <b>", [
        ("title", f"{HOSTILE} {{{{ 7*7 }}}}"),
        ("paragraph", "=HYPERLINK(\"http://example.invalid\") 😀 “=1+1 & <b>bold</b> ]]> </script> 😀,” said محمد العلي in القاهرة."),
        ("removed:form", "</style><iframe src='http://example.invalid'></iframe>"),
    ])  # fmt: skip
    page.record["source"] |= {"path": "evil.txt", "url": "javascript:alert(1)"}
    page.record["article"]["title"] = page.field(f"{HOSTILE} {{{{ 7*7 }}}}")
    page.record["article"]["publisher"] = page.field('"><svg onload=alert(1)>')
    speaker = page.add("actors", None, kind="person", named=True, name="محمد العلي", speaker_id="../s <evil>", quotes=[], variants=[],
                       mentions=[page.span("محمد العلي")])  # fmt: skip
    page.add("places", "القاهرة", name="<i>Cairo</i>", kind="city", country="EG", lat=30.0, lon=31.2, confidence=0.9, reason="<u>only</u>")
    page.quote("=1+1 & <b>bold</b> ]]> </script> 😀,", cue="said", source="محمد العلي", speaker=speaker, statement="../st <evil>")
    return page


def pages() -> list[Page]:
    """The pages of the small corpus: two papers on one press conference, and the hostile one."""
    first = press_conference(
        "2021/herald", "Lagos Herald", "New mains are coming.", "We will lay new mains in every street by May.", "2021-03-10"
    )
    second = press_conference(
        "2021/courier",
        "Delta Courier",
        "Help is on its way.",
        "We shall lay new water mains in every street by May, and not later.",
        "2021-03-11",
    )
    return [first, second, hostile()]


def write_outputs(folder: Path, made: Sequence[Page] | None = None) -> Path:
    """Write raw files to `folder/raw` and the outputs of a run over them to `folder/outputs`; returns the outputs."""
    made = pages() if made is None else made
    raw, outputs = folder / "raw", folder / "outputs"
    outputs.mkdir(parents=True, exist_ok=True)
    records = [page.finished() for page in made]
    for page in made:
        path = raw / page.record["source"]["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.raw, encoding="utf-8", newline="")
    write_jsonl(outputs / "records.jsonl", records)
    write_jsonl(outputs / "speakers.jsonl", speakers_of(records))
    write_jsonl(outputs / "statements.jsonl", statements_of(records))
    write_jsonl(outputs / "reprints.jsonl", [])
    write_jsonl(outputs / "issues.jsonl", [{"id": "2021/herald", "path": "2021/herald.txt", "line": None, "failed": False, "code": "Q102",
                                            "message": "A closing mark is missing.", "record": records[0]["id"]}])  # fmt: skip
    manifest = {"onrecord": "0.1.0", "inputs": [str(raw)], "counts": {"documents": len(records), "failed": 0, "records": len(records)},
                "inputs_sha256": "0" * 64, "provenance": records[0]["provenance"], "options": {"clean": True}}  # fmt: skip
    (outputs / "run.json").write_text(json.dumps(manifest), encoding="utf-8")
    return outputs


def write_jsonl(path: Path, rows: Sequence[Json]) -> None:
    """Rows as JSON lines."""
    path.write_text(
        "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows), encoding="utf-8", newline=""
    )


def speakers_of(records: Sequence[Json]) -> list[Json]:
    """Lines of speakers.jsonl for some records: actors of one speaker id are one speaker."""
    lines: dict[str, Json] = {}
    for record in records:
        for actor in record["actors"]:
            line = lines.setdefault(actor["speaker_id"], {
                "id": actor["speaker_id"], "name": actor["name"], "status": "resolved", "variants": actor["variants"],
                "roles": [{"title": role["title"], "organisation": role["organisation"], "former": False, "articles": 1, "first": None,
                           "last": None} for role in actor["roles"]],
                "gender": actor["gender"], "articles": [], "quotes": [],
                "reasons": [{"a": actor["name"], "b": "A. " + actor["name"], "score": 0.93, "reason": "same family name, initial agrees"}],
                "formerly": [],
            })  # fmt: skip
            line["articles"].append({"record": record["id"], "actor": actor["id"], "published": None})
            line["quotes"] += [{"record": record["id"], "quote": quote} for quote in actor["quotes"]]
    return sorted(lines.values(), key=lambda line: line["id"])


def statements_of(records: Sequence[Json]) -> list[Json]:
    """Lines of statements.jsonl for some records."""
    lines: dict[str, Json] = {}
    for record in records:
        for quote in record["quotes"]:
            if (statement := record["links"]["statements"].get(quote["id"])) is None:
                continue
            line = lines.setdefault(statement, {
                "id": statement, "text": quote["text"], "speaker": None, "speaker_name": quote["speaker_name"], "sources_differ": False,
                "first": {"record": record["id"], "quote": quote["id"], "published": None}, "articles": 0, "wordings": [], "formerly": [],
            })  # fmt: skip
            line["articles"] += 1
            place = {"record": record["id"], "quote": quote["id"], "published": None, "publisher": None, "type": quote["type"],
                     "speaker": None, "speaker_name": quote["speaker_name"]}  # fmt: skip
            same = next((wording for wording in line["wordings"] if wording["text"] == quote["text"]), None)
            if same:
                same["places"].append(place)
            else:
                line["wordings"].append({"text": quote["text"], "places": [place]})
    return sorted(lines.values(), key=lambda line: line["id"])
