"""What tests share: loaded profiles, and a small folder of articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from onrecord.pipeline import Pipeline

# A busy machine is slow, and that is no failure. In CI, hypothesis draws the same examples each time by itself.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

ARTICLES = {
    "a.txt": (
        "Pumps to run by May\n\nLAGOS, March 9 (Wire) — The pumps at Makoko will run again by May, the Lagos Water Board said on Tuesday.\n\n"
        "“We have waited long enough,” Amina Bello, the chair of the board, told reporters. “The pumps will run.”\n\n"
        "She said that the work would cost $4.5 million.\n"
    ),
    "b/c.txt": (
        "Water board names price\n\nThe repair of the pumps will cost $4.5 million, Amina Bello, the chair of the Lagos Water Board, said in Abuja on Friday.\n\n"
        "“The pumps will run,” she added.\n"
    ),
    "d.txt": "Notice\n\nThe office is closed on 1 May 2021.\n",
}


@pytest.fixture(scope="session")
def rules() -> Pipeline:
    """The profile without trained weights."""
    from onrecord.pipeline import load

    return load("rules")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with three small articles."""
    folder = tmp_path / "articles"
    for name, text in ARTICLES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
