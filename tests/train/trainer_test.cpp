#include "saddle/trainer.h"

#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include "../folder.h"
#include "io/npz.h"
#include "nets.h"
#include "saddle/catalog.h"
#include "saddle/model.h"

namespace saddle {
namespace {

struct Outcome {
  std::vector<double> losses, gradient_norms;
  std::map<std::string, std::vector<float>> weights;
  std::vector<float> answer;  // to one sample, after training
  bool operator==(const Outcome&) const = default;
};

struct Course {
  int steps = 10;
  bool measured = false;  // evaluated, probed and asked, between any two steps
};

Outcome train(const Experiment& experiment, const std::shared_ptr<const Dataset>& dataset, const Course& course) {
  Trainer trainer(experiment, dataset);
  std::vector<float> sample(static_cast<size_t>(dataset->sample.size()));
  dataset->copy_sample(dataset->test, 0, sample.data());
  const auto given = std::make_shared<const std::vector<float>>(sample);
  Outcome outcome;
  for (int i = 0; i < course.steps; ++i) {
    if (course.measured) {
      trainer.evaluate(Dataset::Part::test);
      trainer.evaluate(Dataset::Part::train, 7);
      trainer.predict(sample);
      for (const Entry& probe : catalog::probes()) {
        trainer.measure({.type = std::string(probe.name)});
        trainer.measure({.type = std::string(probe.name), .node = "conv2d_1", .input = given});
      }
      trainer.measure({.type = "filters", .options = {{"when", std::string("start")}}});
      trainer.remember();
      if (i % 3 == 0) trainer.follow_next_step();
    }
    outcome.losses.push_back(trainer.step());
    if (course.measured) trainer.measure({.type = "signals", .options = {{"samples", 11}}});
    outcome.gradient_norms.push_back(trainer.gradient_norm());
  }
  outcome.answer = trainer.predict(sample);
  const Folder folder;
  const auto file = folder / "outcome.npz";
  trainer.save(file);
  for (const auto& [name, array] : read_npz(file)) {
    if (!array.is_text) outcome.weights[name] = array.values;
  }
  return outcome;
}

int64_t macs_of(const Trainer& trainer) {
  int64_t macs = 0;
  for (const Plan::Step& step : trainer.plan().steps) macs += step.macs;
  return macs;
}

TEST(Trainer, SameBitsWithOneTwoAndFourThreads) {
  const auto dataset = noise({3, 20, 18}, 4, 200);
  Experiment experiment = experiment_of(heavy_network(4), {{"batch_size", 97}});
  experiment.augmentation = {{"shift", 1.0}, {"rotation", 5.0}};
  ASSERT_GT(97 * macs_of(Trainer(experiment, dataset)), 50'000'000) << "too small a step to be shared by threads";
  for (const Entry& optimizer : catalog::optimizers()) {
    experiment.optimizer = {std::string(optimizer.name)};
    experiment.training["threads"] = 1;
    const Outcome alone = train(experiment, dataset, {.steps = 5});
    for (const int threads : {2, 4}) {
      experiment.training["threads"] = threads;
      EXPECT_TRUE(train(experiment, dataset, {.steps = 5}) == alone) << optimizer.name << ", " << threads << " threads";
    }
  }
}

// Without images each thread takes one run of the batch, so their number decides how it is cut.
TEST(Trainer, SameBitsHoweverManyThreadsCutABatchOfVectors) {
  const auto dataset = noise({300}, 4, 200);
  Experiment experiment =
      experiment_of({node("dense", {{"units", 200}}), node("relu"), node("dropout", {{"ratio", 0.3}}),
                     node("dense", {{"units", 100}}), node("sigmoid"), node("dropout", {{"inverted", false}}),
                     node("dense", {{"units", 60}}), node("tanh"), node("dense", {{"units", 4}})},
                    {{"batch_size", 97}, {"threads", 1}});
  ASSERT_GT(97 * macs_of(Trainer(experiment, dataset)), 5'000'000) << "too small a step to be shared by threads";
  const Outcome alone = train(experiment, dataset, {.steps = 5});
  for (const int threads : {2, 3, 4}) {
    experiment.training["threads"] = threads;
    EXPECT_TRUE(train(experiment, dataset, {.steps = 5}) == alone) << threads << " threads";
  }
}

// With several threads the next batch is made while a step runs, which the file's normalization comes too late for.
TEST(Trainer, AModelReadBetweenTwoStepsBringsItsNormalizationWhateverTheThreads) {
  const Folder folder;
  const auto file = folder / "other.npz";
  Dataset other = *noise({1, 28, 28}, 4, 100);
  other.normalization = {.mean = {0.5f}, .deviation = {3.0f}};
  Experiment experiment = experiment_of({node("dense", {{"units", 4}})}, {{"batch_size", 32}});
  Trainer(experiment, std::make_shared<const Dataset>(other)).save(file);
  const auto losses = [&](int threads, bool reads) {
    experiment.training["threads"] = threads;
    Trainer trainer(experiment, noise({1, 28, 28}, 4, 100));
    std::vector<double> losses = {trainer.step()};
    if (reads) trainer.load(Model::read(file));
    for (int i = 0; i < 3; ++i) losses.push_back(trainer.step());
    return losses;
  };
  ASSERT_NE(losses(1, true), losses(1, false));
  EXPECT_EQ(losses(2, true), losses(1, true));
}

TEST(Trainer, SameSeedSameRunOtherSeedOtherRun) {
  const auto dataset = noise({1, 12, 12}, 4, 40);
  Experiment experiment = experiment_of(mixed_network(4));
  const Outcome first = train(experiment, dataset, {});
  EXPECT_TRUE(train(experiment, dataset, {}) == first);
  experiment.training["seed"] = 2;
  const Outcome other = train(experiment, dataset, {});
  EXPECT_NE(other.losses, first.losses);
  EXPECT_NE(other.weights, first.weights);
}

TEST(Trainer, MeasuringChangesNothing) {
  const auto dataset = noise({3, 20, 18}, 4, 40);
  for (const char* sampling : {"shuffle", "with_replacement"}) {
    std::vector<Node> network = heavy_network(4);
    network.insert(network.begin() + 5, node("batch_norm"));
    network.insert(network.begin() + 9, node("batch_norm"));
    const Experiment experiment = experiment_of(network, {{"sampling", sampling}});
    EXPECT_TRUE(train(experiment, dataset, {.measured = true}) == train(experiment, dataset, {})) << sampling;
  }
}

TEST(Trainer, ANewLayerLeavesTheOthersFirstWeights) {
  const auto dataset = noise({6}, 3, 20);
  Experiment shallow = experiment_of({node("dense", {{"units", 5}}), node("dense", {{"units", 3}})});
  Experiment deep = experiment_of({node("dense", {{"units", 5}}), node("relu"), node("dense", {{"units", 3}})});
  for (Experiment* experiment : {&shallow, &deep}) experiment->network.front().name = "first";
  const Folder folder;
  const auto file = folder / "shallow.npz";
  Trainer(shallow, dataset).save(file);
  Trainer other(deep, dataset);
  const std::vector<float> sample(6, 0.5f);
  const auto before = other.predict(sample);
  other.load(Model::read(file));  // the same names: first, dense_1
  EXPECT_EQ(other.predict(sample), before);
}

TEST(Trainer, AnEpochOfShuffledBatchesSeesEverySampleOnce) {
  // Sample i is the i-th unit vector with a label of its own, the network one dense layer from 0, trained by SGD with a
  // rate of 1: after one epoch, column i of the weights has moved if and only if sample i was seen.
  Dataset dataset;
  dataset.name = "units";
  const int count = 23;
  dataset.sample = Shape{count};
  for (int i = 0; i < count; ++i) {
    dataset.classes.push_back(std::to_string(i));
    for (int k = 0; k < count; ++k) dataset.train.values.push_back(i == k ? 1.0f : 0.0f);
    dataset.train.labels.push_back(i);
  }
  dataset.train.count = count;
  dataset.test = dataset.train;
  Experiment experiment =
      experiment_of({node("dense", {{"units", count}, {"init", "zero"}, {"bias", false}})}, {{"batch_size", 5}});
  experiment.optimizer = {"sgd", {{"learning_rate", 1.0}}};
  Trainer trainer(experiment, std::make_shared<const Dataset>(dataset));
  EXPECT_EQ(trainer.steps_per_epoch(), 5);
  for (int i = 0; i < 4; ++i) trainer.step();
  EXPECT_NEAR(trainer.evaluate(Dataset::Part::test).accuracy, 20.0 / count, 1e-9 + 1.0 / count);
  trainer.step();
  EXPECT_EQ(trainer.evaluate(Dataset::Part::test).accuracy, 1.0);
}

TEST(Trainer, LearnsWhatCanBeLearned) {
  Experiment experiment = experiment_of({node("conv2d", {{"filters", 8}, {"kernel", 5}}), node("relu"),
                                         node("max_pool2d"), node("dense", {{"units", 10}})},
                                        {{"batch_size", 50}});
  experiment.data = {"procedural_digits", {{"train", 2000}, {"test", 300}}};
  Trainer trainer(experiment, load_dataset(experiment.data));
  const double before = trainer.evaluate(Dataset::Part::test).accuracy;
  for (int i = 0; i < 120; ++i) trainer.step();
  const Evaluation after = trainer.evaluate(Dataset::Part::test);
  EXPECT_LT(before, 0.3);
  EXPECT_GT(after.accuracy, 0.75);
  int64_t right = 0, all = 0;
  for (int i = 0; i < 10; ++i) {
    right += after.confusion[static_cast<size_t>(11 * i)];
    for (int k = 0; k < 10; ++k) all += after.confusion[static_cast<size_t>(10 * i + k)];
  }
  EXPECT_EQ(all, 300);
  EXPECT_DOUBLE_EQ(after.accuracy, static_cast<double>(right) / 300);
}

TEST(Trainer, WhereTheLossIsNoNumberTheWeightsStayTheLastThatGaveOne) {
  const auto dataset = noise({6}, 3, 20);
  std::vector<Node> network(6, node("dense", {{"units", 6}, {"init", 100.0}}));
  network.push_back(node("dense", {{"units", 3}, {"init", 100.0}}));
  Experiment experiment = experiment_of(network);
  experiment.optimizer = {"sgd", {{"learning_rate", 1000.0}}};
  Trainer trainer(experiment, dataset);
  double loss = 0;
  for (int i = 0; i < 50 && std::isfinite(loss); ++i) loss = trainer.step();
  ASSERT_FALSE(std::isfinite(loss));
  const int64_t steps = trainer.steps();
  const Folder folder;
  const auto file = folder / "diverged.npz";
  trainer.save(file);
  Trainer other(experiment, dataset);
  EXPECT_NO_THROW(other.load(Model::read(file)));  // which refuses numbers that are none
  EXPECT_FALSE(std::isfinite(trainer.step()));
  EXPECT_EQ(trainer.steps(), steps);
}

TEST(Trainer, FindsTheLayerWhoseNumbersFailedFirst) {
  const auto dataset = noise({2}, 2, 20);
  const Node large = node("dense", {{"units", 2}, {"weights", std::string("1e30 0 0 1e30")}});
  Trainer trainer(experiment_of({node("dense", {{"units", 2}}), large, large, node("dense", {{"units", 2}})}), dataset);
  EXPECT_FALSE(std::isfinite(trainer.step()));
  const Diagnosis found = trainer.diagnose();
  EXPECT_EQ(found.step, 1);
  EXPECT_EQ(found.cause, Diagnosis::Cause::start);
  EXPECT_EQ(found.node, "dense_3");
  EXPECT_FALSE(found.in_gradient);
  ASSERT_EQ(found.layers.size(), 4u);
  EXPECT_NEAR(found.layers[1].weight, 1e30, 1e24);
  EXPECT_NEAR(found.layers[1].output / found.layers[0].output, 1e30, 1e25);
  EXPECT_TRUE(std::isinf(found.layers[2].output));
}

TEST(Trainer, UpdatesNothingWhereTheGradientIsNoNumber) {
  // Outputs are numbers - the first layer makes them small again - but the gradient on the way back is not.
  Dataset dataset = *noise({1}, 2, 20);
  for (float& value : dataset.train.values) value = 1e-30f;
  const auto dense = [](const char* weights) {
    return node("dense", {{"units", 1}, {"weights", std::string(weights)}});
  };
  Trainer trainer(experiment_of({dense("1"), dense("1e-38"), dense("1e38"), dense("1e38"),
                                 node("dense", {{"units", 2}, {"weights", std::string("1 -1")}})}),
                  std::make_shared<const Dataset>(dataset));
  const Folder folder;
  const auto before = folder / "before.npz", after = folder / "after.npz";
  trainer.save(before);
  EXPECT_FALSE(std::isfinite(trainer.step()));
  EXPECT_TRUE(trainer.diagnose().in_gradient);
  EXPECT_EQ(trainer.diagnose().node, "dense_2");
  trainer.save(after);
  const auto was = read_npz(before), is = read_npz(after);
  for (const auto& [name, array] : was) EXPECT_EQ(is.at(name).values, array.values) << name;
  EXPECT_EQ(trainer.steps(), 0);
}

TEST(Trainer, GoesBackToWhatItRemembers) {
  const auto dataset = noise({6}, 3, 40);
  Trainer trainer(experiment_of({node("dense", {{"units", 5}}), node("batch_norm"), node("dense", {{"units", 3}})}),
                  dataset);
  for (int i = 0; i < 8; ++i) trainer.step();  // an epoch, so that the batch of step 9 is not that of step 17
  trainer.remember();
  const Folder folder;
  const auto then = folder / "then.npz", later = folder / "later.npz", again = folder / "again.npz";
  trainer.save(then);
  trainer.step();
  trainer.save(later);
  trainer.go_back();
  trainer.save(again);
  const auto first = read_npz(then), second = read_npz(later), third = read_npz(again);
  EXPECT_NE(second.at("dense_1/weight").values, first.at("dense_1/weight").values);
  for (const auto& [name, array] : first) EXPECT_EQ(third.at(name).values, array.values) << name;
  EXPECT_EQ(trainer.steps(), 9);
}

TEST(Trainer, SaysWhereANetworkDoesNotFitTheData) {
  const auto dataset = noise({6}, 3, 20);
  try {
    Trainer trainer(experiment_of({node("dense", {{"units", 4}})}), dataset);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "network[0]: the network ends in 4 outputs, but noise has 3 classes; end it with a dense "
                 "layer of 3 units");
  }
}

TEST(Trainer, TheCosineScheduleEndsAtNothing) {
  const auto dataset = noise({6}, 3, 20);
  Experiment experiment = experiment_of({node("dense", {{"units", 3}})}, {{"epochs", 2}, {"schedule", "cosine"}});
  experiment.optimizer = {"sgd", {{"learning_rate", 0.5}}};
  Trainer trainer(experiment, dataset);
  const std::vector<float> sample(6, 1.0f);
  std::vector<double> moved;
  auto before = trainer.predict(sample);
  for (int64_t i = 0; i < trainer.total_steps(); ++i) {
    trainer.step();
    const auto now = trainer.predict(sample);
    moved.push_back(std::abs(now[0] - before[0]) + std::abs(now[1] - before[1]));
    before = now;
  }
  EXPECT_GT(moved.front(), 1e-3);
  EXPECT_LT(moved.back(), 0.1 * moved.front());
}

TEST(Trainer, TunesLivePropertiesOnly) {
  Trainer trainer(experiment_of({node("dense", {{"units", 3}})}), noise({6}, 3, 20));
  trainer.tune("optimizer.learning_rate", 0.25);
  EXPECT_EQ(std::get<double>(trainer.experiment().optimizer.properties.at("learning_rate")), 0.25);
  EXPECT_THROW(trainer.tune("optimizer.learning_rate", -1.0), Error);
  EXPECT_THROW(trainer.tune("network[0].units", 7), Error);
}

TEST(Trainer, InfersTheScoresWhoseSoftmaxItPredicts) {
  Trainer trainer(experiment_of(mixed_network(4)), noise({1, 12, 12}, 4, 20));
  Rng rng(2);
  std::vector<float> samples(3 * 144);
  for (float& value : samples) value = static_cast<float>(rng.uniform(-1, 1));
  const auto inferred = trainer.infer(samples);
  const std::vector<float> scores(inferred.begin(), inferred.end());
  ASSERT_EQ(scores.size(), 12u);
  for (size_t n = 0; n < 3; ++n) {
    double sum = 0;
    for (size_t k = 0; k < 4; ++k) sum += std::exp(static_cast<double>(scores[n * 4 + k]));
    const auto first = samples.begin() + static_cast<std::ptrdiff_t>(n * 144);
    const std::vector<float> probabilities = trainer.predict({first, first + 144});
    for (size_t k = 0; k < 4; ++k)
      EXPECT_NEAR(probabilities[k], std::exp(static_cast<double>(scores[n * 4 + k])) / sum, 1e-5);
  }
  EXPECT_THROW(trainer.infer(std::span<const float>(samples).first(145)), Error) << "one sample and a bit";
  EXPECT_THROW(trainer.infer({}), Error);
}

// 97 samples in batches of 16 leave one, of which batch norm would make zeros: its loss stood out in every epoch.
TEST(Trainer, BatchNormNeverSeesASampleAlone) {
  Dataset data;
  data.name = "plane";
  data.sample = Shape{2};
  data.classes = {"a", "b"};
  data.train.count = 97;
  for (int i = 0; i < 97; ++i) {
    const float x = static_cast<float>(i % 2 ? 1 : -1);
    data.train.values.insert(data.train.values.end(),
                             {x + 0.1f * static_cast<float>(i % 7), 0.1f * static_cast<float>(i % 5)});
    data.train.labels.push_back(i % 2);
  }
  data.test = data.train;
  const auto dataset = std::make_shared<const Dataset>(std::move(data));
  Experiment experiment;
  experiment.network = {node("dense", {{"units", 8}}), node("batch_norm"), node("relu"), node("dense", {{"units", 2}})};
  experiment.training = {{"batch_size", 16}};
  Trainer trainer(experiment, dataset);
  EXPECT_EQ(trainer.steps_per_epoch(), 6);
  std::vector<double> losses;
  for (int step = 0; step < 60; ++step) losses.push_back(trainer.step());
  for (size_t last = 29; last < losses.size(); last += 6) EXPECT_LT(losses[last], 2 * losses[last - 1] + 0.05) << last;
  EXPECT_EQ(trainer.evaluate(Dataset::Part::test).samples, 97);
  experiment.network.erase(experiment.network.begin() + 1);
  EXPECT_EQ(Trainer(experiment, dataset).steps_per_epoch(), 7) << "without batch norm nothing changes";
}

TEST(Trainer, OneSampleInABatchIsAFaultWhereSamplesAreCompared) {
  Experiment experiment;
  experiment.data = {"clusters"};
  experiment.network = {node("dense", {{"units", 4}}), node("batch_norm"), node("dense", {{"units", 3}})};
  experiment.training = {{"batch_size", 1}};
  const auto issues = check(experiment);
  ASSERT_FALSE(issues.empty());
  EXPECT_EQ(issues.back().where, "training.batch_size");
  experiment.training = {{"batch_size", 2}};
  for (const Issue& issue : check(experiment)) EXPECT_NE(issue.where, "training.batch_size");
  // A picture has many pixels to compare.
  experiment.data = {"procedural_digits"};
  experiment.network = {node("conv2d"), node("batch_norm"), node("dense", {{"units", 10}})};
  experiment.training = {{"batch_size", 1}};
  EXPECT_TRUE(check(experiment).empty());
  experiment.network[1].properties["per"] = "feature";
  EXPECT_FALSE(check(experiment).empty());
}

}  // namespace
}  // namespace saddle
