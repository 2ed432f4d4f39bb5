#!/usr/bin/env python3
"""Writes the museum's presets, whose networks are too long and too regular to write by hand.

    python3 assets/presets/museum.py

The full sizes are the published ones, on pictures of noise, to be looked at, counted and timed; the small ones have the
same kinds of blocks and are trained on a laptop.
"""
import json
import pathlib

CHAPTER = "8 Museum"
NOISE = {"set": "noise", "channels": 3, "height": 224, "width": 224, "classes": 1000, "train": 8, "test": 4}


class Net:
    def __init__(self):
        self.nodes, self.last, self.count = [], "input", 0

    def add(self, type, name=None, inputs=None, **properties):
        """Behind the last layer, unless inputs are named; returns the new layer's name."""
        self.count += 1
        node = {"type": type, "name": name or f"{type}_{self.count}"}
        if inputs or self.last != (self.nodes[-1]["name"] if self.nodes else "input"):
            node["inputs"] = inputs or [self.last]
        node.update(properties)
        self.nodes.append(node)
        self.last = node["name"]
        return self.last

    def conv(self, filters, kernel, name=None, inputs=None, relu=True, **properties):
        if "padding" not in properties and kernel > 1:
            properties["padding"] = kernel // 2
        self.add("conv2d", name, inputs, filters=filters, kernel=kernel, **properties)
        if relu:
            self.add("relu", name and name + "_relu")
        return self.last

    def conv_norm(self, filters, kernel, name, inputs=None, relu=True, **properties):
        self.conv(filters, kernel, name, inputs, relu=False, bias=False, **properties)
        self.add("batch_norm", name + "_norm")
        if relu:
            self.add("relu", name + "_relu")
        return self.last

    def norm_conv(self, filters, kernel, name, inputs=None, **properties):
        self.add("batch_norm", name + "_norm", inputs)
        self.add("relu", name + "_relu")
        return self.conv(filters, kernel, name, relu=False, bias=False, **properties)

    def pool(self, kernel=2, stride=2, padding=0, name=None, inputs=None):
        return self.add("max_pool2d", name, inputs, kernel=kernel, stride=stride, **({"padding": padding} if padding else {}))

    def dense(self, units, relu=True, dropout=0, **properties):
        self.add("dense", units=units, **properties)
        if relu:
            self.add("relu")
        if dropout:
            self.add("dropout", ratio=dropout)
        return self.last

    def classes(self, count):
        return self.dense(count, relu=False, init="xavier")


def save(file, title, about, data, net, optimizer=None, training=None, loss="softmax_cross_entropy"):
    for i, node in enumerate(net.nodes):  # a plain stack needs no inputs
        if node.get("inputs") == [net.nodes[i - 1]["name"] if i else "input"]:
            del node["inputs"]
    named = {name for node in net.nodes for name in node.get("inputs", [])}
    for node in net.nodes:
        if node["name"] not in named and node["name"].rsplit("_", 1)[-1].isdigit():
            del node["name"]
    lines = [f'  "{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in
             (("saddle", 1), ("name", title), ("chapter", CHAPTER), ("about", about), ("data", data))]
    lines.append('  "network": [\n' + ",\n".join("    " + json.dumps(node) for node in net.nodes) + "\n  ]")
    lines += [f'  "{key}": {json.dumps(value)}' for key, value in
              (("loss", loss), ("optimizer", optimizer or {"type": "adam"}), ("training", training or {}))]
    path = pathlib.Path(__file__).with_name(file + ".json")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def alexnet():
    """Two towers, one for each graphics card of 2012, that see each other at the third convolution."""
    net = Net()
    towers = []
    for t in "ab":
        net.conv(48, 11, f"{t}1", ["input"], stride=4, padding=0)
        net.add("local_response_norm")
        net.pool(3)
        net.conv(128, 5, f"{t}2", bias_init=1)
        net.add("local_response_norm")
        towers.append(net.pool(3))
    both = net.add("concat", "both", towers)
    towers = []
    for t in "ab":
        net.conv(192, 3, f"{t}3", [both])
        net.conv(192, 3, f"{t}4", bias_init=1)
        net.conv(128, 3, f"{t}5", bias_init=1)
        towers.append(net.pool(3))
    net.add("concat", "joined", towers)
    for _ in range(2):
        net.dense(4096, dropout=0.5, bias_init=1)
    net.classes(1000)
    return net


def alexnet_small():
    net = Net()
    net.conv(32, 5)
    net.add("local_response_norm")
    net.pool(3)
    net.conv(48, 5)
    net.add("local_response_norm")
    net.pool(3)
    for filters in (64, 64, 48):
        net.conv(filters, 3)
    net.pool(3)
    for _ in range(2):
        net.dense(256, dropout=0.5)
    net.classes(10)
    return net


def vgg(blocks, units, classes, dropout):
    net = Net()
    for convolutions, filters in blocks:
        for _ in range(convolutions):
            net.conv(filters, 3)
        net.pool()
    for _ in range(2):
        net.dense(units, dropout=dropout)
    net.classes(classes)
    return net


def inception(net, name, one, reduce3, three, reduce5, five, pooled):
    source = net.last
    branches = [net.conv(one, 1, name + "_1x1", [source])]
    net.conv(reduce3, 1, name + "_3x3_reduce", [source])
    branches.append(net.conv(three, 3, name + "_3x3"))
    net.conv(reduce5, 1, name + "_5x5_reduce", [source])
    branches.append(net.conv(five, 5, name + "_5x5"))
    net.pool(3, 1, 1, name + "_pool", [source])
    branches.append(net.conv(pooled, 1, name + "_pool_proj"))
    return net.add("concat", name, branches)


def auxiliary(net, name, classes, filters, units):
    source = net.last
    net.add("avg_pool2d", name + "_pool", [source], kernel=5, stride=3)
    net.conv(filters, 1, name + "_conv")
    net.dense(units, dropout=0.7)
    net.classes(classes)
    net.add("auxiliary_output", name)
    net.last = source


def googlenet():
    net = Net()
    net.conv(64, 7, stride=2)
    net.pool(3, 2, 1)
    net.add("local_response_norm")
    net.conv(64, 1)
    net.conv(192, 3)
    net.add("local_response_norm")
    net.pool(3, 2, 1)
    inception(net, "3a", 64, 96, 128, 16, 32, 32)
    inception(net, "3b", 128, 128, 192, 32, 96, 64)
    net.pool(3, 2, 1)
    inception(net, "4a", 192, 96, 208, 16, 48, 64)
    auxiliary(net, "aux1", 1000, 128, 1024)
    inception(net, "4b", 160, 112, 224, 24, 64, 64)
    inception(net, "4c", 128, 128, 256, 24, 64, 64)
    inception(net, "4d", 112, 144, 288, 32, 64, 64)
    auxiliary(net, "aux2", 1000, 128, 1024)
    inception(net, "4e", 256, 160, 320, 32, 128, 128)
    net.pool(3, 2, 1)
    inception(net, "5a", 256, 160, 320, 32, 128, 128)
    inception(net, "5b", 384, 192, 384, 48, 128, 128)
    net.add("global_avg_pool")
    net.add("dropout", ratio=0.4)
    net.classes(1000)
    return net


def googlenet_small():
    net = Net()
    net.conv(24, 3)
    net.pool(3, 2, 1)
    inception(net, "a", 16, 12, 24, 4, 8, 8)
    inception(net, "b", 16, 16, 32, 6, 12, 12)
    auxiliary(net, "aux", 10, 24, 64)
    net.pool(3, 2, 1)
    inception(net, "c", 32, 24, 48, 8, 16, 16)
    net.add("global_avg_pool")
    net.add("dropout", ratio=0.2)
    net.classes(10)
    return net


def shortcut(net, name, source, channels, stride, changes):
    return net.conv_norm(channels, 1, name + "_shortcut", [source], relu=False, stride=stride) if changes else source


def basic_block(net, name, channels, stride, changes):
    source = net.last
    net.conv_norm(channels, 3, name + "_1", [source], stride=stride)
    deep = net.conv_norm(channels, 3, name + "_2", relu=False)
    net.add("add", name, [deep, shortcut(net, name, source, channels, stride, changes)])
    net.add("relu", name + "_relu")


def bottleneck_block(net, name, channels, stride, changes):
    source = net.last
    net.conv_norm(channels, 1, name + "_1", [source])
    net.conv_norm(channels, 3, name + "_2", stride=stride)
    deep = net.conv_norm(4 * channels, 1, name + "_3", relu=False)
    net.add("add", name, [deep, shortcut(net, name, source, 4 * channels, stride, changes)])
    net.add("relu", name + "_relu")


def resnet(block, widening, blocks, widths, classes, imagenet):
    net = Net()
    if imagenet:
        net.conv_norm(64, 7, "stem", stride=2)
        net.pool(3, 2, 1)
    else:
        net.conv_norm(widths[0], 3, "stem")
    incoming = widths[0]
    for stage, (count, width) in enumerate(zip(blocks, widths)):
        for i in range(count):
            stride = 2 if stage > 0 and i == 0 else 1
            outgoing = width * widening
            block(net, f"stage{stage + 1}_{i + 1}", width, stride, stride > 1 or incoming != outgoing)
            incoming = outgoing
    net.add("global_avg_pool")
    net.classes(classes)
    return net


def resnet_preactivation(blocks, widths, classes):
    net = Net()
    net.conv(widths[0], 3, "stem", relu=False, bias=False)
    incoming = widths[0]
    for stage, (count, width) in enumerate(zip(blocks, widths)):
        for i in range(count):
            name, stride, source = f"stage{stage + 1}_{i + 1}", 2 if stage > 0 and i == 0 else 1, net.last
            net.norm_conv(width, 3, name + "_1", [source], stride=stride)
            deep = net.norm_conv(width, 3, name + "_2")
            if stride > 1 or incoming != width:
                source = net.conv(width, 1, name + "_shortcut", [source], relu=False, bias=False, stride=stride)
            net.add("add", name, [deep, source])
            incoming = width
    net.add("batch_norm", "final_norm")
    net.add("relu", "final_relu")
    net.add("global_avg_pool")
    net.classes(classes)
    return net


def densenet(blocks, growth, first, classes, imagenet):
    net = Net()
    channels = first
    if imagenet:
        net.conv_norm(first, 7, "stem", stride=2)
        net.pool(3, 2, 1)
    else:
        net.conv(first, 3, "stem", relu=False, bias=False)
    for block, count in enumerate(blocks):
        for i in range(count):
            name, source = f"block{block + 1}_{i + 1}", net.last
            net.norm_conv(4 * growth, 1, name + "_bottleneck", [source])
            fresh = net.norm_conv(growth, 3, name + "_new")
            net.add("concat", name, [source, fresh])
            channels += growth
        if block + 1 < len(blocks):
            channels //= 2
            net.norm_conv(channels, 1, f"transition{block + 1}")
            net.add("avg_pool2d")
    net.add("batch_norm", "final_norm")
    net.add("relu", "final_relu")
    net.add("global_avg_pool")
    net.classes(classes)
    return net


def fcn_32s():
    net = Net()
    for convolutions, filters in ((2, 64), (2, 128), (3, 256), (3, 512), (3, 512)):
        for _ in range(convolutions):
            net.conv(filters, 3)
        net.pool()
    net.conv(4096, 7)
    net.add("dropout", ratio=0.5)
    net.conv(4096, 1)
    net.add("dropout", ratio=0.5)
    net.conv(21, 1, relu=False, init="zero")
    net.add("upsample2d", factor=32)
    return net


def fcn_small():
    """Scores at half and at a quarter of the size are added up, as FCN-16s adds those of pool4."""
    net = Net()
    net.conv(16, 3)
    net.conv(16, 3)
    fine = net.pool(name="pool1")
    net.conv(32, 3)
    net.conv(32, 3)
    net.pool(name="pool2")
    net.conv(64, 5)
    net.conv(64, 1)
    net.conv(11, 1, "coarse_scores", relu=False)
    coarse = net.add("upsample2d", "coarse", factor=2)
    fine = net.conv(11, 1, "fine_scores", [fine], relu=False)
    net.add("add", "scores", [coarse, fine])
    net.add("upsample2d", "map", factor=2)
    return net


FASHION = {"set": "fashion_mnist"}
CIFAR = {"set": "cifar10"}
MOMENTUM = {"type": "momentum", "learning_rate": 0.01, "weight_decay": 0.0001}
FULL = {"batch_size": 4, "epochs": 1, "evaluate_samples": 4}
AUGMENT = {"shift": 2}

save("alexnet", "AlexNet", "The net that won ImageNet in 2012, in its two towers: 60,965,224 parameters, on noise of 227 x 227",
     {**NOISE, "height": 227, "width": 227}, alexnet(), {**MOMENTUM, "weight_decay": 0.0005}, FULL)
save("alexnet-small", "AlexNet, laptop size", "Five convolutions, local response normalization and dropout, on Fashion-MNIST",
     FASHION, alexnet_small(), None, {"epochs": 5})
save("vgg-16", "VGG-16", "Nothing but 3 x 3 convolutions and pooling: 138,357,544 parameters, nine tenths of them dense",
     NOISE, vgg(((2, 64), (2, 128), (3, 256), (3, 512), (3, 512)), 4096, 1000, 0.5), MOMENTUM, FULL)
save("vgg-small", "VGG, laptop size", "Two 3 x 3 convolutions see what one of 5 x 5 sees, with 18 weights instead of 25; on Fashion-MNIST",
     FASHION, vgg(((2, 16), (2, 32), (2, 64)), 128, 10, 0.5), None, {"epochs": 5})
save("googlenet", "GoogLeNet", "Nine inception blocks, 1 x 1 bottlenecks and two auxiliary outputs: 13,378,280 parameters, of which 6,998,552 infer",
     NOISE, googlenet(), MOMENTUM, FULL)
save("googlenet-small", "GoogLeNet, laptop size", "Three inception blocks and an auxiliary output, on Fashion-MNIST",
     FASHION, googlenet_small(), None, {"epochs": 5})
save("resnet-18", "ResNet-18", "Residual blocks of two convolutions: 11,689,512 parameters",
     NOISE, resnet(basic_block, 1, (2, 2, 2, 2), (64, 128, 256, 512), 1000, True), MOMENTUM, FULL)
save("resnet-50", "ResNet-50", "Residual blocks with bottlenecks: 25,557,032 parameters",
     NOISE, resnet(bottleneck_block, 4, (3, 4, 6, 3), (64, 128, 256, 512), 1000, True), MOMENTUM, FULL)
save("resnet-20", "ResNet-20", "The residual net for CIFAR-10, as published except for its 1 x 1 shortcuts: 0.27 million parameters",
     {**CIFAR, "augment": AUGMENT}, resnet(basic_block, 1, (3, 3, 3), (16, 32, 64), 10, False),
     {"type": "momentum", "learning_rate": 0.1, "weight_decay": 0.0001},
     {"epochs": 20, "schedule": "cosine", "warmup": 1, "evaluate_samples": 200})
save("resnet-20-preactivation", "ResNet-20, pre-activation", "Batch norm and ReLU before each convolution, so that the shortcut is free from end to end",
     {**CIFAR, "augment": AUGMENT}, resnet_preactivation((3, 3, 3), (16, 32, 64), 10),
     {"type": "momentum", "learning_rate": 0.1, "weight_decay": 0.0001},
     {"epochs": 20, "schedule": "cosine", "warmup": 1, "evaluate_samples": 200})
save("densenet-121", "DenseNet-121", "Every layer sees all maps before it, through a bottleneck: 7,978,856 parameters",
     NOISE, densenet((6, 12, 24, 16), 32, 64, 1000, True), MOMENTUM, FULL)
save("densenet-small", "DenseNet, laptop size", "Three dense blocks with bottlenecks, a growth of 8 maps a layer, on CIFAR-10",
     {**CIFAR, "augment": AUGMENT}, densenet((3, 3, 3), 8, 16, 10, False), None,
     {"epochs": 10, "schedule": "cosine", "evaluate_samples": 200})
save("fcn-32s", "FCN-32s", "VGG-16 made fully convolutional: a class for every pixel of a picture of any size; 134 million parameters",
     {"set": "noise", "channels": 3, "height": 224, "width": 224, "classes": 21, "per_pixel": True, "train": 4, "test": 2}, fcn_32s(), MOMENTUM,
     {"batch_size": 1, "epochs": 1, "evaluate_samples": 2})
save("fcn-small", "FCN, laptop size", "Which pixel belongs to which digit? A coarse and a finer map of classes, added up",
     {"set": "digit_scenes"}, fcn_small(), None, {"epochs": 10, "batch_size": 20})
