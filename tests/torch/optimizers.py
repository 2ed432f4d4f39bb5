"""The optimizers of an experiment file: PyTorch's own where the definitions coincide, else the published update."""
import torch


class BooksAdam:
    """Deep Learning from Scratch, 6.1.6 (Kingma and Ba, 2015, end of section 2): epsilon beside the root of the
    uncorrected v; with `decoupled` weight decay, Loshchilov and Hutter, 2019, algorithm 2."""

    def __init__(self, groups, lr, beta1, beta2, epsilon, decoupled):
        self.groups, self.lr, self.beta1, self.beta2, self.epsilon = groups, lr, beta1, beta2, epsilon
        self.decoupled, self.t, self.memory = decoupled, 0, {}

    @torch.no_grad()
    def step(self):
        self.t += 1
        rate = self.lr * (1 - self.beta2 ** self.t) ** 0.5 / (1 - self.beta1 ** self.t)
        for group in self.groups:
            for w in group["params"]:
                g = w.grad
                if self.decoupled:
                    w -= self.lr * group["weight_decay"] * w
                else:
                    g = g + group["weight_decay"] * w
                m, v = self.memory.get(w, (torch.zeros_like(w), torch.zeros_like(w)))
                m = self.beta1 * m + (1 - self.beta1) * g
                v = self.beta2 * v + (1 - self.beta2) * g * g
                self.memory[w] = m, v
                w -= rate * m / (v.sqrt() + self.epsilon)


def optimizer_of(experiment, parameters):
    """For the leaves among `parameters`, by name; only weights decay, not biases nor batch norm's scales."""
    o = experiment["optimizer"]
    o = {"type": o} if isinstance(o, str) else o
    kind = o["type"]
    rate = o.get("learning_rate", 0.001 if kind in ("adam", "adamw") else 0.01)
    decay = o.get("weight_decay", 0.01 if kind == "adamw" else 0)
    trained = {name: p for name, p in parameters.items() if p.requires_grad}
    groups = [{"params": [p for name, p in trained.items() if name.endswith("/weight")], "weight_decay": decay},
              {"params": [p for name, p in trained.items() if not name.endswith("/weight")], "weight_decay": 0}]
    epsilon = o.get("epsilon", 1e-7)
    if kind == "sgd":
        return torch.optim.SGD(groups, lr=rate)
    if kind in ("momentum", "nesterov"):
        return torch.optim.SGD(groups, lr=rate, momentum=o.get("momentum", 0.9), nesterov=kind == "nesterov")
    if kind == "adagrad":
        return torch.optim.Adagrad(groups, lr=rate, eps=epsilon)
    if kind == "rmsprop":
        return torch.optim.RMSprop(groups, lr=rate, alpha=o.get("decay", 0.99), eps=epsilon)
    if kind in ("adam", "adamw"):
        betas = o.get("beta1", 0.9), o.get("beta2", 0.999)
        if epsilon < 1e-12:  # then its place does not matter
            make = torch.optim.Adam if kind == "adam" else torch.optim.AdamW
            return make(groups, lr=rate, betas=betas, eps=epsilon)
        return BooksAdam(groups, rate, *betas, epsilon, decoupled=kind == "adamw")
    raise SystemExit(f"tests/torch/optimizers.py does not know the optimizer {kind}; add it")


def penalty(experiment, parameters):
    """What weight decay adds to the loss: lambda / 2 * sum of W^2; nothing where it is no part of the gradient."""
    o = experiment["optimizer"]
    if isinstance(o, str) or o["type"] == "adamw":
        return 0.0
    weights = [p for name, p in parameters.items() if name.endswith("/weight")]
    return 0.5 * o.get("weight_decay", 0) * sum(float((w.detach() ** 2).sum()) for w in weights)


def clip(parameters, longest):
    """Pascanu, Mikolov and Bengio, 2013: the gradient of all parameters together is no longer than that."""
    gradients = [p.grad for p in parameters.values() if p.grad is not None]
    length = torch.sqrt(sum((g ** 2).sum() for g in gradients))
    if longest > 0 and length > longest:
        for g in gradients:
            g *= longest / length
