#include "saddle/probe.h"

#include <array>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "../folder.h"
#include "io/npz.h"
#include "measured.h"
#include "nets.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

const Signal& signal_named(const std::string& name, const std::vector<Signal>& all) {
  for (const Signal& signal : all) {
    if (signal.name == name) return signal;
  }
  ADD_FAILURE() << "no " << name;
  static const Signal none;
  return none;
}
const Signal& signal_of(const Reading& reading, const std::string& layer) {
  return signal_named(layer, measured<SignalsReading>(reading).layers);
}
const Signal& weights_named(const Reading& reading, const std::string& parameter) {
  return signal_named(parameter, measured<WeightsReading>(reading).parameters);
}

// One layer of `weights` before two outputs.
Experiment written_out(const std::string& weights, int units, const std::string& biases = {}, Properties more = {}) {
  more.merge(Properties{{"units", units}, {"weights", weights}, {"biases", biases}});
  return experiment_of({node("dense", more), node("dense", {{"units", 2}})});
}

std::map<std::string, std::vector<float>> weights_of(const Trainer& trainer) {
  const Folder folder;
  const auto path = folder / "weights.npz";
  trainer.save(path);
  std::map<std::string, std::vector<float>> weights;
  for (const auto& [name, array] : read_npz(path)) {
    if (!array.is_text) weights[name] = array.values;
  }
  return weights;
}

double norm(const std::vector<float>& values) {
  return std::sqrt(std::accumulate(values.begin(), values.end(), 0.0, [](double s, float x) { return s + x * x; }));
}

// The book's 6.2.2: x of N(0, 1), 1000 x 100, through five layers of 100 without bias. Standard deviations of what
// comes out of them, as its program prints them for one draw of the weights.
TEST(Signals, SpreadAsInTheBooksExperiment) {
  struct Case {
    const char* activation;
    Value init;
    std::array<double, 5> deviations;
    // What 300 draws by NumPy give, mean and standard deviation, where five of ours are too few to tell how widely the
    // last layers vary.
    std::array<std::pair<double, double>, 5> numpy = {};
  };
  const Choice data{"noise", {{"channels", 100}, {"train", 1000}, {"test", 1}}};
  const auto dataset = load_dataset(data);
  constexpr int seeds = 5;
  for (const Case& c :
       std::vector<Case>{{"sigmoid", 1.0, {.458, .438, .442, .437, .437}},
                         {"sigmoid", 0.01, {.025, .012, .013, .014, .014}},
                         {"sigmoid",
                          std::string("xavier"),
                          {.207, .132, .127, .109, .143},
                          {{{.2078, .0012}, {.1260, .0066}, {.1215, .0075}, {.1200, .0074}, {.1198, .0081}}}},
                         {"relu", std::string("xavier"), {.584, NAN, NAN, NAN, .131}},
                         {"relu",
                          std::string("he"),
                          {.825, .879, .943, .964, 1.15},
                          {{{.8265, .0069}, {.8302, .0356}, {.8263, .0646}, {.8176, .0892}, {.8162, .1145}}}},
                         {"relu", 0.01, {.058, NAN, NAN, NAN, 1.4e-6}},
                         {"tanh", 0.01, {.099, NAN, NAN, NAN, 9.2e-6}},
                         {"tanh", std::string("xavier"), {.626, .481, .405, .357, .323}}}) {
    std::array<std::vector<double>, 5> ours;
    for (int seed = 1; seed <= seeds; ++seed) {
      std::vector<Node> network;
      for (int i = 0; i < 5; ++i) {
        network.push_back(node("dense", {{"units", 100}, {"init", c.init}, {"bias", false}}));
        network.push_back(node(c.activation));
      }
      network.push_back(node("dense", {{"units", 10}}));
      Experiment experiment = experiment_of(network, {{"seed", seed}});
      experiment.data = data;
      const Reading reading = Trainer(experiment, dataset)
                                  .measure({.type = "signals", .options = {{"samples", 1000}, {"gradients", false}}});
      for (size_t i = 0; i < 5; ++i) {
        const Signal& signal = measured<SignalsReading>(reading).layers[2 * i + 1];
        EXPECT_EQ(signal.name, c.activation + ("_" + std::to_string(i + 1)));
        EXPECT_EQ(signal.values.count, 100'000);
        ours[i].push_back(signal.values.deviation);
      }
    }
    for (size_t i = 0; i < 5; ++i) {
      if (std::isnan(c.deviations[i])) continue;
      // A single run of the book's against ours: within three standard deviations of the mean.
      double mean = 0, squares = 0;
      for (const double run : ours[i]) mean += run / seeds;
      for (const double run : ours[i]) squares += (run - mean) * (run - mean);
      const std::string which = std::string(c.activation) + " " + to_text(c.init) + " " + std::to_string(i);
      if (const auto [expected, spread] = c.numpy[i]; spread > 0) {
        EXPECT_NEAR(mean, expected, 3 * spread / std::sqrt(seeds)) << which;
        EXPECT_NEAR(c.deviations[i], expected, 3 * spread) << which;
        continue;
      }
      const double allowed = 3 * std::sqrt(squares / (seeds - 1) * (1 + 1.0 / seeds));
      EXPECT_NEAR(c.deviations[i], mean, allowed + 0.005 * mean) << which;
    }
  }
}

TEST(Signals, GradientsAreThoseOfTheFormula) {
  // x -> h = W x (weights written out) -> logits = V h + c -> softmax cross entropy:
  // d(loss)/d(logits) = (p - t) / N, d(loss)/d(h) = V^T of that.
  const auto dataset = noise({2}, 2, 40);
  Experiment experiment = experiment_of({node("dense", {{"units", 3}, {"weights", std::string("1 2 3 4 5 6")}}),
                                         node("dense", {{"units", 2}, {"weights", std::string("1 -2 0.5 0 1 3")}})});
  Trainer trainer(experiment, dataset);
  const Reading reading = trainer.measure({.type = "signals"});
  const double v[2][3] = {{1, -2, 0.5}, {0, 1, 3}};
  std::vector<double> logits, hidden;
  for (int64_t n = 0; n < 40; ++n) {
    std::vector<float> x(2);
    dataset->copy_sample(dataset->train, n, x.data());
    const auto p = trainer.predict(x);
    double d[2];
    for (int k = 0; k < 2; ++k) {
      const int label = dataset->train.labels[static_cast<size_t>(n)];
      d[k] = (double{p[static_cast<size_t>(k)]} - (k == label)) / 40;
      logits.push_back(d[k]);
    }
    for (int j = 0; j < 3; ++j) hidden.push_back(v[0][j] * d[0] + v[1][j] * d[1]);
  }
  const auto expect = [&](const std::string& name, const std::vector<double>& wanted) {
    ASSERT_TRUE(signal_of(reading, name).gradient);
    const Distribution& got = *signal_of(reading, name).gradient;
    double sum = 0, squares = 0;
    for (const double x : wanted) sum += x, squares += x * x;
    const double n = static_cast<double>(wanted.size()), mean = sum / n;
    EXPECT_EQ(got.count, std::ssize(wanted));
    EXPECT_NEAR(got.mean, mean, 1e-7);
    EXPECT_NEAR(got.deviation, std::sqrt(squares / n - mean * mean), 1e-7);
    EXPECT_NEAR(got.min, *std::min_element(wanted.begin(), wanted.end()), 1e-7);
    EXPECT_NEAR(got.max, *std::max_element(wanted.begin(), wanted.end()), 1e-7);
    EXPECT_NEAR(std::accumulate(got.bins.begin(), got.bins.end(), 0.0), n * (1 - got.outside), 1e-6);
  };
  expect("dense_2", logits);
  expect("dense_1", hidden);
}

TEST(Signals, CountDeadUnitsAndChannels) {
  Experiment vectors = experiment_of({node("dense", {{"units", 4}, {"biases", std::string("-1000 1000 -1000 1000")}}),
                                      node("relu"), node("dense", {{"units", 2}})});
  const Reading reading = Trainer(vectors, noise({3}, 2, 20)).measure({.type = "signals"});
  EXPECT_EQ(signal_of(reading, "relu_1").values.dead, 0.5);
  EXPECT_TRUE(std::isnan(signal_of(reading, "dense_1").values.dead));  // nothing that could die
  Experiment images =
      experiment_of({node("conv2d", {{"filters", 3}, {"kernel", 3}, {"biases", std::string("1000 -1000 0")}}),
                     node("relu"), node("dense", {{"units", 2}})});
  EXPECT_NEAR(signal_of(Trainer(images, noise({1, 6, 6}, 2, 20)).measure({.type = "signals"}), "relu_1").values.dead,
              1.0 / 3, 1e-12);
}

TEST(Signals, CountSaturatedOutputs) {
  for (const char* type : {"sigmoid", "tanh"}) {
    Experiment experiment = experiment_of(
        {node("dense", {{"units", 5}, {"init", std::string("zero")}, {"biases", std::string("10 0 -10 0.1 -0.5")}}),
         node(type), node("dense", {{"units", 2}})});
    const Reading reading = Trainer(experiment, noise({3}, 2, 20)).measure({.type = "signals"});
    EXPECT_NEAR(signal_of(reading, std::string(type) + "_1").values.saturated, 0.4, 1e-12) << type;
    EXPECT_TRUE(std::isnan(signal_of(reading, "dense_1").values.saturated));
  }
}

TEST(Signals, CountWhatIsNoNumber) {
  Experiment experiment =
      experiment_of({node("dense", {{"units", 1}, {"weights", std::string("1e30")}}),
                     node("dense", {{"units", 1}, {"weights", std::string("1e30")}}), node("dense", {{"units", 2}})});
  const Reading reading = Trainer(experiment, noise({1}, 2, 20)).measure({.type = "signals"});
  EXPECT_EQ(signal_of(reading, "dense_1").values.not_finite, 0);
  EXPECT_EQ(signal_of(reading, "dense_2").values.not_finite, 20);
  EXPECT_EQ(signal_of(reading, "dense_2").values.outside, 1);
}

TEST(Signals, KnowFiftyLayersBeforeTheFirstStep) {
  std::vector<Node> network;
  for (int i = 0; i < 25; ++i) {
    network.push_back(node("dense", {{"units", 10}}));
    network.push_back(node("relu"));
  }
  network.push_back(node("dense", {{"units", 3}}));
  Trainer trainer(experiment_of(network), noise({10}, 3, 30));
  const Reading reading = trainer.measure({.type = "signals"});
  ASSERT_EQ(measured<SignalsReading>(reading).layers.size(), 51u);
  EXPECT_EQ(measured<SignalsReading>(reading).layers.back().values.count, 90);
  EXPECT_GT(measured<SignalsReading>(reading).layers.front().gradient->deviation, 0);
}

// numpy.histogram([0, 0.1, 0.25, 0.5, 1, -1], bins=4, range=(0, 1)) is [2, 1, 1, 1]; mean and std are NumPy's, too.
TEST(Weights, FallIntoBinsAsNumPySortsThem) {
  Trainer trainer(written_out("0 0.1 0.25 0.5 1 -1", 3), noise({2}, 2, 20));
  const Reading reading = trainer.measure({.type = "weights", .options = {{"bins", 4}, {"low", 0.0}, {"high", 1.0}}});
  const Distribution& found = weights_named(reading, "dense_1/weight").values;
  EXPECT_EQ(found.bins, (std::vector<float>{2, 1, 1, 1}));
  EXPECT_NEAR(found.outside, 1.0 / 6, 1e-12);
  EXPECT_NEAR(found.mean, 0.14166666666666666, 1e-8);
  EXPECT_NEAR(found.deviation, 0.6058167122891946, 1e-8);
  EXPECT_EQ(found.min, -1);
  EXPECT_EQ(found.max, 1);
  EXPECT_EQ(measured<WeightsReading>(reading).parameters.size(), 4u);  // two weights, two biases
}

TEST(Weights, AreShownInARangeOfTheirOwnUnlessToldOtherwise) {
  Trainer trainer(written_out("0 0.1 0.25 0.5 1.5 -1", 3), noise({2}, 2, 20));
  const Distribution found = weights_named(trainer.measure({.type = "weights"}), "dense_1/weight").values;
  EXPECT_EQ(found.low, -2);
  EXPECT_EQ(found.high, 2);
  EXPECT_EQ(found.outside, 0);
  EXPECT_EQ(found.bins.size(), 30u);
  EXPECT_THROW(trainer.measure({.type = "weights", .options = {{"low", 1.0}, {"high", 0.0}}}), Error);
  EXPECT_THROW(trainer.measure({.type = "weights", .options = {{"bins", 0}}}), Error);
  EXPECT_THROW(trainer.measure({.type = "weights", .options = {{"bars", 3}}}), Error);
}

TEST(Updates, AreTheDifferenceThatAStepMakes) {
  const auto dataset = noise({3, 8, 8}, 4, 40);
  Experiment experiment = experiment_of(
      {node("conv2d", {{"filters", 4}}), node("batch_norm"), node("relu"), node("dense", {{"units", 4}})});
  for (const char* optimizer : {"sgd", "adam"}) {
    experiment.optimizer = {optimizer, {{"learning_rate", 0.125}}};
    Trainer trainer(experiment, dataset);
    for (int i = 0; i < 3; ++i) trainer.step();
    const auto before = weights_of(trainer);
    trainer.follow_next_step();
    trainer.step();
    const Reading reading = trainer.measure({.type = "updates"});
    const auto after = weights_of(trainer);
    EXPECT_EQ(reading.step, 4);
    ASSERT_EQ(measured<UpdatesReading>(reading).layers.size(), 3u);
    double gradients = 0;
    for (const Movement& movement : measured<UpdatesReading>(reading).layers) {
      double weights = 0, update = 0;
      for (const auto& [name, values] : before) {
        if (!name.starts_with(movement.name + "/") || name.find("running") != std::string::npos) continue;
        weights += std::pow(norm(values), 2);
        for (size_t i = 0; i < values.size(); ++i) update += std::pow(after.at(name)[i] - values[i], 2);
      }
      EXPECT_NEAR(movement.weights, std::sqrt(weights), 1e-6 * movement.weights) << movement.name;
      EXPECT_NEAR(movement.update, std::sqrt(update), 1e-5 * movement.update) << movement.name;
      EXPECT_DOUBLE_EQ(movement.ratio(), movement.update / movement.weights);
      if (experiment.optimizer.type == "sgd") {
        EXPECT_NEAR(movement.update, 0.125 * movement.gradient, 1e-5 * movement.update) << movement.name;
      }
      gradients += movement.gradient * movement.gradient;
    }
    EXPECT_NEAR(std::sqrt(gradients), trainer.gradient_norm(), 1e-9 * trainer.gradient_norm());
    trainer.step();  // which nobody follows
    EXPECT_EQ(trainer.measure({.type = "updates"}).step, 4);
  }
}

TEST(Updates, KnowTheWeightsAloneBeforeTheFirstStep) {
  Trainer trainer(written_out("3 4", 1, "0"), noise({2}, 2, 20));
  const Reading reading = trainer.measure({.type = "updates"});
  EXPECT_EQ(reading.step, 0);
  EXPECT_NEAR(measured<UpdatesReading>(reading).layers.front().weights, 5, 1e-6);
  EXPECT_TRUE(std::isnan(measured<UpdatesReading>(reading).layers.front().update));
}

TEST(FeatureMaps, AreTheLayersOutputsForThatPicture) {
  auto dataset = std::make_shared<Dataset>(*noise({2, 3, 4}, 3, 10));
  dataset->normalization = {.mean = {0.5f, -0.5f}, .deviation = {2, 4}};
  Experiment experiment = experiment_of(  // the sum and the difference of the two channels
      {node("conv2d", {{"filters", 2}, {"kernel", 1}, {"weights", std::string("1 1 1 -1")}}), node("relu"),
       node("dense", {{"units", 3}})});
  Trainer trainer(experiment, dataset);
  const Reading reading = trainer.measure({.type = "feature_maps", .options = {{"sample", 7}}});
  const auto& maps = measured<FeatureMapsReading>(reading);
  const Array &picture = maps.picture, &input = maps.input;
  const Array *sums = maps.output_of("conv2d_1"), *rectified = maps.output_of("relu_1");
  ASSERT_TRUE(sums && rectified && maps.output_of("dense_1"));
  EXPECT_EQ(maps.label, dataset->test.labels[7]);
  EXPECT_EQ(sums->shape, (Shape{2, 3, 4}));
  for (size_t i = 0; i < 12; ++i) {
    const float a = dataset->test.values[7 * 24 + 2 * i], b = dataset->test.values[7 * 24 + 2 * i + 1];
    EXPECT_EQ(picture.values[i], a);
    EXPECT_EQ(picture.values[12 + i], b);
    EXPECT_NEAR(input.values[i], (a - 0.5f) / 2, 1e-6);
    EXPECT_NEAR(sums->values[i], (a - 0.5f) / 2 + (b + 0.5f) / 4, 1e-5);
    EXPECT_NEAR(sums->values[12 + i], (a - 0.5f) / 2 - (b + 0.5f) / 4, 1e-5);
    EXPECT_EQ(rectified->values[i], std::max(0.0f, sums->values[i]));
  }
  const auto own = std::make_shared<const std::vector<float>>(24, 0.25f);
  const Reading drawn = trainer.measure({.type = "feature_maps", .node = "relu_1", .input = own});
  const auto& of_own = measured<FeatureMapsReading>(drawn);
  EXPECT_EQ(of_own.picture.values, *own);
  EXPECT_FALSE(of_own.label);
  EXPECT_TRUE(of_own.output_of("relu_1"));
  EXPECT_FALSE(of_own.output_of("conv2d_1"));
  EXPECT_THROW(trainer.measure({.type = "feature_maps", .options = {{"sample", 10}}}), Error);
}

TEST(Filters, AreRememberedFromTheStart) {
  Trainer trainer(experiment_of({node("conv2d", {{"filters", 3}}), node("relu"), node("conv2d", {{"filters", 2}}),
                                 node("dense", {{"units", 4}})}),
                  noise({3, 8, 8}, 4, 40));
  for (const char* name : {"conv2d_1", "conv2d_2"}) {
    const Probe now{.type = "filters", .node = name};
    const Probe start{.type = "filters", .node = name, .options = {{"when", std::string("start")}}};
    Trainer fresh(trainer.experiment(), noise({3, 8, 8}, 4, 40));
    const auto first = measured<FiltersReading>(fresh.measure(now)).weight.values;
    fresh.step();
    EXPECT_NE(measured<FiltersReading>(fresh.measure(now)).weight.values, first);
    EXPECT_EQ(measured<FiltersReading>(fresh.measure(start)).weight.values, first);
  }
}

}  // namespace
}  // namespace saddle
