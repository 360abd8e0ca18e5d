"""The modules that a script defines itself: PyTorch has what they consist of, but not them."""

from __future__ import annotations

from typing import Dict, List

DEFINITIONS: Dict[str, str] = {
    "EachStep": '''\
class EachStep(nn.Sequential):
    """The same modules for every time step of a sequence."""

    def forward(self, x):
        return super().forward(x.flatten(0, 1)).unflatten(0, x.shape[:2])
''',
    "Residual": '''\
class Residual(nn.Sequential):
    """x + modules(x): the modules need to learn only the difference."""

    def forward(self, x):
        return x + super().forward(x)
''',
    "Attention": '''\
class Attention(nn.Module):
    """Self-attention: every time step attends to every time step, by query and key."""

    def __init__(self, features, size, heads=1, causal=False, outputs=False):
        super().__init__()
        self.queries, self.keys, self.values = (nn.Linear(features, size) for _ in range(3))
        self.outputs = nn.Linear(size, size) if outputs else nn.Identity()
        self.heads, self.causal = heads, causal

    def forward(self, x):
        queries, keys, values = (layer(x).unflatten(-1, (self.heads, -1)).transpose(1, 2)
                                 for layer in (self.queries, self.keys, self.values))
        heads = nn.functional.scaled_dot_product_attention(queries, keys, values, is_causal=self.causal)
        return self.outputs(heads.transpose(1, 2).flatten(2))
''',
    "Recurrent": '''\
class Recurrent(nn.Module):
    """The last state, or all states, of a recurrent layer that begins with a first state, by default 0."""

    def __init__(self, layer, states, first=0, cells=False):
        super().__init__()
        self.layer, self.states = layer, states
        self.first_value = nn.Parameter(torch.zeros(first)) if first else None
        self.first_cell = nn.Parameter(torch.zeros(first)) if cells else None

    def forward(self, x):
        first = [state.expand(1, len(x), -1).contiguous()
                 for state in (self.first_value, self.first_cell) if state is not None]
        states, _ = self.layer(x, tuple(first) if len(first) > 1 else first[0] if first else None)
        return states if self.states == "all" else states[:, -1]
''',
    "Elman": '''\
class Elman(nn.Module):
    """h = activation(W x + b + W' h before + b'), for activations that nn.RNN doesn't have."""

    def __init__(self, features, size, activation):
        super().__init__()
        self.inputs, self.states = nn.Linear(features, size), nn.Linear(size, size)
        self.activation = activation

    def forward(self, x, state=None):
        state = torch.zeros(len(x), self.states.in_features, device=x.device) if state is None else state[0]
        states = []
        for features in x.unbind(dim=1):
            state = self.activation(self.inputs(features) + self.states(state))
            states.append(state)
        return torch.stack(states, dim=1), state
'''}


def definitions(code: str) -> List[List[str]]:
    """The definitions that a model's code needs."""
    return [text.splitlines() for name, text in DEFINITIONS.items() if f"{name}(" in code.replace("nn.", "")]
