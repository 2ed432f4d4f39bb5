// Tapes: a run as a file that is looked at without data or training.
#include <algorithm>
#include <future>

#include <gtest/gtest.h>

#include "../io/files.h"
#include "runs.h"
#include "saddle/model.h"

namespace saddle {
namespace {

Experiment learning() {
  Experiment experiment = small();
  experiment.optimizer = {"adam", {{"learning_rate", 0.01}}};
  experiment.data.properties["train"] = 400;
  experiment.training["epochs"] = 2;
  return experiment;
}

// A run that kept a moment every tenth step, as a file.
class Tapes : public testing::Test {
 protected:
  Tapes() {
    session.send(command::Watch{probes});
    session.send(command::KeepMoments{.bytes = 64 << 20, .every = 10});
    session.send(command::Start{.experiment = learning(), .run = true});
    pump_all(session);
    const auto to = std::make_shared<std::promise<std::shared_ptr<const Model>>>();
    auto captured = to->get_future();
    session.send(command::Capture{.to = to, .tape = true});
    pump_all(session);
    captured.get()->save(file);
    whole = session.latest(first_run);
  }

  // Opens it where there are no data, and nothing is generated.
  void play(Session& player) const {
    const auto model = std::make_shared<const Model>(Model::read(file, "/nowhere"));
    player.send(command::Watch{probes});
    player.send(command::Start{.experiment = model->experiment(), .data_directory = "/nowhere", .model = model});
    pump_all(player);
  }

  const Probe filters{.type = "filters"}, first{.type = "filters", .options = {{"when", std::string("start")}}},
      prediction{.type = "prediction",
                 .input = std::make_shared<const std::vector<float>>(std::vector<float>(28 * 28, 0.3f))},
      confusion{.type = "confusion"}, signals{.type = "signals"};
  const std::vector<Probe> probes{filters, first, prediction, confusion, signals};
  Folder folder;
  const std::filesystem::path file = folder / "run.npz";
  Session session{Session::Threading::manual};
  std::shared_ptr<const RunSnapshot> whole;
};

TEST_F(Tapes, OpenedItStandsWhereTheRunEndedWithItsCurvesAndMoments) {
  Session player(Session::Threading::manual);
  play(player);
  const auto now = player.latest(first_run);
  EXPECT_TRUE(now->tape);
  EXPECT_EQ(now->status, Status::finished);
  EXPECT_EQ(now->steps, whole->steps);
  EXPECT_EQ(now->total_steps, whole->total_steps);
  EXPECT_EQ(now->steps_per_epoch, whole->steps_per_epoch);
  EXPECT_EQ(*now->moments.steps, (std::vector<int64_t>{0, 10, 20, 30, 40, 50, 60, 70, 80}));
  for (const CurveRow& row : curve_table) {
    const Curve &a = now->curves.*row.curve, &b = whole->curves.*row.curve;
    ASSERT_EQ(a.size(), b.size()) << row.name;
    for (int64_t i = 0; i < a.size(); ++i) {
      EXPECT_EQ(a[i].step, b[i].step);
      EXPECT_EQ(a[i].value, static_cast<double>(static_cast<float>(b[i].value)));
    }
  }
}

TEST_F(Tapes, EveryMomentAnswersAsTheRunDid) {
  Session player(Session::Threading::manual);
  play(player);
  for (const int64_t step : {0, 30, 80}) {
    for (Session* one : {&session, &player}) {
      one->send(command::LookBack{step});
      pump_all(*one);
    }
    const auto then = player.latest(first_run), was = session.latest(first_run);
    EXPECT_EQ(then->looked_at, step);
    for (const Probe& probe : {filters, first}) {
      EXPECT_EQ(content_of<FiltersReading>(then->reading(probe))->weight.values,
                content_of<FiltersReading>(was->reading(probe))->weight.values);
    }
    EXPECT_EQ(content_of<PredictionReading>(then->reading(prediction))->outputs,
              content_of<PredictionReading>(was->reading(prediction))->outputs);
    // All of its 40 test samples are on the tape.
    EXPECT_EQ(content_of<ConfusionReading>(then->reading(confusion))->results.confusion,
              content_of<ConfusionReading>(was->reading(confusion))->results.confusion);
    EXPECT_FALSE(content_of<SignalsReading>(then->reading(signals))->layers.empty());
  }
}

TEST_F(Tapes, NumPyReadsIt) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with numpy";
  EXPECT_EQ(run_python(folder, R"(
z = np.load('run.npz')
assert list(z['tape/steps']) == [0, 10, 20, 30, 40, 50, 60, 70, 80], z['tape/steps']
assert z['tape/seconds'].shape == (9,) and z['tape/total_steps'] == 80 and z['tape/steps_per_epoch'] == 40
for i in range(9):
    assert z[f'tape/{i:03}/conv2d_1/weight'].shape == z['conv2d_1/weight'].shape == (2, 1, 5, 5)
    assert z[f'tape/{i:03}/dense_1/bias'].shape == (10,)
assert (z['tape/008/dense_1/weight'] == z['dense_1/weight']).all()
assert (z['tape/007/dense_1/weight'] != z['dense_1/weight']).any()
loss = z['curves/train_loss']
assert loss.shape == (80, 3) and (loss[:, 0] == np.arange(1, 81)).all() and loss[-1, 1] < loss[0, 1]
assert z['samples/train/values'].shape == (256, 784) and z['samples/test/labels'].shape == (40, 1)
)"),
            0);
}

TEST_F(Tapes, WhatIsDamagedIsRefusedByName) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with numpy";
  ASSERT_EQ(run_python(folder, R"(
whole = dict(np.load('run.npz'))
def damaged(name, value):
    np.savez(name, **{key: array for key, array in (whole | value).items() if array is not None})
damaged('a.npz', {'tape/steps': np.float32([0, 10, 5, 30, 40, 50, 60, 70, 80])})
damaged('b.npz', {'tape/003/dense_1/weight': None})
damaged('c.npz', {'samples/train/labels': np.full((256, 1), 11, 'f4')})
damaged('d.npz', {'curves/test_loss': np.zeros((7, 2), 'f4')})
damaged('e.npz', {'samples/test/values': np.zeros((3, 7), 'f4')})
)"),
            0);
  const std::vector<std::pair<std::string, std::string>> culprits = {{"a.npz", "tape/steps"},
                                                                     {"b.npz", "tape/003/dense_1/weight"},
                                                                     {"c.npz", "samples/train/labels"},
                                                                     {"d.npz", "curves/test_loss"},
                                                                     {"e.npz", "samples/test/values"}};
  for (const auto& [name, culprit] : culprits) {
    try {
      Model::read(folder / name);
      ADD_FAILURE() << name << " was read";
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find(culprit), std::string::npos) << error.what();
    }
  }
}

TEST_F(Tapes, ItIsNotTrainedButItsExperimentIsFromTheFirstStep) {
  Session player(Session::Threading::manual);
  play(player);
  for (Command command :
       std::vector<Command>{command::Run{}, command::Step{}, command::Branch{.step = 10, .experiment = learning()},
                            command::Save{.file = folder / "checkpoint.npz", .checkpoint = true}}) {
    const Ticket ticket = player.send(std::move(command));
    pump_all(player);
    EXPECT_EQ(refusal_of(player, ticket).text(),
              "a tape can be looked at; press Train to train its experiment from the first step");
  }
  player.send(command::Train{.experiment = learning()});
  pump_all(player);
  const auto now = player.latest(first_run);
  EXPECT_FALSE(now->tape);
  EXPECT_EQ(losses(*now), losses(*whole));
}

TEST_F(Tapes, ATapeIsAModelAsWell) {
  const Model model = Model::read(file);
  EXPECT_FALSE(model.issue());
  Trainer trainer(learning(), load_dataset(learning().data, {}));
  for (int64_t i = 0; i < whole->steps; ++i) trainer.step();
  EXPECT_EQ(model.predict(*prediction.input), trainer.predict(*prediction.input));
}

TEST_F(Tapes, ThoseOfATapeCanBeSavedAgain) {
  Session player(Session::Threading::manual);
  play(player);
  const auto to = std::make_shared<std::promise<std::shared_ptr<const Model>>>();
  auto captured = to->get_future();
  player.send(command::Capture{.to = to, .tape = true});
  pump_all(player);
  captured.get()->save(folder / "again.npz");
  Session again(Session::Threading::manual);
  const auto model = std::make_shared<const Model>(Model::read(folder / "again.npz"));
  again.send(command::Start{.experiment = model->experiment(), .model = model});
  pump_all(again);
  EXPECT_EQ(*again.latest(first_run)->moments.steps, *player.latest(first_run)->moments.steps);
}

}  // namespace
}  // namespace saddle
