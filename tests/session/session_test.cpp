#include <chrono>
#include <cmath>
#include <fstream>
#include <functional>
#include <future>
#include <iterator>
#include <thread>

#include <gtest/gtest.h>

#include "../folder.h"
#include "measured.h"
#include "runs.h"
#include "saddle/model.h"

namespace saddle {
namespace {

TEST(Session, IsIdleBeforeAnythingBegins) {
  Session session;
  EXPECT_EQ(session.latest(first_run)->status, Status::idle);
  EXPECT_EQ(session.latest(first_run)->experiment, nullptr);
}

TEST(Session, TrainsAsTheTrainerAloneBitForBit) {
  Session session;
  session.send(command::Start{.experiment = small(), .run = true});
  const auto end = wait_for(session, is(Status::finished));
  EXPECT_EQ(end->steps, small_steps);
  EXPECT_EQ(losses(*end), losses_without_a_session(small(), small_steps));
}

// Other threads gather and vary the next batch meanwhile.
TEST(Session, TrainsWithSeveralThreadsAsOneAloneBitForBit) {
  Experiment experiment = small();
  experiment.augmentation = {{"shift", 2.0}, {"rotation", 10.0}, {"noise", 0.1}};
  const auto alone = losses_without_a_session(experiment, small_steps);
  experiment.training["threads"] = 3;
  Session session;
  session.send(command::Start{.experiment = experiment, .data_directory = {}, .run = true});
  const auto finished = wait_for(session, is(Status::finished));
  EXPECT_EQ(losses(*finished), alone);
}

TEST(Session, MeasuresValidationWhereThereIsSome) {
  Experiment experiment = small();
  Session without(Session::Threading::manual);
  without.send(command::Start{.experiment = experiment, .run = true});
  pump_all(without);
  EXPECT_TRUE(without.latest(first_run)->curves.validation_loss.empty());

  experiment.data.properties["validation"] = 50;
  Session with(Session::Threading::manual);
  with.send(command::Start{.experiment = experiment, .run = true});
  pump_all(with);
  const Curves& curves = with.latest(first_run)->curves;
  ASSERT_EQ(curves.validation_loss.size(), curves.test_loss.size());
  Trainer trainer(experiment, load_dataset(experiment.data, {}));
  trainer.step();
  const Evaluation first = trainer.evaluate(Dataset::Part::validation);
  EXPECT_EQ(first.samples, 50);
  EXPECT_EQ(curves.validation_loss[0].value, first.loss);
  EXPECT_EQ(curves.validation_accuracy[0].value, first.accuracy);
}

TEST(Session, SameLossesHoweverItIsWatched) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = small(), .run = true});
  const auto input = std::make_shared<const std::vector<float>>(28 * 28, 0.5f);
  for (int frame = 0; frame < 150; ++frame) {
    session.pump();
    if (frame % 3 == 0)
      session.send(command::Watch{
          {{.type = "filters"}, {.type = "prediction", .input = input}, {.type = "signals"}, {.type = "updates"}}});
    if (frame % 3 == 1) session.send(command::Pause{});
    if (frame % 3 == 2) session.send(command::Run{});
  }
  session.send(command::Run{});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::finished);
  auto seen = losses(*session.latest(first_run));
  seen.resize(small_steps);
  EXPECT_EQ(seen, losses_without_a_session(small(), small_steps));
}

TEST(Session, SnapshotsNeverChangeWhileTrainingGoesOn) {
  Experiment experiment = small();
  experiment.training["epochs"] = 2000;
  experiment.training["evaluate_every"] = 500;
  experiment.network[0].properties["stride"] = 8;  // the sanitizer makes steps a thousand times slower
  Session session;
  session.send(command::Watch{{{.type = "filters"}}});
  session.send(command::Start{.experiment = experiment, .run = true});
  const auto kept = wait_for(
      session, [](const RunSnapshot& now) { return now.steps > 20 && now.reading({.type = "filters"}) != nullptr; });
  const auto losses_then = losses(*kept);
  const auto filters_then = measured<FiltersReading>(kept->reading({.type = "filters"})).weight.values;
  // Many readers of many snapshots: what the thread sanitizer is for. They rest, or the worker would starve on two
  // cores.
  std::vector<std::jthread> readers;
  std::atomic<int64_t> points = 0;
  for (int reader = 0; reader < 3; ++reader) {
    readers.emplace_back([&](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        const auto now = session.latest(first_run);
        const auto values = losses(*now);
        points += std::ssize(values);
        if (const Reading* reading = now->reading({.type = "filters"}))
          points += std::ssize(measured<FiltersReading>(reading).weight.values);
        std::this_thread::sleep_for(2ms);
      }
    });
  }
  wait_for(session, [&](const RunSnapshot& now) { return now.steps > kept->steps + 1100; });
  readers.clear();
  EXPECT_GT(points, 0);
  EXPECT_EQ(losses(*kept), losses_then);
  EXPECT_EQ(measured<FiltersReading>(kept->reading({.type = "filters"})).weight.values, filters_then);
  EXPECT_NE(measured<FiltersReading>(session.latest(first_run)->reading({.type = "filters"})).weight.values,
            filters_then);
}

TEST(Session, StepDoesOneMiniBatchAndPauses) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = small()});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::ready);
  EXPECT_EQ(session.latest(first_run)->steps, 0);
  session.send(command::Step{});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::paused);
  EXPECT_EQ(session.latest(first_run)->steps, 1);
  session.send(command::Step{.count = 5});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->steps, 6);
}

TEST(Session, ResetGoesBackToTheSameFirstWeights) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = small(), .run = true});
  pump_all(session);
  const auto first = session.latest(first_run);
  session.send(command::Reset{});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::ready);
  EXPECT_TRUE(session.latest(first_run)->curves.train_loss.empty());
  EXPECT_GT(session.latest(first_run)->run, first->run);
  session.send(command::Run{});
  pump_all(session);
  EXPECT_EQ(losses(*session.latest(first_run)), losses(*first));
}

TEST(Session, TuneChangesTheRateFromThatStepOn) {
  const auto constant = losses_without_a_session(small(), small_steps);
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = small()});
  session.send(command::Step{.count = 10});
  pump_all(session);
  session.send(command::Tune{"optimizer.learning_rate", 0.0});
  session.send(command::Run{});
  pump_all(session);
  const auto tuned = losses(*session.latest(first_run));
  EXPECT_TRUE(std::equal(tuned.begin(), tuned.begin() + 11, constant.begin()));  // the 11th loss is before its update
  EXPECT_NE(tuned[11], constant[11]);
  EXPECT_EQ(std::get<double>(session.latest(first_run)->experiment->optimizer.properties.at("learning_rate")), 0.0);
}

TEST(Session, RefusesWhatCannotBeTunedAndGoesOn) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = small()});
  const Ticket wrong = session.send(command::Tune{"optimizer.lerning_rate", 0.1});
  pump_all(session);
  EXPECT_NE(refusal_of(session, wrong).text().find("lerning_rate"), std::string::npos);
  const Ticket run = session.send(command::Run{});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::finished);
  EXPECT_FALSE(session.latest(first_run)->reply(run)->refusal);
}

TEST(Session, StopsWhereTheLossIsNotANumberAndSaysWhy) {
  Experiment experiment = small();
  for (int i = 0; i < 6; ++i) {
    experiment.network.push_back({.name = {}, .type = "dense", .properties = {{"units", 10}, {"init", 100.0}}});
  }
  experiment.optimizer.properties["learning_rate"] = 1000.0;
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = experiment, .run = true});
  pump_all(session);
  const auto end = session.latest(first_run);
  ASSERT_EQ(end->status, Status::diverged) << (end->issue ? end->issue->text() : "");
  ASSERT_TRUE(end->issue);
  EXPECT_NE(end->issue->text().find("learning rate"), std::string::npos);
  for (const double loss : losses(*end)) EXPECT_TRUE(std::isfinite(loss));
  session.send(command::Run{});  // nothing to go on with
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::diverged);
  session.send(command::Start{.experiment = small(), .run = true});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::finished);
  EXPECT_FALSE(session.latest(first_run)->issue);
}

// Four linear layers and a rate that throws them out of the world of floats within some steps.
Experiment exploding() {
  Experiment experiment = small();
  experiment.network[1].type = "identity";
  for (int i = 0; i < 3; ++i)
    experiment.network.push_back({.name = {}, .type = "dense", .properties = {{"units", 10}}});
  experiment.optimizer.properties["learning_rate"] = 1000.0;
  return experiment;
}

TEST(Session, GoesOnFromTheLastGoodWeightsAtASmallerRate) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = exploding(), .run = true});
  pump_all(session);
  const auto end = session.latest(first_run);
  ASSERT_EQ(end->status, Status::diverged);
  ASSERT_TRUE(end->diagnosis);
  EXPECT_EQ(end->diagnosis->cause, Diagnosis::Cause::training);
  EXPECT_EQ(end->diagnosis->step, end->steps + 1);
  EXPECT_EQ(end->diagnosis->learning_rate, 1000);
  EXPECT_EQ(end->diagnosis->suggested_rate, 0.01);
  EXPECT_EQ(end->diagnosis->good_step, 0);
  session.send(command::Tune{"optimizer.learning_rate", end->diagnosis->suggested_rate});
  const Probe start{.type = "filters", .options = {{"when", std::string("start")}}};
  session.send(command::Watch{{{.type = "filters"}, start}});
  pump_all(session);
  const auto back = session.latest(first_run);
  EXPECT_EQ(back->status, Status::paused);
  EXPECT_FALSE(back->issue);
  EXPECT_FALSE(back->diagnosis);
  EXPECT_EQ(measured<FiltersReading>(back->reading({.type = "filters"})).weight.values,
            measured<FiltersReading>(back->reading(start)).weight.values);
  session.send(command::Run{});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::finished);
  EXPECT_EQ(session.latest(first_run)->steps, small_steps);
  EXPECT_EQ(session.latest(first_run)->curves.train_loss.size(), small_steps);
  EXPECT_LT(losses(*session.latest(first_run)).back(), 3);
}

TEST(Session, OffersNothingToGoOnFromWhereTheStartWasTooLarge) {
  Experiment experiment = small();
  experiment.network.back().properties["weights"] = std::string("1e38");
  for (int i = 1; i < 10 * 2 * 12 * 12; ++i)
    std::get<std::string>(experiment.network.back().properties["weights"]) += " 1e38";
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = experiment, .run = true});
  pump_all(session);
  ASSERT_EQ(session.latest(first_run)->status, Status::diverged);
  EXPECT_EQ(session.latest(first_run)->diagnosis->cause, Diagnosis::Cause::start);
  EXPECT_EQ(session.latest(first_run)->diagnosis->node, "dense_1");
  EXPECT_EQ(session.latest(first_run)->issue->where, "network");
}

TEST(Session, ShowsTheUpdateOfTheStepItPausedAt) {
  Session session(Session::Threading::manual);
  session.send(command::Watch{{{.type = "updates"}}});
  session.send(command::Start{.experiment = small()});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->reading({.type = "updates"})->step, 0);
  session.send(command::Step{.count = 7});
  pump_all(session);
  const Reading* reading = session.latest(first_run)->reading({.type = "updates"});
  EXPECT_EQ(reading->step, 7);
  for (const Movement& movement : measured<UpdatesReading>(reading).layers)
    EXPECT_NEAR(movement.update, 0.05 * movement.gradient, 1e-4 * movement.update) << movement.name;
}

TEST(Session, DropsTheProbeThatCannotBeAndKeepsTheOthers) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = small()});
  const Ticket watch =
      session.send(command::Watch{{{.type = "feature_maps", .options = {{"sample", 1000000}}}, {.type = "filters"}}});
  pump_all(session);
  EXPECT_NE(refusal_of(session, watch).text().find("there are 40 samples"), std::string::npos);
  EXPECT_TRUE(session.latest(first_run)->reading({.type = "filters"}));
}

TEST(Session, SaysWhichDataAreMissingAndTakesTheNextExperiment) {
  Experiment experiment = small();
  experiment.data = {"mnist", {}};
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = experiment, .data_directory = "/nowhere/at/all", .run = true});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::failed);
  ASSERT_TRUE(session.latest(first_run)->issue);
  EXPECT_EQ(session.latest(first_run)->issue->where, "data.set");
  EXPECT_NE(session.latest(first_run)->issue->text().find("/nowhere/at/all"), std::string::npos);
  session.send(command::Start{.experiment = small(), .run = true});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::finished);
}

TEST(Session, SaysWhyAnImpossibleNetworkCannotBeBuilt) {
  Experiment experiment = small();
  experiment.network.front().properties["kernel"] = 99;
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = experiment});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::failed);
  EXPECT_EQ(session.latest(first_run)->issue->where, "network[0].kernel");
}

TEST(Session, MeasuresOnlyWhatIsWatched) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = small()});
  pump_all(session);
  EXPECT_TRUE(session.latest(first_run)->readings.empty());
  const auto input = std::make_shared<const std::vector<float>>(28 * 28, 0.25f);
  const Probe prediction{.type = "prediction", .node = {}, .input = input};
  session.send(command::Watch{{prediction}});
  pump_all(session);
  const Reading* reading = session.latest(first_run)->reading(prediction);
  ASSERT_NE(reading, nullptr);
  double sum = 0;
  for (const float p : measured<PredictionReading>(reading).outputs) sum += p;
  EXPECT_EQ(measured<PredictionReading>(reading).outputs.size(), 10u);
  EXPECT_NEAR(sum, 1, 1e-5);
  session.send(command::Watch{});
  pump_all(session);
  EXPECT_TRUE(session.latest(first_run)->readings.empty());
}

TEST(Session, SavesAModelThatAnswersAlike) {
  const Folder folder;
  const auto file = folder / "session.npz";
  const auto input = std::make_shared<const std::vector<float>>(28 * 28, 0.25f);
  const Probe prediction{.type = "prediction", .node = {}, .input = input};
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = small(), .run = true});
  pump_all(session);
  session.send(command::Watch{{prediction}});
  const Ticket save = session.send(command::Save{file});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->reply(save)->saved, file.string());
  const auto then = measured<PredictionReading>(session.latest(first_run)->reading(prediction)).outputs;
  Session other(Session::Threading::manual);
  const auto model = std::make_shared<const Model>(Model::read(file));
  std::filesystem::remove(file);
  other.send(command::Start{.experiment = model->experiment(), .model = model});
  other.send(command::Watch{{prediction}});
  pump_all(other);
  const auto answer = [&] { return measured<PredictionReading>(other.latest(first_run)->reading(prediction)).outputs; };
  EXPECT_EQ(answer(), then);
  other.send(command::Step{.count = 3});
  pump_all(other);
  EXPECT_NE(answer(), then);
  // The file is gone: what was read of it is enough to begin again.
  other.send(command::Reset{});
  pump_all(other);
  EXPECT_EQ(answer(), then);
}

// What is handed over is that step's, whoever writes it and when, and the run is what it would be without.
TEST(Session, HandsOverARunThatGoesOn) {
  const Folder folder;
  const auto bytes_of = [](const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
  };
  const auto capture = [](Session& session) {
    auto promise = std::make_shared<std::promise<std::shared_ptr<const Model>>>();
    auto model = promise->get_future();
    session.send(command::Capture{.to = std::move(promise), .checkpoint = true});
    return model;
  };
  Session session(Session::Threading::manual);
  auto nothing = capture(session);
  pump_all(session);
  EXPECT_THROW(nothing.get(), Error);
  EXPECT_FALSE(session.latest(first_run)->refusal) << "nobody who looks at the run has asked";
  session.send(command::Start{.experiment = small()});
  session.send(command::Step{.count = 7});
  pump_all(session);
  session.send(command::Save{folder / "saved.npz", true});
  auto captured = capture(session);
  session.send(command::Run{});
  pump_all(session);
  const auto model = captured.get();
  EXPECT_EQ(model->steps(), 7);
  model->save(folder / "captured.npz");
  EXPECT_TRUE(bytes_of(folder / "captured.npz") == bytes_of(folder / "saved.npz"));
  EXPECT_EQ(losses(*session.latest(first_run)), losses_without_a_session(small(), small_steps));
}

TEST(Session, RefusesToSaveWhereThereIsNothingOrNowhere) {
  Session session(Session::Threading::manual);
  const Ticket nothing = session.send(command::Save{"model.npz"});
  pump_all(session);
  EXPECT_EQ(refusal_of(session, nothing).where, "model.npz");
  session.send(command::Start{.experiment = small()});
  const Ticket nowhere = session.send(command::Save{"/dev/null/model.npz"});
  pump_all(session);
  EXPECT_NE(refusal_of(session, nowhere).text().find("/dev/null/model.npz"), std::string::npos);
  EXPECT_EQ(session.latest(first_run)->status, Status::ready);
}

TEST(Session, ALaterStartDropsTheLoadingOfAnEarlierOne) {
  Experiment large = small();
  large.data.properties["train"] = 1'000'000;  // a minute of drawing
  Session session;
  const auto began = std::chrono::steady_clock::now();
  session.send(command::Start{.experiment = large, .run = true});
  wait_for(session, is(Status::loading));
  session.send(command::Start{.experiment = small(), .run = true});
  const auto end = wait_for(session, is(Status::finished));
  EXPECT_EQ(end->train_samples, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 30s);
}

TEST(Session, CanEndAtAnyTime) {
  for (int milliseconds = 0; milliseconds < 20; milliseconds += 2) {
    Session session;
    session.send(command::Start{.experiment = small(), .run = true});
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
  }
}

TEST(Session, RunUntilAStepEndsThere) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = small(), .run = true, .until = 13});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::finished);
  EXPECT_EQ(session.latest(first_run)->steps, 13);
  EXPECT_EQ(session.latest(first_run)->curves.epoch_test_accuracy.back().step, 13);  // the whole test set at the end
}

TEST(Session, GoesOnAskingTheTestSetWhileTrainingStandsStill) {
  Experiment experiment = small();
  experiment.data.properties["test"] = 700;
  Session session;
  session.send(command::Start{.experiment = experiment, .run = true});
  session.send(command::Watch{{{.type = "confusion"}}});
  const auto whole = wait_for(session, [](const RunSnapshot& now) {
    const Reading* reading = now.reading({.type = "confusion"});
    return now.status == Status::finished && reading && reading->complete;
  });
  const Results& results = measured<ConfusionReading>(whole->reading({.type = "confusion"})).results;
  EXPECT_EQ(results.examined, 700);
  EXPECT_EQ(results.oldest, whole->steps);
  EXPECT_NEAR(results.accuracy, whole->curves.epoch_test_accuracy.back().value, 1e-12);
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(session.latest(first_run)->serial, whole->serial) << "it asks on without end";
}

TEST(Session, AWeightSetByHandIsThereBeforeTheNextStepAndSoIsTheSameRun) {
  const auto run = [](double value) {
    Session session(Session::Threading::manual);
    session.send(command::Start{.experiment = small()});
    session.send(command::Step{3});
    pump_all(session);
    session.send(command::SetWeight{"dense_1/weight", 5, value});
    session.send(command::Watch{{{.type = "parameters", .node = "dense_1"}}});
    pump_all(session);
    EXPECT_EQ(
        measured<ParametersReading>(*session.latest(first_run)->readings.front().second).find("weight")->values[5],
        static_cast<float>(value));
    session.send(command::Step{3});
    pump_all(session);
    return losses(*session.latest(first_run));
  };
  EXPECT_EQ(run(0.5), run(0.5));
  EXPECT_NE(run(0.5), run(5.0));
}

TEST(Session, AWeightThatThereIsNotIsRefused) {
  Session session(Session::Threading::manual);
  const Ticket early = session.send(command::SetWeight{"dense_1/weight", 0, 1});
  pump_all(session);
  EXPECT_EQ(refusal_of(session, early).where, "dense_1/weight");
  session.send(command::Start{.experiment = small()});
  for (const command::SetWeight& set : {command::SetWeight{"dense_7/weight", 0, 1},
                                        {"dense_1/weight", -1, 1},
                                        {"dense_1/bias", 10, 1},
                                        {"dense_1/bias", 0, std::nan("")}}) {
    const Ticket ticket = session.send(set);
    pump_all(session);
    EXPECT_EQ(refusal_of(session, ticket).where, set.parameter) << set.parameter << " " << set.index;
  }
}

// Dropout, batch norm and the last step's gradient would give it away.
TEST(Session, LookingAtNodeValuesChangesNoRun) {
  const auto run = [](bool look) {
    Experiment experiment = small();
    experiment.network.insert(experiment.network.begin() + 1, {.name = {}, .type = "batch_norm"});
    experiment.network.insert(experiment.network.begin() + 3, {.name = {}, .type = "dropout"});
    Session session(Session::Threading::manual);
    session.send(command::Start{.experiment = experiment});
    if (look) session.send(command::Watch{{{.type = "node_values"}, {.type = "parameters", .node = "dense_1"}}});
    session.send(command::Step{12});
    pump_all(session);
    return std::pair{losses(*session.latest(first_run)), session.latest(first_run)->curves.gradient_norm.back().value};
  };
  EXPECT_EQ(run(true), run(false));
}

// Batch norm's statistics and dropout's numbers would give it away; so would a weight that is not put back.
TEST(Session, LookingAtTheLandscapeChangesNoRun) {
  const auto run = [](const char* directions) {
    Experiment experiment = small();
    experiment.network.insert(experiment.network.begin() + 1, {.name = {}, .type = "batch_norm"});
    experiment.network.insert(experiment.network.begin() + 3, {.name = {}, .type = "dropout"});
    Session session(Session::Threading::manual);
    session.send(command::Start{.experiment = experiment});
    for (int part = 0; part < 4; ++part) {
      const Probe probe{.type = "landscape",
                        .options = {{"directions", directions ? directions : "random"}, {"resolution", "17"}}};
      session.send(command::Watch{directions && part != 2 ? std::vector{probe} : std::vector<Probe>{}});
      session.send(command::Step{6});
      pump_all(session);
      if (directions && part != 2) {
        const Reading* reading = session.latest(first_run)->reading(probe);
        EXPECT_TRUE(reading && reading->complete && measured<LossLandscapeReading>(reading).plane) << part;
      }
    }
    return std::pair{losses(*session.latest(first_run)), session.latest(first_run)->curves.gradient_norm.back().value};
  };
  EXPECT_EQ(run("random"), run(nullptr));
  EXPECT_EQ(run("principal"), run(nullptr));
}

TEST(Session, KeepsThePathFromWhereTheLandscapeIsFirstWatchedThroughAReset) {
  Session session(Session::Threading::manual);
  const Probe probe{.type = "landscape", .options = {{"resolution", "17"}}};
  session.send(command::Start{.experiment = small()});
  session.send(command::Step{5});
  pump_all(session);
  session.send(command::Watch{{probe}});
  session.send(command::Step{10});
  pump_all(session);
  const auto steps = [&] {
    std::vector<int64_t> all;
    for (const auto& place : measured<LossLandscapeReading>(session.latest(first_run)->reading(probe)).plane->path)
      all.push_back(place.step);
    return all;
  };
  ASSERT_EQ(steps().size(), 11u);
  EXPECT_EQ(steps().front(), 5);
  EXPECT_EQ(steps().back(), 15);
  session.send(command::Reset{});
  pump_all(session);
  EXPECT_EQ(steps(), std::vector<int64_t>{0});
}

}  // namespace
}  // namespace saddle
