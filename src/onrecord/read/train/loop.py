"""The training loop: all heads at once, windows of all sets mixed, length by length without padding."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from onrecord.read.labels import NAME_TAGS, ROLES, slices
from onrecord.read.train.examples import IGNORE, OUT_OF_SIGHT, Window
from onrecord.read.train.network import Network, Pointers

WEIGHTS = {"names": 2.0, "sentence": 0.5, "pos": 0.15, "source": 0.3, "cue": 0.3, "content": 0.3,
           "speech": 0.3, "region_source": 0.5, "region_cue": 0.2, "cue_source": 0.4, "cue_content": 0.6}  # fmt: skip
MISC = [i for i, tag in enumerate(NAME_TAGS) if tag.endswith("-MISC")]


@dataclass(frozen=True)
class Plan:
    """How long and how fast to learn: from `pieces` word pieces, at a rate that falls to zero at `schedule` of them (null: at the last)."""

    pieces: int
    schedule: int | None = None
    batch: int = 1024
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.04
    seed: int = 17
    bfloat16: bool = True
    log_every: int = 50


def name_loss(scores: Tensor, tags: Tensor, misc: bool) -> Tensor:
    """Cross entropy; where MISC is not annotated, "no name" stands for "no name, or some MISC"."""
    logs = F.log_softmax(scores.float(), -1)
    if not misc:
        outside = torch.logsumexp(logs[:, [0, *MISC]], -1)
        logs = torch.cat([outside[:, None], logs[:, 1:]], 1)
    return F.nll_loss(logs, tags, ignore_index=IGNORE, reduction="sum")


def pointer_losses(pointers: Pointers, hidden: Tensor, window: Window) -> dict[str, tuple[Tensor, int]]:
    """Sums and counts of the losses of one window's regions and cues."""
    size, r, c = len(window.pieces), len(window.regions), len(window.cues)
    regions, cues = torch.zeros(3 * max(r, 1), size), torch.zeros(2 * max(c, 1), size)
    for i, (first, last, *_) in enumerate(window.regions):
        regions[i, first] = regions[r + i, last] = 1
        regions[2 * r + i, first : last + 1] = 1 / (last + 1 - first)
    for i, (first, last, *_) in enumerate(window.cues):
        cues[i, first] = 1
        cues[c + i, first : last + 1] = 1 / (last + 1 - first)
    speech, *scores = (s[0].float() for s in pointers(hidden[None].float(), regions[None], cues[None]))
    sums: dict[str, tuple[Tensor, int]] = {}

    def point(name: str, start: Tensor, end: Tensor, spans: list[Any]) -> None:
        aims = torch.tensor([s if s is not None and s[0] != OUT_OF_SIGHT else (IGNORE, IGNORE) for s in spans])
        count = int((aims[:, 0] != IGNORE).sum())
        if count:
            loss = sum(F.cross_entropy(s, aims[:, k], ignore_index=IGNORE, reduction="sum") for k, s in ((0, start), (1, end)))
            sums[name] = (loss / 2, count)

    if r:
        said = torch.tensor([float(region[2]) for region in window.regions])
        sums["speech"] = (F.binary_cross_entropy_with_logits(speech, said, reduction="sum"), r)
        point("region_source", scores[0], scores[1], [x[3] if x[2] else None for x in window.regions])
        point("region_cue", scores[2], scores[3], [x[4] if x[2] else None for x in window.regions])
    if c:
        point("cue_source", scores[4], scores[5], [x[2] for x in window.cues])
        inside = torch.from_numpy(np.stack([x[3] for x in window.cues])).float()
        begins = inside * (1 - F.pad(inside, (1, 0))[:, :-1])
        loss = F.binary_cross_entropy_with_logits(scores[6], inside, reduction="none").mean(1).sum() * 4
        loss = loss + F.cross_entropy(scores[7], begins / begins.sum(1, keepdim=True).clamp(min=1), reduction="sum") / 4
        sums["cue_content"] = (loss, c)
    return sums


def batch_losses(network: Network, windows: list[Window], bfloat16: bool) -> dict[str, Tensor]:
    """Mean loss per head over a batch of windows of any lengths (run side by side, never padded)."""
    where = slices()
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
        pieces, shapes, gaps, quoted = (
            torch.from_numpy(np.concatenate([getattr(w, k) for w in windows])) for k in ("pieces", "shapes", "gaps", "quoted")
        )
        hidden, scores = network.encoder.packed(pieces, shapes, gaps, quoted, [len(w.pieces) for w in windows])
    scores = scores.float()
    sums: dict[str, list[Tensor]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    lengths = [len(w.pieces) for w in windows]
    aims = {k: torch.from_numpy(np.concatenate([w.targets[k] for w in windows])) for k in windows[0].targets}
    misc = torch.from_numpy(np.repeat([w.misc for w in windows], lengths))
    for known in (True, False):
        rows = misc == known
        sums["names"].append(name_loss(scores[rows][:, where["names"]], aims["names"][rows], known))
    counts["names"] = int((aims["names"] != IGNORE).sum())
    for head in ("sentence", "pos", *ROLES):
        counts[head] = int((aims[head] != IGNORE).sum())
        sums[head].append(F.cross_entropy(scores[:, where[head]], aims[head], ignore_index=IGNORE, reduction="sum"))
    at = 0
    for window in windows:
        if window.regions or window.cues:
            for name, (loss, count) in pointer_losses(network.pointers, hidden[at : at + len(window.pieces)], window).items():
                sums[name].append(loss)
                counts[name] += count
        at += len(window.pieces)
    return {name: torch.stack(parts).sum() / counts[name] for name, parts in sums.items() if counts[name]}


def batches(windows: list[Window], size: int, rng: np.random.Generator) -> list[list[Window]]:
    """All windows once, in chance order, about `size` pieces at a time."""
    found: list[list[Window]] = [[]]
    room = size
    for i in rng.permutation(len(windows)):
        length = len(windows[i].pieces)
        if length > room and found[-1]:
            found.append([])
            room = size
        found[-1].append(windows[i])
        room -= length
    return found


def train(network: Network, passes: Any, plan: Plan, log: Path, *, keeps: Sequence[int] = (), keep: Any = None) -> None:
    """Train in place.

    Args:
        passes: `passes(number, rng)` gives the windows of a pass.
        log: Mean losses, a line every `plan.log_every` updates.
        keeps: After which percent of the pieces `keep(percent)` is called, ascending.
    """
    torch.manual_seed(plan.seed)
    fixed = {"encoder.word.weight", "encoder.position.weight"}
    encoder = [p for n, p in network.named_parameters() if n.startswith("encoder.") and ".scores." not in n and n not in fixed
               and n.split(".")[1] not in ("shape", "gap", "quoted")]  # fmt: skip
    known = {id(p) for p in encoder}
    heads = [p for n, p in network.named_parameters() if id(p) not in known and n not in fixed]
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(name not in fixed)
    optimizer = torch.optim.AdamW([{"params": encoder, "rate": plan.encoder_rate}, {"params": heads, "rate": plan.head_rate}],
                                  lr=0.0, weight_decay=0.01, fused=True)  # fmt: skip
    begun = time.monotonic()
    seen, step, number, waiting = 0, 0, 0, list(keeps)
    running: dict[str, list[float]] = defaultdict(list)
    while seen < plan.pieces:
        rng = np.random.default_rng([plan.seed, number])
        for batch in batches(passes(number, rng), plan.batch, rng):
            if seen >= plan.pieces:
                break
            done = seen / (plan.schedule or plan.pieces)
            scale = min(1.0, done / plan.warm_up if plan.warm_up else 1.0) * (1 - done)
            for group in optimizer.param_groups:
                group["lr"] = group["rate"] * scale
            losses = batch_losses(network, batch, plan.bfloat16)
            total = torch.stack([WEIGHTS[name] * loss for name, loss in losses.items()]).sum()
            total.backward()
            torch.nn.utils.clip_grad_norm_(encoder + heads, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            seen += sum(len(w.pieces) for w in batch)
            for name, loss in losses.items():
                running[name].append(float(loss.detach()))
            if step % plan.log_every == 0:
                minutes = round((time.monotonic() - begun) / 60, 2)
                row = {"step": step, "pieces": seen, "pass": number, "minutes": minutes, "done": round(done, 4)}
                row |= {k: round(float(np.mean(v)), 4) for k, v in sorted(running.items())}
                running.clear()
                with log.open("a", encoding="utf-8") as out:
                    out.write(json.dumps(row) + "\n")
            while waiting and 100 * seen >= waiting[0] * plan.pieces:
                keep(waiting.pop(0))
        number += 1
