"""The loss over two weights in characters."""

import io
import re

from lernmi import Dense, Network
from lernmi.console.charts.drawing import print_figure
from lernmi.console.charts.raster import SHADES
from lernmi.console.display.page import Page
from lernmi.figures.surface import surface


def test_each_character_is_the_band_of_its_loss_and_the_path_leads_from_start_to_present() -> None:
    network = Network(1, Dense(1, "identity", weights=2.0, biases=1.0))     # the loss: ½ (weight + bias − 1)²
    figure = surface(network, [([1], [1])], "output.weight[0,0]", "output.bias[0]", [(0, 0), (2, 0), (2, 1)])
    stream = io.StringIO()
    print_figure(Page(stream), figure)
    lines = stream.getvalue().splitlines()
    assert lines[0] == "The mean loss over output.weight[0,0] and output.bias[0]"
    cells = [re.split("[┤│]", line)[1] for line in lines[1:21]]
    for row in range(20):
        for column, character in enumerate(cells[row]):
            bands = [figure.band(figure.losses[2 * row + half][column]) for half in (0, 1)]
            share = sum(map(figure.strength, bands)) / 2
            assert character in (SHADES[round(share * 6)], *"oSPL")
    places = {(row, column): character for row, line in enumerate(cells)
              for column, character in enumerate(line) if character in "oSPL"}
    spot = {letter: spot for spot, letter in places.items()}
    assert spot["S"] == figure.area.cell((0.0, 0.0), 40, 20) and spot["P"] == figure.area.cell((2, 1), 40, 20)
    assert {spot["S"][0]} == {row for (row, column), letter in places.items()
                              if letter in "oS" and column < spot["P"][1] - 1}
    text = "\n".join(lines)
    assert all(f"from {level:.12g}" in text for level in figure.levels)
    assert "P present: 2" in text and "S start, o path of" in text
