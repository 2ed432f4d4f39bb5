#include "saddle/model.h"

#include <cmath>
#include <fstream>
#include <sys/inotify.h>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

#include "../io/files.h"
#include "io/npz.h"
#include "nets.h"
#include "saddle/experiment_file.h"
#include "saddle/text_file.h"
#include "saddle/trainer.h"
#include "train/model_file.h"

namespace saddle {
namespace {

Experiment digits(std::vector<Node> network = {node("conv2d", {{"filters", 4}}), node("batch_norm"), node("relu"),
                                               node("max_pool2d"), node("dense", {{"units", 10}})}) {
  Experiment experiment = experiment_of(std::move(network), {{"batch_size", 20}});
  experiment.data = {"procedural_digits", {{"train", 60}, {"test", 30}, {"normalize", "standardize"}}};
  return experiment;
}

Trainer trained(const Experiment& experiment, const std::filesystem::path& directory = {}) {
  Trainer trainer(experiment, load_dataset(experiment.data, directory));
  for (int i = 0; i < 6; ++i) trainer.step();
  return trainer;
}

std::vector<float> test_sample(const Dataset& dataset, int64_t index) {
  std::vector<float> sample(static_cast<size_t>(dataset.sample.size()));
  dataset.copy_sample(dataset.test, index, sample.data());
  return sample;
}

// As users keep them: a table with two numbers and a class.
std::filesystem::path table(const Folder& folder) {
  std::string text = "width,height,kind\n";
  for (int i = 0; i < 40; ++i)
    text += std::to_string(0.1 * i) + "," + std::to_string(4 - 0.1 * i) + (i % 2 ? ",oak\n" : ",elm\n");
  return folder.write("trees.csv", text);
}

Experiment trees(const std::string& file) {
  Experiment experiment = experiment_of({node("dense", {{"units", 2}})});
  experiment.data = {"csv", {{"path", file}}};
  return experiment;
}

TEST(Model, AnswersAsTheTrainerDoesToTheBit) {
  const Folder folder;
  const auto file = folder / "m.npz";
  Trainer trainer = trained(digits());
  trainer.save(file);
  const Model read = Model::read(file), copied = trainer.model();
  EXPECT_EQ(read.experiment(), parse_experiment(to_json(trainer.experiment())));
  EXPECT_EQ(read.normalization(), trainer.dataset().normalization);
  EXPECT_EQ(read.plan().parameters(), trainer.plan().parameters());
  EXPECT_EQ(read.sample().shape, (Shape{1, 28, 28}));
  EXPECT_EQ(read.sample().classes.size(), 10u);
  std::vector<float> together, expected;
  for (int64_t i = 0; i < 30; ++i) {
    const std::vector<float> sample = test_sample(trainer.dataset(), i), answer = trainer.predict(sample);
    ASSERT_EQ(read.predict(sample), answer) << i;
    ASSERT_EQ(copied.predict(sample), answer) << i;
    const auto outputs = trainer.infer(sample);
    ASSERT_EQ(read.outputs(sample), std::vector<float>(outputs.begin(), outputs.end())) << i;
    together.insert(together.end(), sample.begin(), sample.end());
    expected.insert(expected.end(), answer.begin(), answer.end());
  }
  EXPECT_EQ(read.predict(together), expected) << "all of them in one call";
}

TEST(Model, MeasuresAsTheTrainerDoes) {
  Trainer trainer = trained(digits());
  const Model model = trainer.model();
  const Evaluation expected = trainer.evaluate(Dataset::Part::test),
                   found = model.evaluate(trainer.dataset(), Dataset::Part::test);
  EXPECT_EQ(found.loss, expected.loss);
  EXPECT_EQ(found.accuracy, expected.accuracy);
  EXPECT_EQ(found.confusion, expected.confusion);
  const RoundedEvaluation rounded = model.evaluate_rounded(Precision::half, trainer.dataset(), Dataset::Part::test),
                          wanted = trainer.evaluate_rounded(Precision::half, Dataset::Part::test);
  EXPECT_EQ(rounded.evaluation.loss, wanted.evaluation.loss);
  ASSERT_EQ(rounded.layers.size(), wanted.layers.size());
  EXPECT_EQ(rounded.layers[0].values, wanted.layers[0].values);
  EXPECT_EQ(model.evaluate(trainer.dataset(), Dataset::Part::test).loss, expected.loss) << "it stayed rounded";
}

TEST(Model, OfOneOutputTellsBothClasses) {
  Experiment experiment = experiment_of({node("dense", {{"units", 1}})});
  experiment.data = {"moons", {}};
  experiment.loss = {"sigmoid_cross_entropy"};
  Trainer trainer = trained(experiment);
  const std::vector<float> sample = {0.5f, -0.25f}, answer = trainer.model().predict(sample);
  ASSERT_EQ(answer.size(), 2u);
  EXPECT_EQ(answer, trainer.predict(sample));
}

// Of before that was a fault: it has learned, and can be asked. Only training it on is refused.
TEST(Model, OfALossThatIsAFaultTodayStillAnswers) {
  const Folder folder;
  const auto file = folder / "then.npz";
  Trainer trainer = trained(digits());
  ModelContent then = [&] {
    trainer.save(file);
    return read_model(file);
  }();
  then.experiment.loss = {"sigmoid_cross_entropy"};
  then.experiment.training["batch_size"] = 1;
  write_model(file, then);
  const Model model = Model::read(file);
  EXPECT_FALSE(model.issue());
  const std::vector<float> sample = test_sample(trainer.dataset(), 0), outputs = trainer.model().outputs(sample),
                           answer = model.predict(sample);
  ASSERT_EQ(answer.size(), outputs.size());
  for (size_t k = 0; k < answer.size(); ++k) EXPECT_NEAR(answer[k], 1 / (1 + std::exp(-outputs[k])), 1e-6) << k;
  EXPECT_EQ(model.evaluate(trainer.dataset(), Dataset::Part::test).accuracy,
            trainer.evaluate(Dataset::Part::test).accuracy);
  EXPECT_NE(fault_of([&] {
              Trainer(model.experiment(), load_dataset(model.experiment().data));
            }).find("use softmax_cross_entropy"),
            std::string::npos);
}

// A pipe gives what was put into it once: whoever opened it again would wait for ever.
// How often a file was opened since it was made.
class Opened {
 public:
  explicit Opened(const std::filesystem::path& file) : events_(inotify_init1(IN_NONBLOCK)) {
    EXPECT_GE(inotify_add_watch(events_, file.c_str(), IN_OPEN), 0);
  }
  ~Opened() { ::close(events_); }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  int64_t times() {
    alignas(inotify_event) char buffer[4096];
    for (ssize_t bytes = 0; (bytes = ::read(events_, buffer, sizeof buffer)) > 0;)
      times_ += bytes / static_cast<ssize_t>(sizeof(inotify_event));  // without names, as of a file
    return times_;
  }

 private:
  int events_;
  int64_t times_ = 0;
};

TEST(Model, IsReadOnceAndNotAgain) {
  const Folder folder;
  const auto file = folder / "m.npz";
  Trainer trainer = trained(digits());
  trainer.save_checkpoint(file);
  Opened opened(file);
  const Model model = Model::read(file);
  EXPECT_EQ(opened.times(), 1);
  std::filesystem::remove(file);  // so that nothing can be read again
  EXPECT_TRUE(model.is_checkpoint());
  EXPECT_EQ(model.steps(), 6);
  const std::vector<float> sample = test_sample(trainer.dataset(), 3), answer = trainer.predict(sample);
  for (int i = 0; i < 3; ++i) {
    Trainer other(model.experiment(), load_dataset(model.experiment().data));
    EXPECT_NE(other.predict(sample), answer);
    other.resume(model);
    EXPECT_EQ(other.predict(sample), answer);
    EXPECT_EQ(model.predict(sample), answer);
    other.step();
  }
}

TEST(Model, WrittenAgainIsTheSameFile) {
  const Folder folder;
  const auto file = folder / "m.npz", again = folder / "again.npz", third = folder / "third.npz";
  trained(digits()).save_checkpoint(file);
  Model::read(file).save(again);  // what is the default goes without saying in its experiment
  Model::read(again).save(third);
  EXPECT_TRUE(read_text_file(third) == read_text_file(again));
  const auto wanted = read_npz(file), found = read_npz(again);
  ASSERT_EQ(found.size(), wanted.size());
  for (const auto& [name, array] : wanted) {
    EXPECT_EQ(found.at(name).values, array.values) << name;
    EXPECT_EQ(found.at(name).whole, array.whole) << name;
  }
}

// What a file holds besides is nobody's business, and costs nothing; what is too large is refused before it is
// unpacked.
TEST(Model, LooksAtNothingButTheArraysOfItsNetwork) {
  const Folder folder;
  const auto file = folder / "m.npz";
  trained(digits({node("dense", {{"units", 10}})})).save_checkpoint(file);
  const auto arrays = read_npz(file);
  const auto write = [&](const char* without, const std::string& extra, size_t numbers) {
    NpzWriter writer;
    for (const auto& [name, array] : arrays) {
      if (name == without) continue;
      if (array.is_text) {
        writer.add_text(name, array.text);
      } else if (array.shape.empty()) {
        writer.add_whole(name, array.whole);
      } else {
        writer.add(name, array.shape, array.values);
      }
    }
    writer.add(extra, {static_cast<int64_t>(numbers)}, std::vector<float>(numbers, 1));
    std::string bytes = writer.finish();
    // The packed bytes of what was added last, whose check sum is wrong then.
    const size_t at = bytes.find(extra, bytes.rfind("PK\x03\x04")) + extra.size() + std::string(".npy").size();
    bytes[at + 8] = static_cast<char>(bytes[at + 8] + 1);
    folder.write("changed.npz", bytes);
  };
  write("", "notes/of_mine", 1000);
  const Model model = Model::read(folder / "changed.npz");
  EXPECT_EQ(model.predict(std::vector<float>(784, 0.5f)), Model::read(file).predict(std::vector<float>(784, 0.5f)));
  write("dense_1/bias", "dense_1/bias", 1000);
  EXPECT_NE(fault_of([&] { Model::read(folder / "changed.npz"); }), "") << "the array is damaged";
  write("dense_1/bias", "dense_1/bias", 1'000'000);
  const std::string refusal = fault_of([&] { Model::read(folder / "changed.npz"); });
  EXPECT_NE(refusal.find("dense_1/bias unpacks to 4000"), std::string::npos) << refusal;
  write("optimizer/v/dense_1/bias", "optimizer/v/dense_1/bias", 1'000'000);
  EXPECT_NE(fault_of([&] { Model::read(folder / "changed.npz"); }).find("7850 parameters"), std::string::npos);
}

TEST(Model, RefusesAVarianceBelowZero) {
  const Folder folder;
  Trainer trainer = trained(digits());
  trainer.set_weight("batch_norm_1/running_var", 2, -0.5);
  trainer.save(folder / "m.npz");
  const Model model = Model::read(folder / "m.npz");
  EXPECT_NE(fault_of([&] { model.predict(std::vector<float>(784, 0.5f)); }).find("batch_norm_1/running_var"),
            std::string::npos);
}

TEST(Model, KnowsWhetherItsAnswersAreProbabilities) {
  const auto asked = [](Experiment experiment, const std::string& loss) {
    experiment.loss = {loss};
    return Trainer(experiment, load_dataset(experiment.data)).model().gives_probabilities();
  };
  const auto gives = [&](const std::string& loss, std::vector<Node> network) {
    return asked(digits(std::move(network)), loss);
  };
  const Node outputs = node("dense", {{"units", 10}});
  EXPECT_TRUE(gives("softmax_cross_entropy", {outputs}));
  Experiment gate = experiment_of({node("dense", {{"units", 1}})});
  gate.data = {"gates", {{"gate", "and"}}};
  EXPECT_TRUE(asked(gate, "sigmoid_cross_entropy"));
  EXPECT_FALSE(gives("mean_squared_error", {outputs}));
  EXPECT_TRUE(gives("mean_squared_error", {outputs, node("softmax")}));
}

TEST(Model, ACopyStaysWhatItWasWhileTrainingGoesOn) {
  Trainer trainer = trained(digits());
  trainer.remember();  // so that memory is shared
  const Model then = trainer.model();
  const std::vector<float> sample = test_sample(trainer.dataset(), 0), answer = trainer.predict(sample);
  for (int i = 0; i < 3; ++i) trainer.step();
  trainer.remember();
  ASSERT_NE(trainer.predict(sample), answer);
  EXPECT_EQ(then.predict(sample), answer);
}

TEST(Model, OfAUsersTableKnowsItsClassesWithoutTheTable) {
  const Folder folder;
  const auto data = table(folder), file = folder / "m.npz";
  Trainer trainer = trained(trees(data.string()));
  trainer.save(file);
  const std::vector<float> sample = {1.5f, 2.5f}, answer = trainer.predict(sample);
  std::filesystem::remove(data);
  const Model model = Model::read(file);
  ASSERT_FALSE(model.issue()) << model.issue()->text();
  EXPECT_EQ(model.sample().classes, (std::vector<std::string>{"elm", "oak"}));
  EXPECT_EQ(model.sample().shape, Shape{2});
  EXPECT_EQ(model.predict(sample), answer);
}

TEST(Model, OfBuiltInDataHoldsWhatItAlwaysHeld) {
  const Folder folder;
  trained(digits({node("dense", {{"units", 10}})})).save(folder / "m.npz");
  std::vector<std::string> names = NpzReader(folder / "m.npz").names();
  std::ranges::sort(names);
  EXPECT_EQ(names, (std::vector<std::string>{"dense_1/bias", "dense_1/weight", "experiment", "normalisation/deviation",
                                             "normalisation/mean"}));
}

TEST(Model, OfAFileThatDoesNotSayWhatGoesInAsksTheDataOrSaysWhy) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with numpy";
  const Folder folder;
  const auto data = table(folder);
  Trainer trainer = trained(trees(data.string()));
  trainer.save(folder / "m.npz");
  // As files were before they said it, and a file whose word is wrong.
  ASSERT_EQ(run_python(folder, R"(
z = dict(np.load('m.npz'))
np.savez('old.npz', **{k: v for k, v in z.items() if k != 'sample'})
np.savez('wrong.npz', **{**z, 'sample': np.array('{"shape": [0]}')})
)"),
            0);
  const std::vector<float> sample = {1.5f, 2.5f};
  EXPECT_EQ(Model::read(folder / "old.npz").predict(sample), trainer.predict(sample));
  EXPECT_NE(fault_of([&] { Model::read(folder / "wrong.npz"); }).find("wrong.npz"), std::string::npos);
  std::filesystem::remove(data);
  const Model model = Model::read(folder / "old.npz");
  EXPECT_EQ(model.experiment(), trainer.experiment());
  ASSERT_TRUE(model.issue());
  EXPECT_NE(model.issue()->text().find("trees.csv"), std::string::npos) << model.issue()->text();
  EXPECT_NE(fault_of([&] { model.predict(sample); }).find("trees.csv"), std::string::npos);
}

TEST(Model, ThatNumPyWroteAnswersAsNumPyDoes) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with numpy";
  const Folder folder;
  trained(digits({node("dense", {{"units", 10}})})).save(folder / "ours.npz");
  ASSERT_EQ(run_python(folder, R"(
z, rng = dict(np.load('ours.npz')), np.random.default_rng(1)
z['dense_1/weight'] = rng.normal(0, 0.1, (10, 784))
z['dense_1/bias'] = rng.normal(0, 1, 10)
z['normalisation/mean'], z['normalisation/deviation'] = np.array([0.25]), np.array([0.5])
np.savez_compressed('theirs.npz', **z)
x = rng.uniform(0, 1, 784).astype('f4')
a = z['dense_1/weight'] @ ((x - 0.25) / 0.5) + z['dense_1/bias']
np.savez('expected.npz', x=x, outputs=a, probabilities=np.exp(a - a.max()) / np.exp(a - a.max()).sum())
)"),
            0);
  const auto expected = read_npz(folder / "expected.npz");
  const Model model = Model::read(folder / "theirs.npz");
  const auto& x = expected.at("x").values;
  for (size_t k = 0; k < 10; ++k) {
    EXPECT_NEAR(model.outputs(x)[k], expected.at("outputs").values[k], 1e-5);
    EXPECT_NEAR(model.predict(x)[k], expected.at("probabilities").values[k], 1e-6);
  }
}

TEST(Model, SaysWhichSamplesAndDataItCannotTake) {
  Trainer trainer = trained(digits());
  const Model model = trainer.model();
  for (const size_t size : {0u, 783u, 785u}) {
    const std::string fault = fault_of([&] { model.predict(std::vector<float>(size)); });
    EXPECT_NE(fault.find("784"), std::string::npos) << fault;
  }
  const auto other = noise({1, 14, 56}, 10, 20);
  EXPECT_NE(fault_of([&] { model.evaluate(*other, Dataset::Part::test); }), "");
}

TEST(Model, MayBeAskedBySeveralThreads) {
  Trainer trainer = trained(digits());
  const Model model = trainer.model();
  std::vector<std::thread> threads;
  for (int64_t i = 0; i < 4; ++i) {
    threads.emplace_back([&, i, expected = trainer.predict(test_sample(trainer.dataset(), i))] {
      for (int time = 0; time < 5; ++time) EXPECT_EQ(model.predict(test_sample(trainer.dataset(), i)), expected) << i;
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace saddle
