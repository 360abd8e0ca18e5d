"""The sections of the text: imports, the network, its weights, the proof, reading a file, learning."""

from __future__ import annotations

import itertools
import textwrap
from typing import List, NamedTuple, Sequence

from ...network.network import Network
from ..literals import assigned, table
from ..proof import Floats, Proof
from .classes import definitions
from .functions import activation_classes, loss_lines
from .model import Model
from .reading import reading_lines


class Section(NamedTuple):
    """A part of the script, or a cell of the notebook."""

    title: str
    text: str       # for people
    code: str


TOLERANCE = "1e-10"
IMPORTS = """\
import csv
import math
import os
import sys

import torch
from torch import distributed, nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.data.distributed import DistributedSampler

torch.set_default_dtype(torch.float64)"""

BUILD = '''\



def build():
    """The network with its weights."""
{model}
    model.load_state_dict({{**model.state_dict(),
                           **{{name: torch.tensor(values) for name, values in WEIGHTS.items()}}}})
{fixing}    return model'''

FIXING = '''\
    for name, parameter in model.named_parameters():
        learns = torch.tensor(LEARNS.get(name, 1.0))
        if not learns.any():
            parameter.requires_grad_(False)             # all of it is fixed
        elif not learns.all():                          # some of it is
            parameter.register_hook(lambda slopes, learns=learns: slopes * learns.to(slopes.device))
'''

PROVE = '''\
def difference(left, right):
    """The largest difference of numbers; relative where they are larger than 1."""
    right = torch.as_tensor(right)
    left = torch.zeros_like(right) if left is None else left.detach().reshape(right.shape)
    return ((left - right).abs() / right.abs().clamp(min=1.0)).max().item()


def prove(model, say=print):
    """Whether the outputs, the loss and the sensitivities are those that the original has computed."""
    inputs, targets = torch.tensor(INPUTS), torch.tensor(TARGETS)
    inputs.requires_grad_()
    model.eval()                                        # nothing is dropped
    outputs = model(inputs.reshape(-1, *SHAPE)).flatten(1)
{training}    mean_loss = loss({learned}, targets)
    mean_loss.backward()
    differences = {{"outputs": difference(outputs, OUTPUTS), "loss": difference(mean_loss, LOSS),
                   "sensitivities of the inputs": difference(inputs.grad, INPUT_SENSITIVITIES)}}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            differences[f"sensitivities of {{name}}"] = difference(parameter.grad, SENSITIVITIES[name])
    for what, largest in differences.items():
        say(f"{{largest:8.1e}}  {{what}}")
    same = all(largest <= {tolerance} for largest in differences.values())
    say(f"The largest difference is {{max(differences.values()):.1e}}: "
        f"{{'the same network' if same else 'NOT THE SAME NETWORK'}}.")
    return same'''

TRAINING = '''\
    model.train()                                       # the statistics of this batch, but nothing dropped
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.eval()
    learning = model(inputs.reshape(-1, *SHAPE)).flatten(1)
'''

LEARN = '''\
def learn(model, inputs, targets, epochs=10, rate=0.1, batch=8, save=""):
    """Gradient descent. Each of several processes learns from its own part of the samples of an epoch,
    and the mean of their gradients is what changes the weights, which stay the same in all processes.{note}
    """
    if not any(parameter.requires_grad for parameter in model.parameters()):
        sys.exit("Every weight is fixed: there is nothing to learn.")
    processes, process = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0))
    device = torch.device("cpu")
    if torch.cuda.is_available():
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0)))
    learner = model.to(device)
    if processes > 1:
        distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
        learner = DistributedDataParallel(model)
    samples = TensorDataset(inputs, targets)
    sampler = DistributedSampler(samples) if processes > 1 else None
    batch = max(min(batch, len(inputs) // processes), 1)
    batches = DataLoader(samples, batch, shuffle=sampler is None, sampler=sampler{drop})
    optimizer = torch.optim.SGD([parameter for parameter in model.parameters() if parameter.requires_grad],
                                lr=rate)
    learner.train()
    for epoch in range(1, epochs + 1):
        if sampler:
            sampler.set_epoch(epoch)                    # another order in each epoch
        total = torch.zeros(2, device=device)           # of the losses, and of the samples
        for some_inputs, some_targets in batches:
            outputs = learner(some_inputs.to(device).reshape(-1, *SHAPE)).flatten(1)
            mean_loss = loss(outputs, some_targets.to(device))
            optimizer.zero_grad()
            mean_loss.backward()
            optimizer.step()
            count = len(some_inputs)
            total += torch.tensor([count * mean_loss.item(), count], device=device)
        if processes > 1:
            distributed.all_reduce(total)
        if process == 0:
            print(f"epoch {{epoch}}: loss {{(total[0] / total[1]).item():.6g}}", flush=True)
    if process == 0 and save:
        torch.save(model.state_dict(), save)
        print(f"The weights are in {{save}}.")
    if processes > 1:
        distributed.destroy_process_group()'''

NOTE = """
    Each BatchNorm has the statistics of its process's part of a batch."""


def sections(network: Network, samples: Sequence[Floats]) -> List[Section]:
    """All sections, in order."""
    model, proof = Model(network), Proof(network, samples)
    reading = "\n".join(reading_lines(network))
    return [
        Section("the imports", "", IMPORTS if "math." in reading else IMPORTS.replace("import math\n", "")),
        Section("the network", "", "\n".join([*_classes(model), *loss_lines(network.loss)])),
        Section("the weights", "Every number has all its digits.", _weights(model)),
        Section("the proof", "Samples, and what the original has computed for them. A sensitivity is a "
                "gradient, ∂loss/∂x, of the mean loss over the samples.", _figures(network, model, proof)),
        Section("prove it", "", _prove(network)),
        Section("read a file", "", reading),
        Section("learn", "", LEARN.format(drop=", drop_last=True" if network.needs_batch else "",
                                          note=NOTE if network.needs_batch else ""))]


def _classes(model: Model) -> List[str]:
    code = "\n".join([*model.shared, *model.code])
    classes = [*activation_classes(code), *definitions(code)]
    return list(itertools.chain.from_iterable([*lines, "", ""] for lines in classes))


def _weights(model: Model) -> str:
    fixed = model.fixed
    lines = table("WEIGHTS", model.values)
    if fixed:
        lines += ["", "# 1 where a weight learns, 0 where it is fixed", *table("LEARNS", fixed)]
    code = [*model.shared, f"model = {model.code[0]}", *model.code[1:]]
    build = BUILD.format(model=textwrap.indent("\n".join(code), "    "), fixing=FIXING if fixed else "")
    return "\n".join(lines) + build


def _figures(network: Network, model: Model, proof: Proof) -> str:
    lines = [f"SHAPE = {network.shape!r}          # of the inputs of a sample",
             *assigned("INPUTS", proof.inputs), *assigned("TARGETS", proof.targets),
             *assigned("OUTPUTS", proof.outputs), *assigned("LOSS", proof.loss),
             *assigned("INPUT_SENSITIVITIES", proof.input_sensitivities),
             *table("SENSITIVITIES", model.sensitivities(proof))]
    return "\n".join(lines)


def _prove(network: Network) -> str:
    training = network.needs_batch
    return PROVE.format(training=TRAINING if training else "", learned="learning" if training else "outputs",
                        tolerance=TOLERANCE)
