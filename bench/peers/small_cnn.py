# SPDX-License-Identifier: Apache-2.0
"""The network of io.mlopslabs.engine.Architecture.smallCnn in PyTorch, with weights that our side wrote."""
import json
import pathlib

import torch
from torch import nn


def small_cnn(weights):
    """The network; `weights` is a JSON file of one flat list of numbers per parameter, in the order of the layers."""
    network = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(16 * 7 * 7, 64), nn.ReLU(), nn.Linear(64, 10))
    with torch.no_grad():
        for parameter, values in zip(network.parameters(), json.loads(pathlib.Path(weights).read_text()), strict=True):
            parameter.copy_(torch.tensor(values).reshape(parameter.shape))
    return network
