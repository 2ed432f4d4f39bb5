"""Writes torch_reference.npz: a net that has a bit of everything, its answer, its loss and its gradients, by PyTorch.

    python3 tests/data/make_torch_reference.py      (Debian: python3-torch, python3-numpy)
"""
import pathlib

import numpy as np
import torch
from torch import nn

torch.manual_seed(3)
torch.set_default_dtype(torch.float64)
net = nn.Sequential(
    nn.Conv2d(2, 5, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(5, 7, 3, stride=2, bias=False), nn.Tanh(),
    nn.Flatten(), nn.Linear(7 * 2 * 2, 9), nn.Sigmoid(), nn.Linear(9, 4))
names = {"0.weight": "conv2d_1/weight", "0.bias": "conv2d_1/bias", "3.weight": "conv2d_2/weight",
         "6.weight": "dense_1/weight", "6.bias": "dense_1/bias", "8.weight": "dense_2/weight", "8.bias": "dense_2/bias"}
images = torch.randn(6, 2, 12, 10)
labels = torch.tensor([0, 3, 1, 1, 2, 0])
logits = net(images)
loss = nn.functional.cross_entropy(logits, labels)
loss.backward()

arrays = {"images": images, "labels": labels, "logits": logits, "loss": loss}
for name, parameter in net.named_parameters():
    arrays[names[name]] = parameter
    arrays["gradient/" + names[name]] = parameter.grad
np.savez_compressed(pathlib.Path(__file__).with_name("torch_reference.npz"),
                    **{name: value.detach().numpy().astype(np.float32) for name, value in arrays.items()})
