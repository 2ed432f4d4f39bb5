// What several ranks train together has the bits of what one process trains.
#include <map>

#include <gtest/gtest.h>

#include "../folder.h"
#include "io/npz.h"
#include "nets.h"
#include "saddle/trainer.h"
#include "train/thread_ranks.h"

namespace saddle {
namespace {

struct TrainedByRanks {
  std::vector<double> losses, evaluated;
  std::map<std::string, std::vector<float>> weights;
  bool operator==(const TrainedByRanks&) const = default;
};

std::map<std::string, std::vector<float>> weights_of(const Trainer& trainer) {
  const Folder folder;
  trainer.save(folder / "net.npz");
  std::map<std::string, std::vector<float>> weights;
  for (const auto& [name, array] : read_npz(folder / "net.npz")) {
    if (!array.is_text) weights[name] = array.values;
  }
  return weights;
}

// As a run does: steps, and evaluations in between, one of which is dropped after a batch.
TrainedByRanks course_of(Trainer& trainer) {
  TrainedByRanks outcome;
  for (int i = 0; i < 4; ++i) {
    outcome.losses.push_back(trainer.step());
    int batches = 0;
    outcome.evaluated.push_back(
        trainer.evaluate(Dataset::Part::test, 130, [&] { return i != 2 || ++batches < 2; }).loss);
    outcome.evaluated.push_back(trainer.gradient_norm());
    outcome.evaluated.push_back(trainer.evaluate(Dataset::Part::train, 7).accuracy);
  }
  outcome.weights = weights_of(trainer);
  return outcome;
}

struct NamedNetwork {
  std::string name;
  Shape sample;
  std::vector<Node> network;
};

std::vector<NamedNetwork> networks() {
  std::vector<NamedNetwork> all;
  all.push_back({"dense",
                 {300},
                 {node("dense", {{"units", 200}}), node("relu"), node("dropout", {{"ratio", 0.3}}),
                  node("dense", {{"units", 100}}), node("tanh"), node("dense", {{"units", 4}})}});
  all.push_back({"convolutions and dropout", {3, 20, 18}, heavy_network(4)});
  all.push_back({"batch norm",
                 {3, 16, 16},
                 {node("conv2d", {{"filters", 16}, {"kernel", 3}, {"padding", 1}}), node("batch_norm"), node("relu"),
                  node("max_pool2d"), node("conv2d", {{"filters", 16}, {"kernel", 3}}),
                  node("batch_norm", {{"per", std::string("feature")}}), node("relu"), node("dropout"),
                  node("dense", {{"units", 30}}), node("batch_norm"), node("relu"), node("dense", {{"units", 4}})}});
  all.push_back({"residual",
                 {3, 12, 12},
                 {named("stem", node("conv2d", {{"filters", 16}, {"kernel", 3}, {"padding", 1}})),
                  node("conv2d", {{"filters", 16}, {"kernel", 3}, {"padding", 1}, {"bias", false}}), node("relu"),
                  named("end", node("conv2d", {{"filters", 16}, {"kernel", 3}, {"padding", 1}})),
                  named("sum", node("add"), {"end", "stem"}), node("relu"), node("global_avg_pool"),
                  node("dense", {{"units", 4}})}});
  all.push_back({"an auxiliary output",
                 {3, 12, 12},
                 {named("stem", node("conv2d", {{"filters", 32}, {"kernel", 3}, {"padding", 1}})), node("relu"),
                  named("middle", node("conv2d", {{"filters", 32}, {"kernel", 3}})),
                  named("aside", node("dense", {{"units", 4}}), {"stem"}),
                  named("auxiliary", node("auxiliary_output"), {"aside"}),
                  named("out", node("dense", {{"units", 4}}), {"middle"})}});
  return all;
}

TEST(RanksTrain, TheBitsOfOneProcess) {
  for (const NamedNetwork& net : networks()) {
    const auto dataset = noise(net.sample, 4, 200);
    Experiment experiment = experiment_of(net.network, {{"batch_size", 97}});
    experiment.optimizer = {"adam"};
    if (net.sample.rank() == 3) experiment.augmentation = {{"shift", 1.0}};
    Trainer alone(experiment, dataset);
    const TrainedByRanks expected = course_of(alone);
    for (const int ranks : {2, 3, 4, 7, 20}) {
      experiment.training["threads"] = ranks == 3 ? 2 : 1;
      ThreadRanks threads(ranks);
      threads.run([&](Communicator& here) {
        ThreadPool pool(&here);
        Trainer trainer(experiment, dataset, pool);
        if (here.rank() == 0) {
          const TrainedByRanks outcome = course_of(trainer);
          EXPECT_EQ(outcome.losses, expected.losses) << net.name << ", " << ranks << " ranks";
          EXPECT_EQ(outcome.evaluated, expected.evaluated) << net.name << ", " << ranks << " ranks";
          EXPECT_TRUE(outcome == expected) << net.name << ", " << ranks << " ranks";
        } else {
          trainer.follow();
          EXPECT_EQ(weights_of(trainer), expected.weights) << net.name << ", rank " << here.rank();
        }
      });
      EXPECT_GT(threads.bytes_sent(), 10'000) << net.name << " was not shared";
    }
  }
}

// Short batches, and a network that is too small to be shared.
TEST(RanksTrain, AlsoWhereABatchIsShortOrNothingIsShared) {
  const auto dataset = noise({300}, 4, 103);
  for (const int units : {200, 2}) {
    Experiment experiment = experiment_of(
        {node("dense", {{"units", units}}), node("batch_norm"), node("dense", {{"units", 4}})}, {{"batch_size", 50}});
    Trainer alone(experiment, dataset);
    const TrainedByRanks expected = course_of(alone);
    ThreadRanks threads(3);
    threads.run([&](Communicator& here) {
      ThreadPool pool(&here);
      Trainer trainer(experiment, dataset, pool);
      if (here.rank() == 0) {
        EXPECT_TRUE(course_of(trainer) == expected) << units;
      } else {
        trainer.follow();
      }
    });
    EXPECT_EQ(threads.bytes_sent() > 0, units == 200);
  }
}

TEST(RanksTrain, ARankWithOtherWeightsOrDataIsFoundOut) {
  for (const bool weights : {false, true}) {
    ThreadRanks threads(2);
    threads.run([&](Communicator& here) {
      Experiment experiment =
          experiment_of({node("dense", {{"units", 300}}), node("dense", {{"units", 4}})}, {{"batch_size", 100}});
      if (weights && here.rank() == 1) experiment.training["seed"] = 2;
      ThreadPool pool(&here);
      Trainer trainer(experiment, noise({300}, 4, 200, !weights && here.rank() == 1 ? 2 : 1), pool);
      if (here.rank() == 0) {
        EXPECT_THROW(trainer.step(), Error);
      } else {
        trainer.follow();
      }
    });
  }
}

}  // namespace
}  // namespace saddle
