// What asks a training to end is heard at any moment, and ends it in order.
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

#include "program.h"

namespace saddle {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* endless = R"({"saddle": 1, "data": {"set": "curve"}, "network": [{"type": "dense", "units": 1}],
  "loss": "mean_squared_error", "training": {"epochs": 1000000, "batch_size": 1}})";

// A training that runs while the test goes on.
class Training {
 public:
  Training(const Place& place, std::vector<std::string> arguments) : place_(place) {
    arguments.insert(arguments.begin(), {SADDLE_PROGRAM, "train"});
    std::vector<char*> spelled;
    for (std::string& argument : arguments) spelled.push_back(argument.data());
    spelled.push_back(nullptr);
    const std::string folder = place.path().string();
    process_ = fork();
    if (process_ != 0) return;
    if (chdir(folder.c_str()) == 0 && std::freopen(".out", "w", stdout) && std::freopen(".err", "w", stderr))
      execv(SADDLE_PROGRAM, spelled.data());
    _exit(127);
  }
  ~Training() {
    if (process_ > 0) end(SIGKILL);
  }
  Training(const Training&) = delete;
  Training& operator=(const Training&) = delete;

  void send(int signal) const { kill(process_, signal); }
  // Whether it has `file` open.
  bool reads(const std::string& file) const {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(process_) + "/fd", error)) {
      if (std::filesystem::read_symlink(entry, error).filename() == file) return true;
    }
    return false;
  }
  // Waits for its end. A status of -SIGNAL: it was ended by that.
  Outcome end(int signal = 0) {
    if (signal) send(signal);
    int status = 0;
    waitpid(process_, &status, 0);
    process_ = 0;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), place_.content(".out"),
            place_.content(".err")};
  }

 private:
  const Place& place_;
  pid_t process_ = 0;
};

class Interrupts : public testing::Test {
 protected:
  void wait_until(const std::function<bool()>& condition) {
    const auto give_up = Clock::now() + std::chrono::seconds(60);
    while (!condition() && Clock::now() < give_up) std::this_thread::sleep_for(std::chrono::microseconds(200));
    ASSERT_TRUE(condition());
  }
  void expect_order(const Outcome& outcome) {
    EXPECT_EQ(outcome.status, 1) << outcome.err;
    EXPECT_NE(outcome.err.find("saddle: stopped "), std::string::npos) << outcome.err;
  }
  Place place_;
};

TEST_F(Interrupts, ATerminatedTrainingSavesWhatItLearned) {
  place_.write("long.json", endless);
  for (const auto& [name, signal] : {std::pair{"TERM", SIGTERM}, {"HUP", SIGHUP}, {"INT", SIGINT}}) {
    SCOPED_TRACE(name);
    const std::string file = std::string(name) + ".npz", log = std::string(name) + ".csv";
    Training training(place_, {"long.json", "--save", file, "--log", log});
    wait_until([&] { return place_.content(log).size() > 1000; });
    const Outcome outcome = training.end(signal);
    expect_order(outcome);
    EXPECT_NE(outcome.err.find("stopped at step"), std::string::npos) << outcome.err;
    EXPECT_EQ(place_.content(file).substr(0, 2), "PK");
  }
}

TEST_F(Interrupts, AreHeardWhileDataLoad) {
  place_.write("long.json", R"({"saddle": 1, "data": {"set": "procedural_digits", "train": 1000000}, "network":
    [{"type": "dense", "units": 10}]})");
  Training training(place_, {"long.json", "--save", "m.npz"});
  std::this_thread::sleep_for(std::chrono::seconds(2));
  const auto began = Clock::now();
  const Outcome outcome = training.end(SIGINT);
  EXPECT_LT(Clock::now() - began, std::chrono::seconds(4));
  EXPECT_NE(outcome.err.find("while the data were loading"), std::string::npos) << outcome.err;
  EXPECT_FALSE(std::filesystem::exists(place_.path() / "m.npz"));
}

// Reading what is to be trained comes before any training.
TEST_F(Interrupts, AreHeardWhileTheSourceIsRead) {
  std::string table = "a,b,k\n";
  for (int i = 0; i < 400'000; ++i) table += std::to_string(i % 97) + ",0.25," + (i % 2 ? "x\n" : "y\n");
  place_.write("table.csv", table);
  Training training(place_, {"table.csv", "--save", "m.npz"});
  wait_until([&] { return training.reads("table.csv"); });
  expect_order(training.end(SIGINT));
  EXPECT_FALSE(std::filesystem::exists(place_.path() / "m.npz"));
}

// Before its first line a program can be ended by what it has not heard of yet: then it has said and written nothing.
TEST_F(Interrupts, EndInOrderAtAnyMoment) {
  place_.write("long.json", endless);
  for (const int milliseconds : {0, 1, 2, 5, 10, 20, 50, 100, 300}) {
    SCOPED_TRACE(milliseconds);
    place_.write("m.npz", "before");
    place_.write("c.npz", "before");
    Training training(place_, {"long.json", "--save", "m.npz", "--checkpoint", "c.npz"});
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    training.send(SIGINT);
    const Outcome outcome = training.end();
    const bool saved = outcome.err.find("stopped at step") != std::string::npos;
    if (outcome.status != -SIGINT) {
      expect_order(outcome);
    } else {
      EXPECT_EQ(outcome.out + outcome.err, "");
    }
    for (const char* file : {"m.npz", "c.npz"}) EXPECT_EQ(place_.content(file) != "before", saved) << file;
  }
}

// As `timeout` sends them, and a terminal whose shell passes them on.
TEST_F(Interrupts, ThatComeTwiceAtOnceAreOne) {
  place_.write("long.json", endless);
  Training training(place_, {"long.json", "--save", "m.npz", "--log", "log.csv"});
  wait_until([&] { return place_.content("log.csv").size() > 1000; });
  for (int i = 0; i < 5; ++i) {
    training.send(SIGINT);
    std::this_thread::sleep_for(std::chrono::microseconds(300));
  }
  expect_order(training.end());
  EXPECT_EQ(place_.content("m.npz").substr(0, 2), "PK");
}

TEST_F(Interrupts, ASecondOneEndsTheProgramAtOnce) {
  place_.write("long.json", R"({"saddle": 1, "data": {"set": "procedural_digits", "train": 2000}, "network":
    [{"type": "flatten"}, {"type": "dense", "units": 3000}, {"type": "dense", "units": 3000},
     {"type": "dense", "units": 10}], "training": {"batch_size": 2000, "epochs": 1000}})");
  Training training(place_, {"long.json", "--threads", "1", "--save", "m.npz", "--log", "log.csv"});
  wait_until([&] { return !place_.content("log.csv").empty(); });
  training.send(SIGINT);
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  const Outcome outcome = training.end(SIGINT);
  // In order where the step was over by then; nothing in between.
  if (outcome.status == -SIGINT) {
    EXPECT_FALSE(std::filesystem::exists(place_.path() / "m.npz"));
  } else {
    expect_order(outcome);
  }
}

}  // namespace
}  // namespace saddle
