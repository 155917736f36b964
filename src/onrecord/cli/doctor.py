"""`onrecord doctor`: what is installed, whether model files are whole, and a two-second self-test."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from importlib import metadata

PACKAGES = ("spacy", "pydantic", "dateparser", "rapidfuzz", "onnxruntime", "tokenizers", "numpy")
EXTRAS = {"html": "trafilatura", "parquet": "pyarrow", "dask": "distributed", "train": "torch"}
SENTENCE = 'LAGOS, March 9 (Wire) — "The pumps will run by Friday," Amina Bello, chair of the Lagos Water Board, said on Tuesday.'


def examine(profile: str, say: Callable[[str], object]) -> bool:
    """Report line by line. True when everything that the profile needs is there and works."""
    import onrecord

    say(f"onrecord {onrecord.__version__} on Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    for package in PACKAGES:
        say(f"  {package} {metadata.version(package)}")
    for extra, package in EXTRAS.items():
        try:
            say(f"  {package} {metadata.version(package)} (extra [{extra}])")
        except metadata.PackageNotFoundError:
            say(f"  {package}: not installed (extra [{extra}], optional)")
    started = time.monotonic()
    pipe = onrecord.load(profile)
    loaded = time.monotonic()
    say(f"profile {profile}: {pipe.provenance.profile_sha256[:12]}, loaded in {loaded - started:.1f} s")
    for model in pipe.provenance.models:
        say(f"  model {model.name} {model.version} sha256 {model.sha256[:12]}")
    record = pipe.extract(SENTENCE, published="2021-03-10")[0]
    found = {"quotes": len(record.quotes), "dates": len(record.dates), "places": len(record.places), "actors": len(record.actors)}
    well = found["quotes"] == 1 and all(found.values()) and not record.issues
    counts = ", ".join(f"{number} {what}" for what, number in found.items())
    say(f"self-test: {'passed' if well else 'FAILED'} in {time.monotonic() - loaded:.1f} s ({counts})")
    return well
