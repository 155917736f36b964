"""Profiles and models: found by name, named when missing, checked before use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord import resources
from onrecord.errors import OnrecordError

MODELS = sorted(path for path in resources.folder("models").iterdir() if path.is_dir())


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.name)
def test_every_model_has_a_card(path: Path) -> None:
    assert {"README.md", "card.md", "card.json"} & {item.name for item in path.iterdir()}


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.name)
def test_every_model_is_the_one_that_was_shipped(path: Path) -> None:
    resources.check_digests(path)


def test_a_changed_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.json").write_text("{}")
    (tmp_path / "digests.json").write_text(json.dumps({"weights.json": "0" * 64}))
    with pytest.raises(OnrecordError, match="E104"):
        resources.check_digests(tmp_path)


def test_a_missing_model_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "digests.json").write_text(json.dumps({"weights.json": "0" * 64}))
    with pytest.raises(OnrecordError, match="missing"):
        resources.check_digests(tmp_path)


def test_a_model_is_found_by_name_alone() -> None:
    assert resources.model_path("gazetteer") == resources.model_path("gazetteer-1.0")


def test_a_model_that_is_not_here_is_named_with_those_that_are() -> None:
    with pytest.raises(OnrecordError, match=r"E103(.|\n)*gazetteer-1.0"):
        resources.model_path("nowhere")


@pytest.mark.parametrize("name", ["../rules", "nowhere", "nowhere.cfg", ""])
def test_a_profile_that_is_not_here_is_refused(name: str) -> None:
    with pytest.raises(OnrecordError, match="E102"):
        resources.profile_path(name)


def test_a_folder_has_one_digest_that_changes_with_its_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    first = resources.folder_digest(tmp_path)
    (tmp_path / "a").write_text("2")
    resources.folder_digest.cache_clear()
    assert resources.folder_digest(tmp_path) != first


def test_a_model_without_digests_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="E104"):
        resources.check_digests(tmp_path)


def test_a_changed_model_is_refused_before_any_of_it_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import spacy

    from onrecord.pipeline import load

    model = tmp_path / "models/fast-9.9"
    model.mkdir(parents=True)
    (model / "weights").write_bytes(b"not what was shipped")
    (model / "digests.json").write_text(json.dumps({"weights": "0" * 64}))
    found = resources.model_path
    monkeypatch.setattr(resources, "model_path", lambda name: model if name.startswith("fast") else found(name))
    monkeypatch.setattr(spacy, "load", lambda *_, **__: pytest.fail("it was loaded"))
    with pytest.raises(OnrecordError, match=r"E104.*fast-9\.9/weights"):
        load("fast")
