"""Saddle's experiment file as a network of PyTorch: written from the file format and the formulas alone."""
import torch
from torch.nn import functional as F


def pair(node, key, fallback):
    """(height, width) of a window's property, of which the width may be another."""
    height = node.get(key, fallback)
    width = node.get(key + "_width", "same")
    return (height, height if width == "same" else int(width))


def flat(x):
    return x.flatten(1)  # (C, H, W) order


def batch_norm(node, xs, p, at):
    x = xs[0]
    per_feature = x.dim() == 4 and node.get("per", "channel") == "feature"
    shape = x.shape
    if per_feature:
        x = flat(x)
    epsilon = node.get("epsilon", 1e-6)
    if at.training:
        axes = [0] + list(range(2, x.dim()))
        momentum = node.get("momentum", 0.9)
        for name, of_batch in (("running_mean", x.mean(axes)), ("running_var", x.var(axes, unbiased=False))):
            running = momentum * p(name).reshape(-1) + (1 - momentum) * of_batch
            at.statistics[at.name + "/" + name] = running.reshape(p(name).shape).detach()
        y = F.batch_norm(x, None, None, p("gamma").reshape(-1), p("beta").reshape(-1), training=True, eps=epsilon)
    else:
        statistics = [at.statistics.get(at.name + "/" + name, p(name)).reshape(-1)
                      for name in ("running_mean", "running_var")]
        y = F.batch_norm(x, *statistics, p("gamma").reshape(-1), p("beta").reshape(-1), training=False, eps=epsilon)
    return y.reshape(shape)


def dropout(node, xs, p, at):
    ratio, inverted = node.get("ratio", 0.5), node.get("inverted", True)
    if at.training:
        y = xs[0] * at.mask(at.name)
        return y / (1 - ratio) if inverted else y
    return xs[0] if inverted else xs[0] * (1 - ratio)


def pool(function, node, xs, **more):
    stride = pair(node, "stride", 2)
    return function(xs[0], pair(node, "kernel", 2), stride, pair(node, "padding", 0), **more)


def upsample(node, xs):
    mode = node.get("mode", "bilinear")
    return F.interpolate(xs[0], scale_factor=node.get("factor", 2), mode=mode,
                         **({"align_corners": False} if mode == "bilinear" else {}))


def response_norm(node, xs):
    size = node.get("size", 5)  # PyTorch divides alpha by it, the paper does not
    return F.local_response_norm(xs[0], size, node.get("alpha", 1e-4) * size, node.get("beta", 0.75), node.get("k", 2.0))


LAYERS = {
    "add": lambda n, x, p, at: sum(x[1:], x[0]),
    "auxiliary_output": lambda n, x, p, at: x[0],
    "avg_pool2d": lambda n, x, p, at: pool(F.avg_pool2d, n, x, count_include_pad=True),
    "batch_norm": batch_norm,
    "concat": lambda n, x, p, at: torch.cat(x, 1),
    "conv2d": lambda n, x, p, at: F.conv2d(x[0], p("weight"), p("bias") if n.get("bias", True) else None,
                                           pair(n, "stride", 1), pair(n, "padding", 0)),
    "dense": lambda n, x, p, at: F.linear(flat(x[0]), p("weight"), p("bias") if n.get("bias", True) else None),
    "dropout": dropout,
    "flatten": lambda n, x, p, at: flat(x[0]),
    "global_avg_pool": lambda n, x, p, at: flat(F.adaptive_avg_pool2d(x[0], 1)),
    "identity": lambda n, x, p, at: x[0],
    "leaky_relu": lambda n, x, p, at: F.leaky_relu(x[0], n.get("slope", 0.01)),
    "local_response_norm": lambda n, x, p, at: response_norm(n, x),
    "max_pool2d": lambda n, x, p, at: pool(F.max_pool2d, n, x),
    "multiply": lambda n, x, p, at: torch.stack(x).prod(0),
    "relu": lambda n, x, p, at: F.relu(x[0]),
    "sigmoid": lambda n, x, p, at: torch.sigmoid(x[0]),
    "softmax": lambda n, x, p, at: F.softmax(x[0], 1),
    "step": lambda n, x, p, at: (x[0] > 0).to(x[0].dtype) + 0 * x[0],  # its slope is 0
    "tanh": lambda n, x, p, at: torch.tanh(x[0]),
    "upsample2d": lambda n, x, p, at: upsample(n, x),
}


class Network:
    """`parameters` by Saddle's names ("conv2d_1/weight"), `masks` of the dropout layers by theirs."""

    def __init__(self, experiment, parameters, masks=None):
        self.nodes, self.parameters, self.masks = experiment["network"], parameters, masks or {}
        self.statistics, self.training, counts, self.names = {}, True, {}, []
        for node in self.nodes:
            counts[node["type"]] = counts.get(node["type"], 0) + 1
            self.names.append(node.get("name") or f"{node['type']}_{counts[node['type']]}")

    def mask(self, name):
        return self.masks[name].to(next(iter(self.values.values())).dtype)

    def __call__(self, x, training):
        """The output, and the auxiliary outputs with their weights."""
        self.training, self.values, auxiliary, waiting = training, {"input": x}, [], list(range(len(self.nodes)))
        while waiting:  # whatever has all of its inputs
            for i in waiting:
                node, self.name = self.nodes[i], self.names[i]
                inputs = node.get("inputs") or [self.names[i - 1] if i else "input"]
                if all(name in self.values for name in inputs):
                    break
            waiting.remove(i)
            if node["type"] not in LAYERS:
                raise SystemExit(f"tests/torch/network.py does not know the layer {node['type']}; add it to LAYERS")
            self.values[self.name] = LAYERS[node["type"]](
                node, [self.values[name] for name in inputs], lambda p, name=self.name: self.parameters[name + "/" + p],
                self)
            if node["type"] == "auxiliary_output":
                auxiliary.append((node.get("weight", 0.3), self.values[self.name]))
        return self.values[self.names[-1]], auxiliary


def loss_of(experiment, y, labels=None, targets=None):
    """The loss of an output y, (N, outputs) or (N, classes, H, W), as the experiment has it."""
    loss = experiment.get("loss", "softmax_cross_entropy")
    loss = {"type": loss} if isinstance(loss, str) else loss
    if loss["type"] == "softmax_cross_entropy":
        return F.cross_entropy(y, labels)
    if loss["type"] == "output":
        return y.sum() / y.shape[0]
    if targets is None:
        ones = labels.unsqueeze(1) if y.shape[1] == 1 else F.one_hot(labels, y.shape[1]).movedim(-1, 1)
        targets = ones.to(y.dtype)
    if loss["type"] == "sigmoid_cross_entropy":
        return F.binary_cross_entropy_with_logits(y, targets)
    if loss["type"] == "mean_squared_error":
        if loss.get("form", "mean") == "mean":
            return F.mse_loss(y, targets)
        return 0.5 * ((y - targets) ** 2).sum() / (y.numel() / y.shape[1])
    raise SystemExit(f"tests/torch/network.py does not know the loss {loss['type']}; add it to loss_of")


def objective(experiment, network, x, labels=None, targets=None):
    y, auxiliary = network(x, training=True)
    loss = loss_of(experiment, y, labels, targets)
    for weight, aside in auxiliary:
        loss = loss + weight * loss_of(experiment, aside, labels, targets)
    return y, loss
