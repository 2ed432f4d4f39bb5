#include "saddle/nudge.h"

#include <cmath>

#include <gtest/gtest.h>

#include "nets.h"
#include "saddle/attribution.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

class NudgedNet : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    Experiment experiment = experiment_of(
        {node("conv2d", {{"filters", 6}}), node("relu"), node("max_pool2d"), node("dense", {{"units", 10}})},
        {{"batch_size", 50}});
    experiment.data = {"procedural_digits", {{"train", 2000}, {"test", 30}}};
    experiment.optimizer = {"adam", {{"learning_rate", 0.003}}};
    Trainer trainer(experiment, load_dataset(experiment.data));
    for (int i = 0; i < 200; ++i) trainer.step();
    model = std::make_unique<Model>(trainer.model());
    for (int64_t i = 0; i < 30; ++i) {
      std::vector<float> picture(784);
      trainer.dataset().copy_sample(trainer.dataset().test, i, picture.data());
      pictures.push_back(std::move(picture));
    }
  }
  static void TearDownTestSuite() {
    model.reset();
    pictures.clear();
  }
  static int answer(const std::vector<float>& p) {
    return static_cast<int>(std::max_element(p.begin(), p.end()) - p.begin());
  }
  static inline std::unique_ptr<Model> model;
  static inline std::vector<std::vector<float>> pictures;
};

TEST_F(NudgedNet, ANudgeTurnsTheAnswerAndSaysWhatItTook) {
  int turned = 0;
  for (size_t i = 0; i < 6; ++i) {
    const std::vector<float>& picture = pictures[i];
    const int before = answer(model->predict(picture)), wanted = (before + 3) % 10;
    const Nudge way = nudge(*model, picture, wanted);
    ASSERT_EQ(way.way.front().picture, picture);
    turned += way.arrived;
    if (!way.arrived) continue;
    const MadePicture& last = way.way.back();
    EXPECT_EQ(answer(last.probabilities), wanted);
    EXPECT_EQ(last.probabilities, model->predict(last.picture));
    double ink = 0, squares = 0;
    for (size_t k = 0; k < 784; ++k) {
      ASSERT_GE(last.picture[k], 0);
      ASSERT_LE(last.picture[k], 1);
      const double change = static_cast<double>(last.picture[k]) - static_cast<double>(picture[k]);
      ink += std::abs(change);
      squares += change * change;
    }
    EXPECT_NEAR(way.ink, ink, 1e-6);
    EXPECT_NEAR(way.added + way.removed, ink, 1e-6);
    EXPECT_NEAR(way.distance, std::sqrt(squares), 1e-6);
    EXPECT_GT(way.ink, 0);
    // A tenth less of the same change is not enough.
    std::vector<float> less = picture;
    for (size_t k = 0; k < 784; ++k) less[k] += 0.9f * (last.picture[k] - picture[k]);
    EXPECT_NE(answer(model->predict(less)), wanted);
    EXPECT_LT(way.distance, 6) << "a digit has a length of about 9";
  }
  EXPECT_GE(turned, 5);
}

// For one dense layer the shortest change is known: the distance to a plane.
TEST_F(NudgedNet, OfALinearNetIsTheDistanceToTheBorder) {
  Experiment experiment = experiment_of({node("dense", {{"units", 2}})}, {{"batch_size", 20}});
  experiment.data = {"clusters", {}};
  const auto data = load_dataset(experiment.data);
  experiment.network[0].properties["units"] = static_cast<int>(data->classes.size());
  Trainer trainer(experiment, data);
  for (int i = 0; i < 30; ++i) trainer.step();
  const Model linear = trainer.model();
  std::vector<float> sample = {0.5f, 0.5f};
  const std::vector<float> scores = linear.outputs(sample);
  const int best = answer(scores);
  int wanted = 0;
  double least = 1e9;
  std::vector<double> distances;
  for (int k = 0; k < static_cast<int>(scores.size()); ++k) {
    if (k == best) continue;
    const std::vector<float> up = input_gradient(linear, sample, {k}), down = input_gradient(linear, sample, {best});
    const double slope = std::hypot(static_cast<double>(up[0] - down[0]), static_cast<double>(up[1] - down[1]));
    const double distance =
        static_cast<double>(scores[static_cast<size_t>(best)] - scores[static_cast<size_t>(k)]) / slope;
    if (distance < least) least = distance, wanted = k;
  }
  if (least > 0.45) GTEST_SKIP() << "values would leave 0 .. 1";
  const Nudge way = nudge(linear, sample, wanted, {.stride = 10});
  ASSERT_TRUE(way.arrived);
  EXPECT_NEAR(way.distance, least, 0.02 * least);
}

TEST_F(NudgedNet, OfWhatIsReadSoAlreadyIsNothing) {
  const Nudge way = nudge(*model, pictures[0], answer(model->predict(pictures[0])));
  EXPECT_TRUE(way.arrived);
  EXPECT_EQ(way.way.size(), 1u);
  EXPECT_EQ(way.ink, 0);
}

TEST_F(NudgedNet, StepsAreNoLongerThanTheStride) {
  const int wanted = (answer(model->predict(pictures[1])) + 1) % 10;
  const auto longest = [&](double stride) {
    const Nudge way = nudge(*model, pictures[1], wanted, {.stride = stride});
    double most = 0;
    for (size_t i = 1; i + 1 < way.way.size(); ++i) {
      double squares = 0;
      for (size_t k = 0; k < 784; ++k)
        squares += std::pow(static_cast<double>(way.way[i].picture[k] - way.way[i - 1].picture[k]), 2);
      most = std::max(most, std::sqrt(squares));
    }
    EXPECT_LE(most, stride + 1e-4);
    return way.way.size();
  };
  EXPECT_GT(longest(0.1), longest(0.4));
}

TEST_F(NudgedNet, ADreamIsReadAsItsClassAndKeepsToItsSeed) {
  for (const int wanted : {0, 3, 7}) {
    const std::vector<MadePicture> way = dream(*model, wanted, {.steps = 40});
    ASSERT_EQ(way.size(), 41u);
    EXPECT_EQ(answer(way.back().probabilities), wanted);
    EXPECT_GT(way.back().probabilities[static_cast<size_t>(wanted)], 0.9f);
    EXPECT_GT(way.back().probabilities[static_cast<size_t>(wanted)],
              way.front().probabilities[static_cast<size_t>(wanted)]);
  }
  EXPECT_EQ(dream(*model, 3, {.steps = 5, .seed = 1}).back().picture,
            dream(*model, 3, {.steps = 5, .seed = 1}).back().picture);
  EXPECT_NE(dream(*model, 3, {.steps = 5, .seed = 1}).back().picture,
            dream(*model, 3, {.steps = 5, .seed = 2}).back().picture);
}

TEST_F(NudgedNet, AMorphBeginsAndEndsWithThePicturesThemselves) {
  const std::vector<MadePicture> way = morph(*model, pictures[0], pictures[1], 10);
  ASSERT_EQ(way.size(), 11u);
  EXPECT_EQ(way.front().picture, pictures[0]);
  EXPECT_EQ(way.back().picture, pictures[1]);
  const auto distance = [](const std::vector<float>& a, const std::vector<float>& b) {
    double sum = 0;
    for (size_t k = 0; k < a.size(); ++k) sum += std::pow(static_cast<double>(a[k] - b[k]), 2);
    return std::sqrt(sum);
  };
  const double whole = distance(pictures[0], pictures[1]);
  EXPECT_LT(distance(way[1].picture, pictures[0]), distance(way[1].picture, pictures[1]));
  EXPECT_LT(distance(way[9].picture, pictures[1]), distance(way[9].picture, pictures[0]));
  for (size_t i = 1; i < way.size(); ++i) {
    EXPECT_LT(distance(way[i].picture, way[i - 1].picture), 0.75 * whole) << i;
    EXPECT_EQ(way[i].probabilities, model->predict(way[i].picture));
  }
  EXPECT_THROW(morph(*model, pictures[0], std::vector<float>(3), 10), Error);
}

}  // namespace
}  // namespace saddle
