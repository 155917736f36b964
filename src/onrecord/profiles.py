"""Profiles: one `.cfg` file each, read, checked against the settings that exist, and made a spaCy pipeline.

A profile is complete: it holds every section, and no other place holds a setting. What is wrong with one is said with its
path and with what would be right.
"""

from __future__ import annotations

import configparser
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from onrecord import resources, schema
from onrecord.errors import OnrecordError
from onrecord.settings import COMPARE, LinkSettings, Settings, checked
from onrecord.version import __version__

TABLES = ("clean", "gazetteer", "places", "quotes")  # models and tables below models/ that every profile uses


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as it was read: the spaCy config, the settings of `[onrecord.*]`, and the folders of the models it names.

    The folder is None for an installed package of somebody else's.
    """

    path: Path
    config: Any  # confection's Config: sections as nested dicts
    settings: Settings
    models: dict[str, Path | None]


def read(profile: str, overrides: dict[str, Any]) -> Profile:
    """Read a profile and check it and its models, before anything of them is loaded.

    Args:
        profile: A name below `pipelines/`, or the path of a `.cfg` file.
        overrides: Values by dotted setting, `{"onrecord.clean.enabled": False}`.

    Raises:
        OnrecordError: E101 unknown setting, E102 unknown profile, E104 a model that is not the one that was shipped, E105 a
            config that cannot be read or lacks a section.
    """
    path = resources.profile_path(profile)
    config, settings = _sections(path, overrides)
    models = _models(config, settings)
    for model in models.values():
        if model is not None:
            resources.check_digests(model)
    return Profile(path, config, settings, models)


def link_settings(profile: str) -> LinkSettings:
    """The `[onrecord.link]` section of a profile, without loading anything else; defaults where the profile is not here."""
    try:
        path = resources.profile_path(profile)
    except OnrecordError:
        return LinkSettings()
    return _sections(path, {})[1].link


def language(profile: Profile) -> Language:
    """The spaCy pipeline: the components of `[onrecord.read] base` first, then those of the profile.

    Raises:
        OnrecordError: E101 unknown setting of a component, E103 unknown base, E105 a config that spaCy cannot use.
    """
    config, base = profile.config, profile.settings.read.base
    try:
        if base is None:
            nlp = spacy.util.load_model_from_config(config, auto_fill=True)
        else:
            nlp = _base(base, profile.path)
            for name in config["nlp"]["pipeline"]:
                section = dict(config["components"][name])
                nlp.add_pipe(section.pop("factory"), name=name, config=section)
    except (ValueError, LookupError, TypeError, AttributeError, ImportError) as error:  # spaCy tells it in many ways
        raise OnrecordError("E105", f"Profile {str(profile.path)!r} cannot be used: {error}", COMPARE) from error
    nlp.max_length = 2**31 - 1  # the limit that counts is [onrecord.corpus] max_chars
    return nlp


def provenance(profile: Profile, nlp: Language) -> schema.Provenance:
    """What makes the records: version, profile with the digest of all its settings; word lists, models and tables with theirs."""
    resolved = json.dumps([profile.config, profile.settings.model_dump()], sort_keys=True, default=str)
    models = [schema.ModelVersion(name="data", version=__version__, sha256=resources.folder_digest(resources.DATA))]
    for model, path in profile.models.items():
        if path is None:  # somebody else's: an installed package, or a folder
            digest = resources.folder_digest(Path(model)) if Path(model).is_dir() else ""
            models.append(schema.ModelVersion(name=model, version=str(nlp.meta.get("version", "")), sha256=digest))
            continue
        stem, _, version = path.name.rpartition("-")
        models.append(schema.ModelVersion(name=stem, version=version, sha256=resources.folder_digest(path)))
    for table in _tables(profile.config):
        models.append(schema.ModelVersion(name=table.name, version="", sha256=hashlib.sha256(table.read_bytes()).hexdigest()))
    return schema.Provenance(
        onrecord=__version__, profile=profile.path.stem, profile_sha256=hashlib.sha256(resolved.encode()).hexdigest(), models=models
    )


def _sections(path: Path, overrides: dict[str, Any]) -> tuple[Any, Settings]:
    """A profile as spaCy reads it, without `[onrecord.*]`, and the settings of those sections."""
    config = _config(path, {})
    _check_shape(config, path, overrides)
    if overrides:
        config = _config(path, overrides)
    kinds: dict[str, Any] = {name: kind.annotation for name, kind in Settings.model_fields.items()}
    given = {
        name: checked(kinds[name], values, f"onrecord.{name}", f"Profile {str(path)!r}")
        for name, values in config.pop("onrecord", {}).items()
    }
    return config, Settings(**given)


def _check_shape(config: Any, path: Path, overrides: dict[str, Any]) -> None:
    """Refuse what is no section where sections are looked for, sections that nobody knows, and the lack of one that is asked for."""
    for name in ("onrecord", "components"):
        found = config.get(name, {})
        inner = found if isinstance(found, dict) else {}
        for key, value in [(name, found), *((f"{name}.{key}", value) for key, value in inner.items())]:
            if not isinstance(value, dict):
                raise OnrecordError("E105", f"Profile {str(path)!r}: {key} is {value!r}, no section.", COMPARE)
    for name in sorted(set(config.get("onrecord", {})) - set(Settings.model_fields)):
        known = ", ".join(f"[onrecord.{field}]" for field in Settings.model_fields)
        raise OnrecordError("E101", f"Profile {str(path)!r} has the unknown section [onrecord.{name}].", f"Known sections: {known}.")
    for setting in overrides:
        first, *rest = setting.split(".", 2)
        if rest and rest[0] not in config.get(first, {}):
            raise OnrecordError(
                "E105", f"Profile {str(path)!r} lacks the section [{first}.{rest[0]}].", "Start from a copy of pipelines/default.cfg."
            )


def _config(path: Path, overrides: dict[str, Any]) -> Any:
    try:
        return spacy.util.load_config(path, overrides=overrides, interpolate=True)
    except (ValueError, configparser.Error) as error:
        message = " ".join(str(error).split())
        raise OnrecordError("E105", f"Profile {str(path)!r} cannot be read: {message}", COMPARE) from error


def _models(config: Any, settings: Settings) -> dict[str, Path | None]:
    """The models and tables that a profile names, with their folders."""
    names = [*TABLES, settings.read.base] if settings.read.base else [*TABLES]
    names += [section["model"] for _, section in sorted(config.get("components", {}).items()) if isinstance(section.get("model"), str)]
    found: dict[str, Path | None] = {}
    for name in names:
        try:
            found[name] = resources.model_path(name)
        except OnrecordError:
            found[name] = None
    return found


def _tables(config: Any) -> list[Path]:
    """Files that the settings of components name: a table of publishers, say."""
    values = [
        value for _, section in sorted(config.get("components", {}).items()) for _, value in sorted(section.get("settings", {}).items())
    ]
    return [Path(value) for value in values if isinstance(value, str) and Path(value).is_file()]


def _base(base: str, path: Path) -> Language:
    """The pipeline that a profile starts from: a folder below models/, or an installed package."""
    try:
        return spacy.load(resources.model_path(base))
    except OnrecordError:
        pass
    try:
        return spacy.load(base)
    except OSError as error:
        raise OnrecordError(
            "E103",
            f"Profile {str(path)!r} starts from {base!r}, which is neither a model here nor an installed spaCy pipeline.",
            f"Install it (python -m spacy download {base}), or choose another base.",
        ) from error
