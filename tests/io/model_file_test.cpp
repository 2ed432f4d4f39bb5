#include <sys/stat.h>

#include "files.h"
#include "io/atomic_file.h"
#include "io/data_directory.h"
#include "io/npz.h"
#include "nets.h"
#include "saddle/model.h"
#include "saddle/picture.h"
#include "saddle/text_file.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

TEST(ModelFile, ASavedModelAnswersToTheBit) {
  const Folder folder;
  const auto dataset = noise({1, 12, 12}, 4, 40);
  const Experiment experiment = experiment_of(mixed_network(4));
  Trainer trained(experiment, dataset);
  for (int i = 0; i < 5; ++i) trained.step();
  trained.save(folder / "m.npz");
  const Model model = Model::read(folder / "m.npz");
  Trainer loaded(model.experiment(), dataset);
  const std::vector<float> sample(144, 0.3f);
  EXPECT_NE(loaded.predict(sample), trained.predict(sample));
  loaded.load(model);
  EXPECT_EQ(loaded.predict(sample), trained.predict(sample));
}

TEST(ModelFile, HasTheShapesOfTheContract) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with numpy";
  const Folder folder;
  Trainer(experiment_of(mixed_network(4)), noise({2, 12, 10}, 4, 20)).save(folder / "m.npz");
  EXPECT_EQ(run_python(folder, R"(
import json
z = np.load('m.npz')
shapes = {name: z[name].shape for name in z.files if name != 'experiment'}
assert shapes == {'conv2d_1/weight': (5, 2, 3, 3), 'conv2d_1/bias': (5,), 'conv2d_2/weight': (7, 5, 3, 3),
                  'dense_1/weight': (9, 28), 'dense_1/bias': (9,), 'dense_2/weight': (4, 9), 'dense_2/bias': (4,)}, shapes
assert all(z[name].dtype == np.float32 and z[name].flags['C_CONTIGUOUS'] for name in shapes)
assert json.loads(str(z['experiment']))['saddle'] == 1
)"),
            0);
}

// What NumPy makes of a model with a convolution, batch norm at inference, and a dense layer behind an image.
constexpr const char* numpy_answer = R"(
def answer(z, x):  # x: (C, H, W)
    w, padded = z['conv2d_1/weight'].astype('f8'), np.pad(x, ((0, 0), (1, 1), (1, 1)))
    height, width = x.shape[1:]
    y = np.empty((len(w), height, width))
    for i in range(height):
        for j in range(width):
            y[:, i, j] = (w * padded[:, i:i + 3, j:j + 3]).sum((1, 2, 3)) + z['conv2d_1/bias']
    mean, var, gamma, beta = (z['batch_norm_1/' + name].astype('f8')[:, None, None]
                              for name in ('running_mean', 'running_var', 'gamma', 'beta'))
    y = np.maximum((y - mean) / np.sqrt(var + 1e-6) * gamma + beta, 0)
    y = y.reshape(len(w), height // 2, 2, width // 2, 2).max((2, 4))
    a = z['dense_1/weight'].astype('f8') @ y.reshape(-1) + z['dense_1/bias']
    return np.exp(a - a.max()) / np.exp(a - a.max()).sum()
)";

TEST(ModelFile, NumPyComesToTheSameAnswersWithAModelOfOursAndWeWithOneOfNumPys) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with numpy";
  const Folder folder;
  Trainer trainer(experiment_of({node("conv2d", {{"filters", 5}, {"padding", 1}}), node("batch_norm"), node("relu"),
                                 node("max_pool2d"), node("dense", {{"units", 4}})}),
                  noise({2, 6, 8}, 4, 20));
  for (int i = 0; i < 5; ++i) trainer.step();  // so that the statistics are of something
  trainer.save(folder / "ours.npz");
  ASSERT_EQ(run_python(folder, numpy_answer + std::string(R"(
ours, rng = dict(np.load('ours.npz')), np.random.default_rng(1)
assert sorted(ours) == ['batch_norm_1/beta', 'batch_norm_1/gamma', 'batch_norm_1/running_mean',
                        'batch_norm_1/running_var', 'conv2d_1/bias', 'conv2d_1/weight', 'dense_1/bias',
                        'dense_1/weight', 'experiment'], sorted(ours)
theirs = {name: value if name == 'experiment' else rng.uniform(0.1, 0.9, value.shape).astype('f4')
          for name, value in ours.items()}
theirs['dense_1/weight'] -= 0.5
np.savez('theirs.npz', **theirs)
x = rng.normal(size=(2, 6, 8)).astype('f4')
np.savez('expected.npz', x=x.transpose(1, 2, 0), ours=answer(ours, x), theirs=answer(theirs, x))
)")),
            0);
  const auto expected = read_npz(folder / "expected.npz");
  for (const std::string name : {"ours", "theirs"}) {
    trainer.load(Model::read(folder / (name + ".npz")));
    const std::vector<float> answer = trainer.predict(expected.at("x").values);
    for (size_t k = 0; k < 4; ++k) EXPECT_NEAR(answer[k], expected.at(name).values[k], 2e-6) << name;
  }
}

TEST(ModelFile, TakesAFileThatNumPyWroteAndRefusesOneThatDoesNotFit) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with numpy";
  const Folder folder;
  const auto dataset = noise({1, 12, 12}, 4, 20);
  Trainer trainer(experiment_of(mixed_network(4)), dataset);
  trainer.save(folder / "m.npz");
  ASSERT_EQ(run_python(folder, R"(
z = dict(np.load('m.npz'))
np.savez('again.npz', **{k: v.astype('f8') if v.dtype == np.float32 else v for k, v in z.items()})
np.savez('lacks.npz', **{k: v for k, v in z.items() if k != 'dense_1/bias'})
np.savez('shape.npz', **{**z, 'dense_1/bias': np.zeros(8, 'f4')})
np.savez('nan.npz', **{**z, 'dense_1/bias': np.full(9, np.nan, 'f4')})
np.savez('bare.npz', **{k: v for k, v in z.items() if k != 'experiment'})
)"),
            0);
  const std::vector<float> sample(144, 0.3f);
  const auto before = trainer.predict(sample);
  trainer.load(Model::read(folder / "again.npz"));
  EXPECT_EQ(trainer.predict(sample), before);
  for (const char* name : {"lacks.npz", "shape.npz", "nan.npz"}) {
    const std::string fault = fault_of([&] { trainer.load(Model::read(folder / name)); });
    EXPECT_NE(fault.find(name), std::string::npos) << fault;
    EXPECT_NE(fault.find("dense_1/bias"), std::string::npos) << fault;
    EXPECT_EQ(trainer.predict(sample), before) << "half of " << name << " was taken";
  }
  EXPECT_NE(fault_of([&] { Model::read(folder / "bare.npz"); }).find("no experiment inside"), std::string::npos);
}

TEST(AtomicFile, AFailedSaveLeavesTheOldFile) {
  const Folder folder;
  const auto file = folder.write("kept.txt", "old");
  save_atomically(file, "new");
  EXPECT_EQ(read_text_file(file), "new");
  EXPECT_EQ(fault_of([&] { save_atomically(file / "below", "x"); }).find((file / "below").string()), 0u)
      << "a file is no folder";
  EXPECT_NE(fault_of([&] { save_atomically(folder.path(), "x"); }).find("it is a folder"), std::string::npos);
  EXPECT_EQ(read_text_file(file), "new");
  int files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) ++files;
  EXPECT_EQ(files, 1) << "a temporary was left behind";
  if (std::filesystem::exists("/dev/full")) {
    EXPECT_EQ(fault_of([&] { save_atomically("/proc/saddle.txt", "x"); }).find("/proc/saddle.txt"), 0u);
  }
}

TEST(DataDirectory, SaysWhereItLooked) {
  const Folder folder;
  const std::string fault = fault_of([&] { find_data(folder.path(), "mnist", "train-images-idx3-ubyte"); });
  EXPECT_NE(fault.find((folder / "mnist").string()), std::string::npos) << fault;
  EXPECT_NE(fault.find("SADDLE_DATA"), std::string::npos);
  EXPECT_NE(fault.find("procedural_digits"), std::string::npos);
  std::filesystem::create_directories(folder / "mnist");
  folder.write("mnist/train-images-idx3-ubyte.gz", "x");
  EXPECT_EQ(find_data(folder.path(), "mnist", "train-images-idx3-ubyte"), folder / "mnist/train-images-idx3-ubyte.gz");
  folder.write("mnist/train-images-idx3-ubyte", "x");
  EXPECT_EQ(find_data(folder.path(), "mnist", "train-images-idx3-ubyte"), folder / "mnist/train-images-idx3-ubyte");
}

TEST(Picture, PngComesBack) {
  const Folder folder;
  PixelImage image{.width = 5, .height = 3, .channels = 3};
  for (int i = 0; i < 45; ++i) image.pixels.push_back(static_cast<uint8_t>(5 * i));
  write_png(folder / "p.png", image);
  const PixelImage again = read_picture(folder / "p.png", 3);
  EXPECT_EQ(again.width, 5);
  EXPECT_EQ(again.height, 3);
  EXPECT_EQ(again.pixels, image.pixels);
}

TEST(Picture, WhatIsTransparentLiesOnWhitePaper) {
  const Folder folder;
  write_png(folder / "a.png", {2, 2, 4, {0, 0, 0, 0, 10, 20, 30, 255, 0, 100, 200, 51, 255, 255, 255, 0}});
  EXPECT_EQ(read_picture(folder / "a.png", 3).pixels,
            (std::vector<uint8_t>{255, 255, 255, 10, 20, 30, 204, 224, 244, 255, 255, 255}));
  const PixelImage grey = read_picture(folder / "a.png", 1);
  EXPECT_EQ(grey.channels, 1);
  EXPECT_EQ(grey.pixels.front(), 255);
  EXPECT_EQ(grey.pixels.size(), 4u);
}

TEST(Picture, WhatIsNoPictureIsAnErrorThatNamesIt) {
  const Folder folder;
  PixelImage image{.width = 40, .height = 30, .channels = 1, .pixels = std::vector<uint8_t>(1200, 90)};
  write_png(folder / "whole.png", image);
  const std::string whole = read_text_file(folder / "whole.png");
  for (const std::string& bytes : {std::string(), std::string("not a picture"), whole.substr(0, whole.size() / 2)}) {
    const std::string fault = fault_of([&] { read_picture(folder.write("broken.png", bytes), 1); });
    EXPECT_NE(fault.find("broken.png"), std::string::npos) << fault;
  }
}

}  // namespace
}  // namespace saddle
