"""The operators of ONNX that layers describe themselves by, straight from their specification (operator set 17), in
double and with NumPy alone: slow, and independent of the engine. Tensors are (N, C, H, W) or (N, features).

    https://onnx.ai/onnx/operators/
"""
import itertools
import math

import numpy as np


def windows(x, kernel, strides, pads, fill):
    """(N, C, out_h, out_w, kernel_h, kernel_w): what each place of the output sees. pads: top, left, bottom, right."""
    top, left, bottom, right = pads
    x = np.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)), constant_values=fill)
    rows = (x.shape[2] - kernel[0]) // strides[0] + 1
    columns = (x.shape[3] - kernel[1]) // strides[1] + 1
    out = np.empty(x.shape[:2] + (rows, columns) + tuple(kernel))
    for i, j in itertools.product(range(rows), range(columns)):
        y, z = i * strides[0], j * strides[1]
        out[:, :, i, j] = x[:, :, y:y + kernel[0], z:z + kernel[1]]
    return out


def conv(x, w, b=None, *, kernel_shape=None, strides=(1, 1), pads=(0, 0, 0, 0)):
    assert kernel_shape is None or tuple(kernel_shape) == w.shape[2:]
    assert x.shape[1] == w.shape[1], "of one group"
    y = np.einsum("ncijuv,mcuv->nmij", windows(x, w.shape[2:], strides, pads, 0), w)
    return y if b is None else y + b.reshape(1, -1, 1, 1)


def max_pool(x, *, kernel_shape, strides=(1, 1), pads=(0, 0, 0, 0)):
    return windows(x, kernel_shape, strides, pads, -np.inf).max(axis=(4, 5))


def average_pool(x, *, kernel_shape, strides=(1, 1), pads=(0, 0, 0, 0), count_include_pad=0):
    seen = windows(x, kernel_shape, strides, pads, 0 if count_include_pad else np.nan)
    return np.nanmean(seen, axis=(4, 5))


def global_average_pool(x):
    return x.mean(axis=(2, 3), keepdims=True)


def gemm(a, b, c=0, *, alpha=1.0, beta=1.0, transA=0, transB=0):
    return alpha * (a.T if transA else a) @ (b.T if transB else b) + beta * c


def batch_normalization(x, scale, shift, mean, variance, *, epsilon=1e-5):
    shape = (1, -1) + (1,) * (x.ndim - 2)
    scale, shift, mean, variance = (v.reshape(shape) for v in (scale, shift, mean, variance))
    return scale * (x - mean) / np.sqrt(variance + epsilon) + shift


def lrn(x, *, size, alpha=0.0001, beta=0.75, bias=1.0):
    channels = x.shape[1]
    sums = np.zeros_like(x)
    for c in range(channels):
        first, last = max(0, c - math.floor((size - 1) / 2)), min(channels - 1, c + math.ceil((size - 1) / 2))
        sums[:, c] = (x[:, first:last + 1] ** 2).sum(axis=1)
    return x / (bias + alpha / size * sums) ** beta


def softmax(x, *, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def flatten(x, *, axis=1):
    return x.reshape(int(np.prod(x.shape[:axis])), -1)


def source(i, scale, transformation):
    if transformation == "half_pixel":
        return (i + 0.5) / scale - 0.5
    assert transformation == "asymmetric"
    return i / scale


def resized(x, axis, scale, mode, transformation, nearest_mode):
    size = x.shape[axis]
    out = []
    for i in range(math.floor(size * scale)):
        at = source(i, scale, transformation)
        if mode == "nearest":
            assert nearest_mode == "floor"
            out.append(x.take(min(max(math.floor(at), 0), size - 1), axis))
            continue
        assert mode == "linear"
        low = math.floor(at)
        below, above = (x.take(min(max(k, 0), size - 1), axis) for k in (low, low + 1))
        out.append(below + (at - low) * (above - below))
    return np.stack(out, axis)


def resize(x, roi, scales, *, mode="nearest", coordinate_transformation_mode="half_pixel",
           nearest_mode="round_prefer_floor"):
    assert roi is None
    for axis, scale in enumerate(scales):
        if scale != 1:
            x = resized(x, axis, float(scale), mode, coordinate_transformation_mode, nearest_mode)
    return x


def cast(x, *, to):
    assert to == 1, "FLOAT"
    return x.astype(float)


OPERATORS = {
    "Add": np.add,
    "AveragePool": average_pool,
    "BatchNormalization": batch_normalization,
    "Cast": cast,
    "Concat": lambda *x, axis: np.concatenate(x, axis),
    "Conv": conv,
    "Div": np.divide,
    "Dropout": lambda x, ratio=None: x,  # at inference
    "Flatten": flatten,
    "Gemm": gemm,
    "GlobalAveragePool": global_average_pool,
    "Greater": np.greater,
    "Identity": lambda x: x,
    "LRN": lrn,
    "LeakyRelu": lambda x, *, alpha=0.01: np.where(x < 0, alpha * x, x),
    "MaxPool": max_pool,
    "Mul": np.multiply,
    "Pow": np.power,
    "Relu": lambda x: np.maximum(x, 0),
    "Resize": resize,
    "Sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "Softmax": softmax,
    "Sqrt": np.sqrt,
    "Sub": np.subtract,
    "Tanh": np.tanh,
}
