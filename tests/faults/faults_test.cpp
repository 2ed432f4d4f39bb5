// Each fault is truly in the run, and what panels show is different for it.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include <gtest/gtest.h>

#include "model/fault_type.h"
#include "saddle/essence.h"
#include "saddle/experiment_file.h"
#include "saddle/session.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

Experiment base_of(std::string_view fault) {
  for (Experiment& experiment : healthy_experiments()) {
    if (!fits(fault_named(fault, ""), experiment)) continue;
    experiment.training["threads"] = 1;
    return experiment;
  }
  ADD_FAILURE() << fault << " fits no healthy experiment";
  return healthy_experiments().front();
}

Trainer trainer_of(std::string_view fault, bool faulty) {
  Experiment experiment = base_of(fault);
  if (faulty) experiment.fault = fault;
  return {experiment, load_dataset(experiment.data)};
}

double steps_of(Trainer& trainer, int64_t steps) {
  double loss = 0;
  for (int64_t i = 0; i < steps; ++i) loss = trainer.step();
  return loss;
}

// Of the losses of so many more steps.
double mean_of(Trainer& trainer, int64_t steps) {
  double sum = 0;
  for (int64_t i = 0; i < steps; ++i) sum += trainer.step();
  return sum / static_cast<double>(steps);
}

SignalsReading signals_of(Trainer& trainer) { return *trainer.measure({.type = "signals"}).as<SignalsReading>(); }

UpdatesReading movement_of(Trainer& trainer) {
  trainer.follow_next_step();
  trainer.step();
  return *trainer.measure({.type = "updates"}).as<UpdatesReading>();
}

double accuracy_of(Trainer& trainer, Dataset::Part part) { return trainer.evaluate(part).accuracy; }

double ratio_of(Trainer& trainer) {
  double most = 0;
  for (const Movement& layer : movement_of(trainer).layers) most = std::max(most, layer.ratio());
  return most;
}

// What is seen where the row says, with the fault and without: true where it is there.
using Sign = std::function<bool(Trainer&)>;

const std::map<std::string_view, Sign>& signs() {
  static const std::map<std::string_view, Sign> all = {
      {"zero_initialization",
       [](Trainer& t) {
         const auto layers = signals_of(t).layers;
         return layers.front().values.deviation == 0;
       }},
      {"wide_sigmoid", [](Trainer& t) { return signals_of(t).layers[1].values.saturated > 0.25; }},
      {"rate_too_large", [](Trainer& t) { return ratio_of(t) > 0.3; }},
      {"rate_too_small", [](Trainer& t) { return ratio_of(t) < 1e-4; }},
      {"cut_gradient",
       [](Trainer& t) {
         const auto layers = movement_of(t).layers;
         return std::ranges::any_of(layers, [](const Movement& m) { return m.gradient == 0 && m.update == 0; }) &&
                std::ranges::any_of(layers, [](const Movement& m) { return m.gradient > 0; });
       }},
      {"dead_relu",
       [](Trainer& t) {
         return std::ranges::any_of(signals_of(t).layers, [](const Signal& s) { return s.values.dead == 1; });
       }},
      {"shuffled_labels",
       [](Trainer& t) {
         steps_of(t, 150);
         return accuracy_of(t, Dataset::Part::test) < 0.4;
       }},
      {"unscaled_inputs", [](Trainer& t) { return signals_of(t).layers.front().values.max > 30; }},
      {"dropout_at_test",
       [](Trainer& t) {
         // Confusion asks the network as it is; the curve of the accuracy asks it with dropout.
         steps_of(t, 150);
         Reading asked = t.measure({.type = "confusion"});
         while (!asked.complete) asked = t.measure({.type = "confusion"});
         return asked.as<ConfusionReading>()->results.accuracy > accuracy_of(t, Dataset::Part::test) + 0.02;
       }},
      {"stale_batch_norm",
       [](Trainer& t) {
         steps_of(t, 100);
         return t.evaluate(Dataset::Part::train).loss > 2 * mean_of(t, 40);
       }},
      {"uncorrected_adam",
       [](Trainer& t) {
         // Of the first step, against what Adam's is: about the rate for each weight.
         double update = 0, weights = 0;
         for (const Movement& m : movement_of(t).layers) update += m.update, weights += m.weights;
         return update / weights > 0.02;
       }},
      {"test_in_training",
       [](Trainer& t) {
         steps_of(t, 300);
         return t.evaluate(Dataset::Part::test).loss < 1.1 * t.evaluate(Dataset::Part::train).loss;
       }},
      {"strong_weight_decay",
       [](Trainer& t) {
         const auto length = [&] {
           double all = 0;
           for (const Movement& m : movement_of(t).layers) all += m.weights;
           return all;
         };
         const double first = length();
         steps_of(t, 200);
         return length() < 0.6 * first;
       }},
      {"softmax_twice",
       [](Trainer& t) {
         steps_of(t, 300);
         return t.evaluate(Dataset::Part::train).loss > 1.4 && signals_of(t).layers.back().values.min >= 0;
       }},
      {"batch_of_one", [](Trainer& t) { return t.steps_per_epoch() == t.dataset().train.count; }},
  };
  return all;
}

class EachFault : public testing::TestWithParam<size_t> {};

TEST_P(EachFault, IsSeenInItsRunAndNotInTheHealthyOne) {
  const Fault& fault = catalog::faults()[GetParam()];
  ASSERT_TRUE(signs().contains(fault.name));
  const Sign& sign = signs().at(fault.name);
  Trainer faulty = trainer_of(fault.name, true), healthy = trainer_of(fault.name, false);
  EXPECT_TRUE(sign(faulty)) << fault.title;
  EXPECT_FALSE(sign(healthy)) << fault.title;
}

TEST_P(EachFault, ShowsTheExperimentAsItShouldBe) {
  const Fault& fault = catalog::faults()[GetParam()];
  Trainer faulty = trainer_of(fault.name, true);
  Experiment shown = faulty.experiment();
  shown.fault.clear();
  EXPECT_EQ(shown, base_of(fault.name));
  const FaultType& type = *fault_of(faulty.experiment());
  Experiment built = faulty.built();
  built.fault.clear();
  EXPECT_EQ(built == shown, type.sabotage != Sabotage::none) << "either an experiment says it, or the trainer does it";
}

TEST_P(EachFault, IsKeptByFilesAndRepeatedBitForBit) {
  const Fault& fault = catalog::faults()[GetParam()];
  Experiment experiment = base_of(fault.name);
  experiment.fault = fault.name;
  const Experiment read = parse_experiment(to_json(experiment));
  EXPECT_EQ(read.fault, fault.name);
  EXPECT_TRUE(same_essence(parse_experiment(to_json(read)), read));
  Trainer first(experiment, load_dataset(experiment.data)), second(experiment, load_dataset(experiment.data));
  for (int i = 0; i < 12; ++i) {
    const double a = first.step(), b = second.step();
    EXPECT_TRUE(a == b || (std::isnan(a) && std::isnan(b))) << i;
  }
}

TEST_P(EachFault, SaysWhatItIsAndHowToFindIt) {
  const Fault& fault = catalog::faults()[GetParam()];
  for (const std::string_view text : {fault.title, fault.help, fault.mend, fault.hints[0], fault.hints[1]})
    EXPECT_GT(text.size(), 10u) << fault.name;
  EXPECT_NE(fault.hints[0], fault.hints[1]);
}

INSTANTIATE_TEST_SUITE_P(Faults, EachFault, testing::Range(size_t{0}, size_t{15}),
                         [](const auto& info) { return std::string(catalog::faults()[info.param].name); });

TEST(Faults, AreFifteen) { EXPECT_EQ(catalog::faults().size(), 15u); }

TEST(Faults, OfAnUnknownNameAreRefusedWithThoseThereAre) {
  Experiment experiment = healthy_experiments().front();
  experiment.fault = "gremlin";
  EXPECT_THROW(parse_experiment(to_json(experiment)), Error);
  EXPECT_THROW(Trainer(experiment, load_dataset(experiment.data)), Error);
}

TEST(Hunts, AreTheSameForTheSameSeedAndFindEveryFaultInTime) {
  std::map<std::string, int> found;
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    const Hunt hunt = make_hunt(seed);
    EXPECT_EQ(make_hunt(seed).experiment, hunt.experiment);
    EXPECT_TRUE(fits(fault_named(hunt.experiment.fault, ""), hunt.experiment)) << seed;
    EXPECT_TRUE(check(hunt.experiment).empty()) << seed;
    ++found[hunt.experiment.fault];
  }
  EXPECT_EQ(found.size(), catalog::faults().size());
}

TEST(Hunts, BeginFromExperimentsThatAreHealthy) {
  for (Experiment& experiment : healthy_experiments()) {
    Session session(Session::Threading::manual);
    session.send(command::Start{.experiment = experiment, .run = true, .until = 200});
    while (session.pump()) {
    }
    const auto end = session.latest(first_run);
    ASSERT_EQ(end->status, Status::finished) << experiment.name;
    EXPECT_GT(end->curves.test_accuracy.back().value, 0.8) << experiment.name;
    EXPECT_FALSE(end->events) << experiment.name << ": " << end->events->front().sentence.sentence();
  }
}

}  // namespace
}  // namespace saddle
