# SPDX-License-Identifier: Apache-2.0
"""PyTorch's side of `./course bench engine`: the usual training loop, a round for every line on standard input.

    python training.py FOLDER [fused]    FOLDER as bench/ours/EngineSteps.java wrote it
"""
import json
import pathlib
import sys
import time

import torch
from small_cnn import small_cnn
from torch import nn

BATCH, EPOCHS, CHECKED = 32, 4, 20


def steps(network, features, labels, epochs, fused, shuffled=True):
    """Trains, and returns the wall time and the loss of each step."""
    network.train()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.001, fused=fused or None)
    criterion = nn.CrossEntropyLoss()
    seconds, losses, right = [], [], 0
    last = time.perf_counter()
    for _ in range(epochs):
        order = torch.randperm(len(features)) if shuffled else torch.arange(len(features))
        for start in range(0, len(features), BATCH):
            batch = order[start:start + BATCH]
            inputs, targets = features[batch], labels[batch]
            optimizer.zero_grad()
            scores = network(inputs)
            loss = criterion(scores, targets)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            right += (scores.argmax(1) == targets).sum().item()
            now = time.perf_counter()
            seconds.append(now - last)
            last = now
    return seconds, losses


def main(folder, fused):
    torch.set_num_threads(1)
    torch.manual_seed(0)
    labels = torch.tensor(json.loads((folder / "labels.json").read_text()))
    features = torch.frombuffer(bytearray((folder / "features.f32").read_bytes()), dtype=torch.float32).reshape(-1, 1, 28, 28)
    _, losses = steps(small_cnn(folder / "weights.json"), features[:BATCH], labels[:BATCH], CHECKED, fused, shuffled=False)
    print(json.dumps({"losses": losses, "version": torch.__version__}), flush=True)
    network = small_cnn(folder / "weights.json")
    for _ in sys.stdin:
        processor = time.process_time()
        seconds, _ = steps(network, features, labels, EPOCHS, fused)
        processor = (time.process_time() - processor) / len(seconds)
        print(json.dumps({"step": sorted(seconds)[len(seconds) // 2], "CPU": processor}), flush=True)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), "fused" in sys.argv[2:])
