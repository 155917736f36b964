"""Long fuzzing of every parser and of the whole pipeline: `make fuzz`.

    python bench/fuzz.py [--seconds 60] [--targets dates,pipeline] [--out .fuzz]

Each target of `tests/fuzz/targets.py` runs in a process of its own for so many seconds, the whole pipeline for twice as many. With
atheris (extra `[fuzz]`) its inputs are grown by coverage from seeds: pages of the corpus, small files of each kind, hostile texts. Without
it hypothesis makes them: random bytes, random Unicode, and seeds cut, doubled and spliced. What raises, or takes longer than `SLOW`
seconds of CPU, is written to OUT/TARGET/ and listed; the run then ends with 3. Figures go to bench/fuzz.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LONGEST = 8_000  # bytes of an input
SHORT = 1_500  # of one that goes through whole stages: many short inputs find more than a few long ones
SHORT_INPUTS = ("html", "text", "marks", "dates", "names", "corrections", "speakers", "pipeline", "pipeline-html")
TWICE_AS_LONG = ("pipeline", "pipeline-html")
SLOW = 10.0  # seconds of CPU for one input, coverage measured meanwhile
HANG = 120  # seconds after which an input counts as a hang
HOSTILE = (
    "“" * 2000, '" ' * 2000, "‘’" * 1000, "“‘" * 1000 + "’”" * 1000, "1," * 2000, "1" * 4000,
    "," * 4000, "said " * 800, "Mr. " * 1000, "March 1, " * 500,
    "a\u0301" * 2000, "\u202e\u05d0\u0628 " * 800, "<div><p>" * 500, "<" * 4000, "&#" * 2000,
    "<script><!--" * 300, "\n\n" * 2000, "[" * 4000, "Paris, Texas, " * 300,
)  # fmt: skip
EXAMPLES = {
    "csv": ['id,text,publisher\n1,"A ""word"".\n\nMore",Paper\n2,Two,\n'],
    "tsv": ["id\ttext\n1\tOne\n"],
    "jsonl": ['{"id": "x", "text": "One.", "published": "2020-02-03", "mood": {"a": [1, null]}}\n{"html": "<p>Two</p>"}\n'],
    "metadata": ["path,publisher,published,desk\na.txt,Paper,2020-02-03,city\n"],
    "names": ["Amina Bello\nBello, Amina\nMrs. Bello\nDr A. Bello Jr.\n'Tiny' Jan van der Berg\n"],
    "gold": ['{"id": "a", "split": "dev", "articles": [{"raw_start": 0, "raw_end": 5, "quotes": [], "blocks": [[0, 5, "paragraph"]]}]}\n'],
    "brat": [
        "T1\tContent 1 11\tWe will go,\nT2\tSource 18 26\tAna Ruiz\nR1\tsource Arg1:T1 Arg2:T2\nA1\tType T1 direct\n#1\tNote T1\tx\n"
    ],
    "label-studio": [
        '[{"id": 1, "data": {"text": "We go."}, "annotations": [{"result": [{"id": "a", "value": {"start": 0, "end": 2}}]}]}]'
    ],
    "corrections": ['{"document": "%s", "raw_start": 0, "raw_end": 13, "field": "quote.speaker", "new": "Ana"}\n'],
    "speakers": ["same:\n  - [Ana Ruiz, Ana R.]\ndifferent:\n  - [A, B]\ncanonical:\n  Ana: Ana R.\nrole:\n  A: b\nignore:\n  - Fox\n"],
}  # fmt: skip


def longest(name: str) -> int:
    """Bytes of an input of a target at most."""
    return SHORT if name in SHORT_INPUTS else LONGEST


def seeds(name: str) -> list[bytes]:
    """Inputs to start from: long ones are cut into up to three."""
    size = longest(name)
    return [data[at : at + size] for data in _whole_seeds(name) for at in range(0, min(len(data), 3 * size), size)]


def _whole_seeds(name: str) -> list[bytes]:
    raw = ROOT / "corpus/raw/dev"
    texts = [path.read_bytes() for path in sorted(raw.glob("*.txt"))]
    pages = [path.read_bytes() for path in sorted(raw.glob("*.html"))]
    lines = [line for path in sorted(raw.glob("*.jsonl")) for line in path.read_bytes().splitlines(keepends=True)]
    examples = [text.encode() for text in EXAMPLES.get(name, ())] + [text.encode() for text in HOSTILE]
    if name == "corrections":
        digest = hashlib.sha256("“We will go,” said Ana Ruiz on 3 May 2020 in Lagos.".encode()).hexdigest()
        examples[0] = examples[0].replace(b"%s", digest.encode())
    if name in ("html", "pipeline-html"):
        return pages + examples
    if name == "jsonl":
        deep = [b'{"text": "A text.", "m": ' + b"[" * depth + b"]" * depth + b"}" for depth in (90, 600, 2000)]
        return lines + examples + deep
    if name == "profile":
        return [(ROOT / "pipelines/rules.cfg").read_bytes()]
    if name == "gold-markup":
        return [path.read_bytes() for path in sorted((ROOT / "corpus/source/dev").glob("*"))[:10]] + examples
    if name == "gzip":
        import gzip

        return [gzip.compress(text) for text in EXAMPLES["jsonl"][0].encode().splitlines()]
    if name == "parquet":
        return _parquet()
    if name in EXAMPLES:
        return examples
    return texts + examples


def _parquet() -> list[bytes]:
    import io

    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        return []
    file = io.BytesIO()
    parquet.write_table(pyarrow.table({"id": ["a", "b"], "text": ["One.", None]}), file)
    return [file.getvalue()]


class Watch:
    """Runs a target on inputs; keeps count, and the inputs that raise or are slow, one of each kind."""

    def __init__(self, target: Callable[[bytes], None], out: Path, seconds: float) -> None:
        self.target, self.out = target, out
        self.end = time.monotonic() + seconds
        self.inputs = 0
        self.slowest = 0.0
        self.found: dict[str, str] = {}

    def __call__(self, data: bytes) -> None:
        self.inputs += 1
        started = time.process_time()
        try:
            self.target(data)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            self._keep(f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}: {str(error)[:200]}", data)
        took = time.process_time() - started
        if took > self.slowest:
            self.slowest = took
            self._write()
        if took > SLOW:
            self._keep(f"slow: more than {SLOW:.0f} s", data)
        if self.inputs % 50 == 0:
            self._write()

    @property
    def over(self) -> bool:
        return time.monotonic() > self.end

    def _keep(self, what: str, data: bytes) -> None:
        kind = what.split(": ")[0]
        if kind not in self.found and len(self.found) < 20:
            name = f"{len(self.found):02}.bin"
            (self.out / name).write_bytes(data)
            self.found[kind] = f"{what} ({name})"
            self._write()

    def _write(self) -> None:
        figures = {"inputs": self.inputs, "slowest_seconds": round(self.slowest, 2), "found": sorted(self.found.values())}
        (self.out / "figures.json").write_text(json.dumps(figures), encoding="utf-8")


def one(name: str, seconds: float, out: Path) -> None:
    """Fuzz one target in this process."""
    out.mkdir(parents=True, exist_ok=True)
    home = out / "seeds"
    home.mkdir(exist_ok=True)
    sys.path.insert(0, str(ROOT))
    try:
        import atheris
    except ImportError:
        from tests.fuzz.targets import TARGETS

        _with_hypothesis(Watch(TARGETS[name], out, seconds), seeds(name), longest(name))
        return
    with atheris.instrument_imports(include=["onrecord"]):
        from tests.fuzz.targets import TARGETS
    for number, data in enumerate(seeds(name)):
        (home / f"{number:04}").write_bytes(data)
    watch = Watch(TARGETS[name], out, seconds)
    options = [f"-max_total_time={int(seconds)}", f"-max_len={longest(name)}", f"-timeout={HANG}", "-rss_limit_mb=4096", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={out}/", str(home)], watch)
    atheris.Fuzz()


def _with_hypothesis(watch: Watch, given_seeds: list[bytes], size: int) -> None:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    def mutated(chance: random.Random) -> bytes:
        data = bytearray(chance.choice(given_seeds or [b""]))
        for _ in range(chance.choice((1, 2, 4, 16))):
            at, length = chance.randrange(len(data) + 1), chance.choice((1, 2, 8, 64, 512))
            change = chance.randrange(4)
            piece = bytes(data[at : at + length])
            other = chance.choice([chance.choice(HOSTILE).encode()[:length], chance.randbytes(length), piece * 2, b""])
            data[at : at + (length if change else 0)] = other
        return bytes(data[:size])

    data = st.one_of(st.binary(max_size=size), st.text(max_size=2000).map(str.encode), st.randoms(use_true_random=True).map(mutated))
    quiet = settings(
        max_examples=500, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )  # fmt: skip
    while not watch.over:
        quiet(given(data)(lambda item: None if watch.over else watch(item)))()
    watch._write()


def main() -> int:
    """Fuzz the targets one after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--targets", default="")
    parser.add_argument("--out", type=Path, default=ROOT / ".fuzz")
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        one(options.one, options.seconds, options.out / options.one)
        return 0
    sys.path.insert(0, str(ROOT))
    from tests.fuzz.targets import TARGETS

    bad, total = False, 0
    path = ROOT / "bench/fuzz.json"
    by = "atheris" if find_spec("atheris") else "hypothesis"
    names = options.targets.split(",") if options.targets else list(TARGETS)
    for name in names:
        home = options.out / name
        home.mkdir(parents=True, exist_ok=True)
        (home / "figures.json").unlink(missing_ok=True)
        seconds = options.seconds * (2 if name in TWICE_AS_LONG else 1)
        command = [sys.executable, __file__, "--one", name, "--seconds", str(seconds), "--out", str(options.out)]
        with (home / "log.txt").open("wb") as log:
            done = subprocess.run(command, stdout=log, stderr=log, check=False)
        figures = json.loads((home / "figures.json").read_text(encoding="utf-8"))
        if done.returncode:
            figures["found"].append(f"ended with {done.returncode}, see {home / 'log.txt'}")
        bad |= bool(figures["found"])
        results: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        label = name if by == "atheris" else f"{name}, {by}"
        results[label] = {"seconds": round(seconds)} | figures  # read anew: runs of other targets may be writing beside this one
        print(f"{name:<14}{figures['inputs']:>9} inputs, slowest {figures['slowest_seconds']:.2f} s", flush=True)
        for found in figures["found"]:
            print(f"    {found}", flush=True)
        path.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
        total += figures["inputs"]
    print(f"{total} inputs in all, made by {by}")
    return 3 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
