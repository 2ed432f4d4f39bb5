// A search by several processes that mpirun has started, and what is left of it when one of them is killed.
#include "ranks.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace saddle {
namespace {

using nlohmann::json;
using program::mpirun;

constexpr const char* small_moons = R"({
  "saddle": 1, "name": "Moons", "data": {"set": "moons", "train": 200, "test": 100, "validation": 50},
  "network": [{"type": "dense", "units": 12}, {"type": "relu"}, {"type": "dense", "units": 2}],
  "optimizer": {"type": "sgd", "learning_rate": 0.1},
  "training": {"batch_size": 20, "epochs": 30}
})";
const std::string ranges =
    "moons.json --range optimizer.learning_rate=1e-4..1:log --range optimizer.weight_decay=1e-8..1e-4:log ";

class RanksOfASearch : public testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = program::no_mpirun(); !why.empty()) GTEST_SKIP() << why;
    place_.write("moons.json", small_moons);
  }
  // `status`: 1 where a trial fails twice.
  json result(const std::string& arguments, int processes = 1, int status = 0) {
    const Outcome outcome =
        place_.saddle("search " + arguments + " --json", processes > 1 ? mpirun(processes) : std::string());
    EXPECT_EQ(outcome.status, status) << outcome.err;
    return outcome.status == status ? json::parse(outcome.out) : json();
  }
  std::vector<json> lines(const std::string& journal) {
    std::vector<json> all;
    std::istringstream text(place_.content(journal));
    for (std::string line; std::getline(text, line);) all.push_back(json::parse(line));
    return all;
  }
  // The events of a journal in an order that does not depend on who was faster.
  std::vector<std::string> events(const std::string& journal) {
    std::vector<std::string> all;
    for (const json& line : lines(journal)) all.push_back(line.dump());
    std::ranges::sort(all);
    return all;
  }
  Place place_;
};

TEST_F(RanksOfASearch, ComesToWhatOneProcessComesTo) {
  const json alone = result(ranges + "--trials 12 --journal alone.jsonl");
  EXPECT_EQ(result(ranges + "--trials 12 --journal three.jsonl", 3), alone);
  EXPECT_EQ(events("three.jsonl"), events("alone.jsonl"));
  EXPECT_EQ(result(ranges + "--trials 12 --jobs 2", 2), alone);
  const std::string halving = ranges + "--trials 27 --early-stop --unpaired ";
  const json halved = result(halving + "--journal one.jsonl");
  EXPECT_EQ(result(halving + "--journal more.jsonl", 3), halved);
  EXPECT_EQ(events("more.jsonl"), events("one.jsonl"));
}

TEST_F(RanksOfASearch, GoesOnWithTheJournalOfOneProcessAndTheOtherWayRound) {
  const json whole = result(ranges + "--trials 8 --steps 40");
  result(ranges + "--trials 3 --steps 40 --journal j.jsonl");
  result(ranges + "--trials 6 --steps 40 --journal j.jsonl --resume", 3);
  EXPECT_EQ(result(ranges + "--trials 8 --steps 40 --journal j.jsonl --resume"), whole);
  EXPECT_EQ(lines("j.jsonl").size(), 1 + 8 * 3u) << "each trial is drawn, started and finished once";
}

TEST_F(RanksOfASearch, ATrialThatFailsTwiceIsRecordedWithItsReasonWhereverItWasMade) {
  place_.write("pictures.json", R"({"saddle": 1, "data": {"set": "procedural_digits", "train": 60, "test": 10,
    "validation": 20}, "network": [{"type": "conv2d", "filters": 2, "kernel": 3}, {"type": "conv2d", "filters": 2,
    "kernel": 20}, {"type": "dense", "units": 10}], "training": {"batch_size": 20, "epochs": 1}})");
  const std::string what = "pictures.json --range network[0].kernel=15,17,19,3 ";
  const json alone = result(what, 1, 1);
  EXPECT_EQ(result(what + "--journal j.jsonl", 4, 1), alone);
  const auto all = lines("j.jsonl");
  EXPECT_EQ(std::ranges::count_if(all, [](const json& line) { return line.value("event", "") == "failed"; }), 6);
  EXPECT_EQ(alone["trials"][2]["state"], "failed");
}

TEST_F(RanksOfASearch, AFullDiskEndsAllOfThem) {
  const Outcome full =
      place_.saddle("search " + ranges + "--trials 40 --steps 2 --journal j.jsonl", program::mpirun_on_full_disk(3));
  EXPECT_EQ(full.status, 2);
  EXPECT_NE(full.err.find("j.jsonl: cannot be written"), std::string::npos) << full.err;
  EXPECT_EQ(std::count(full.err.begin(), full.err.end(), '\n'), 1) << full.err;
  EXPECT_EQ(result(ranges + "--trials 40 --steps 2 --journal j.jsonl --resume", 2),
            result(ranges + "--trials 40 --steps 2"));
}

TEST_F(RanksOfASearch, ARankThatIsGivenOtherFilesEndsAllWithOneSentence) {
  place_.write("one/moons.json", small_moons);
  std::string other = small_moons;
  other.replace(other.find("\"units\": 12"), 11, "\"units\": 13");
  place_.write("two/moons.json", other);
  const auto end = [&](const std::string& where) {
    return place_.saddle("search " + ranges + "--trials 4",
                         mpirun(2) + R"( bash -c 'cd )" + where + R"(; exec "$0" "$@"')");
  };
  const Outcome outcome = end("$([ $OMPI_COMM_WORLD_RANK = 0 ] && echo one || echo two)");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err,
            "saddle: rank 1 was started for another search; all ranks need the same command and the same files\n");
  const Outcome missing = end("$([ $OMPI_COMM_WORLD_RANK = 0 ] && echo one || echo /)");
  EXPECT_EQ(missing.status, 2);
  EXPECT_EQ(missing.err.find("saddle: rank 1: "), 0u) << missing.err;
  EXPECT_EQ(std::count(missing.err.begin(), missing.err.end(), '\n'), 1) << missing.err;
}

std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    std::ifstream file(entry.path() / "stat");
    std::string text((std::istreambuf_iterator<char>(file)), {});
    const size_t name_end = text.rfind(") ");
    if (name_end == std::string::npos) continue;
    std::istringstream rest(text.substr(name_end + 4));  // behind the state
    pid_t its_parent = 0;
    if (rest >> its_parent && its_parent == parent) found.push_back(std::stoi(name));
  }
  return found;
}

// SADDLE_MPI_KILLS=20 for as many as it takes to believe it.
TEST_F(RanksOfASearch, WhicheverRankIsKilledNoTrialIsLostAndNoneIsMadeTwice) {
  const char* wanted = std::getenv("SADDLE_MPI_KILLS");
  const int kills = wanted ? std::atoi(wanted) : 3;
  const std::string what = ranges + "--trials 60 --epochs 1500 ";
  std::vector<std::string> words;
  std::istringstream text(mpirun(3) + " " + SADDLE_PROGRAM + " search " + what + "--resume --journal j.jsonl --json");
  for (std::string word; text >> word;) words.push_back(word);
  const auto finished_trials = [&]() -> int64_t {
    std::ifstream journal(place_ / "j.jsonl");
    const std::string text((std::istreambuf_iterator<char>(journal)), {});
    int64_t count = 0;
    for (size_t at = text.find("\"finished\""); at != std::string::npos; at = text.find("\"finished\"", at + 1))
      ++count;
    return count;
  };
  std::random_device seed;
  std::mt19937 random(seed());
  for (int i = 0; i < kills; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      if (chdir(place_.path().c_str()) != 0) _exit(1);
      if (!std::freopen("/dev/null", "w", stdout) || !std::freopen("said.txt", "w", stderr)) _exit(1);
      std::vector<char*> pointers;
      for (std::string& word : words) pointers.push_back(word.data());
      pointers.push_back(nullptr);
      execvp(pointers[0], pointers.data());
      _exit(1);
    }
    // By progress rather than by the clock, so that no machine is fast enough to be done before it is killed.
    const int64_t enough = finished_trials() + static_cast<int64_t>(random() % (1 + 24 / kills));
    const auto started = std::chrono::steady_clock::now();
    int status = -1;
    while (finished_trials() < enough || children_of(child).empty()) {
      if (waitpid(child, &status, WNOHANG) != 0) break;  // those who were left had made the rest before they were ended
      ASSERT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(60)) << "no trial ends";
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    if (status != -1) {
      ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << place_.content("said.txt");
      ASSERT_GT(i, 0) << "it was over before it was killed";
      break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 20));
    const auto ranks = children_of(child);
    kill(ranks.empty() ? child : ranks[random() % ranks.size()], SIGKILL);
    const auto began = std::chrono::steady_clock::now();
    while (waitpid(child, &status, WNOHANG) == 0) {
      ASSERT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(60)) << "the others hang";
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
  const json resumed = result(what + "--resume --journal j.jsonl", 3);
  EXPECT_EQ(resumed, result(what));
  std::map<int, int> drawn, finished;
  for (const json& line : lines("j.jsonl")) {
    if (line.value("event", "") == "drawn") ++drawn[line["trial"].get<int>()];
    if (line.value("event", "") == "finished") ++finished[line["trial"].get<int>()];
  }
  EXPECT_EQ(drawn.size(), 60u);
  EXPECT_EQ(finished.size(), 60u);
  for (const auto& [trial, times] : drawn) EXPECT_EQ(times, 1) << trial;
  for (const auto& [trial, times] : finished) EXPECT_EQ(times, 1) << trial;
}

TEST(Ranks, WithoutMpirunNothingOfMpiIsLoaded) {
  const Place place;
  const Outcome libraries = place.saddle("list presets", "LD_TRACE_LOADED_OBJECTS=1");
  EXPECT_NE(libraries.out.find("libfmt"), std::string::npos) << libraries.out;
  EXPECT_EQ(libraries.out.find("libmpi"), std::string::npos) << libraries.out;
}

TEST(Ranks, AProgramWithoutTheModuleNamesThePackageAndDoesNotRunManyTimes) {
  const Place place;
  std::filesystem::copy(SADDLE_PROGRAM, place / "saddle");
  const auto as_rank = [&](const std::string& rank, const std::string& arguments) {
    return place.saddle(arguments,
                        "SADDLE_ASSETS=" SADDLE_ASSETS " OMPI_COMM_WORLD_SIZE=2 OMPI_COMM_WORLD_RANK=" + rank +
                            " bash -c 'exec ./saddle \"$@\"'");  // in place of the one with the module
  };
  for (const char* arguments : {"train xor-learned --steps 1 --save net.npz", "search moons"}) {
    const Outcome first = as_rank("0", arguments), second = as_rank("1", arguments);
    EXPECT_EQ(first.status, 2);
    EXPECT_NE(first.err.find("the package libopenmpi-dev"), std::string::npos) << first.err;
    EXPECT_EQ(std::count(first.err.begin(), first.err.end(), '\n'), 1) << first.err;
    EXPECT_EQ(second.status, 0);
    EXPECT_EQ(second.err + second.out, "");
  }
  EXPECT_FALSE(std::filesystem::exists(place / "net.npz"));
  // Of one process no more is asked than without mpirun.
  EXPECT_EQ(place.saddle("train xor-learned --steps 1", "OMPI_COMM_WORLD_SIZE=1 OMPI_COMM_WORLD_RANK=0").status, 0);
}

TEST(Ranks, WhatOneProcessDoesIsRefusedWithOneSentence) {
  const Place place;
  for (const char* arguments : {"sweep multi-layer-net --vary optimizer.type=sgd,adam", "bench", "list presets", ""}) {
    const Outcome first = place.saddle(arguments, "OMPI_COMM_WORLD_SIZE=2 OMPI_COMM_WORLD_RANK=0");
    EXPECT_EQ(first.status, 2);
    EXPECT_NE(first.err.find("those who share work are train and search"), std::string::npos) << first.err;
    const Outcome second = place.saddle(arguments, "PMI_SIZE=2 PMI_RANK=1");
    EXPECT_EQ(second.status, 0);
    EXPECT_EQ(second.err + second.out, "");
  }
}

}  // namespace
}  // namespace saddle
