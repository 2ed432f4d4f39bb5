#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>
#include <tuple>

#include <Eigen/SVD>
#include <gtest/gtest.h>

#include "measured.h"
#include "nets.h"
#include "probes/shared/plane_directions.h"
#include "saddle/probe.h"
#include "saddle/trainer.h"
#include "train/weight_vector.h"

namespace saddle {
namespace {

// Numbers that are no line through the inputs, so that the least loss is not 0.
std::shared_ptr<const Dataset> regression(int64_t inputs, int64_t count) {
  Dataset dataset;
  dataset.name = "regression";
  dataset.sample = {inputs};
  dataset.outputs = 1;
  Rng rng(3);
  for (Samples* part : {&dataset.train, &dataset.test}) {
    part->count = count;
    for (int64_t i = 0; i < count; ++i) {
      double target = 0.7;
      for (int64_t k = 0; k < inputs; ++k) {
        part->values.push_back(static_cast<float>(rng.normal()));
        target += (1.0 + 0.5 * static_cast<double>(k)) * part->values.back();
      }
      part->targets.push_back(static_cast<float>(target + 0.3 * rng.normal()));
    }
  }
  return std::make_shared<const Dataset>(std::move(dataset));
}

Experiment linear_regression(double learning_rate = 0.05) {
  Experiment experiment = experiment_of({node("dense", {{"units", 1}})}, {{"batch_size", 10}});
  experiment.loss = {"mean_squared_error", {}};
  experiment.optimizer = {"sgd", {{"learning_rate", learning_rate}}};
  return experiment;
}

Experiment classifier(Properties training = {}) {
  return experiment_of({node("dense", {{"units", 12}}), node("batch_norm"), node("relu"), node("dropout"),
                        node("dense", {{"units", 3}})},
                       std::move(training));
}

Reading complete_reading(Trainer& trainer, const Probe& probe) {
  Reading reading = trainer.measure(probe);
  for (int turn = 0; turn < 10000 && !reading.complete; ++turn) reading = trainer.measure(probe);
  EXPECT_TRUE(reading.complete);
  return reading;
}

const LossLandscapeReading::Plane& plane_of(const Reading& reading) {
  static const LossLandscapeReading::Plane none;
  const auto& plane = measured<LossLandscapeReading>(reading).plane;
  if (!plane) ADD_FAILURE() << "no plane";
  return plane ? *plane : none;
}

// Of blocks of these sizes, and of one with the rest.
std::shared_ptr<const Moment> place(const std::vector<float>& weights, int64_t step = 0,
                                    std::vector<int64_t> sizes = {}) {
  Moment moment{.step = step};
  sizes.push_back(std::ssize(weights) - std::accumulate(sizes.begin(), sizes.end(), int64_t{0}));
  auto from = weights.begin();
  for (const int64_t size : sizes) {
    Block block(Shape{size});
    std::copy_n(from, size, block.data());
    from += size;
    moment.parameters.push_back(std::make_shared<const Block>(std::move(block)));
  }
  return std::make_shared<const Moment>(std::move(moment));
}

std::vector<float> weights_of(const Network<float>& network) { return WeightVector(weights_at(0, network)).copy(); }

// y = w x + b, and the mean of (y - t)^2 written out: at every point of the grid.
TEST(Landscape, OfALinearNetworkIsTheMeanOfTheSquaresWrittenOut) {
  constexpr int64_t inputs = 4, count = 90;
  const auto dataset = regression(inputs, count);
  const Experiment experiment = linear_regression();
  Trainer trainer(experiment, dataset);
  constexpr double range = 1.5;
  const Reading reading =
      complete_reading(trainer, {.type = "landscape", .options = {{"seed", 5}, {"range", range}, {"samples", 1000}}});
  const Network<float> network(experiment.network, dataset->sample, 1,
                               static_cast<uint64_t>(read<TrainingOptions>(experiment.training).seed));
  const WeightPlane plane = random_plane(network, place(weights_of(network)), 5);
  const std::vector<float> origin = weights_of(network);
  const auto& loss = plane_of(reading).loss.values;
  ASSERT_EQ(loss.size(), 33u * 33u);
  for (size_t row = 0; row < 33; ++row) {
    for (size_t column = 0; column < 33; ++column) {
      const double x = range * (static_cast<double>(column) / 16 - 1), y = range * (static_cast<double>(row) / 16 - 1);
      const auto weight = [&](size_t i) { return origin[i] + x * plane.directions[0][i] + y * plane.directions[1][i]; };
      double sum = 0;
      for (size_t sample = 0; sample < count; ++sample) {
        double output = weight(inputs);  // the bias
        for (size_t k = 0; k < inputs; ++k) output += weight(k) * dataset->train.values[sample * inputs + k];
        sum += std::pow(output - dataset->train.targets[sample], 2);
      }
      ASSERT_NEAR(loss[row * 33 + column], sum / count, 2e-5 * sum / count) << x << ", " << y;
    }
  }
}

TEST(Landscape, IsInItsMiddleTheLossOfTheNetworkAtInference) {
  const auto dataset = noise({6}, 3, 200);
  Trainer trainer(classifier(), dataset);
  for (int step = 0; step < 20; ++step) trainer.step();
  const Evaluation here = trainer.evaluate(Dataset::Part::train);
  const Reading reading = complete_reading(trainer, {.type = "landscape", .options = {{"samples", 200}}});
  EXPECT_NEAR(plane_of(reading).loss.values[16 * 33 + 16], here.loss, 1e-6);
  EXPECT_EQ(plane_of(reading).laid, 20);
}

TEST(Landscape, MeasuringLeavesTheRunAsItIs) {
  const auto run = [](bool watched) {
    Trainer trainer(classifier(), noise({6}, 3, 200));
    std::vector<double> losses;
    if (watched) trainer.follow_path(true);
    for (int step = 0; step < 40; ++step) {
      losses.push_back(trainer.step());
      if (!watched) continue;
      trainer.measure(
          {.type = "landscape", .options = {{"directions", std::string(step % 2 ? "random" : "principal")}}});
    }
    losses.push_back(trainer.gradient_norm());
    losses.push_back(trainer.evaluate(Dataset::Part::test).loss);
    return losses;
  };
  EXPECT_EQ(run(true), run(false));
}

TEST(Landscape, RandomDirectionsAreAsLongAsEachFilter) {
  const Network<float> network(
      {node("conv2d", {{"filters", 5}, {"kernel", 3}}), node("batch_norm"), node("dense", {{"units", 4}})}, {2, 6, 6},
      1, 11);
  const auto weights = weights_of(network);
  const WeightPlane plane = random_plane(network, place(weights), 2);
  const auto length = [](const std::vector<float>& values, size_t first, size_t count) {
    double squares = 0;
    for (size_t i = first; i < first + count; ++i) squares += static_cast<double>(values[i]) * values[i];
    return std::sqrt(squares);
  };
  for (const auto& direction : plane.directions) {
    ASSERT_EQ(direction.size(), weights.size());
    size_t first = 0;
    for (const Param<float>* param : network.params()) {
      if (param->spec.role == Role::statistic) continue;
      const auto filters = static_cast<size_t>(param->spec.shape[0]),
                 size = static_cast<size_t>(param->value.size()) / filters;
      for (size_t filter = 0; filter < filters; ++filter, first += size) {
        const double wanted = param->spec.role == Role::weight ? length(weights, first, size) : 0;
        EXPECT_NEAR(length(direction, first, size), wanted, 1e-5) << param->spec.name << " " << filter;
      }
    }
    EXPECT_EQ(first, weights.size());
  }
  EXPECT_NE(plane.directions[0], plane.directions[1]);
  EXPECT_NE(plane.directions[0], random_plane(network, place(weights), 3).directions[0]);
}

TEST(Landscape, PrincipalDirectionsAreThoseOfTheSingularValueDecomposition) {
  constexpr Eigen::Index count = 9, size = 700;
  Rng rng(4);
  Eigen::MatrixXd rows(count, size);
  const Eigen::VectorXd far = Eigen::VectorXd::NullaryExpr(size, [&] { return rng.normal(); }),
                        bend = Eigen::VectorXd::NullaryExpr(size, [&] { return rng.normal(); });
  for (Eigen::Index i = 0; i < count; ++i) {
    const double t = static_cast<double>(i) / count;
    rows.row(i) = t * far + std::sin(3 * t) * bend;
    for (double& number : rows.row(i)) number += 0.05 * rng.normal();
  }
  WeightPath::Places places;
  for (Eigen::Index i = 0; i < count; ++i) {
    std::vector<float> weights(size);
    for (Eigen::Index k = 0; k < size; ++k) weights[static_cast<size_t>(k)] = static_cast<float>(rows(i, k));
    places.push_back(place(weights, i));
  }
  PrincipalPlane principal(places);
  int slices = 1;
  while (!principal.advance(3 * size)) ++slices;
  EXPECT_GT(slices, 5);
  const auto plane = principal.plane();
  ASSERT_TRUE(plane && plane->explained);

  const Eigen::MatrixXd centred = rows.rowwise() - rows.colwise().mean();
  const Eigen::JacobiSVD<Eigen::MatrixXd> svd(centred, Eigen::ComputeThinV);
  const Eigen::VectorXd variances = svd.singularValues().cwiseAbs2();
  for (size_t which = 0; which < 2; ++which) {
    const auto at = static_cast<Eigen::Index>(which);
    const Eigen::VectorXd ours =
        Eigen::Map<const Eigen::VectorXf>(plane->directions[which].data(), size).cast<double>();
    EXPECT_NEAR(ours.norm(), 1, 1e-5);
    EXPECT_NEAR(std::abs(ours.dot(svd.matrixV().col(at))), 1, 1e-5);
    EXPECT_NEAR((*plane->explained)[which], variances[at] / variances.sum(), 1e-5);
    // The first place is on the left and below; all lie where they lie in the plane through the last.
    const double first = (rows.row(0) - rows.row(count - 1)).dot(ours);
    EXPECT_LE(first, 0);
    const auto projected = plane->project(*places.front());
    EXPECT_NEAR(which == 0 ? projected.x : projected.y, first, 1e-3);
  }
}

// Sums go in parts over the whole vector: where one parameter ends and the next begins leaves no trace.
TEST(Landscape, IsTheSameBitForBitWhateverBlocksTheWeightsLieIn) {
  constexpr int64_t size = 3000;
  const auto planes_of = [&](const std::vector<int64_t>& sizes) {
    Rng rng(4);
    WeightPath::Places places;
    std::vector<float> weights(size);
    for (int64_t step = 0; step < 7; ++step) {
      for (float& number : weights) number += static_cast<float>(rng.normal());
      places.push_back(place(weights, step, sizes));
    }
    PrincipalPlane principal(places);
    while (!principal.advance(size)) {
    }
    const WeightPlane plane = principal.plane().value();
    const auto at = plane.project(*places[3]);
    return std::tuple(plane.directions, *plane.explained, std::array{at.x, at.y, at.distance});
  };
  const auto whole = planes_of({});
  EXPECT_EQ(planes_of({512, 512}), whole);
  EXPECT_EQ(planes_of({1, 7, 1000, 513, 3}), whole);
  EXPECT_EQ(planes_of(std::vector<int64_t>(500, 5)), whole) << "many of them within a part";
}

TEST(Landscape, PointsOfAPlaneComeBackFromTheProjection) {
  WeightPlane plane{.origin = place({1, 2, 3, 4}), .directions = {std::vector<float>{1, 1, 0, 0}, {0, 2, 1, 0}}};
  const auto at = plane.project(*place({1 + 3, 2 + 3 - 4, 3 - 2, 4 + 5}));
  EXPECT_NEAR(at.x, 3, 1e-5);
  EXPECT_NEAR(at.y, -2, 1e-5);
  EXPECT_NEAR(at.distance, 5, 1e-5);
}

TEST(Landscape, KeepsPlacesEvenlyOverTheWholePath) {
  const auto dataset = regression(3, 60);
  Trainer trainer(linear_regression(), dataset);
  for (int step = 0; step < 7; ++step) trainer.step();
  trainer.follow_path(true);
  for (int step = 0; step < 1000; ++step) trainer.step();
  const auto path = plane_of(complete_reading(trainer, {.type = "landscape"})).path;
  const size_t places = path.size();
  EXPECT_GE(places, 32u);
  EXPECT_LE(places, 66u);
  const auto step_of = [&](size_t i) { return path[i].step; };
  EXPECT_EQ(step_of(0), 7);
  EXPECT_EQ(step_of(places - 1), 1007);
  for (size_t i = 1; i + 1 < places; ++i) EXPECT_EQ(step_of(i) - step_of(i - 1), step_of(1) - step_of(0));
  EXPECT_TRUE(path.back().x == 0 && path.back().y == 0 && path.back().distance == 0) << "where it is now";
}

// Of any network, however long it is watched.
TEST(Landscape, ThePathTakesNoMoreMemoryThanItMay) {
  for (const auto& [inputs, units] : {std::pair(4, 1), {1000, 10}, {5000, 70}, {2000, 1000}, {4000, 1900}}) {
    const Network<float> network({node("dense", {{"units", units}})}, {inputs}, 1, 1);
    WeightPath path(network);
    ASSERT_FALSE(path.too_large()) << units;
    path.follow(true, 0);
    for (int step = 1; step <= 300; ++step) {
      for (Param<float>* param : network.params()) param->value.data()[0] = static_cast<float>(step);
      path.after_step(step);
      std::set<const Block*> blocks;
      int64_t bytes = 0;
      for (const auto& place : path.places()) {
        for (const BlockPointer& block : place->parameters) {
          if (block && blocks.insert(block.get()).second) bytes += block->size() * int64_t{sizeof(float)};
        }
      }
      ASSERT_LE(bytes, landscape::most_path_bytes) << units << " units, step " << step;
    }
    const WeightPath::Places& places = path.places();
    ASSERT_GE(std::ssize(places), landscape::least_places / 2) << units;
    EXPECT_EQ(places.front()->step, 0);
    const int64_t apart = places[1]->step;
    for (size_t i = 1; i < places.size(); ++i) EXPECT_EQ(places[i]->step, apart * static_cast<int64_t>(i)) << units;
    EXPECT_LT(300 - places.back()->step, apart) << units;
  }
}

// The plane of a path in a plane: nothing of it lies beside it.
TEST(Landscape, OfPrincipalComponentsHoldsAPathOfTwoWeights) {
  Experiment experiment = linear_regression(0.02);
  experiment.network.front().properties["bias"] = false;
  Trainer trainer(experiment, regression(2, 60));
  trainer.follow_path(true);
  for (int step = 0; step < 100; ++step) trainer.step();
  const Reading reading = complete_reading(trainer, {.type = "landscape", .options = {{"directions", "principal"}}});
  const LossLandscapeReading::Plane& plane = plane_of(reading);
  ASSERT_TRUE(plane.explained);
  const auto& explained = *plane.explained;
  EXPECT_NEAR(explained[0] + explained[1], 1, 1e-5);
  EXPECT_GT(explained[0], explained[1]);
  for (const auto& [x, y, distance, step] : plane.path) {
    EXPECT_NEAR(distance, 0, 1e-4) << "step " << step;
    EXPECT_TRUE(x > plane.x_min && x < plane.x_max && y > plane.y_min && y < plane.y_max);
  }
}

TEST(Landscape, IsFilledInFromCoarseToFineInSlices) {
  Trainer trainer(experiment_of({node("dense", {{"units", 300}}), node("relu"), node("dense", {{"units", 3}})}),
                  noise({100}, 3, 300));
  const Probe probe{.type = "landscape"};
  const auto known = [](const Reading& reading) {
    const auto& loss = plane_of(reading).loss.values;
    return std::ranges::count_if(loss, [](float value) { return !std::isnan(value); });
  };
  Reading reading = trainer.measure(probe);
  while (known(reading) < 25) reading = trainer.measure(probe);
  EXPECT_FALSE(reading.complete);
  EXPECT_LT(known(reading), 100);
  const std::vector<float> early = plane_of(reading).loss.values;
  for (size_t row = 0; row < 33; row += 8) {
    for (size_t column = 0; column < 33; column += 8) EXPECT_FALSE(std::isnan(early[row * 33 + column]));
  }
  const Reading late = complete_reading(trainer, probe);
  EXPECT_EQ(known(late), 33 * 33);
  for (size_t i = 0; i < early.size(); ++i) {
    if (std::isnan(early[i])) continue;
    EXPECT_EQ(early[i], plane_of(late).loss.values[i]) << "what is known stays";
  }
}

TEST(Landscape, FillsInWhileTrainingGoesOnHoweverFarTheWeightsCome) {
  Trainer trainer(experiment_of({node("dense", {{"units", 300}}), node("relu"), node("dense", {{"units", 3}})}),
                  noise({100}, 3, 300));
  trainer.follow_path(true);
  const Probe probe{.type = "landscape"};
  Reading reading = trainer.measure(probe, true);
  int64_t known = 0;
  for (int step = 1; reading.filling; ++step) {
    ASSERT_LE(step, 500);
    trainer.step();
    reading = trainer.measure(probe, true);
    EXPECT_EQ(reading.step, step);
    EXPECT_EQ(plane_of(reading).laid, 0);
    EXPECT_EQ(plane_of(reading).path.back().step, step);
    const auto now =
        std::ranges::count_if(plane_of(reading).loss.values, [](float value) { return !std::isnan(value); });
    EXPECT_GT(now, known);
    known = now;
  }
  EXPECT_EQ(known, 33 * 33);
  EXPECT_GT(reading.step, 32) << "far from where it was laid";
  const int64_t full = reading.step;
  for (int i = 0; i < 1000 && plane_of(reading).laid == 0; ++i) {
    trainer.step();
    reading = trainer.measure(probe, true);
    EXPECT_FALSE(reading.filling) << "the one that is shown is whole";
  }
  EXPECT_EQ(plane_of(reading).laid, full + 1) << "then another is laid through the weights of then";
}

TEST(Landscape, AroundThePathFollowsTheWeightsWhereTheyGo) {
  Trainer trainer(experiment_of({node("dense", {{"units", 300}}), node("relu"), node("dense", {{"units", 3}})}),
                  noise({100}, 3, 300));
  trainer.follow_path(true);
  const Probe probe{.type = "landscape", .options = {{"directions", "principal"}, {"resolution", "65"}}};
  int seen = 0, outside = 0, planes = 0;
  int64_t laid = -1;
  for (int step = 1; step <= 300; ++step) {
    trainer.step();
    const Reading reading = trainer.measure(probe, true);
    if (!reading.as<LossLandscapeReading>()->plane) continue;
    const LossLandscapeReading::Plane& plane = plane_of(reading);
    const LossLandscapeReading::Place& now = plane.path.back();
    ++seen;
    outside += now.x < plane.x_min || now.x > plane.x_max || now.y < plane.y_min || now.y > plane.y_max;
    planes += plane.laid != laid;
    laid = plane.laid;
  }
  EXPECT_GT(seen, 250);
  EXPECT_LT(outside, seen / 3);
  EXPECT_GT(planes, 1);
}

TEST(Landscape, StaysWhereItWasLaidWhileTrainingGoesOnAndFollowsWhereItStands) {
  Trainer trainer(experiment_of({node("dense", {{"units", 300}}), node("relu"), node("dense", {{"units", 3}})}),
                  noise({100}, 3, 300));
  trainer.follow_path(true);
  const Probe probe{.type = "landscape"};
  trainer.measure(probe);
  for (int step = 0; step < 5; ++step) {
    trainer.step();
    const Reading reading = trainer.measure(probe, true);
    EXPECT_EQ(plane_of(reading).laid, 0);
    EXPECT_FALSE(reading.complete);
  }
  EXPECT_EQ(plane_of(complete_reading(trainer, probe)).laid, 5);
}

TEST(Landscape, EveryOptionChangesIt) {
  Trainer trainer(linear_regression(), regression(4, 300));
  trainer.follow_path(true);
  for (int step = 0; step < 30; ++step) trainer.step();
  const auto loss_with = [&](Properties options) {
    return plane_of(complete_reading(trainer, {.type = "landscape", .options = std::move(options)})).loss.values;
  };
  const auto usual = loss_with({});
  EXPECT_EQ(usual, loss_with({}));
  EXPECT_NE(usual, loss_with({{"seed", 2}}));
  EXPECT_NE(usual, loss_with({{"range", 2.0}}));
  EXPECT_NE(usual, loss_with({{"samples", 50}}));
  EXPECT_NE(usual, loss_with({{"directions", "principal"}}));
  EXPECT_EQ(loss_with({{"resolution", "17"}}).size(), 17u * 17u);
}

TEST(Landscape, SaysWhatStandsInItsWay) {
  const auto unavailable = [](Trainer& trainer,
                              const std::string& directions) -> std::optional<LossLandscapeReading::Unavailable> {
    const Reading reading = trainer.measure({.type = "landscape", .options = {{"directions", directions}}});
    const auto& said = measured<LossLandscapeReading>(reading).unavailable;
    EXPECT_TRUE(!said || reading.complete) << "nothing more to tell at this step";
    return said;
  };
  Trainer fresh(linear_regression(), regression(4, 60));
  fresh.follow_path(true);
  EXPECT_EQ(unavailable(fresh, "random"), std::nullopt);
  EXPECT_EQ(unavailable(fresh, "principal"), LossLandscapeReading::Unavailable::short_path);
  for (int step = 0; step < 3; ++step) fresh.step();
  EXPECT_EQ(unavailable(fresh, "principal"), std::nullopt);

  Experiment one = linear_regression();
  one.network.front().properties["bias"] = false;
  Trainer straight(one, regression(1, 60));
  straight.follow_path(true);
  for (int step = 0; step < 5; ++step) straight.step();
  EXPECT_EQ(unavailable(straight, "principal"), LossLandscapeReading::Unavailable::straight_path);

  Trainer none(experiment_of({node("relu")}), noise({3}, 3, 20));
  EXPECT_EQ(unavailable(none, "random"), LossLandscapeReading::Unavailable::no_weights);

  const Network<float> large({node("dense", {{"units", 8000}})}, {1000}, 1, 1);
  EXPECT_TRUE(WeightPath(large).too_large());
}

TEST(Landscape, AWeightSetByHandLaysItAnew) {
  Trainer trainer(linear_regression(), regression(4, 60));
  const auto before = plane_of(complete_reading(trainer, {.type = "landscape"})).loss.values;
  trainer.set_weight("dense_1/weight", 0, 3);
  EXPECT_NE(plane_of(complete_reading(trainer, {.type = "landscape"})).loss.values, before);
}

TEST(Landscape, WhatIsNoNumberIsInfiniteThere) {
  Trainer trainer(linear_regression(), regression(4, 60));
  trainer.set_weight("dense_1/weight", 0, 1e30);
  const Reading reading = complete_reading(trainer, {.type = "landscape", .options = {{"range", 100.0}}});
  for (const float loss : plane_of(reading).loss.values) EXPECT_FALSE(std::isnan(loss));
  EXPECT_TRUE(std::isinf(plane_of(reading).loss.values.front()));
}

}  // namespace
}  // namespace saddle
