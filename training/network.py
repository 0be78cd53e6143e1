"""The network: MiniLM's encoder, a tag for each word, a pointer from word to word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from claimx.model.passages import KINDS, ROW_PIECES
from claimx.model.tags import TAGS, may_follow

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

POINTER = 128
FORBIDDEN = -10_000.0


class Sizes(NamedTuple):
    """How large a network is."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    dropout: float = 0.1


MINILM = Sizes()
EPSILON = 1e-12


class Layer(nn.Module):
    """A transformer layer as BERT has it: attention, two dense ones, a norm after each."""

    def __init__(self, sizes: Sizes) -> None:
        """New, with weights at random."""
        super().__init__()
        self.heads, self.dropout = sizes.heads, sizes.dropout
        self.qkv = nn.Linear(sizes.width, 3 * sizes.width)
        self.out = nn.Linear(sizes.width, sizes.width)
        self.norm1 = nn.LayerNorm(sizes.width, eps=EPSILON)
        self.up = nn.Linear(sizes.width, sizes.inner)
        self.down = nn.Linear(sizes.inner, sizes.width)
        self.norm2 = nn.LayerNorm(sizes.width, eps=EPSILON)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`mask` is added to the scores: 0 for a piece, a great negative for padding."""
        rows, length, width = x.shape
        q, k, v = (
            self.qkv(x)
            .view(rows, length, 3, self.heads, width // self.heads)
            .permute(2, 0, 3, 1, 4)
        )
        # By hand: on a CPU, the backward pass of torch's fused attention takes three times as long.
        scores = (q / (width // self.heads) ** 0.5) @ k.transpose(-1, -2) + mask.to(q.dtype)
        y = scores.softmax(-1).to(v.dtype) @ v
        y = y.transpose(1, 2).reshape(rows, length, width)
        x = self.norm1(x + functional.dropout(self.out(y), self.dropout, self.training))
        y = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + functional.dropout(y, self.dropout, self.training))


class Network(nn.Module):
    """
    Pieces and their kinds in; for each piece the scores of the tags and both ends of the pointer.

    Only those of a word's first piece mean something, and the key of [CLS], which stands for
    "points to none".
    """

    def __init__(self, sizes: Sizes = MINILM) -> None:
        """New, with weights at random."""
        super().__init__()
        self.dropout = sizes.dropout
        self.words = nn.Embedding(sizes.vocabulary, sizes.width)
        self.positions = nn.Embedding(ROW_PIECES + 2, sizes.width)
        self.kinds = nn.Embedding(KINDS, sizes.width)
        self.norm = nn.LayerNorm(sizes.width, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))
        self.tags = nn.Linear(sizes.width, TAGS)
        self.asks = nn.Linear(sizes.width, POINTER)
        self.answers = nn.Linear(sizes.width, POINTER)
        self.follows = nn.Parameter(torch.zeros(TAGS, TAGS))
        self.starts = nn.Parameter(torch.zeros(TAGS))
        befores: list[int | None] = [None, *range(TAGS)]
        legal = torch.tensor([[may_follow(b, t) for t in range(TAGS)] for b in befores])
        barred = torch.where(legal, 0.0, FORBIDDEN)
        self.register_buffer("barred_starts", barred[0])
        self.register_buffer("barred_follows", barred[1:])

    def forward(self, pieces: Tensor, kinds: Tensor, lengths: Tensor) -> tuple[Tensor, ...]:
        """Tag scores, asking ends and answering ends of the pointer, all rows x pieces x n."""
        place = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.positions(place) + self.kinds(kinds)
        x = functional.dropout(self.norm(x), self.dropout, self.training)
        padding = place[None, :] >= lengths[:, None]
        mask = padding.to(x.dtype)[:, None, None, :] * FORBIDDEN
        for layer in self.layers:
            x = layer(x, mask)
        x = functional.dropout(x, self.dropout, self.training)
        asks = self.asks(x) / POINTER**0.5
        return self.tags(x), asks, self.answers(x)

    @classmethod
    def from_minilm(cls, folder: Path) -> Network:
        """The encoder's weights of all-MiniLM-L6-v2; heads and kinds are new."""
        network = cls()
        given = load_file(folder / "model.safetensors")
        own = network.state_dict()
        e = "embeddings."
        own["words.weight"] = given[e + "word_embeddings.weight"]
        own["positions.weight"] = given[e + "position_embeddings.weight"][: ROW_PIECES + 2]
        # Each kind begins as the one token type that MiniLM knows.
        own["kinds.weight"] = given[e + "token_type_embeddings.weight"][:1].repeat(KINDS, 1)
        for part in ("weight", "bias"):
            own[f"norm.{part}"] = given[f"{e}LayerNorm.{part}"]
            for i in range(MINILM.layers):
                theirs, ours = f"encoder.layer.{i}.", f"layers.{i}."
                own[f"{ours}qkv.{part}"] = torch.cat(
                    [given[f"{theirs}attention.self.{n}.{part}"] for n in ("query", "key", "value")]
                )
                for name, place in (
                    ("out", "attention.output.dense"),
                    ("norm1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm2", "output.LayerNorm"),
                ):
                    own[f"{ours}{name}.{part}"] = given[f"{theirs}{place}.{part}"]
        network.load_state_dict(own)
        return network

    def transitions(self) -> tuple[np.ndarray, np.ndarray]:
        """The scores of each tag at a row's start, and after each other tag."""
        starts = self.starts + self.barred_starts
        follows = self.follows + self.barred_follows
        return starts.detach().numpy(), follows.detach().numpy()

    def tag_loss(self, scores: Tensor, tags: Tensor, here: Tensor) -> Tensor:
        """
        Minus the log-probability of the right tags of each row, as a linear-chain CRfunctional.

        scores: rows x words x tags; `here` is 0 where a row is shorter than the longest.
        """
        starts = self.starts + self.barred_starts
        follows = self.follows + self.barred_follows
        # The annotators' tags may hold a pair that is barred (none is known); keep the loss finite.
        right = scores.gather(2, tags[..., None])[..., 0] * here
        steps = follows[tags[:, :-1], tags[:, 1:]] * here[:, 1:]
        gold = starts[tags[:, 0]] + right.sum(1) + steps.sum(1)
        alpha = starts + scores[:, 0]
        for i in range(1, scores.shape[1]):
            after = torch.logsumexp(alpha[:, :, None] + follows, 1) + scores[:, i]
            alpha = torch.where(here[:, i, None] > 0, after, alpha)
        return torch.logsumexp(alpha, 1) - gold


def averaged(checkpoints: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of the weights of several checkpoints of one run."""
    states = [torch.load(path, weights_only=True) for path in checkpoints]
    return {
        name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]
    }
