"""Corrections that last: what people set right, applied to every run and every upgrade.

`corrections.jsonl` holds one correction a line, keyed by the digest of the document and a raw span, so that it finds its
place whatever the models say next time. A correction that no longer fits its text is reported, never lost, never
applied elsewhere.

| field | on the span of | `new` |
|---|---|---|
| `quote` | a quotation | `"confirmed"` or `"rejected"` |
| `quote.missed` | words that are speech | `{"type", "source": [raw_start, raw_end]|null, "speaker": name|null}` |
| `quote.speaker` | a quotation | a name, or null |
| `quote.source`, `quote.cue` | a quotation | `[raw_start, raw_end]`, or null |
| `date.value` | a time expression | TIMEX3 value |
| `place` | a place name | `{"name", "kind", "country", "geonames_id", "lat", "lon"}`, or null |
| `actor.name` | any mention of the actor | a name |
| `title` | the title, or the article | a title |
| `split` | the words that an article begins with | true, or false where the page has been split by mistake |

Splits decide what the articles are, so they are given to cleaning beforehand (`starts`); here they are only checked.
"""

from onrecord.corrections.applying import apply
from onrecord.corrections.fields import FIELDS, is_timex
from onrecord.corrections.file import Correction, append, by_document, load, starts

__all__ = ["FIELDS", "Correction", "append", "apply", "by_document", "is_timex", "load", "starts"]
