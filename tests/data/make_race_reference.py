#!/usr/bin/env python3
"""Writes race_reference.json: walks of optimizers on functions, by NumPy from the book's definitions, and by PyTorch.

    /usr/bin/python3 tests/data/make_race_reference.py     # needs python3-numpy and python3-torch
"""
import json
import os

import numpy as np
import torch


def sgd(w, g, s, t, lr):
    return w - lr * g


def momentum(w, g, s, t, lr, alpha=0.9):
    s["v"] = alpha * s.get("v", np.zeros(2)) - lr * g
    return w + s["v"]


def nesterov(w, g, s, t, lr, alpha=0.9):
    v = s.get("v", np.zeros(2))
    w = w + alpha * alpha * v - (1 + alpha) * lr * g
    s["v"] = alpha * v - lr * g
    return w


def adagrad(w, g, s, t, lr):
    s["h"] = s.get("h", np.zeros(2)) + g * g
    return w - lr * g / (np.sqrt(s["h"]) + 1e-7)


def rmsprop(w, g, s, t, lr, decay=0.99):
    s["h"] = decay * s.get("h", np.zeros(2)) + (1 - decay) * g * g
    return w - lr * g / (np.sqrt(s["h"]) + 1e-7)


def adam(w, g, s, t, lr, beta1=0.9, beta2=0.999):
    m, v = s.get("m", np.zeros(2)), s.get("v", np.zeros(2))
    s["m"] = m + (1 - beta1) * (g - m)
    s["v"] = v + (1 - beta2) * (g * g - v)
    rate = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return w - rate * s["m"] / (np.sqrt(s["v"]) + 1e-7)


RULES = dict(sgd=sgd, momentum=momentum, nesterov=nesterov, adagrad=adagrad, rmsprop=rmsprop, adam=adam)


def bowl(p):
    return np.array([p[0] / 10, 2 * p[1]])


def sphere(p):
    return 2 * p


def saddle(p):
    return np.array([2 * p[0], -2 * p[1]])


def by_numpy(name, gradient, start, optimizer, lr, steps):
    w, state, path = np.array(start, float), {}, [list(start)]
    for t in range(1, steps + 1):
        w = RULES[optimizer](w, gradient(w), state, t, lr)
        path.append([float(w[0]), float(w[1])])
    return dict(by="numpy", function=name, optimizer=optimizer, properties=dict(learning_rate=lr), path=path)


def rosenbrock(p):
    return (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2


def by_torch(optimizer, make, properties, steps=200):
    p = torch.tensor([-1.2, 1.0], dtype=torch.float64, requires_grad=True)
    rule = make([p])
    path = [p.tolist()]
    for _ in range(steps):
        rule.zero_grad()
        rosenbrock(p).backward()
        rule.step()
        path.append(p.tolist())
    return dict(by="torch", function="rosenbrock", optimizer=optimizer, properties=properties, path=path)


o = torch.optim
cases = [
    # The book, 6.1.7: from (-7, 2), 30 points.
    by_numpy("bowl", bowl, (-7, 2), "sgd", 0.95, 30),
    by_numpy("bowl", bowl, (-7, 2), "momentum", 0.1, 30),
    by_numpy("bowl", bowl, (-7, 2), "adagrad", 1.5, 30),
    by_numpy("bowl", bowl, (-7, 2), "adam", 0.3, 30),
    by_numpy("bowl", bowl, (-7, 2), "nesterov", 0.1, 30),
    by_numpy("bowl", bowl, (-7, 2), "rmsprop", 0.1, 30),
    # The book, 4.4.2.
    by_numpy("sphere", sphere, (-3, 4), "sgd", 0.1, 100),
    # From near the ridge.
    *[by_numpy("saddle", saddle, (-1.5, 0.001), rule, 0.02, 120) for rule in RULES],
    by_torch("sgd", lambda p: o.SGD(p, lr=1e-3), dict(learning_rate=1e-3)),
    by_torch("sgd", lambda p: o.SGD(p, lr=1e-3, weight_decay=0.1), dict(learning_rate=1e-3, weight_decay=0.1)),
    by_torch("momentum", lambda p: o.SGD(p, lr=2e-4, momentum=0.9), dict(learning_rate=2e-4, momentum=0.9)),
    by_torch("nesterov", lambda p: o.SGD(p, lr=2e-4, momentum=0.9, nesterov=True),
             dict(learning_rate=2e-4, momentum=0.9)),
    by_torch("adagrad", lambda p: o.Adagrad(p, lr=0.1, eps=1e-7), dict(learning_rate=0.1, epsilon=1e-7)),
    by_torch("rmsprop", lambda p: o.RMSprop(p, lr=0.01, alpha=0.9, eps=1e-7),
             dict(learning_rate=0.01, decay=0.9, epsilon=1e-7)),
    # PyTorch adds epsilon after the correction of v, the book before it: so small that it does not matter.
    by_torch("adam", lambda p: o.Adam(p, lr=0.05, betas=(0.8, 0.99), eps=1e-16),
             dict(learning_rate=0.05, beta1=0.8, beta2=0.99, epsilon=1e-16)),
    by_torch("adamw", lambda p: o.AdamW(p, lr=0.05, weight_decay=0.1, eps=1e-16),
             dict(learning_rate=0.05, weight_decay=0.1, epsilon=1e-16)),
]
with open(os.path.join(os.path.dirname(__file__), "race_reference.json"), "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
