"""Every parser and the whole pipeline on random bytes, random Unicode and mutated articles: no exception, no lost text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parents[2] / "corpus/raw/dev"
PAGES = [path.read_bytes()[:3000] for path in sorted(CORPUS.iterdir()) if path.suffix in (".txt", ".html")]
PIECES = (
    '"', "“", "”", "‘", "’", "«", "\n\n", "\r", "\0", "\ufeff", "\u202e", "e\u0301", "<p>", "</div>", "<!--", "&#x41;", "{", '"id":', ",", "\t",
    "1/2/2020", "said", "Mr.", "\U0001f600", "- ", "same:", "T1\t", "[", "\ud7ff",
)  # fmt: skip


def mutated(chance: random.Random) -> bytes:
    """A page of the corpus with pieces cut, doubled, moved and put in."""
    data = chance.choice(PAGES)
    for _ in range(chance.randint(1, 12)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 1, 3, 40, 400)))
        piece = chance.choice((b"", data[start:end] * 2, chance.choice(PIECES).encode(), chance.randbytes(3)))
        data = data[:start] + piece + data[end:]
    return data


INPUTS = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(str.encode),
    st.lists(st.sampled_from(PIECES), max_size=60).map(lambda pieces: "".join(pieces).encode()),
    st.integers(0, 2**32).map(lambda seed: mutated(random.Random(seed))),
)


@pytest.mark.parametrize("name", [name for name in TARGETS if name != "parquet"])
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=INPUTS)
def test_no_input_breaks(name: str, data: bytes) -> None:
    TARGETS[name](data)


@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_parquet_file_breaks_nothing(seed: int) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from io import BytesIO

    from pyarrow import parquet

    file, chance = BytesIO(), random.Random(seed)
    parquet.write_table(pyarrow.table({"id": ["a", "b"], "text": ["One.", None]}), file)
    data = bytearray(file.getvalue())
    for _ in range(30):
        data[chance.randrange(len(data))] = chance.randrange(256)
        TARGETS["parquet"](bytes(data))


@pytest.mark.parametrize("cut", [10, 20, 30])
def test_a_damaged_gzip_file_breaks_nothing(cut: int) -> None:
    import gzip

    data = bytearray(gzip.compress(b'{"id": "x", "text": "One."}\n' * 20))
    data[cut] ^= 0xFF
    TARGETS["gzip"](bytes(data))
