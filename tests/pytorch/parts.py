"""The parts of an exported script: the code that PyTorch runs, and the numbers that it must give."""

import re
from typing import Any, Dict, List

NUMBERS = ("WEIGHTS", "LEARNS", "INPUTS", "TARGETS", "OUTPUTS", "LOSS", "INPUT_SENSITIVITIES",
           "SENSITIVITIES")


def assignment(text: str, name: str) -> str:
    """The statement that gives a name its number or its table; "" where there is none."""
    match = re.search(rf"^{name} = .*?(?=\n(?:[A-Z_]+ = |\n|# ))", text, re.MULTILINE | re.DOTALL)
    return match[0] if match else ""


def numbers_in(text: str) -> Dict[str, Any]:
    """What the script carries, by name."""
    names: Dict[str, Any] = {}
    for name in NUMBERS:
        exec(assignment(text, name), names)
    return {name: names[name] for name in NUMBERS if name in names}


def code_of(text: str) -> List[str]:
    """The lines of the script up to its proof, but for the numbers and the comments at the beginning."""
    for name in NUMBERS:
        text = text.replace(assignment(text, name) or "\0", "")
    start, end = text.index("torch.set_default_dtype"), text.index("# ---- read a file")
    return [line for line in text[start:end].splitlines() if line.strip()]
