"""`python -m onrecord.read.train --data DATA --base model.safetensors --out models/reader-0.1.0`: train the reader."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from onrecord.read.pieces import Splitter
from onrecord.read.train.changes import NameLists, changed
from onrecord.read.train.corpora import Lesson, lessons
from onrecord.read.train.examples import Window, windows
from onrecord.read.train.loop import Plan, train
from onrecord.read.train.network import Network, load_base

ROOM = 384
SHARE = {"btc": 0.4}
"""How much of a set each pass sees; 1 where nothing is said."""


def peoples(table: Path) -> frozenset[str]:
    """Names and adjectives of peoples, with plural."""
    found = set()
    for line in table.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#") and "\t" in line:
            for word in line.split("\t")[1].split("|"):
                found |= {word, word + "s"}
    return frozenset(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with entities/, quotes/, speakers/ and lists/")
    parser.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and tokenizer.json of all-MiniLM-L6-v2")
    parser.add_argument("--demonyms", type=Path, default=Path(__file__).parents[2] / "data/places/demonyms.tsv")
    parser.add_argument("--places", type=Path, default=Path("scripts/gazetteer-tables"))
    parser.add_argument("--work", type=Path, default=Path(".training"), help="where checkpoints and the log go")
    parser.add_argument("--resume", type=Path, help="start from the weights of this checkpoint")
    parser.add_argument("--pieces", type=int, default=6_000_000)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--encoder-rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    splitter = Splitter(options.base / "tokenizer.json")
    lists = NameLists.load(options.data / "lists/names_by_locale.tsv.gz", options.places)
    sets = lessons(options.data, peoples(options.demonyms))

    def one_pass(number: int, rng: np.random.Generator) -> list[Window]:
        found: list[Window] = []
        for name, members in sets.items():
            share = SHARE.get(name, 1.0)
            chosen: list[Lesson] = [lesson for lesson in members if share >= 1 or rng.random() < share]
            for lesson in chosen:
                found += windows(changed(lesson, lists, rng), splitter, ROOM, rng)
        return found

    torch.manual_seed(options.seed)
    network = Network()
    load_base(network.encoder, options.base / "model.safetensors")
    if options.resume:
        network.load_state_dict(torch.load(options.resume)["network"])
    plan = Plan(options.pieces, options.minutes, encoder_rate=options.encoder_rate, seed=options.seed)
    train(network, one_pass, plan, options.work / "log.jsonl", options.work / "reader.pt")


if __name__ == "__main__":
    main()
