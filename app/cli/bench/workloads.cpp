#include "cli/bench/workloads.h"

#include <random>

#include "saddle/plan.h"

namespace saddle::cli {
namespace {

constexpr int mnist_samples = 60'000;

Node dense(int units, const char* init = "he") {
  return {.name = "", .type = "dense", .properties = {{"units", units}, {"init", std::string(init)}}};
}
Node plain(const char* type) { return {.name = "", .type = type}; }
Node conv(int filters, int kernel, int padding) {
  return {.name = "", .type = "conv2d", .properties = {{"filters", filters}, {"kernel", kernel}, {"padding", padding}}};
}
Node dropout() { return {.name = "", .type = "dropout", .properties = {{"ratio", 0.5}, {"inverted", true}}}; }

std::vector<Node> two_layer_net() { return {dense(50), plain("relu"), dense(10)}; }

std::vector<Node> mlp6x100() {
  std::vector<Node> net;
  for (int i = 0; i < 5; ++i) net.insert(net.end(), {dense(100), plain("relu")});
  net.push_back(dense(10));
  return net;
}

std::vector<Node> simple_conv_net() {
  return {conv(30, 5, 0), plain("relu"), plain("max_pool2d"), dense(100), plain("relu"), dense(10)};
}

std::vector<Node> deep_conv_net() {
  std::vector<Node> net;
  const struct {
    int filters, padding;
    bool pool;
  } rows[] = {{16, 1, false}, {16, 1, true}, {32, 1, false}, {32, 2, true}, {64, 1, false}, {64, 1, true}};
  for (const auto& row : rows) {
    net.insert(net.end(), {conv(row.filters, 3, row.padding), plain("relu")});
    if (row.pool) net.push_back(plain("max_pool2d"));
  }
  net.insert(net.end(), {dense(50), plain("relu"), dropout(), dense(10), dropout()});
  return net;
}

// A ResNet is a graph: `append` names every node and says what goes in.
class Resnet20 {
 public:
  std::vector<Node> build() {
    std::string at = normed_conv("stem", "input", 16, 3, 1);
    at = append("stem_relu", "relu", {at});
    for (const int width : {16, 32, 64}) {
      for (int block = 0; block < 3; ++block)
        at = basic_block(std::to_string(width) + "_" + std::to_string(block), at, width,
                         block == 0 && width > 16 ? 2 : 1);
    }
    at = append("pool", "global_avg_pool", {at});
    append("scores", "dense", {at}, {{"units", 10}});
    return std::move(net_);
  }

 private:
  std::string append(const std::string& name, const char* type, std::vector<std::string> inputs,
                     Properties properties = {}) {
    net_.push_back({name, type, std::move(inputs), std::move(properties)});
    return name;
  }
  std::string normed_conv(const std::string& name, const std::string& from, int filters, int kernel, int stride) {
    append(name, "conv2d", {from},
           {{"filters", filters}, {"kernel", kernel}, {"stride", stride}, {"padding", kernel / 2}, {"bias", false}});
    return append(name + "_norm", "batch_norm", {name}, {{"epsilon", 1e-5}, {"momentum", 0.9}});
  }
  std::string basic_block(const std::string& name, const std::string& from, int width, int stride) {
    std::string at = normed_conv(name + "_first", from, width, 3, stride);
    at = append(name + "_first_relu", "relu", {at});
    at = normed_conv(name + "_second", at, width, 3, 1);
    const std::string shortcut = stride == 1 ? from : normed_conv(name + "_shortcut", from, width, 1, stride);
    at = append(name + "_sum", "add", {at, shortcut});
    return append(name + "_relu", "relu", {at});
  }

  std::vector<Node> net_;
};

std::vector<Node> toy_net() { return {dense(128, "glorot"), plain("sigmoid"), dense(10, "glorot")}; }

Choice sgd() { return {"sgd", {{"learning_rate", 0.1}}}; }
Choice adam() { return {"adam", {{"learning_rate", 0.001}, {"epsilon", 1e-8}}}; }
Choice momentum() { return {"momentum", {{"learning_rate", 0.1}, {"momentum", 0.9}, {"weight_decay", 1e-4}}}; }

Workload workload(std::string name, std::string what, Shape sample, int64_t pool, int batch, std::vector<Node> network,
                  Choice optimizer, Workload::Kind kind = Workload::Kind::training) {
  Workload w{.name = std::move(name), .what = std::move(what), .kind = kind};
  w.experiment.name = w.what;
  w.experiment.network = std::move(network);
  w.experiment.optimizer = std::move(optimizer);
  w.experiment.training = {{"batch_size", batch}, {"sampling", std::string("in_order")}};
  w.sample = sample;
  w.pool = pool;
  w.batch = batch;
  return w;
}

bool multiplies(const std::string& type) { return type == "dense" || type == "conv2d"; }

}  // namespace

std::vector<Workload> workloads() {
  const Shape vector{784}, picture{1, 28, 28};
  constexpr auto inference = Workload::Kind::inference;
  std::vector<Workload> all;
  all.push_back(workload("W1", "train TwoLayerNet 784-50-10, SGD", vector, mnist_samples, 100, two_layer_net(), sgd()));
  for (const int batch : {100, 128}) {
    all.push_back(
        workload("W2", "train MLP6x100 784-100x5-10, Adam", vector, mnist_samples, batch, mlp6x100(), adam()));
  }
  all.push_back(workload("W3", "train SimpleConvNet, Adam", picture, mnist_samples, 100, simple_conv_net(), adam()));
  all.push_back(workload("W4", "train DeepConvNet, Adam", picture, mnist_samples, 100, deep_conv_net(), adam()));
  for (const int batch : {1, 256})
    all.push_back(workload("W5", "inference DeepConvNet", picture, 2560, batch, deep_conv_net(), adam(), inference));
  all.push_back(workload("W6", "train ResNet-20 on 32x32x3, SGD momentum", {3, 32, 32}, 6400, 128, Resnet20().build(),
                         momentum()));
  Workload toy = workload("W7", "train toy 2-128-10 sigmoid, Adam, 1000 points", {2}, 1000, 32, toy_net(), adam());
  toy.experiment.training["sampling"] = std::string("shuffle");
  toy.low = -1;
  toy.counts_epochs = true;
  all.push_back(std::move(toy));
  return all;
}

std::shared_ptr<const Dataset> synthetic_samples(const Workload& workload) {
  auto dataset = std::make_shared<Dataset>();
  dataset->name = "synthetic";
  dataset->sample = workload.sample;
  for (int label = 0; label < 10; ++label) dataset->classes.push_back(std::to_string(label));
  std::mt19937 random(1);
  std::uniform_real_distribution<float> input(workload.low, 1.0F);
  std::uniform_int_distribution<int> label(0, 9);
  Samples& train = dataset->train;
  train.count = workload.pool;
  train.values.resize(static_cast<size_t>(workload.pool * workload.sample.size()));
  train.labels.resize(static_cast<size_t>(workload.pool));
  for (float& value : train.values) value = input(random);
  for (int& value : train.labels) value = label(random);
  return dataset;
}

double useful_flops(const Workload& workload) {
  int64_t macs = 0, first = 0;
  for (const Plan::Step& step : plan(workload.experiment.network, workload.sample).steps) {
    if (!multiplies(workload.experiment.network[static_cast<size_t>(step.node)].type)) continue;
    if (macs == 0) first = step.macs;
    macs += step.macs;
  }
  return 2.0 * static_cast<double>(workload.kind == Workload::Kind::training ? 3 * macs - first : macs);
}

}  // namespace saddle::cli
