"""One settings model per stage; a section of the profile each. Unknown keys are refused.

A threshold's default stands here only so that functions can be called by hand: the profile states every one of them,
with a comment on how it was chosen.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class StageSettings(BaseModel):
    """What all sections share: no unknown key, no change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CorpusSettings(StageSettings):
    """Reading of inputs."""

    max_chars: int = 2_000_000  # longer documents are listed as an issue and left out


class CleanSettings(StageSettings):
    """Cleaning."""

    enabled: bool = True


class QuoteSettings(StageSettings):
    """Quotes."""


class DateSettings(StageSettings):
    """Dates. `mode`: news anchors at the publication date, narrative at the last date named."""

    mode: Literal["news", "narrative"] = "news"
    day_order: Literal["auto", "dmy", "mdy"] = "auto"


class PlaceSettings(StageSettings):
    """Places. `publishers`: a table of home regions, or null."""

    publishers: str | None = None


class ActorSettings(StageSettings):
    """Actors inside the article."""


class LinkSettings(StageSettings):
    """Linking over all records."""


class Settings(StageSettings):
    """All sections of `[onrecord.*]` of a profile."""

    corpus: CorpusSettings = CorpusSettings()
    clean: CleanSettings = CleanSettings()
    quotes: QuoteSettings = QuoteSettings()
    dates: DateSettings = DateSettings()
    places: PlaceSettings = PlaceSettings()
    actors: ActorSettings = ActorSettings()
    link: LinkSettings = LinkSettings()
