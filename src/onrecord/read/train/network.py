"""The network: a BERT encoder with three extra input embeddings, heads for tokens, and pointers from regions and cues.

Written out plainly (no `transformers`) so that it loads the published weights, trains fast on a CPU and exports as two
small ONNX graphs: `Encoder` (pieces to hidden states and token scores) and `Pointers` (hidden states and rows that select
regions and cues, to scores over the pieces).
"""

# mypy: disable-error-code="misc"

from __future__ import annotations

from functools import cache
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from onrecord.read.labels import GAPS, HEADS, QUOTED, SHAPES

WIDTH, LAYERS, ATTENTION_HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
POINTER_WIDTH = 96
DROPOUT = 0.1  # while training, of what each half of a block adds


@cache
def _chances() -> Tensor:
    """A pool of chance masks: drawing them anew at every step costs a quarter of the training time on a CPU."""
    kept = torch.rand(2**23, generator=torch.Generator().manual_seed(5)) >= DROPOUT
    return kept.float() / (1 - DROPOUT)


class Drop(nn.Module):
    """Dropout whose mask is a stretch of the pool from a chance place on; nothing when not training."""

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        pool, size = _chances(), x.numel()
        start = int(torch.randint(pool.numel() - size, ()))
        return x * pool[start : start + size].view(x.shape).to(x.dtype)


class Layer(nn.Module):
    """One post-norm transformer block, as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm_output = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Drop()

    def attend(self, qkv: Tensor) -> Tensor:
        """Attention within one window: (length, 3 * 384) to (length, 384)."""
        q, k, v = qkv.view(-1, 3, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS).permute(1, 2, 0, 3)
        weights = torch.softmax(q @ k.transpose(1, 2) * (WIDTH // ATTENTION_HEADS) ** -0.5, -1)
        return (weights.to(v.dtype) @ v).transpose(0, 1).reshape(-1, WIDTH)

    def forward(self, x: Tensor, lengths: list[int]) -> Tensor:
        qkv = self.qkv(x)
        mixed = self.attend(qkv) if len(lengths) == 1 else torch.cat([self.attend(part) for part in qkv.split(lengths)])
        x = self.norm_attention(x + self.drop(self.out(mixed)))
        return self.norm_output(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """`pieces, shapes, gaps, quoted` of one window (length) to hidden states (length, 384) and all token scores side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.shape = nn.Embedding(len(SHAPES), WIDTH)
        self.gap = nn.Embedding(len(GAPS), WIDTH)
        self.quoted = nn.Embedding(len(QUOTED), WIDTH)
        for extra in (self.shape, self.gap, self.quoted):
            nn.init.zeros_(extra.weight)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.scores = nn.Linear(WIDTH, sum(HEADS.values()))

    def packed(self, pieces: Tensor, shapes: Tensor, gaps: Tensor, quoted: Tensor, lengths: list[int]) -> tuple[Tensor, Tensor]:
        """Several windows end to end, each attending to itself alone: nothing is padded."""
        positions = torch.cat([torch.arange(length) for length in lengths])
        return self.run(pieces, shapes, gaps, quoted, positions, lengths)

    def forward(self, pieces: Tensor, shapes: Tensor, gaps: Tensor, quoted: Tensor) -> tuple[Tensor, Tensor]:
        return self.run(pieces, shapes, gaps, quoted, torch.arange(pieces.shape[0]), [0])

    def run(
        self, pieces: Tensor, shapes: Tensor, gaps: Tensor, quoted: Tensor, positions: Tensor, lengths: list[int]
    ) -> tuple[Tensor, Tensor]:
        x = self.word(pieces) + self.position(positions) + self.segment
        x = self.norm(x + self.shape(shapes) + self.gap(gaps) + self.quoted(quoted))
        for layer in self.layers:
            x = layer(x, lengths)
        return x, self.scores(x)


class Pointer(nn.Module):
    """Scores of every piece as the first, and as the last, of the span that a query points at."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.query = nn.Sequential(nn.Linear(inputs, 2 * POINTER_WIDTH), nn.GELU(), nn.Linear(2 * POINTER_WIDTH, 2 * POINTER_WIDTH))
        self.key = nn.Linear(WIDTH, 2 * POINTER_WIDTH)

    def forward(self, query: Tensor, hidden: Tensor) -> tuple[Tensor, Tensor]:
        q, k = self.query(query), self.key(hidden).transpose(1, 2)
        scale = POINTER_WIDTH**-0.5
        return q[..., :POINTER_WIDTH] @ k[:, :POINTER_WIDTH] * scale, q[..., POINTER_WIDTH:] @ k[:, POINTER_WIDTH:] * scale


class Pointers(nn.Module):
    """Where the source and the cue of each marked region stand, whether it is speech, and what each cue says of whom.

    `regions` is (batch, 3 * n, length): n rows that pick the first piece, n the last, n that average. `cues` is
    (batch, 2 * m, length): m rows that pick the first piece, m that average. Piece 0 stands for "none in sight".
    """

    def __init__(self) -> None:
        super().__init__()
        self.speech = nn.Sequential(nn.Linear(3 * WIDTH, POINTER_WIDTH), nn.GELU(), nn.Linear(POINTER_WIDTH, 1))
        self.region_source = Pointer(3 * WIDTH)
        self.region_cue = Pointer(3 * WIDTH)
        self.cue_source = Pointer(2 * WIDTH)
        self.cue_content = Pointer(2 * WIDTH)  # its two scores: membership, and first piece of a stretch

    def forward(self, hidden: Tensor, regions: Tensor, cues: Tensor) -> tuple[Tensor, ...]:
        r = torch.cat(torch.chunk(regions @ hidden, 3, dim=1), dim=-1)
        c = torch.cat(torch.chunk(cues @ hidden, 2, dim=1), dim=-1)
        return (
            self.speech(r).squeeze(-1),
            *self.region_source(r, hidden),
            *self.region_cue(r, hidden),
            *self.cue_source(c, hidden),
            *self.cue_content(c, hidden),
        )


class Network(nn.Module):
    """Encoder and pointers together."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.pointers = Pointers()


def load_base(encoder: Encoder, path: Path) -> None:
    """Fill the encoder from a BERT `model.safetensors` (MiniLM-L6-H384); the extra embeddings keep their zeros."""
    from safetensors.torch import load_file

    old = load_file(path)
    new = encoder.state_dict()
    new["word.weight"] = old["embeddings.word_embeddings.weight"]
    new["position.weight"] = old["embeddings.position_embeddings.weight"]
    new["segment"] = old["embeddings.token_type_embeddings.weight"][0]
    for kind in ("weight", "bias"):
        new[f"norm.{kind}"] = old[f"embeddings.LayerNorm.{kind}"]
        for i in range(LAYERS):
            theirs, ours = f"encoder.layer.{i}.", f"layers.{i}."
            new[f"{ours}qkv.{kind}"] = torch.cat([old[f"{theirs}attention.self.{part}.{kind}"] for part in ("query", "key", "value")])
            new[f"{ours}out.{kind}"] = old[f"{theirs}attention.output.dense.{kind}"]
            new[f"{ours}norm_attention.{kind}"] = old[f"{theirs}attention.output.LayerNorm.{kind}"]
            new[f"{ours}up.{kind}"] = old[f"{theirs}intermediate.dense.{kind}"]
            new[f"{ours}down.{kind}"] = old[f"{theirs}output.dense.{kind}"]
            new[f"{ours}norm_output.{kind}"] = old[f"{theirs}output.LayerNorm.{kind}"]
    encoder.load_state_dict(new)
