"""A network for Graphviz."""

from __future__ import annotations

from typing import Any, List, Sequence

from ...network.network import Network
from .graph import LEGEND, Edge, Graph, Node


def dot(network: Network, samples: Sequence[Any] = ()) -> str:
    """A drawing in the language of Graphviz, from left to right: dot -Tpng net.dot -o net.png."""
    graph = Graph(network)
    caption = "\n".join(line for line in (graph.title, LEGEND, graph.summarised) if line)
    lines = ["// Exported by lernmi. To draw it: dot -Tpng net.dot -o net.png",
             "digraph network {",
             f"    graph [rankdir=LR, ranksep=1.2, nodesep=0.25, labelloc=b, fontname=Helvetica, "
             f"label={_text(caption)}]",
             "    node [shape=box, style=rounded, fontname=Helvetica, fontsize=11]",
             "    edge [arrowsize=0.6, fontname=Helvetica, fontsize=9]"]
    for number, (name, nodes) in enumerate(graph.layers):
        lines += _layer(graph, f"layer{number}", name, nodes)
    lines += [f"    {_edge(edge, graph.largest)}" for edge in graph.edges]
    return "\n".join([*lines, "}"]) + "\n"


def _layer(graph: Graph, layer: str, name: str, nodes: Sequence[Node]) -> List[str]:
    """A column with the name of the layer at its head, and one for what is drawn beside a box.

    A frame around all of them, where neurons that are drawn have links between each other.
    """
    boxes, neurons = ([node for node in nodes if node.is_layer == is_layer] for is_layer in (True, False))
    names = [node.name for node in neurons]
    if any(edge.source in names and edge.target in names for edge in graph.edges):
        return [f"    subgraph cluster_{layer} {{",
                f'        label={_text(name)}; labelloc=t; style="rounded,filled"; color="#eef1f5"',
                *(f"        {_node(node)}" for node in nodes), "    }"]
    if boxes and neurons:
        return [*_column(layer, name, boxes), *_column(f"{layer}_outputs", f"{name}: outputs", neurons)]
    return _column(layer, name, nodes)


def _column(head: str, title: str, nodes: Sequence[Node]) -> List[str]:
    chain = " -> ".join([head, *(node.name for node in nodes)])
    return ["    { rank=same", f"        {head} [label={_text(title)}, shape=plaintext, fontsize=14]",
            *(f"        {_node(node)}" for node in nodes), f"        {chain} [style=invis]", "    }"]


def _node(node: Node) -> str:
    shape = ", shape=box3d, style=solid" if node.is_layer else ""
    text = "\n".join(node.lines)
    return f"{node.name} [label={_text(text)}{shape}]"


def _edge(edge: Edge, largest: float) -> str:
    options: List[str] = [f'color="{edge.colour}"', f"penwidth={edge.width(largest):.2f}"]
    if edge.label:
        options += [f"label={_text(edge.label)}", f'fontcolor="{edge.colour}"']
    if edge.is_gate:
        options.append("style=dashed")
    return f"{edge.source} -> {edge.target} [{', '.join(options)}]"


def _text(text: str) -> str:
    """A text in quotes; only a backslash and a quote mean something else in one."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n") + '"'
