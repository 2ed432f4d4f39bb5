// Each rule speaks of a run that shows what it is about, and not of one that does not.
#include <cmath>
#include <functional>
#include <set>

#include <gtest/gtest.h>

#include "narrated.h"
#include "narrator/shared/rule.h"
#include "saddle/mend.h"

namespace saddle {
namespace {

struct Case {
  std::string_view rule;
  std::function<Experiment()> shows;
  int64_t steps = 200;
  std::string_view says = {};  // a part of the sentence
  // What the mend changes, or nothing.
  std::string_view mends = {};
};

Experiment healthy() { return digits(plain_net(), {"adam"}); }

Experiment with(const std::function<void(Experiment&)>& change) {
  Experiment experiment = healthy();
  change(experiment);
  return experiment;
}

Experiment deep(const Value& init, const std::string& activation) {
  std::vector<Node> network;
  for (int i = 0; i < 8; ++i) {
    network.push_back(layer("dense", {{"units", 30}, {"init", init}}));
    network.push_back(layer(activation));
  }
  network.push_back(layer("dense", {{"units", 10}, {"init", init}}));
  return digits(std::move(network), {"sgd", {{"learning_rate", 0.01}}});
}

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"diverged",
       [] {
         Experiment e =
             digits({layer("dense", {{"units", 30}}), layer("dense", {{"units", 30}}), layer("dense", {{"units", 10}})},
                    {"sgd", {{"learning_rate", 1000.0}}});
         return e;
       },
       100, "not a number", "optimizer.learning_rate"},
      {"loss_grown",
       [] {
         return digits(plain_net(), {"sgd", {{"learning_rate", 30.0}}});
       },
       200, "has grown", "optimizer.learning_rate"},
      {"no_better_than_guessing", [] { return deep(0.01, "sigmoid"); }, 600, "no better than guessing", "init"},
      {"dead_units",
       [] {
         return digits(plain_net(), {"adam", {{"learning_rate", 1.0}}});
       },
       200, "a rate of 1 is the likely cause", "optimizer.learning_rate"},
      {"saturated",
       [] {
         return digits(plain_net(1.0, "sigmoid"), {"sgd", {{"learning_rate", 0.01}}});
       },
       100, "saturated", "init"},
      {"vanishing_gradient", [] { return deep(std::string("xavier"), "sigmoid"); }, 100, "vanishes", ""},
      {"exploding_gradient",
       [] {
         Experiment e = deep(0.65, "relu");
         e.optimizer.properties["learning_rate"] = 1e-7;
         return e;
       },
       20, "explodes", "init"},
      {"alike_units", [] { return digits(plain_net(std::string("zero"), "sigmoid"), {"adam"}); }, 200,
       "dense_1 began at 0", "init"},
      {"small_rate",
       [] {
         return digits(plain_net(), {"adam", {{"learning_rate", 1e-6}}});
       },
       300, "too small", "optimizer.learning_rate"},
      {"oscillating",
       [] {
         return digits(plain_net(std::string("xavier"), "tanh"), {"momentum", {{"learning_rate", 0.6}}});
       },
       300, "leaps", "optimizer.learning_rate"},
      {"noisy_batches",
       [] {
         return with([](Experiment& e) {
           e.training["batch_size"] = 1;
           e.optimizer = {"adam", {{"learning_rate", 0.003}}};
         });
       },
       400, "a batch of 1", "training.batch_size"},
      {"overfitting",
       [] {
         return with([](Experiment& e) {
           e.data = {"procedural_digits", {{"train", 60}, {"test", 300}}};
           e.training["batch_size"] = 30;
           e.training["epochs"] = 400;
           e.optimizer = {"adam", {{"learning_rate", 0.01}}};
         });
       },
       800, "test loss rises since epoch", "training.epochs"},
      {"by_heart",
       [] {
         return with([](Experiment& e) {
           e.data = {"procedural_digits", {{"train", 60}, {"test", 300}}};
           e.training["batch_size"] = 30;
           e.training["epochs"] = 400;
         });
       },
       600, "by heart", "optimizer.weight_decay"},
      {"one_answer", [] { return deep(0.01, "sigmoid"); }, 300, "the answer to every sample is", ""},
      {"shrinking_weights", [] { return with([](Experiment& e) {
                                   e.optimizer = {"sgd", {{"weight_decay", 5.0}}};
                                 }); },
       200, "has shrunk the weights", "optimizer.weight_decay"},
      {"differs_in_training",
       [] {
         Experiment e = digits({layer("dense", {{"units", 40}}), layer("batch_norm", {{"momentum", 0.9999}}),
                                layer("relu"), layer("dense", {{"units", 10}})},
                               {"sgd", {{"learning_rate", 0.1}}});
         return e;
       },
       300, "batch_norm_1 acts differently", ""},
      {"large_inputs", [] { return with([](Experiment& e) { e.fault = "unscaled_inputs"; }); }, 20, "in size",
       "data.normalize"},
  };
  return all;
}

TEST(NarratorRules, EachHasARunThatShowsIt) {
  std::set<std::string_view> shown;
  for (const Case& one : cases()) shown.insert(one.rule);
  for (const NarratorRule& rule : narrator::all()) EXPECT_TRUE(shown.contains(rule.name)) << rule.name;
  EXPECT_EQ(shown.size(), narrator::all().size());
}

class EachRule : public testing::TestWithParam<size_t> {};

TEST_P(EachRule, SpeaksOfARunThatShowsIt) {
  const Case& one = cases()[GetParam()];
  const Experiment experiment = one.shows();
  const auto events = events_of(experiment, one.steps);
  const Event* event = find_event(events, one.rule);
  ASSERT_TRUE(event) << all_of(events);
  EXPECT_NE(event->sentence.sentence().find(one.says), std::string::npos) << event->sentence.sentence();
  EXPECT_GE(event->step, 0);
  EXPECT_LE(event->step, one.steps);
  EXPECT_EQ(std::ranges::count(events, one.rule, &Event::rule), 1) << "once";
  const auto mend = mend_of(experiment, *event);
  EXPECT_EQ(mend.has_value(), !one.mends.empty()) << all_of(events);
  if (!mend || one.mends.empty()) return;
  EXPECT_NE(event->changes.front().path.find(one.mends), std::string::npos) << event->changes.front().path;
  Experiment mended = experiment;
  mend->apply(mended);
  EXPECT_NE(mended, experiment);
  EXPECT_TRUE(check(mended).empty());
  EXPECT_FALSE(mend_of(mended, *event)) << "what is mended needs no mending";
}

INSTANTIATE_TEST_SUITE_P(NarratorRules, EachRule, testing::Range(size_t{0}, size_t{17}),
                         [](const auto& info) { return std::string(cases()[info.param].rule); });

TEST(NarratorRules, AreSilentAboutRunsThatGoWell) {
  for (const std::string optimizer : {"sgd", "momentum", "adam", "adagrad", "rmsprop"}) {
    Experiment experiment = digits(plain_net(), {optimizer});
    if (optimizer == "rmsprop") experiment.optimizer.properties = {{"learning_rate", 0.001}};
    if (optimizer == "sgd") experiment.optimizer.properties = {{"learning_rate", 0.1}};
    EXPECT_EQ(all_of(events_of(experiment, 150)), "") << optimizer;
  }
  EXPECT_EQ(
      all_of(events_of(digits(plain_net(std::string("xavier"), "sigmoid"), {"adam", {{"learning_rate", 0.01}}}), 100)),
      "");
  EXPECT_EQ(all_of(events_of(digits({layer("dense", {{"units", 40}}), layer("batch_norm"), layer("relu"),
                                     layer("dense", {{"units", 10}})},
                                    {"sgd", {{"learning_rate", 0.1}}}),
                             100)),
            "");
}

}  // namespace
}  // namespace saddle
