"""lernmi train: shipped sets and files, what suits them, and what can't be."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import List, Tuple

import pytest

import lernmi as package
from tests.support.command_line import lernmi
from tests.support.processes import environment, python_on_terminal, without_escapes
from tests.support.slow import slow

CIRCLE = ["train", "circle", "--count", "24", "--layers", "2-3-1", "--epochs", "3"]
SURVEY = """Alter;Größe;Antwort
12,5;1,5;ja
11;1,25;nein
14;1,75;ja
10,5;1,5;nein
13;1,25;ja
"""


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refused(*words: str) -> str:
    """The sentence in which a command refuses, which prints nothing else."""
    run = lernmi(*words)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    return run.stderr


def written(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


# ---- what it prints --------------------------------------------------------------------------------

def test_a_shipped_set_with_what_was_chosen_one_line_an_epoch_and_what_came_of_it() -> None:
    run = lernmi("train", "circle", "--count", "40", "--epochs", "2", "--validation", "0.25",
                 "--save", "net.json")
    lines = run.stdout.splitlines()
    assert (run.returncode, run.stderr) == (0, "")
    assert lines[0] == "circle: a disc and a ring around it"
    assert "40 samples: 20 blue, 20 orange" in lines
    [chosen] = [line for line in lines if line.startswith("layers ")]
    for part in ("layers 2-", "; activation ", "; loss sigmoid_cross_entropy; optimizer ", ", rate ",
                 "; 2 epochs; a step after each sample; 25% of the samples held out; seed 1."):
        assert part in chosen
    epochs = [line for line in lines if line.startswith("Epoch ")]
    assert [line.partition(":")[0] for line in epochs] == ["Epoch 1 of 2", "Epoch 2 of 2"]
    for part in (" loss ", " accuracy ", " validation loss ", " validation accuracy "):
        assert part in epochs[1]
    assert any(line.startswith("Held out: 10 samples: ") for line in lines)
    assert sum(line.startswith("of 5 samples of class ") for line in lines) == 2
    assert lines[-1] == "Saved as net.json. Try lernmi evaluate net.json circle"
    trained = package.load("net.json").trained
    assert trained is not None
    assert [trained[key] for key in ("data", "epochs", "rows", "validation")] == ["circle", 2, 40, 0.25]


def test_a_file_with_semicolons_and_decimal_commas() -> None:
    written("survey.csv", SURVEY)
    run = lernmi("train", "survey.csv", "--save", "net.json")
    assert run.returncode == 0
    assert ("semicolons, decimal comma, header; 2 inputs; target: Antwort, 2 classes; 5 rows"
            in run.stdout.splitlines())
    assert "Learned: 5 samples: 5 right, 100.0 %" in run.stdout
    network = package.load("net.json")
    assert network.classes == ("ja", "nein")
    assert lernmi("predict", "net.json", "survey.csv").stdout.splitlines()[2].startswith("1,nein,")


def test_the_same_seed_gives_the_same_network_and_another_one_another() -> None:
    files = []
    for seed in ("1", "1", "2"):
        assert lernmi(*CIRCLE, "--seed", seed, "--save", "net.json").returncode == 0
        files.append(Path("net.json").read_bytes())
    assert files[0] == files[1] != files[2]


def test_plain_is_one_ascii_sentence_a_fact() -> None:
    run = lernmi(*CIRCLE, "--plain")
    assert run.returncode == 0 and run.stdout.isascii()
    assert all(line.endswith((".", ":")) and "|" not in line for line in run.stdout.splitlines())


def test_where_the_output_can_not_show_more_it_is_ascii() -> None:
    run = lernmi("train", "and", "--epochs", "4", encoding="ascii")
    assert run.returncode == 0 and "epoch  1" in run.stdout


@pytest.mark.parametrize("words", [
    ["--optimizer", "adam"], ["--optimizer", "momentum", "--rate", "0.1"], ["--schedule", "cosine"],
    ["--batch", "5"], ["--activation", "tanh"], ["--loss", "mean_squared_error", "--rate", "0.001"],
    ["--loss", "binary_cross_entropy"], ["--loss", "squared_error"], ["--scaling", "unit"],
    ["--layers", "dense 3, dense 2, softmax"], ["--features", "x1,x2,x1^2,sin(x2)", "--layers", "4-1"],
    ["--layers", "dense 3, dropout 0.2, dense 1"], ["--patience", "1"], ["--digits", "9"],
    ["--noise", "0.5"]], ids=" ".join)
def test_what_can_be_chosen(words: List[str]) -> None:
    run = lernmi("train", "circle", "--count", "24", "--epochs", "2", *words)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.slow
def test_pictures_are_learned_by_a_convolution() -> None:
    run = lernmi("train", "digits", "--layers", "conv 2x3x3, maxpool 6, dense 10", "--epochs", "1",
                 "--validation", "0.9")
    assert run.returncode == 0 and "Held out: 1,617 samples: " in run.stdout


# ---- the perceptron rule -----------------------------------------------------------------------------

@pytest.mark.parametrize("name, right", [("and", 4), ("or", 4), ("majority", 8)])
def test_the_perceptron_rule_learns_what_a_line_divides(name: str, right: int) -> None:
    run = lernmi("train", name, "--optimizer", "perceptron")
    assert "activation step; loss squared_error; optimizer perceptron, rate 1; " in run.stdout
    assert f"Learned: {right} samples: {right} right, 100.0 %; the mean loss is 0." in run.stdout.splitlines()


def test_the_perceptron_rule_can_not_learn_xor_and_takes_no_hidden_layer() -> None:
    assert "Learned: 4 samples: 4 right" not in lernmi("train", "xor", "--optimizer", "perceptron").stdout
    run = lernmi("train", "xor", "--optimizer", "perceptron", "--layers", "2-2-1")
    assert run.returncode == 2 and "the perceptron rule is for one layer" in run.stderr


# ---- wrong use -----------------------------------------------------------------------------------------

@pytest.mark.parametrize("words, sentence", [
    ("train", "the following arguments are required: DATA"),
    ("train iris circle", "unrecognized arguments: circle"),
    ("train irs", "did you mean iris?"), ("train nothere.csv", "there is no file 'nothere.csv'"),
    ("train .", "is a directory"), ("train mazur", "mazur is an example with a network and samples"),
    ("train iris --layers 5-3", "the data has 4 inputs, so the layers '5-3' must begin with 4"),
    ("train iris --layers 4-5", "the layers '4-5' end in 5 outputs, but the data needs 3: "),
    ("train iris --layers dens", "did you mean dense?"),
    ("train iris --layers conv", "the layer 'conv' needs"),
    ("train iris --activation rlu", "did you mean relu?"), ("train iris --loss mse", "mean_squared_error?"),
    ("train iris --optimizer addam", "did you mean adam?"), ("train iris --schedule cosin", "cosine"),
    ("train iris --loss hinge", "the loss hinge doesn't suit a data set"),
    ("train plane --loss gaussian_nll_predicted", "doesn't suit a data set"),
    ("train plane --loss softmax_cross_entropy", "is for one of several classes"),
    ("train iris --loss cross_entropy", "needs a softmax as the last layer"),
    ("train iris --rate 0", "the learning rate must be above 0"), ("train iris --rate nan", "finite"),
    ("train iris --epochs 0", "the number of epochs must be at least 1"),
    ("train iris --batch 0", "the batch size must be at least 1"),
    ("train iris --validation 1", "must be at least 0 and below 1"),
    ("train iris --validation 0.001", "leaves none for the test part"),
    ("train iris --validation 0 --patience 3", "--patience needs samples that are held out"),
    ("train iris --resume", "there is nothing to resume: add --checkpoint FILE"),
    ("train iris --save nodir/net.json", "there is no folder"),
    ("train iris --save .", "is no ordinary file"),
    ("train iris --save other.txt", "isn't one that lernmi has saved"),
    ("train iris --checkpoint other.txt", "isn't one that lernmi has saved"),
    ("train iris --checkpoint a.json --save ./a.json", "need different files"),
    ("train iris --curves c.pdf", "must end in .html, .svg or .txt"),
    ("train iris --curves other.txt", "isn't one that lernmi has saved"),
    ("train iris --checkpoint c.svg --curves ./c.svg", "need different files"),
    ("train iris --noise 0.1", "no option of the data set iris is called 'noise'"),
    ("train circle --noise 2", "the noise must be at least 0 and at most 0.5"),
    ("train iris --features q", "no feature is called 'q'"), ("train other.txt --targets w", "no column"),
    ("train iris --digits 0", "the number of digits must be at least 1")])
def test_wrong_use_is_refused_in_one_sentence_before_anything_is_printed(words: str, sentence: str) -> None:
    written("other.txt", "x,y\n1,2\n3,5\n")
    assert sentence in refused(*words.split())


def test_an_infinite_loss_ends_it_with_a_sentence_and_leaves_the_file() -> None:
    written("x.csv", "x,y\n" + "".join(f"{x},{x * x}\n" for x in range(30)))
    assert lernmi("train", "x.csv", "--epochs", "1", "--save", "net.json").returncode == 0
    before = Path("net.json").read_bytes()
    run = lernmi("train", "x.csv", "--rate", "1e9", "--activation", "relu", "--limit", "1e300",
                 "--save", "net.json")
    assert run.returncode == 2
    assert run.stderr.startswith("lernmi: epoch 1, sample ") and run.stderr.count("\n") == 1
    for part in ("output[0]", "mean_squared_error", "Try a smaller learning rate",
                 "The learning rate is 1e+09."):
        assert part in run.stderr
    assert Path("net.json").read_bytes() == before


def test_a_loss_that_grows_until_it_is_infinite_shows_the_epochs_before() -> None:
    written("x.csv", "x,y\n" + "".join(f"{x},{x * x}\n" for x in range(30)))
    run = lernmi("train", "x.csv", "--layers", "1-1", "--rate", "2", "--limit", "1e300", "--batch", "30",
                 "--epochs", "2000", "--validation", "0", "--plain", "--curves", "c.txt")
    assert run.returncode == 2 and run.stderr.startswith("lernmi: epoch ")
    done = int(run.stderr.split()[2].rstrip(",")) - 1
    assert 10 < done < 2000
    assert f"\n{done} epochs: the mean loss went from " in run.stdout
    picture = Path("c.txt").read_text(encoding="utf-8")
    assert run.stdout.endswith("\nSaved the curves as c.txt.\n")
    assert "Mean loss after each epoch, logarithmic" in picture and f"\n{done} epochs: " in picture


# ---- checkpoints ---------------------------------------------------------------------------------------

def test_an_earlier_checkpoint_is_replaced_only_by_force() -> None:
    words = ("train", "and", "--epochs", "2", "--checkpoint", "run.json")
    assert lernmi(*words).returncode == 0
    before = Path("run.json").read_bytes()
    assert refused(*words) == ("lernmi: run.json is there already: add --resume to go on from it, or "
                               "--force to begin anew.\n")
    assert Path("run.json").read_bytes() == before
    assert lernmi(*words, "--force").returncode == lernmi(*words, "--resume").returncode == 0


LONG = ["train", "circle", "--count", "60", "--layers", "2-4-1", "--save", "net.json"]


@pytest.mark.parametrize("words", [
    ["--optimizer", "adam"], slow(["--optimizer", "nesterov", "--schedule", "cosine"]),
    slow(["--layers", "dense 6, dropout 0.3, dense 1", "--optimizer", "rmsprop"])],
    ids=lambda words: " ".join(words))
def test_interrupted_and_resumed_is_as_in_one_go(words: List[str]) -> None:
    """The second process doesn't know the first: all it needs is in the file."""
    constant = [] if "cosine" in words else ["--schedule", "constant"]
    if "cosine" in words:
        checkpoint_after(3, *LONG[:-2], *words, "--epochs", "6")
    else:
        lernmi(*LONG[:-2], *words, *constant, "--epochs", "3", "--checkpoint", "ck.json")
    assert lernmi(*LONG, *words, *constant, "--epochs", "6").returncode == 0
    in_one_go = Path("net.json").read_bytes()
    run = lernmi(*LONG, *words, *constant, "--epochs", "6", "--checkpoint", "ck.json", "--resume")
    assert run.returncode == 0 and "Epoch 3 of 6" not in run.stdout and "Epoch 4 of 6" in run.stdout
    assert Path("net.json").read_bytes() == in_one_go


def checkpoint_after(epochs: int, *words: str) -> None:
    """The checkpoint that is there when a training is killed after so many epochs."""
    code = ("import sys; from lernmi.console.cli.main import main; "
            "from lernmi.storage.checkpoint_file import CheckpointFile; import os, signal\n"
            "save = CheckpointFile.save\n"
            "def saving(self, network, optimizer, state, rates):\n"
            "    save(self, network, optimizer, state, rates)\n"
            f"    state['epochs'] == {epochs} and os.kill(os.getpid(), signal.SIGKILL)\n"
            "CheckpointFile.save = saving; main(sys.argv[1:])")
    ended = subprocess.run([sys.executable, "-c", code, *words, "--checkpoint", "ck.json"], env=environment(),
                           capture_output=True)
    assert ended.returncode == -signal.SIGKILL


def test_without_a_checkpoint_resume_begins_and_a_finished_one_learns_nothing_more() -> None:
    words = [*LONG, "--epochs", "2", "--checkpoint", "ck.json", "--resume"]
    assert "Epoch 2 of 2" in lernmi(*words).stdout
    again = lernmi(*words)
    assert again.returncode == 0 and "Epoch " not in again.stdout and "2 epochs: " in again.stdout


@pytest.mark.parametrize("words, sentence", [
    (["--seed", "2"], "had checksum of the samples = "), (["--batch", "2"], "had batch_size = 1, not 2"),
    (["--epochs", "9"], "had schedule = 'cosine(4, 0.0)', not 'cosine(9, 0.0)'"),
    (["--rate", "0.5"], "rates.rate is 0.05 in the file, but here it is 0.5"),
    (["--layers", "2-5-1"], "layers[0].size is 4 in the file, but here it is 5"),
    (["--optimizer", "adam", "--rate", "0.05"], '"GradientDescent" in the file, but here it is "Adam"'),
    (["--patience", "2"], "had patience = None, not 2")], ids=lambda words: str(words))
def test_other_settings_than_the_checkpoints_are_refused(words: List[str], sentence: str) -> None:
    same = [*LONG[:-2], "--epochs", "4", "--rate", "0.05", "--schedule", "cosine", "--checkpoint", "ck.json"]
    assert lernmi(*same).returncode == 0
    before = Path("ck.json").read_bytes()
    run = lernmi(*same, *words, "--resume")
    assert run.returncode == 2 and sentence in run.stderr and run.stderr.count("\n") == 1
    assert Path("ck.json").read_bytes() == before


@pytest.mark.slow
def test_a_killed_training_leaves_a_checkpoint_that_can_be_loaded() -> None:
    command = [sys.executable, "-m", "lernmi", "train", "circle", "--epochs", "1000",
               "--checkpoint", "ck.json"]
    for seconds in (0.1, 0.4, 0.7):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment())
        while not Path("ck.json").exists():
            time.sleep(0.05)
        time.sleep(seconds)
        process.kill()
        process.wait()
        assert package.load("ck.json").predict([0.5, 0.5])
        Path("ck.json").unlink()


def test_help_fits_80_columns_and_names_every_data_set() -> None:
    for command in ("train", "predict", "evaluate", "export", "show"):
        run = lernmi(command, "--help", COLUMNS="80")
        assert max(map(len, run.stdout.splitlines())) <= 80
    words = lernmi("train", "--help", COLUMNS="80").stdout.split()
    from lernmi.datasets import DATASETS
    assert all(name in " ".join(words) for name in DATASETS)



# ---- on a terminal ---------------------------------------------------------------------------------------

def interrupted(*words: str) -> Tuple[str, int]:
    """``lernmi`` on a terminal, with Ctrl-C when the third epoch begins."""
    code = ("import os, signal, sys; from lernmi.console.cli.main import main; "
            "from lernmi.training.fitting.learner import Learner\n"
            "epoch = Learner.epoch\n"
            "def counting(self, pairs, is_looked_at):\n"
            "    self.begun == 2 and os.kill(os.getpid(), signal.SIGINT)\n"
            "    return epoch(self, pairs, is_looked_at)\n"
            "Learner.epoch = counting; sys.exit(main(sys.argv[1:]))")
    return python_on_terminal("-c", code, *words, columns=150)


def test_ctrl_c_ends_the_training_and_what_was_learned_is_saved(tmp_path: Path) -> None:
    words = ["train", "circle", "--count", "60", "--layers", "2-4-1", "--epochs", "5",
             "--save", str(tmp_path / "net.json"), "--checkpoint", str(tmp_path / "ck.json")]
    out, status = interrupted(*words)
    assert status == 0
    assert out.rindex("\x1b[?25h") > out.rindex("\x1b[?25l")        # the cursor is shown again
    assert "Training was interrupted after 2 of 5 epochs" in without_escapes(out)
    assert "Saved as " in out and "Traceback" not in out
    trained = package.load("net.json").trained
    assert trained is not None and trained["epochs"] == 2
    resumed = lernmi(*words, "--resume")
    assert "Epoch 2 of 5" not in resumed.stdout and "Epoch 3 of 5" in resumed.stdout
    saved = Path("net.json").read_bytes()
    assert lernmi(*words[:-2]).returncode == 0
    assert Path("net.json").read_bytes() == saved
