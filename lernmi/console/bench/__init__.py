"""The benchmark: how long a learning step takes, next to the least that it could take."""

from .benchmark import run_benchmark as run_benchmark
from .progress_line import ProgressLine as ProgressLine
from .subject import sizes_from as sizes_from
from .view import print_benchmark as print_benchmark
