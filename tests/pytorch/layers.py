"""Makes layers.json with PyTorch's figures for every layer: python tests/pytorch/layers.py

PyTorch is no dependency of the tests; they read the file. For each case: the inputs, targets
and weights it began with, what came out, the loss ½ Σ (y − d)², every sensitivity, and the
weights after 20 steps of gradient descent with the rate 0.1. Made with torch 2.13.0.
"""

import json
from pathlib import Path
from typing import Any, Callable, Dict

import torch
from torch import nn
from torch.nn import functional

torch.set_default_dtype(torch.float64)
STEPS, RATE = 20, 0.1


class Head(nn.Module):
    """One head of self-attention."""

    def __init__(self, features: int, size: int, causal: bool = False) -> None:
        super().__init__()
        self.queries, self.keys, self.values = (nn.Linear(features, size) for _ in range(3))
        self.causal = causal

    def forward(self, x: Any) -> Any:
        return functional.scaled_dot_product_attention(
            self.queries(x), self.keys(x), self.values(x), is_causal=self.causal)


class Heads(nn.Module):
    """Several heads of self-attention."""

    def __init__(self, size: int, heads: int, causal: bool = False) -> None:
        super().__init__()
        self.layer, self.causal = nn.MultiheadAttention(size, heads), causal

    def forward(self, x: Any) -> Any:
        steps = len(x)
        hidden = torch.ones(steps, steps, dtype=torch.bool).triu(1) if self.causal else None
        return self.layer(x, x, x, attn_mask=hidden, need_weights=False)[0]


class Masked(nn.Module):
    """Dropout with a mask by hand: torch.nn.Dropout draws its own."""

    def __init__(self, mask: Any, rate: float) -> None:
        super().__init__()
        self.mask, self.rate = torch.tensor(mask), rate

    def forward(self, x: Any) -> Any:
        return x * self.mask / (1.0 - self.rate) if self.training else x


class Block(nn.Module):
    """A transformer block: attention and a feed-forward part, each with a way past and a norm."""

    def __init__(self, features: int, hidden: int) -> None:
        super().__init__()
        self.attention = Head(features, features)
        self.norm1, self.norm2 = nn.LayerNorm(features), nn.LayerNorm(features)
        self.hidden, self.output = nn.Linear(features, hidden), nn.Linear(hidden, features)

    def forward(self, x: Any) -> Any:
        x = self.norm1(x + self.attention(x))
        return self.norm2(x + self.output(torch.relu(self.hidden(x))))


class Last(nn.Module):
    """The last state, or all states, of a recurrent layer."""

    def __init__(self, layer: Any, every: bool) -> None:
        super().__init__()
        self.layer, self.every = layer, every

    def forward(self, x: Any) -> Any:
        states, _ = self.layer(x)
        return states if self.every else states[-1]


class Resumed(nn.Module):
    """Four time steps of three features, then the first state. Out come all states, then the last one."""

    def __init__(self, layer: Any) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, x: Any) -> Any:
        sequence, first = x[:12].reshape(4, 3), tuple(x[12:].reshape(-1, 1, 2))
        states, last = self.layer(sequence, first if len(first) > 1 else first[0])
        return torch.cat([states.flatten(), *(x.flatten() for x in (last if len(first) > 1 else [last]))])


class Learned(nn.Module):
    """The last state of a recurrent layer whose first state is learned."""

    def __init__(self, layer: Any, cells: bool) -> None:
        super().__init__()
        self.layer = layer
        self.values = nn.Parameter(torch.zeros(1, 2))
        self.cells = nn.Parameter(torch.zeros(1, 2)) if cells else None

    def forward(self, x: Any) -> Any:
        states, _ = self.layer(x, self.values if self.cells is None else (self.values, self.cells))
        return states[-1]


class Translator(nn.Module):
    """The state after three time steps is the decoder's first state; it reads the other two."""

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.encoder, self.decoder = kind(3, 2), kind(3, 2)

    def forward(self, x: Any) -> Any:
        _, state = self.encoder(x[:3])
        return self.decoder(x[3:], state)[0]


CASES: Dict[str, Callable[[], Any]] = {
    "dense": lambda: (nn.Sequential(nn.Linear(4, 3), nn.Tanh(), nn.Linear(3, 2), nn.Sigmoid()), (4,)),
    "convolution": lambda: (nn.Sequential(nn.Conv2d(2, 3, (2, 3), stride=(1, 2), padding=(1, 2)),
                                          nn.Tanh()), (2, 4, 5)),
    "average_pool": lambda: (nn.Sequential(nn.Conv2d(1, 2, 2), nn.AvgPool2d(2)), (1, 5, 5)),
    "max_pool": lambda: (nn.Sequential(nn.Conv2d(1, 2, 2), nn.MaxPool2d(2, 1)), (1, 5, 5)),
    "average_pool_padding": lambda: (nn.Sequential(
        nn.Conv2d(1, 2, 2), nn.AvgPool2d((2, 3), 2, padding=1)), (1, 5, 6)),
    "average_pool_sources": lambda: (nn.Sequential(
        nn.Conv2d(1, 2, 2), nn.AvgPool2d((2, 3), 2, padding=1, count_include_pad=False)), (1, 5, 6)),
    "max_pool_padding": lambda: (nn.Sequential(
        nn.Conv2d(1, 2, 2), nn.MaxPool2d((3, 2), (2, 1), padding=(1, 1))), (1, 5, 6)),
    "max_pool_ties": lambda: (nn.Sequential(
        nn.Conv2d(1, 2, 2), nn.ReLU(), nn.MaxPool2d(3, 1, padding=1)), (1, 5, 5)),
    "recurrent": lambda: (Last(nn.RNN(3, 2), False), (4, 3)),
    "recurrent_all": lambda: (Last(nn.RNN(3, 2, nonlinearity="relu"), True), (4, 3)),
    "lstm": lambda: (Last(nn.LSTM(3, 2), False), (4, 3)),
    "lstm_all": lambda: (Last(nn.LSTM(3, 2), True), (4, 3)),
    "gru": lambda: (Last(nn.GRU(3, 2), False), (4, 3)),
    "gru_all": lambda: (Last(nn.GRU(3, 2), True), (4, 3)),
    "recurrent_resumed": lambda: (Resumed(nn.RNN(3, 2)), (14,)),
    "lstm_resumed": lambda: (Resumed(nn.LSTM(3, 2)), (16,)),
    "gru_resumed": lambda: (Resumed(nn.GRU(3, 2)), (14,)),
    "recurrent_learned": lambda: (Learned(nn.RNN(3, 2), False), (4, 3)),
    "lstm_learned": lambda: (Learned(nn.LSTM(3, 2), True), (4, 3)),
    "gru_learned": lambda: (Learned(nn.GRU(3, 2), False), (4, 3)),
    "lstm_translator": lambda: (Translator(nn.LSTM), (5, 3)),
    "gru_translator": lambda: (Translator(nn.GRU), (5, 3)),
    "softmax": lambda: (nn.Sequential(nn.Linear(4, 3), nn.Softmax(dim=-1)), (4,)),
    "layer_norm": lambda: (nn.Sequential(nn.Linear(4, 5), nn.LayerNorm(5)), (4,)),
    "layer_norm_steps": lambda: (nn.LayerNorm(4), (3, 4)),
    "layer_norm_without_epsilon": lambda: (nn.Sequential(nn.Linear(4, 5), nn.LayerNorm(5, eps=0.0)), (4,)),
    "dropout_by_hand": lambda: (nn.Sequential(
        nn.Linear(4, 5), nn.Tanh(), Masked([1.0, 0.0, 1.0, 1.0, 0.0], 0.4), nn.Linear(5, 2)), (4,)),
    "attention": lambda: (Head(4, 3), (3, 4)),
    "attention_causal": lambda: (Head(4, 3, causal=True), (3, 4)),
    "attention_heads": lambda: (Heads(4, 2), (3, 4)),
    "attention_heads_causal": lambda: (Heads(6, 3, causal=True), (2, 6)),
    "attention_one_head_projected": lambda: (Heads(3, 1), (3, 3)),
    "transformer": lambda: (Block(4, 5), (3, 4)),
    "batch_norm": lambda: (nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4)), (5, 3)),
    "batch_norm_picture": lambda: (nn.BatchNorm2d(2), (3, 2, 2, 2)),
}


def parameters(model: Any) -> Dict[str, Any]:
    return {name: value.tolist() for name, value in model.state_dict().items()
            if value.is_floating_point()}


def figures(name: str) -> Dict[str, Any]:
    torch.manual_seed(sum(map(ord, name)))
    model, shape = CASES[name]()
    for parameter in model.parameters():        # norms begin with 1 and 0: make it harder
        parameter.data += 0.3 * torch.randn_like(parameter)
    inputs = torch.randn(*shape, requires_grad=True)
    samples = shape[0] if name.startswith("batch") else 1
    outputs = model(inputs)
    targets = torch.randn_like(outputs)
    found: Dict[str, Any] = {"inputs": inputs.tolist(), "targets": targets.flatten().tolist(),
                             "samples": samples}
    # a batch norm has already followed its first batch: put the running figures back
    for key, value in model.state_dict().items():
        if "running" in key:
            value.fill_(0.0 if "mean" in key else 1.0)
    found["before"] = parameters(model)
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    for step in range(STEPS):
        optimizer.zero_grad()
        inputs.grad = None
        outputs = model(inputs)
        loss = 0.5 * ((outputs - targets) ** 2).sum()
        loss.backward()
        if step == 0:
            found["outputs"] = outputs.flatten().tolist()
            found["loss"] = loss.item()
            found["input_sensitivities"] = inputs.grad.flatten().tolist()
            found["sensitivities"] = {key: value.grad.tolist()
                                      for key, value in model.named_parameters()}
        for parameter in model.parameters():
            parameter.grad /= samples
        optimizer.step()
    found["after"] = parameters(model)
    model.eval()
    found["predicted"] = model(inputs).flatten().tolist()
    return found


if __name__ == "__main__":
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps({name: figures(name) for name in CASES}, indent=1) + "\n")
