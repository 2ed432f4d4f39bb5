// What the probes say of the test set, against the network asked one sample at a time and against closed forms.
#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "measured.h"
#include "nets.h"
#include "saddle/model.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

Node dense(int units, const std::string& weights = {}, const std::string& biases = {}) {
  Node made = node("dense", {{"units", units}});
  if (!weights.empty()) made.properties["weights"] = weights;
  if (!biases.empty()) made.properties["biases"] = biases;
  return made;
}

// Asks until there is nothing more to tell.
Reading all_of(Trainer& trainer, const Probe& probe) {
  Reading reading = trainer.measure(probe);
  for (int i = 0; i < 1000 && !reading.complete; ++i) reading = trainer.measure(probe);
  EXPECT_TRUE(reading.complete);
  return reading;
}

std::vector<float> sample_of(const Dataset& dataset, int64_t index) {
  std::vector<float> sample(static_cast<size_t>(dataset.sample.size()));
  dataset.copy_sample(dataset.test, index, sample.data());
  return sample;
}

Experiment gate(const std::string& name) {
  Experiment experiment = experiment_of({dense(1, "0.5 0.5", "-0.7")}, {{"batch_size", 4}});
  experiment.data = {"gates", {{"gate", name}}};
  experiment.loss = {"sigmoid_cross_entropy"};
  return experiment;
}

Trainer trainer_of(const Experiment& experiment) { return Trainer(experiment, load_dataset(experiment.data)); }

TEST(ConfusionProbe, EqualsTheEvaluationAfterAnyNumberOfSteps) {
  const auto data = noise({6}, 3, 253);
  Trainer trainer(experiment_of({dense(8), node("relu"), dense(3)}), data);
  for (int round = 0; round < 3; ++round) {
    const Reading reading = all_of(trainer, {.type = "confusion"});
    const Evaluation whole = trainer.evaluate(Dataset::Part::test);
    EXPECT_EQ(measured<ConfusionReading>(reading).results.confusion, whole.confusion);
    EXPECT_EQ(measured<ConfusionReading>(reading).results.examined, 253);
    EXPECT_EQ(measured<ConfusionReading>(reading).results.samples, 253);
    EXPECT_NEAR(measured<ConfusionReading>(reading).results.loss, whole.loss, 1e-6);
    EXPECT_NEAR(measured<ConfusionReading>(reading).results.accuracy, whole.accuracy, 1e-12);
    EXPECT_EQ(measured<ConfusionReading>(reading).results.oldest, trainer.steps());
    for (int step = 0; step < 7; ++step) trainer.step();
    trainer.measure({.type = "confusion"});  // a part of it, of other weights
    trainer.step();
  }
}

TEST(ConfusionProbe, TellsHowOldItsAnswersAre) {
  Trainer trainer(experiment_of({dense(3)}), noise({6}, 3, 250));
  const Reading first = trainer.measure({.type = "confusion"});
  EXPECT_FALSE(first.complete);
  EXPECT_GT(measured<ConfusionReading>(first).results.examined, 0);
  EXPECT_LT(measured<ConfusionReading>(first).results.examined, 250);
  all_of(trainer, {.type = "confusion"});
  trainer.step();
  const Reading mixed = trainer.measure({.type = "confusion"});
  EXPECT_FALSE(mixed.complete);
  EXPECT_EQ(measured<ConfusionReading>(mixed).results.examined, 250);
  EXPECT_EQ(measured<ConfusionReading>(mixed).results.oldest, 0);
  EXPECT_EQ(measured<ConfusionReading>(mixed).results.newest, 1);
}

TEST(ConfusionProbe, KeepsToTheFirstThousandWhileTrainingGoesOn) {
  const auto data = noise({6}, 3, 2500);
  Trainer trainer(experiment_of({dense(3)}), data);
  const Probe probe{.type = "confusion"};
  EXPECT_EQ(measured<ConfusionReading>(all_of(trainer, probe)).results.examined, 2500);
  Reading reading;
  for (int step = 0; step < 30; ++step) {
    trainer.step();
    reading = trainer.measure(probe, true);
    EXPECT_FALSE(reading.complete);
  }
  EXPECT_EQ(measured<ConfusionReading>(reading).results.examined, 1000);
  EXPECT_GE(measured<ConfusionReading>(reading).results.oldest, 30 - 10) << "a slice is a hundred samples or more";
  int64_t counted = 0;
  for (const int64_t count : measured<ConfusionReading>(reading).results.confusion) counted += count;
  EXPECT_EQ(counted, 1000);
  EXPECT_EQ(measured<ConfusionReading>(all_of(trainer, probe)).results.confusion,
            trainer.evaluate(Dataset::Part::test).confusion);
}

TEST(ConfusionProbe, CountsPixelsWhereEveryPixelHasAClass) {
  Dataset data = *noise({1, 4, 5}, 3, 37);
  data.per_pixel = true;
  for (Samples* part : {&data.train, &data.test}) {
    part->labels.clear();
    for (int64_t i = 0; i < part->count * 20; ++i) part->labels.push_back(static_cast<int>(i * 7 % 11 % 3));
  }
  Trainer trainer(experiment_of({node("conv2d", {{"filters", 3}, {"kernel", 3}, {"padding", 1}})}),
                  std::make_shared<const Dataset>(data));
  const Reading reading = all_of(trainer, {.type = "confusion"});
  const auto& confusion = measured<ConfusionReading>(reading).results.confusion;
  EXPECT_EQ(confusion, trainer.evaluate(Dataset::Part::test).confusion);
  const Reading behind = all_of(
      trainer, {.type = "examples", .options = {{"which", "all"}, {"label", 2}, {"decided", 1}, {"count", 100}}});
  int64_t pixels = 0;
  for (size_t i = 0; i < measured<ExamplesReading>(behind).results.answers.size(); ++i) {
    pixels += measured<ExamplesReading>(behind).results.answers[i].pixels;
    if (i > 0) {
      EXPECT_LE(measured<ExamplesReading>(behind).results.answers[i].pixels,
                measured<ExamplesReading>(behind).results.answers[i - 1].pixels);
    }
  }
  EXPECT_EQ(pixels, confusion[2 * 3 + 1]);
  const Reading one = trainer.measure({.type = "example", .options = {{"index", 5}}});
  int64_t right = 0;
  ASSERT_TRUE(measured<ExampleReading>(one).map);
  const auto& [shape, labels, decided, confidence] = *measured<ExampleReading>(one).map;
  ASSERT_EQ(shape, (Shape{4, 5}));
  for (size_t i = 0; i < labels.size(); ++i) right += labels[i] == decided[i] ? 1 : 0;
  EXPECT_DOUBLE_EQ(measured<ExampleReading>(one).answer.right, static_cast<double>(right) / 20);
}

TEST(ExamplesProbe, LossIsMinusTheLogarithmOfTheLabelsProbabilityHardestFirst) {
  const auto data = noise({6}, 4, 130);
  Trainer trainer(experiment_of({dense(8), node("tanh"), dense(4)}), data);
  for (int step = 0; step < 20; ++step) trainer.step();
  const Reading reading = all_of(trainer, {.type = "examples", .options = {{"which", "all"}, {"count", 130}}});
  const auto& answers = measured<ExamplesReading>(reading).results.answers;
  ASSERT_EQ(answers.size(), 130u);
  for (size_t i = 0; i < answers.size(); ++i) {
    const Answer& answer = answers[i];
    const auto sample = sample_of(*data, answer.sample);
    const auto p = trainer.predict(sample);
    const auto best = static_cast<int>(std::max_element(p.begin(), p.end()) - p.begin());
    EXPECT_EQ(answer.label, data->test.labels[static_cast<size_t>(answer.sample)]);
    EXPECT_EQ(answer.decided, best);
    EXPECT_NEAR(answer.confidence, p[static_cast<size_t>(best)], 1e-5);
    EXPECT_NEAR(answer.loss, -std::log(static_cast<double>(p[static_cast<size_t>(answer.label)])), 1e-4);
    EXPECT_EQ(answer.right, answer.label == best ? 1 : 0);
    const auto& values = measured<ExamplesReading>(reading).samples.values;
    EXPECT_TRUE(std::equal(sample.begin(), sample.end(), values.begin() + static_cast<std::ptrdiff_t>(6 * i)));
    if (i > 0) {
      EXPECT_LE(answer.loss, answers[i - 1].loss);
    }
  }
}

TEST(ExamplesProbe, FindsTheWrongOnesByIndexPageByPageAndByCell) {
  const auto data = noise({6}, 4, 210);
  Trainer trainer(experiment_of({dense(4)}), data);
  std::vector<int64_t> wrong, cell;
  for (int64_t i = 0; i < 210; ++i) {
    const auto p = trainer.predict(sample_of(*data, i));
    const auto best = static_cast<int>(std::max_element(p.begin(), p.end()) - p.begin());
    const int label = data->test.labels[static_cast<size_t>(i)];
    if (best != label) wrong.push_back(i);
    if (label == 1 && best == 3) cell.push_back(i);
  }
  std::vector<int64_t> found;
  for (int first = 0; first < static_cast<int>(wrong.size()); first += 20) {
    const Reading page =
        all_of(trainer, {.type = "examples", .options = {{"order", "index"}, {"first", first}, {"count", 20}}});
    EXPECT_EQ(measured<ExamplesReading>(page).results.matching, std::ssize(wrong));
    for (const Answer& answer : measured<ExamplesReading>(page).results.answers) found.push_back(answer.sample);
  }
  EXPECT_EQ(found, wrong);
  const Reading behind = all_of(
      trainer, {.type = "examples",
                .options = {{"which", "all"}, {"order", "index"}, {"label", 1}, {"decided", 3}, {"count", 1000}}});
  found.clear();
  for (const Answer& answer : measured<ExamplesReading>(behind).results.answers) found.push_back(answer.sample);
  EXPECT_EQ(found, cell);
  EXPECT_EQ(trainer.evaluate(Dataset::Part::test).confusion[1 * 4 + 3], std::ssize(cell));
}

TEST(ExamplesProbe, OfRegressionTellsNumberAndTarget) {
  Experiment experiment = experiment_of({dense(1, "0.5", "0.25")}, {{"batch_size", 4}});
  experiment.data = {"curve", {{"train", 10}, {"test", 30}}};
  experiment.loss = {"mean_squared_error"};
  const auto data = load_dataset(experiment.data);
  Trainer trainer(experiment, data);
  const Reading reading = all_of(trainer, {.type = "examples", .options = {{"count", 30}}});
  ASSERT_EQ(measured<ExamplesReading>(reading).results.answers.size(), 30u);
  EXPECT_TRUE(std::isnan(measured<ExamplesReading>(reading).results.accuracy));
  for (const Answer& answer : measured<ExamplesReading>(reading).results.answers) {
    const auto i = static_cast<size_t>(answer.sample);
    const double y = 0.5 * static_cast<double>(data->test.values[i]) + 0.25,
                 t = static_cast<double>(data->test.targets[i]);
    EXPECT_NEAR(answer.output, y, 1e-6);
    EXPECT_NEAR(answer.target, t, 1e-6);
    EXPECT_NEAR(answer.loss, (y - t) * (y - t), 1e-5);
  }
  const Reading one = trainer.measure({.type = "example", .options = {{"index", 3}}});
  EXPECT_NEAR(measured<ExampleReading>(one).output.at(0), 0.5 * static_cast<double>(data->test.values[3]) + 0.25, 1e-6);
  EXPECT_EQ(measured<ExampleReading>(one).target.at(0), data->test.targets[3]);
}

TEST(ExampleProbe, GivesBothProbabilitiesOfASingleOutput) {
  Trainer trainer = trainer_of(gate("and"));
  for (int index = 0; index < 4; ++index) {
    const Reading reading = trainer.measure({.type = "example", .options = {{"index", index}}});
    const auto &x = measured<ExampleReading>(reading).sample.values, &p = measured<ExampleReading>(reading).output;
    const double one = 1 / (1 + std::exp(-(0.5 * static_cast<double>(x[0]) + 0.5 * static_cast<double>(x[1]) - 0.7)));
    ASSERT_EQ(p.size(), 2u);
    EXPECT_NEAR(p[1], one, 1e-6);
    EXPECT_NEAR(p[0], 1 - one, 1e-6);
    const Answer& answer = measured<ExampleReading>(reading).answer;
    EXPECT_EQ(answer.decided, one > 0.5 ? 1 : 0);
    EXPECT_NEAR(answer.confidence, std::max(one, 1 - one), 1e-6);
  }
  EXPECT_TRUE(trainer.measure({.type = "example", .options = {{"index", 4}}}).empty());
}

TEST(PlaneProbe, ThePerceptronDividesThePlaneAlongWxPlusB) {
  Trainer trainer = trainer_of(gate("and"));
  const Reading reading = trainer.measure(
      {.type = "plane",
       .options = {
           {"x_min", -0.5}, {"x_max", 2.5}, {"y_min", -1.0}, {"y_max", 2.0}, {"resolution", 60}, {"points", "test"}}});
  const Array& p = measured<PlaneReading>(reading).answers;
  ASSERT_EQ(p.shape, (Shape{2, 60, 60}));
  for (int row = 0; row < 60; ++row) {
    for (int column = 0; column < 60; ++column) {
      const double x = -0.5 + 0.05 * (column + 0.5), y = -1 + 0.05 * (row + 0.5);
      const double score = 0.5 * x + 0.5 * y - 0.7;
      const auto one = static_cast<double>(p.values[static_cast<size_t>(3600 + row * 60 + column)]);
      EXPECT_NEAR(one, 1 / (1 + std::exp(-score)), 1e-5);
      if (std::abs(score) > 1e-6) {
        EXPECT_EQ(one > 0.5, score > 0);
      }
    }
  }
  ASSERT_TRUE(measured<PlaneReading>(reading).points);
  const auto& [points, labels, decided] = *measured<PlaneReading>(reading).points;
  EXPECT_EQ(points.values, (std::vector<float>{0, 0, 0, 1, 1, 0, 1, 1}));
  EXPECT_EQ(labels, (std::vector<float>{0, 0, 0, 1}));
  EXPECT_EQ(decided, (std::vector<float>{0, 0, 0, 1}));
}

TEST(PlaneProbe, AUnitSeesItsWeightedSumAndTheGridIsFinerAlongTheLongerSide) {
  Experiment experiment = gate("xor");
  experiment.network = {dense(2, "1 2 -3 0.5", "0.25 -1"), node("tanh"), dense(1)};
  experiment.network[0].name = "hidden";
  Trainer trainer = trainer_of(experiment);
  const Reading reading = trainer.measure(
      {.type = "plane",
       .node = "hidden",
       .options = {{"x_min", 0.0}, {"x_max", 4.0}, {"y_min", 0.0}, {"y_max", 1.0}, {"resolution", 24}}});
  ASSERT_EQ(measured<PlaneReading>(reading).answers.shape, (Shape{2, 6, 24}));
  ASSERT_TRUE(measured<PlaneReading>(reading).units);
  const Array& units = *measured<PlaneReading>(reading).units;
  ASSERT_EQ(units.shape, (Shape{2, 6, 24}));
  for (int row = 0; row < 6; ++row) {
    for (int column = 0; column < 24; ++column) {
      const double x = (column + 0.5) / 6, y = (row + 0.5) / 6;
      const auto at = static_cast<size_t>(row * 24 + column);
      EXPECT_NEAR(units.values[at], x + 2 * y + 0.25, 1e-5);
      EXPECT_NEAR(units.values[144 + at], -3 * x + 0.5 * y - 1, 1e-4);
    }
  }
}

TEST(PlaneProbe, AroundThePointsTheRectangleIsATenthWiderThanTheyLieOnEachSide) {
  Experiment experiment = gate("xor");
  experiment.network = {dense(2, "1 2 -3 0.5", "0.25 -1"), node("tanh"), dense(1)};
  experiment.network[0].name = "hidden";
  Trainer trainer = trainer_of(experiment);
  const Reading reading = trainer.measure(
      {.type = "plane", .node = "hidden", .options = {{"around", "points"}, {"x_max", 9.0}, {"resolution", 12}}});
  const Array& units = *measured<PlaneReading>(reading).units;
  ASSERT_EQ(units.shape, (Shape{2, 12, 12}));
  for (int row = 0; row < 12; ++row) {
    for (int column = 0; column < 12; ++column) {
      const double x = -0.1 + (column + 0.5) / 10, y = -0.1 + (row + 0.5) / 10;
      EXPECT_NEAR(units.values[static_cast<size_t>(row * 12 + column)], x + 2 * y + 0.25, 1e-5);
    }
  }
}

TEST(PlaneProbe, SaysItsRectangleAndTellsAsManyTestPointsAsWereAskedFor) {
  Experiment experiment = experiment_of({dense(2)}, {{"batch_size", 4}});
  experiment.data = {"moons", {{"train", 50}, {"test", 40}}};
  Trainer trainer = trainer_of(experiment);
  const Reading reading =
      trainer.measure({.type = "plane", .options = {{"around", "points"}, {"points", "test"}, {"most_points", 8}}});
  const auto& plane = measured<PlaneReading>(reading);
  const Dataset& dataset = trainer.dataset();
  float least = 1e9f, most = -1e9f, lowest = 1e9f, highest = -1e9f;
  for (int64_t i = 0; i < 50; ++i) {
    std::array<float, 2> point{};
    dataset.copy_sample(dataset.train, i, point.data());
    least = std::min(least, point[0]), most = std::max(most, point[0]);
    lowest = std::min(lowest, point[1]), highest = std::max(highest, point[1]);
  }
  EXPECT_NEAR(plane.x_min, least - 0.1f * (most - least), 1e-5);
  EXPECT_NEAR(plane.x_max, most + 0.1f * (most - least), 1e-5);
  EXPECT_NEAR(plane.y_min, lowest - 0.1f * (highest - lowest), 1e-5);
  EXPECT_NEAR(plane.y_max, highest + 0.1f * (highest - lowest), 1e-5);
  ASSERT_TRUE(plane.points);
  ASSERT_EQ(plane.points->inputs.shape, (Shape{8, 2}));
  for (int64_t i = 0; i < 8; ++i) {
    std::array<float, 2> point{};
    dataset.copy_sample(dataset.test, 5 * i, point.data());
    EXPECT_EQ(plane.points->inputs.values[static_cast<size_t>(2 * i)], point[0]) << "every fifth of forty";
    EXPECT_EQ(plane.points->inputs.values[static_cast<size_t>(2 * i + 1)], point[1]);
  }
}

TEST(PlaneProbe, OfOneInputIsTheCurve) {
  Experiment experiment = experiment_of({dense(1, "0.5", "0.25")}, {{"batch_size", 4}});
  experiment.data = {"curve", {{"train", 10}, {"test", 30}}};
  experiment.loss = {"mean_squared_error"};
  Trainer trainer = trainer_of(experiment);
  const Reading reading =
      trainer.measure({.type = "plane", .options = {{"x_min", -4.0}, {"x_max", 4.0}, {"resolution", 16}}});
  const Array& output = measured<PlaneReading>(reading).answers;
  ASSERT_EQ(output.shape, (Shape{1, 1, 16}));
  for (size_t i = 0; i < 16; ++i)
    EXPECT_NEAR(output.values[i], 0.5 * (-3.75 + 0.5 * static_cast<double>(i)) + 0.25, 1e-5);
  ASSERT_TRUE(measured<PlaneReading>(reading).points);
  EXPECT_EQ(measured<PlaneReading>(reading).points->inputs.shape, (Shape{10, 1}));
}

TEST(PlaneProbe, SaysThatAnEmptyRectangleIsEmpty) {
  Trainer trainer = trainer_of(gate("and"));
  EXPECT_THROW(trainer.measure({.type = "plane", .options = {{"x_min", 1.0}, {"x_max", 1.0}}}), Error);
  EXPECT_THROW(trainer.measure({.type = "plane", .options = {{"points", "some"}}}), Error);
}

TEST(ResultProbes, LeaveTrainingAsItIs) {
  const auto train = [](bool watched) {
    Experiment experiment = gate("xor");
    experiment.network = {dense(5), node("batch_norm"), node("tanh"), node("dropout", {{"ratio", 0.5}}), dense(1)};
    Trainer trainer = trainer_of(experiment);
    std::vector<double> losses;
    for (int step = 0; step < 30; ++step) {
      losses.push_back(trainer.step());
      if (!watched) continue;
      trainer.measure({.type = "confusion"});
      trainer.measure({.type = "examples"});
      trainer.measure({.type = "example"});
      trainer.measure({.type = "plane", .node = "tanh_1", .options = {{"resolution", 16}}});
    }
    return losses;
  };
  EXPECT_EQ(train(true), train(false));
}

TEST(ResultProbes, FollowAWeightThatIsSetByHand) {
  const auto data = noise({6}, 3, 150);
  Trainer trainer(experiment_of({dense(3)}), data);
  all_of(trainer, {.type = "confusion"});
  trainer.set_weight("dense_1/bias", 1, 1000);
  const Reading after = all_of(trainer, {.type = "confusion"});
  EXPECT_EQ(measured<ConfusionReading>(after).results.confusion, trainer.evaluate(Dataset::Part::test).confusion);
  EXPECT_EQ(measured<ConfusionReading>(after).results.confusion[0], 0) << "everything is taken for class 1";
}

TEST(ResultProbes, ForgetTheAnswersOfOtherWeights) {
  const auto file = std::filesystem::path(testing::TempDir()) / "saddle_results_forget.npz";
  const auto data = noise({6}, 3, 40);
  Experiment other = experiment_of({dense(3)}, {{"seed", 7}});
  Trainer(other, data).save(file);
  Trainer trainer(experiment_of({dense(3)}), data);
  const Reading before = all_of(trainer, {.type = "confusion"});
  trainer.load(Model::read(file));
  std::filesystem::remove(file);
  const Reading after = all_of(trainer, {.type = "confusion"});
  EXPECT_EQ(measured<ConfusionReading>(after).results.confusion, trainer.evaluate(Dataset::Part::test).confusion);
  EXPECT_NE(measured<ConfusionReading>(after).results.confusion, measured<ConfusionReading>(before).results.confusion);
}

}  // namespace
}  // namespace saddle
