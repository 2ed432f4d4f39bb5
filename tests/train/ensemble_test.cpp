#include "saddle/ensemble.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "nets.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

std::shared_ptr<const Model> member(int seed, int steps, int hidden) {
  Experiment experiment =
      experiment_of({node("dense", {{"units", hidden}}), node("relu"), node("dense", {{"units", 10}})},
                    {{"batch_size", 50}, {"seed", seed}});
  experiment.data = {"procedural_digits", {{"train", 1000}, {"test", 400}}};
  experiment.optimizer = {"adam", {{"learning_rate", 0.003}}};
  Trainer trainer(experiment, load_dataset(experiment.data));
  for (int i = 0; i < steps; ++i) trainer.step();
  return std::make_shared<const Model>(trainer.model());
}

int best(std::span<const float> values) { return static_cast<int>(std::ranges::max_element(values) - values.begin()); }

TEST(Ensemble, AnswersWithTheMeanOfItsMembers) {
  const std::vector<std::shared_ptr<const Model>> jury = {member(1, 60, 20), member(2, 60, 20), member(3, 10, 8)};
  const auto data = load_dataset(jury[0]->experiment().data);
  std::vector<float> sample(784);
  for (int64_t i = 0; i < 20; ++i) {
    data->copy_sample(data->test, i, sample.data());
    const Verdicts verdicts = ask(jury, sample);
    ASSERT_EQ(verdicts.members.size(), 3u);
    int agreeing = 0;
    for (size_t k = 0; k < 10; ++k) {
      const float mean = (jury[0]->predict(sample)[k] + jury[1]->predict(sample)[k] + jury[2]->predict(sample)[k]) / 3;
      ASSERT_NEAR(verdicts.mean[k], mean, 1e-6f);
    }
    EXPECT_EQ(verdicts.answer, best(verdicts.mean));
    for (const auto& model : jury) agreeing += best(model->predict(sample)) == verdicts.answer;
    EXPECT_EQ(verdicts.agreeing, agreeing);
  }
}

TEST(Ensemble, IsMeasuredBesideItsMembers) {
  const std::vector<std::shared_ptr<const Model>> jury = {member(1, 40, 20), member(2, 40, 20), member(3, 40, 20)};
  const auto data = load_dataset(jury[0]->experiment().data);
  const EnsembleEvaluation found = evaluate_together(jury, *data, Dataset::Part::test);
  ASSERT_EQ(found.members.size(), 3u);
  for (size_t i = 0; i < 3; ++i)
    EXPECT_EQ(found.members[i].accuracy, jury[i]->evaluate(*data, Dataset::Part::test).accuracy);
  // Once more, sample by sample.
  int right = 0, agreed = 0;
  double loss = 0;
  std::vector<float> sample(784);
  for (int64_t i = 0; i < data->test.count; ++i) {
    data->copy_sample(data->test, i, sample.data());
    const Verdicts verdicts = ask(jury, sample);
    const int label = data->test.labels[static_cast<size_t>(i)];
    right += verdicts.answer == label;
    bool same = true;
    for (const auto& answer : verdicts.members) same = same && best(answer) == best(verdicts.members[0]);
    agreed += same;
    loss -= std::log(static_cast<double>(verdicts.mean[static_cast<size_t>(label)]));
  }
  const auto count = static_cast<double>(data->test.count);
  EXPECT_EQ(found.together.samples, data->test.count);
  EXPECT_NEAR(found.together.accuracy, right / count, 1e-9);
  EXPECT_NEAR(found.agreement, agreed / count, 1e-9);
  EXPECT_NEAR(found.together.loss, loss / count, 1e-4);
  int64_t all = 0, diagonal = 0;
  for (size_t k = 0; k < 100; ++k)
    all += found.together.confusion[k], diagonal += k % 11 == 0 ? found.together.confusion[k] : 0;
  EXPECT_EQ(all, data->test.count);
  EXPECT_EQ(diagonal, right);
}

TEST(Ensemble, RefusesMembersThatAnswerSomethingElse) {
  Experiment moons = experiment_of({node("dense", {{"units", 2}})});
  moons.data = {"moons", {}};
  const auto other = std::make_shared<const Model>(Trainer(moons, load_dataset(moons.data)).model());
  const std::vector<std::shared_ptr<const Model>> jury = {member(1, 1, 5), other};
  try {
    check_jury(jury);
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("model 2 takes (2)"), std::string::npos) << error.what();
  }
  EXPECT_THROW(check_jury({}), Error);
}

}  // namespace
}  // namespace saddle
