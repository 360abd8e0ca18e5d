"""Pictures are saved: in place of another file only by force."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any, List, Tuple

import pytest

from lernmi import BadInput, Network, trace
from lernmi.figures.layer_bars import layer_bars
from tests.support.command_line import lernmi
from tests.support.networks import mazur
from tests.support.svg_texts import drawn_texts


@pytest.mark.parametrize("ending", [".html", ".svg", ".txt"])
def test_a_saved_picture_is_replaced_and_another_file_only_by_force(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"network{ending}"
    mazur().save_picture(path)
    first = path.read_text(encoding="utf-8")
    mazur().save_picture(path)
    assert path.read_text(encoding="utf-8") == first
    assert "Saved by lernmi " in first.splitlines()[-1] and first.endswith("\n")
    for text in ("mine", "Saved by lernmi 0.2.0\nbut it goes on\n", "It was Saved by lernmi 0.2.0\n"):
        path.write_text(text)
        with pytest.raises(BadInput, match="is there already and isn't one that lernmi has saved"):
            mazur().save_picture(path)
        assert path.read_text() == text
    mazur().save_picture(path, force=True)
    assert path.read_text(encoding="utf-8") == first


@pytest.mark.parametrize("words", [("trace", "mazur"), ("why", "mazur", "w1"), ("check", "mazur"),
                                   ("show", "mazur")])
def test_the_command_line_replaces_another_file_only_with_force(words: "tuple[str, ...]",
                                                                tmp_path: Path) -> None:
    path = tmp_path / "mazur.txt"
    path.write_text("mine")
    run = lernmi(*words, "--save", str(path))
    assert (run.returncode, run.stdout) == (2, "") and path.read_text() == "mine"
    assert "add --force" in run.stderr
    for force in (["--force"], []):
        run = lernmi(*words, "--save", str(path), *force)
        assert run.returncode == 0 and run.stdout.endswith(f"Saved as {path}.\n")
        assert path.read_text(encoding="utf-8").splitlines()[-1].startswith("Saved by lernmi ")


def test_a_network_and_a_figure_are_saved_as_they_are_drawn_and_what_is_text_as_text(tmp_path: Path) -> None:
    network = stepped()
    step = trace(network, [0.05, 0.1], [0.01, 0.99])
    for ending in ("svg", "html"):
        things: List[Tuple[str, Any, Any]] = [("network", network, {"what": "sensitivities"}),
                                              ("bars", layer_bars(network), {}), ("step", step, {})]
        for name, thing, options in things:
            thing.save_picture(tmp_path / f"{name}.{ending}", digits=3, **options)
    svg, page = ((tmp_path / f"network.{ending}").read_text(encoding="utf-8") for ending in ("svg", "html"))
    assert "w5 0.0822" in check_texts_of(svg) and "w5 0.0822" in page and "<figcaption>" in page
    assert "<circle" in page and "<svg" in (tmp_path / "bars.html").read_text(encoding="utf-8")
    ElementTree.parse(tmp_path / "bars.svg")
    text = (tmp_path / "step.html").read_text(encoding="utf-8")
    assert "<pre style=\"font-family:ui-monospace" in text and "<svg" not in text
    drawn = ElementTree.parse(tmp_path / "step.svg").getroot()
    assert drawn.findtext("{http://www.w3.org/2000/svg}title") == "lernmi"
    for path in tmp_path.iterdir():
        assert not re.search(r"@font-face|url\(http|<script", path.read_text(encoding="utf-8")), path


def stepped() -> Network:
    network = mazur()
    network.forward([0.05, 0.1])
    network.backward([0.01, 0.99])
    return network


def check_texts_of(svg: str) -> List[str]:
    return [text.text for text in drawn_texts(svg)]


def test_show_saves_the_drawing_below_what_it_is_a_drawing_of(tmp_path: Path) -> None:
    words = ("show", "mazur", "--what", "slopes", "--digits", "3")
    for ending in ("svg", "html", "txt"):
        assert lernmi(*words, "--save", str(tmp_path / f"mazur.{ending}")).returncode == 0
    texts = check_texts_of((tmp_path / "mazur.svg").read_text(encoding="utf-8"))
    assert texts[0].startswith("mazur: a 2-2-2 network by hand")
    assert "Sample 0: inputs 0.05 0.1, targets 0.01 0.99." in texts
    assert "0.241" in texts and "╭" not in "".join(texts)
    page = (tmp_path / "mazur.html").read_text(encoding="utf-8")
    assert "<h1>mazur: a 2-2-2 network by hand." in page and "<title>lernmi show mazur</title>" in page
    assert "<pre" not in page and ">0.241</text>" in page
    assert "╭" in (tmp_path / "mazur.txt").read_text(encoding="utf-8")
    assert lernmi(*words, "--plain", "--save", str(tmp_path / "plain.html")).returncode == 0
    assert "<svg" not in (tmp_path / "plain.html").read_text(encoding="utf-8")


def test_a_notebook_shows_pictures_as_svg_and_text_in_a_family_of_its_own() -> None:
    network = stepped()
    for thing in (network, layer_bars(network)):
        bundle = thing._repr_mimebundle_()
        assert "<svg" in bundle["text/html"] and bundle["image/svg+xml"].startswith("<svg")
        assert "hidden" in bundle["text/plain"]
    bundle = trace(network, [0.05, 0.1], [0.01, 0.99]).why("w1")._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert "monospace" in bundle["text/html"] and "width:1ch" in bundle["text/html"]
