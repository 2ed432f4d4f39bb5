#!/usr/bin/python3
"""Writes W4's network (README.md) with random weights as an ONNX file, for ort_baseline.js.

    apt-get install --no-install-recommends python3-onnx python3-numpy
    python3 ort_w4.py w4.onnx            # random He weights, biases 0
    python3 ort_w4.py w4.onnx NET.npz    # the weights of a model that Saddle saved from the preset deep-convnet
"""
import sys
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

out = sys.argv[1]
net = np.load(sys.argv[2], allow_pickle=False) if len(sys.argv) > 2 else None
convs = [k[:-7] for k in net.files if k.endswith("/weight") and net[k].ndim == 4] if net is not None else []
denses = [k[:-7] for k in net.files if k.endswith("/weight") and net[k].ndim == 2] if net is not None else []
rng = np.random.default_rng(0)
nodes, weights, here = [], [], "x"


def parameters(kind, index, shape, fan_in):
    if net is not None:
        layer = (convs if kind == "conv" else denses)[index]
        pair = net[layer + "/weight"], net[layer + "/bias"]
        assert pair[0].shape == shape, (layer, pair[0].shape, shape)
    else:
        pair = (rng.standard_normal(shape) * np.sqrt(2 / fan_in)).astype(np.float32), np.zeros(shape[0], np.float32)
    names = [f"{kind}{index}_w", f"{kind}{index}_b"]
    weights.extend(numpy_helper.from_array(np.ascontiguousarray(a, np.float32), n) for a, n in zip(pair, names))
    return names


def add(op, inputs, **attributes):
    global here
    nodes.append(helper.make_node(op, inputs, [f"t{len(nodes)}"], **attributes))
    here = nodes[-1].output[0]


index = 0
for block in (((1, 16, 1), (16, 16, 1)), ((16, 32, 1), (32, 32, 2)), ((32, 64, 1), (64, 64, 1))):
    for channels, filters, padding in block:
        add("Conv", [here, *parameters("conv", index, (filters, channels, 3, 3), channels * 9)], kernel_shape=[3, 3],
            pads=[padding] * 4, strides=[1, 1])
        add("Relu", [here])
        index += 1
    add("MaxPool", [here], kernel_shape=[2, 2], strides=[2, 2])
add("Flatten", [here], axis=1)
add("Gemm", [here, *parameters("dense", 0, (50, 1024), 1024)], transB=1)
add("Relu", [here])
add("Gemm", [here, *parameters("dense", 1, (10, 50), 50)], transB=1)
graph = helper.make_graph(nodes, "w4", [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 1, 28, 28])],
                          [helper.make_tensor_value_info(here, TensorProto.FLOAT, ["n", 10])], weights)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)])
model.ir_version = 6
onnx.checker.check_model(model)
onnx.save(model, out)
