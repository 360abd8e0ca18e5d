"""The scripts that make PyTorch's figures need PyTorch; the tests need only their files."""

collect_ignore = ["activations_losses.py", "exports.py", "layers.py", "names.py", "optimizers.py",
                  "rounding_noise.py"]
