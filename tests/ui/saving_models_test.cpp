// A trained model is saved while training goes on.
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "../folder.h"
#include "driver.h"
#include "saddle/model.h"

namespace saddle::app {
namespace {

// Some 20 MB of weights, in steps of a few milliseconds.
constexpr const char* heavy = R"({"saddle": 1, "data": {"set": "moons"}, "network": [{"type": "dense", "units": 2200},
  {"type": "relu"}, {"type": "dense", "units": 2200}, {"type": "relu"}, {"type": "dense", "units": 2}],
  "optimizer": {"type": "sgd", "learning_rate": 0.001}, "training": {"batch_size": 1, "epochs": 100000, "threads": 1}})";

class SavingModels : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void save_as(Headless& user, const char* item, const std::string& file) {
    user.click("file");
    user.frames(2);
    user.click(item);
    user.frames(3);
    ASSERT_NE(user.mark("dialog.path"), nullptr) << "no dialog is open";
    user.key(ImGuiKey_A, true);
    user.write(file);
    wait(user, [&] { return user.mark("dialog.path") == nullptr; });  // it looks at the folder in the background
  }
  void wait(Headless& user, const std::function<bool()>& condition) {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(40);
    while (!condition() && std::chrono::steady_clock::now() < give_up) {
      user.frame();
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    ASSERT_TRUE(condition());
  }
  const Folder folder_;
};

TEST_F(SavingModels, DoesNotHoldUpTheTraining) {
  const std::string source = folder_.write("heavy.json", heavy).string(), file = path("out/heavy.npz");
  std::filesystem::create_directory(folder_ / "out");
  ApplicationOptions options;
  options.experiment = source;
  options.train = true;
  Headless user(options, 1280, 720);
  const auto steps = [&] { return user.application().steps(); };
  wait(user, [&] { return steps() > 5; });
  save_as(user, "file/save_model", file);
  const int64_t begun = steps();
  ASSERT_FALSE(std::filesystem::exists(file)) << "too small a network to tell";
  wait(user, [&] { return std::filesystem::exists(file); });
  EXPECT_GT(steps(), begun + 3) << "while it was packed and written";
  wait(user, [&] { return user.text("done").find("Saved as") != std::string::npos; });
  EXPECT_EQ(user.application().now().status, Status::running);
  EXPECT_EQ(Model::read(file).plan().parameters(), 2200 * 3 + 2200 * 2201 + 2 * 2201);
}

// Both are told of, in their order, whichever the worker had come to when the second was asked for.
TEST_F(SavingModels, TwoAtOnceAreBothSaved) {
  ApplicationOptions options;
  options.train = true;
  Headless user(options, 1280, 720);
  wait(user, [&] { return user.application().steps() > 5; });
  save_as(user, "file/save_model", path("a.npz"));
  save_as(user, "file/save_checkpoint", path("b.npz"));
  wait(user, [&] { return user.text("done").find("b.npz") != std::string::npos; });
  EXPECT_FALSE(Model::read(path("a.npz")).is_checkpoint());
  EXPECT_GT(Model::read(path("b.npz")).steps(), 5);
}

TEST_F(SavingModels, SaysWhichFileCannotBeWritten) {
  Driver user;
  user.train_for(10);
  save_as(user, "file/save_model", "/proc/net.npz");
  user.settle();
  EXPECT_NE(user.text("notice").find("/proc/net.npz"), std::string::npos) << user.text("notice");
  EXPECT_EQ(user.text("done"), "");
  user.press({.key = 'Q', .control = true});
  user.frames(2);
  EXPECT_NE(user.mark("leave.stay"), nullptr) << "they are not saved";
}

}  // namespace
}  // namespace saddle::app
