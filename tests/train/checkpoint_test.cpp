#include <filesystem>

#include <gtest/gtest.h>

#include "../io/files.h"
#include "io/npz.h"
#include "nets.h"
#include "saddle/catalog.h"
#include "saddle/model.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

// With everything that has a memory: batch norm's statistics, dropout's random numbers, a schedule, augmentation.
Experiment forgetful(const std::string& optimizer) {
  Experiment experiment = experiment_of({node("conv2d", {{"filters", 4}}), node("batch_norm"), node("relu"),
                                         node("dropout", {{"ratio", 0.3}}), node("dense", {{"units", 3}})},
                                        {{"schedule", "cosine"}, {"epochs", 5}, {"warmup", 0.5}, {"batch_size", 7}});
  experiment.optimizer = {optimizer, {{"weight_decay", 0.01}}};
  experiment.augmentation = {{"shift", 1.0}, {"noise", 0.1}};
  return experiment;
}

TEST(Checkpoint, AResumedRunIsTheRunThatNeverStopped) {
  const auto dataset = noise({1, 8, 8}, 3, 50);
  for (const Entry& optimizer : catalog::optimizers()) {
    const Folder folder;
    const Experiment experiment = forgetful(std::string(optimizer.name));
    Trainer whole(experiment, dataset), first(experiment, dataset), second(experiment, dataset);
    std::vector<double> losses, resumed;
    for (int i = 0; i < 40; ++i) losses.push_back(whole.step());
    for (int i = 0; i < 17; ++i) resumed.push_back(first.step());
    first.save_checkpoint(folder / "c.npz");
    second.resume(Model::read(folder / "c.npz"));
    EXPECT_EQ(second.steps(), 17);
    for (int i = 17; i < 40; ++i) resumed.push_back(second.step());
    EXPECT_EQ(resumed, losses) << optimizer.name;
    whole.save_checkpoint(folder / "whole.npz");
    second.save_checkpoint(folder / "second.npz");
    const auto wanted = read_npz(folder / "whole.npz"), got = read_npz(folder / "second.npz");
    ASSERT_EQ(wanted.size(), got.size());
    for (const auto& [name, array] : wanted)
      EXPECT_EQ(array.values, got.at(name).values) << optimizer.name << ' ' << name;
  }
}

TEST(Checkpoint, NumPyReadsAndWritesIt) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with numpy";
  const auto dataset = noise({1, 8, 8}, 3, 50);
  const Folder folder;
  Trainer trainer(forgetful("adam"), dataset);
  for (int i = 0; i < 3; ++i) trainer.step();
  trainer.save_checkpoint(folder / "c.npz");
  ASSERT_EQ(run_python(folder, R"(
c = dict(np.load('c.npz'))
assert c['progress/steps'] == 3 and c['progress/steps'].dtype == np.int64
assert c['optimizer/step'] == 3
assert c['rng/seed'] == 1
assert c['optimizer/m/conv2d_1/weight'].shape == (4, 1, 3, 3)
assert c['batch_norm_1/running_var'].shape == (4,)
assert (c['optimizer/v/dense_1/bias'] > 0).any()
c['progress/steps'] = np.int64(2**40 + 1)
np.savez_compressed('numpy.npz', **c)
)"),
            0);
  Trainer other(forgetful("adam"), dataset);
  other.resume(Model::read(folder / "numpy.npz"));
  EXPECT_EQ(other.steps(), (int64_t{1} << 40) + 1);
}

// Text or a list in their place would begin anew at step 0.
TEST(Checkpoint, StepsAreOneWholeNumber) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with numpy";
  const auto dataset = noise({1, 8, 8}, 3, 50);
  const Folder folder;
  Trainer trainer(forgetful("adam"), dataset);
  trainer.step();
  trainer.save_checkpoint(folder / "c.npz");
  ASSERT_EQ(run_python(folder, R"(
for at, name in enumerate(['progress/steps', 'optimizer/step']):
    for kind, value in enumerate(['one', 1.0, [1, 2], []]):
        c = dict(np.load('c.npz'))
        c[name] = np.array(value, dtype=None if value else int)
        np.savez(f'{at}{kind}.npz', **c)
)"),
            0);
  for (const char* file : {"00", "01", "02", "03", "10", "11", "12", "13"}) {
    const std::string fault = fault_of([&] { trainer.resume(Model::read(folder / (std::string(file) + ".npz"))); });
    EXPECT_NE(fault.find("it is a model, not a checkpoint"), std::string::npos) << file << ": " << fault;
  }
}

TEST(Checkpoint, SaysWhatAFileLacks) {
  const auto dataset = noise({1, 8, 8}, 3, 50);
  const Folder folder;
  Trainer adam(forgetful("adam"), dataset), momentum(forgetful("momentum"), dataset);
  adam.save(folder / "model.npz");
  momentum.save_checkpoint(folder / "momentum.npz");
  EXPECT_FALSE(Model::read(folder / "model.npz").is_checkpoint());
  EXPECT_TRUE(Model::read(folder / "momentum.npz").is_checkpoint());
  adam.save_checkpoint(folder / "adam.npz");
  EXPECT_NE(fault_of([&] { adam.resume(Model::read(folder / "model.npz")); }).find("it is a model, not a checkpoint"),
            std::string::npos);
  EXPECT_NE(fault_of([&] { adam.resume(Model::read(folder / "momentum.npz")); }).find("momentum, not adam"),
            std::string::npos);
  // Both call something "v", which is not the same thing.
  EXPECT_NE(fault_of([&] { momentum.resume(Model::read(folder / "adam.npz")); }).find("adam, not momentum"),
            std::string::npos);
  Trainer sgd(forgetful("sgd"), dataset);
  EXPECT_NE(fault_of([&] { sgd.resume(Model::read(folder / "model.npz")); }).find("it is a model, not a checkpoint"),
            std::string::npos);
  EXPECT_NO_THROW(adam.load(Model::read(folder / "momentum.npz")));  // a checkpoint is a model too
}

}  // namespace
}  // namespace saddle
