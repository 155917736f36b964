"""The order of the stages: raw document -> Articles -> Doc -> findings -> Records."""

from __future__ import annotations

import configparser
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import spacy
from pydantic import ValidationError
from spacy.language import Language
from spacy.tokens import Doc

from onrecord import components, resources, schema
from onrecord.clean import clean
from onrecord.corpus.days import iso_date
from onrecord.errors import OnrecordError
from onrecord.read import make_doc
from onrecord.records import Findings, build_record
from onrecord.settings import LinkSettings, Settings
from onrecord.types import Article, Issue, RawDocument
from onrecord.version import __version__
from onrecord.workers import map_documents

TABLES = ("clean", "gazetteer", "places", "quotes")  # models and tables below models/ that every profile uses


class Pipeline:
    """One profile, loaded. Calling it twice on the same document gives the same records, whatever came between."""

    def __init__(
        self, nlp: Language, settings: Settings, provenance: schema.Provenance, loader: Callable[[], Pipeline] | None = None
    ) -> None:
        self.nlp = nlp
        self.settings = settings
        self.provenance = provenance
        self.loader = loader or load  # makes the same pipeline again in another process

    def records(self, document: RawDocument) -> list[schema.Record]:
        """The records of one raw document, one per article on the page, in page order.

        A stage that fails costs its article's findings, never the article: the record then holds the text alone and
        the issue I010.
        """
        articles = clean(document, settings=self.settings.clean)
        dates = [article.published.value[:10] for article in articles if article.published]
        return [self._record(document, article, [date for date in dates if not _is_own(article, date)]) for article in articles]

    def _record(self, document: RawDocument, article: Article, neighbours: list[str]) -> schema.Record:
        if article.language != "en":  # cleaning has raised its issue; an English model would only invent
            return build_record(document, article, Findings(), self.provenance)
        try:
            return build_record(document, article, self.read(article, neighbours=neighbours, url=document.url), self.provenance)
        except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, RuntimeError) as error:
            issue = Issue("I010", f"A stage failed on this article: {type(error).__name__}: {str(error)[:300]}")
            return build_record(document, article, Findings(issues=(issue,)), self.provenance)

    def read(self, article: Article, *, neighbours: Iterable[str] = (), url: str | None = None) -> Findings:
        """Run all stages on the Doc of one clean article."""
        doc = self.prepare(article, neighbours=neighbours, url=url)
        if len(doc):
            for _, component in self.nlp.pipeline:
                doc = component(doc)
        return self.findings(doc)

    def prepare(self, article: Article, *, neighbours: Iterable[str] = (), url: str | None = None) -> Doc:
        """The tokens of an article, with what the stages want to know of it.

        Args:
            neighbours: Publication days of the other articles on the page.
            url: Address of the page; its ending may tell how days are written.
        """
        doc = make_doc(self.nlp, article.text)
        doc._.article = article
        doc._.published = article.published.value if article.published else None
        doc._.publisher = article.publisher.value if article.publisher else None
        doc._.neighbours = tuple(neighbours)
        doc._.url = url
        return doc

    @staticmethod
    def findings(doc: Doc) -> Findings:
        """What the components left on the Doc."""
        return Findings(
            sentences=components.sentence_spans(doc),
            entities=doc._.entities,
            quotations=doc._.quotations,
            dates=doc._.dates,
            places=doc._.places,
            cast=doc._.cast,
            said=doc._.said,
        )

    def extract(self, text: str, *, id: str = "text", html: bool = False, **metadata: Any) -> list[schema.Record]:
        """The records of a text given by hand.

        Args:
            text: Raw text of a page, or its HTML source with `html=True`.
            id: Name of the document in the records.
            metadata: Any of `title`, `bylines`, `url`, `publisher`, `published`, `retrieved`, `language`, `extra`.

        Raises:
            OnrecordError: E127 when `published` is not ISO 8601.
        """
        import hashlib

        if given := metadata.get("published"):
            metadata["published"] = _iso_date(given)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return self.records(RawDocument(id=id, text=text, html=html, sha256=digest, **metadata))

    def stream(self, documents: Iterable[RawDocument], *, jobs: int = 1) -> Iterator[schema.Record]:
        """Records of many documents in input order, whatever the number of processes."""
        for outcome in map_documents(self, documents, loader=self.loader, jobs=jobs):
            yield from (schema.Record.model_validate_json(line) for line in outcome.lines)


def _iso_date(given: str) -> str:
    published = iso_date(given)
    if published is None:
        raise OnrecordError("E127", f"The publication date {given!r} is not ISO 8601.", "Write it as 2021-03-10 or 2021-03-10T08:00:00Z.")
    return published


def _is_own(article: Article, date: str) -> bool:
    return article.published is not None and article.published.value[:10] == date


def load(profile: str = "default", **overrides: Any) -> Pipeline:
    """Load a profile by name, or a `.cfg` file by path.

    Args:
        profile: A name below `pipelines/` or the path of a spaCy config with sections `[onrecord.*]` beside it.
        overrides: Dotted settings, `{"onrecord.clean.enabled": False}`; for the command line and for tests.

    Raises:
        OnrecordError: E101 unknown setting, E102 unknown profile, E103 unknown model, E104 a model that is not the one that was
            shipped, E105 a config that cannot be read.
    """
    path = resources.profile_path(profile)
    config = _config(path, overrides)
    settings = _settings(dict(config.pop("onrecord", {})), str(path))
    models = _models(config, settings)
    for model in models.values():
        if model is not None:
            resources.check_digests(model)  # before anything of it is loaded
    try:
        nlp = _language(config, settings.read.base, str(path))
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ImportError,
    ) as error:  # spaCy tells it in many ways
        raise OnrecordError("E105", f"Profile {path} cannot be used: {error}", "Compare with pipelines/default.cfg.") from error
    return Pipeline(nlp, settings, _provenance(path.stem, config, settings, nlp, models), partial(load, str(path), **overrides))


def _config(path: Path, overrides: dict[str, Any]) -> Any:
    """A profile as spaCy reads it, known to hold sections where sections are looked for."""
    try:
        config = spacy.util.load_config(path, overrides=overrides, interpolate=True)
    except (ValueError, configparser.Error) as error:
        raise OnrecordError("E105", f"Profile {path} cannot be read: {error}", "Compare with pipelines/default.cfg.") from error
    for name in ("onrecord", "components"):
        found = config.get(name, {})
        inner = found if isinstance(found, dict) else {}
        for key, value in [(name, found), *((f"{name}.{key}", value) for key, value in inner.items())]:
            if not isinstance(value, dict):
                raise OnrecordError("E105", f"Profile {path}: {key} is {value!r}, no section.", "Compare with pipelines/default.cfg.")
    return config


def _models(config: Any, settings: Settings) -> dict[str, Path | None]:
    """The models and tables that a profile names, with their folders; None for an installed package of somebody else's."""
    names = [*TABLES, settings.read.base] if settings.read.base else [*TABLES]
    names += [section["model"] for _, section in sorted(config.get("components", {}).items()) if isinstance(section.get("model"), str)]
    found: dict[str, Path | None] = {}
    for name in names:
        try:
            found[name] = resources.model_path(name)
        except OnrecordError:
            found[name] = None
    return found


def link_settings(profile: str) -> LinkSettings:
    """The `[onrecord.link]` section of a profile, without loading anything else; defaults where the profile is not here."""
    try:
        path = resources.profile_path(profile)
    except OnrecordError:
        return LinkSettings()
    config = _config(path, {})
    return _settings(dict(config.get("onrecord", {})), str(path)).link


def _settings(sections: dict[str, Any], path: str) -> Settings:
    for name, values in sorted(sections.items()):
        if name not in Settings.model_fields:
            raise OnrecordError(
                "E101", f"Profile {path!r} has no section [onrecord.{name}].", f"Known sections: {', '.join(Settings.model_fields)}."
            )
        model = Settings.model_fields[name].annotation
        unknown = sorted(set(values) - set(getattr(model, "model_fields", {})))
        if unknown:
            known = ", ".join(getattr(model, "model_fields", {})) or "none"
            raise OnrecordError(
                "E101",
                f"Profile {path!r} has no setting {unknown[0]!r}. Known settings in [{name}]: {known}.",
                "Fix the spelling, or compare with pipelines/default.cfg.",
            )
    try:
        return Settings.model_validate(sections)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise OnrecordError(
            "E101", f"Profile {path!r}: onrecord.{where} is {first['input']!r}: {first['msg']}.", "Compare with pipelines/default.cfg."
        ) from error


def _language(config: Any, base: str | None, path: str) -> Language:
    """The spaCy pipeline: the components of `base` first, then those of the profile."""
    if base is None:
        nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    else:
        try:
            nlp = spacy.load(resources.model_path(base))
        except OnrecordError:
            try:
                nlp = spacy.load(base)
            except OSError as error:
                raise OnrecordError(
                    "E103",
                    f"Profile {path!r} starts from {base!r}, which is neither a model here nor an installed spaCy pipeline.",
                    f"Install it (python -m spacy download {base}), or choose another base.",
                ) from error
        for name in config["nlp"]["pipeline"]:
            section = dict(config["components"][name])
            nlp.add_pipe(section.pop("factory"), name=name, config=section)
    nlp.max_length = 2**31 - 1  # the limit that counts is [onrecord.corpus] max_chars
    return nlp


def _provenance(name: str, config: Any, settings: Settings, nlp: Language, paths: dict[str, Path | None]) -> schema.Provenance:
    """What made the records: version, profile with the digest of all its settings, models with theirs."""
    import hashlib
    import json

    resolved = json.dumps([config, settings.model_dump()], sort_keys=True, default=str)
    models = []
    for model, path in paths.items():
        if path is None:
            models.append(schema.ModelVersion(name=model, version=str(nlp.meta.get("version", "")), sha256=""))
            continue
        stem, _, version = path.name.rpartition("-")
        models.append(schema.ModelVersion(name=stem, version=version, sha256=resources.folder_digest(path)))
    return schema.Provenance(
        onrecord=__version__, profile=name, profile_sha256=hashlib.sha256(resolved.encode()).hexdigest(), models=models
    )
