"""A network for Mermaid, which GitHub, GitLab and many editors draw."""

from __future__ import annotations

import re
from typing import Any, List, Sequence

from ...network.network import Network
from .graph import LEGEND, Edge, Graph, Node

SPECIAL = re.compile(r"[^\w \[\](),.:×+-]")


def mermaid(network: Network, samples: Sequence[Any] = ()) -> str:
    """A flowchart in the language of Mermaid, from left to right."""
    graph = Graph(network)
    lines = ["flowchart LR", "    %% Exported by lernmi", f"    %% {graph.title}", f"    %% {LEGEND}"]
    for number, (name, nodes) in enumerate(graph.layers):
        lines += [f"    subgraph layer{number}[{_text(name)}]", "        direction TB",
                  *(f"        {_node(node)}" for node in nodes), "    end"]
    for edge in graph.edges:
        arrow = "-.->" if edge.is_gate else "-->"
        label = f"|{_text(edge.label)}|" if edge.label else ""
        lines.append(f"    {edge.source} {arrow}{label} {edge.target}")
    lines += [f"    linkStyle {number} {_style(edge, graph.largest)}"
              for number, edge in enumerate(graph.edges)]
    return "\n".join(lines) + "\n"


def _node(node: Node) -> str:
    lines: List[str] = [*node.lines, "drawn as one box"] if node.is_layer else node.lines
    text = "<br/>".join(map(_escaped, lines))
    return f'{node.name}[["{text}"]]' if node.is_layer else f'{node.name}("{text}")'


def _style(edge: Edge, largest: float) -> str:
    return f"stroke:{edge.colour},stroke-width:{edge.width(largest):.2f}px"


def _text(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    """What may mean something in Mermaid or HTML, as the number of its character."""
    return SPECIAL.sub(lambda match: f"#{ord(match[0])};", text)
