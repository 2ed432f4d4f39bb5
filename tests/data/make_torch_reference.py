"""Writes torch_reference.npz: two nets that have a bit of everything, with their answers, losses and gradients, and the
paths of the optimizers, by PyTorch.

    python3 tests/data/make_torch_reference.py      (Debian: python3-torch, python3-numpy)
"""
import pathlib

import numpy as np
import torch
from torch import nn

torch.manual_seed(3)
torch.set_default_dtype(torch.float64)
arrays = {}


def record(prefix, net, names, images, labels):
    logits = net(images)
    loss = nn.functional.cross_entropy(logits, labels)
    loss.backward()
    arrays.update({prefix + "/images": images, prefix + "/labels": labels, prefix + "/logits": logits,
                   prefix + "/loss": loss})
    for name, parameter in net.named_parameters():
        arrays[prefix + "/" + names[name]] = parameter
        arrays[prefix + "/gradient/" + names[name]] = parameter.grad


record("mixed",
       nn.Sequential(nn.Conv2d(2, 5, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
                     nn.Conv2d(5, 7, 3, stride=2, bias=False), nn.Tanh(),
                     nn.Flatten(), nn.Linear(7 * 2 * 2, 9), nn.Sigmoid(), nn.Linear(9, 4)),
       {"0.weight": "conv2d_1/weight", "0.bias": "conv2d_1/bias", "3.weight": "conv2d_2/weight",
        "6.weight": "dense_1/weight", "6.bias": "dense_1/bias", "8.weight": "dense_2/weight",
        "8.bias": "dense_2/bias"},
       torch.randn(6, 2, 12, 10), torch.tensor([0, 3, 1, 1, 2, 0]))
record("averages",
       nn.Sequential(nn.Conv2d(3, 6, 3, padding=1), nn.LeakyReLU(0.2), nn.AvgPool2d(3, 2, 1),
                     nn.Conv2d(6, 5, 1), nn.Identity(), nn.MaxPool2d(3, 1, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
                     nn.Linear(5, 4)),
       {"0.weight": "conv2d_1/weight", "0.bias": "conv2d_1/bias", "3.weight": "conv2d_2/weight",
        "3.bias": "conv2d_2/bias", "8.weight": "dense_1/weight", "8.bias": "dense_1/bias"},
       torch.randn(5, 3, 9, 8), torch.tensor([0, 3, 1, 2, 2]))

# w^2 / 2 + 2 b^2 from (3, -1), with a weight decay of 0.1 on w alone.
for name, make in {
        "sgd": lambda groups: torch.optim.SGD(groups, lr=0.1),
        "momentum": lambda groups: torch.optim.SGD(groups, lr=0.1, momentum=0.8),
        "nesterov": lambda groups: torch.optim.SGD(groups, lr=0.1, momentum=0.8, nesterov=True),
        "adagrad": lambda groups: torch.optim.Adagrad(groups, lr=0.1, eps=1e-7),
        "rmsprop": lambda groups: torch.optim.RMSprop(groups, lr=0.1, alpha=0.95, eps=1e-7),
        "adam": lambda groups: torch.optim.Adam(groups, lr=0.1, betas=(0.8, 0.95), eps=1e-12),
        "adamw": lambda groups: torch.optim.AdamW(groups, lr=0.1, betas=(0.8, 0.95), eps=1e-12)}.items():
    w, b = torch.tensor([3.0], requires_grad=True), torch.tensor([-1.0], requires_grad=True)
    optimizer = make([{"params": [w], "weight_decay": 0.1}, {"params": [b], "weight_decay": 0}])
    path = []
    for _ in range(10):
        optimizer.zero_grad()
        (w * w / 2 + 2 * b * b).sum().backward()
        optimizer.step()
        path.append([w.item(), b.item()])
    arrays["path/" + name] = torch.tensor(path)

np.savez_compressed(pathlib.Path(__file__).with_name("torch_reference.npz"),
                    **{name: value.detach().numpy().astype(np.float32) for name, value in arrays.items()})
