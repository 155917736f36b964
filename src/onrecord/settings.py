"""One settings model per stage; a section of the profile each. Unknown keys are refused.

A threshold's default stands here only so that functions can be called by hand: the profile states every one of them,
with a comment on how it was chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from onrecord.errors import OnrecordError

COMPARE = "Compare with pipelines/default.cfg."
Section = TypeVar("Section", bound="StageSettings")


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
    """Quotes. `trust`: weight of the encoder beside the rules; `indirect`: least chance of speech without marks."""

    trust: float = 1.0
    indirect: float = 0.5


class DateSettings(StageSettings):
    """Dates. `mode`: news anchors at the publication date, narrative at the last date named."""

    mode: Literal["news", "narrative"] = "news"
    day_order: Literal["auto", "dmy", "mdy"] = "auto"


class PlaceSettings(StageSettings):
    """Places. `publishers`: a table of home regions, or null."""

    publishers: str | None = None


class ActorSettings(StageSettings):
    """Actors inside the article. `pronoun_probability`: least probability at which a pronoun is placed."""

    pronoun_probability: float = 0.4


class LinkSettings(StageSettings):
    """Linking over all records. Shares of 1, and days.

    `paragraph`: containment from which a paragraph is re-used; `reprint`: share of an article that stands in an earlier one,
    from which it is a reprint; `statement`: containment of the shorter wording in the longer one; `holder_days`: a role
    without a name is tied to its holder in articles at most so far apart.
    """

    paragraph: float = 0.5
    reprint: float = 0.6
    statement: float = 0.6
    holder_days: int = 90


class ReadSettings(StageSettings):
    """Which tokens, sentences and names to start from.

    `base` names a spaCy pipeline whose components run before those of the profile: a folder below `models/`, or any
    installed package ("en_core_web_trf"). Null starts from a blank English tokenizer.
    """

    base: str | None = None


class Settings(StageSettings):
    """The sections `[onrecord.*]` of a profile: the stages before and after the `Doc`.

    Stages on the `Doc` are `[components.*]`, and each takes its own model above as `settings`.
    """

    corpus: CorpusSettings = CorpusSettings()
    clean: CleanSettings = CleanSettings()
    read: ReadSettings = ReadSettings()
    link: LinkSettings = LinkSettings()


def checked(model: type[Section], given: Mapping[str, Any], section: str, where: str = "The profile") -> Section:
    """The settings of one section of a profile: no key that does not exist, no value that cannot be.

    Args:
        given: Values by key, as read.
        section: Name of the section, `onrecord.corpus` for example.
        where: What holds it, for the message.

    Raises:
        OnrecordError: E101 with the settings that exist, or with what the value should be.
    """
    unknown = sorted(set(given) - set(model.model_fields))
    if unknown:
        known = ", ".join(model.model_fields) or "none"
        raise OnrecordError(
            "E101", f"{where} has no setting {unknown[0]!r} in [{section}]. Known settings: {known}.", f"Fix the spelling. {COMPARE}"
        )
    try:
        return model.model_validate(dict(given))
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        raise OnrecordError("E101", f"{where}: {name} in [{section}] is {first['input']!r}: {first['msg']}.", COMPARE) from error
