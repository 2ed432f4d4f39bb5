// saddle search: what is drawn, what is kept, and what is left of it after kill -9.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"

namespace saddle {
namespace {

using nlohmann::json;

constexpr const char* moons = R"({
  "saddle": 1, "name": "Moons", "data": {"set": "moons", "train": 200, "test": 100, "validation": 50},
  "network": [{"type": "dense", "units": 12}, {"type": "relu"}, {"type": "dense", "units": 2}],
  "optimizer": {"type": "sgd", "learning_rate": 0.1},
  "training": {"batch_size": 20, "epochs": 30}
})";
const std::string book =
    "moons.json --range optimizer.learning_rate=1e-4..1:log --range optimizer.weight_decay=1e-8..1e-4:log ";

class SearchCommand : public testing::Test {
 protected:
  SearchCommand() { place_.write("moons.json", moons); }
  Outcome search(const std::string& arguments) { return place_.saddle("search " + arguments); }
  json result(const std::string& arguments) {
    const Outcome outcome = search(arguments + " --json");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.status == 0 ? json::parse(outcome.out) : json();
  }
  void expect_refusal(const std::string& arguments, const std::string& culprit) {
    const Outcome outcome = search(arguments);
    EXPECT_EQ(outcome.status, 2) << arguments << "\n" << outcome.err;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    EXPECT_NE(outcome.err.find(culprit), std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.out, "") << arguments;
  }
  // Begins `saddle search ARGUMENTS`, and kills it so many milliseconds later.
  void kill_after(const std::vector<std::string>& arguments, int milliseconds) {
    const pid_t child = fork();
    if (child == 0) {
      if (chdir(place_.path().c_str()) != 0) _exit(1);
      if (!std::freopen("/dev/null", "w", stdout) || !std::freopen("/dev/null", "w", stderr)) _exit(1);
      std::vector<char*> words;
      for (const std::string& word : arguments) words.push_back(const_cast<char*>(word.c_str()));
      words.push_back(nullptr);
      execv(SADDLE_PROGRAM, words.data());
      _exit(1);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
  }
  std::vector<json> lines(const std::string& journal) {
    std::vector<json> all;
    std::istringstream text(place_.content(journal));
    for (std::string line; std::getline(text, line);) all.push_back(json::parse(line));
    return all;
  }
  Place place_;
};

TEST_F(SearchCommand, ATrialDependsOnTheSeedAndItsIndexAlone) {
  const json few = result(book + "--trials 3 --steps 5"), many = result(book + "--trials 6 --steps 5 --jobs 1");
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(few["trials"][i], many["trials"][i]);
  const json swapped = result(
      "moons.json --range optimizer.weight_decay=1e-8..1e-4:log --range optimizer.learning_rate=1e-4..1:log --trials 2 "
      "--steps 5");
  EXPECT_EQ(few["trials"][1]["settings"], swapped["trials"][1]["settings"]) << "whatever the order of the ranges";
  EXPECT_NE(few["trials"][0]["settings"], result(book + "--trials 1 --steps 5 --seed 2")["trials"][0]["settings"]);
}

TEST_F(SearchCommand, ComparesByTheValidationAccuracyOfWhatTrainWouldTrain) {
  const json end = result(book + "--trials 25 --steps 60");
  ASSERT_EQ(end["trials"].size(), 25u);
  ASSERT_EQ(end["best"].size(), 20u);
  double before = 1;
  for (const json& index : end["best"]) {
    const json& trial = end["trials"][index.get<size_t>()];
    EXPECT_EQ(trial["state"], "finished");
    EXPECT_EQ(trial["steps"], 60);
    EXPECT_LE(trial["validation_accuracy"].get<double>(), before);
    before = trial["validation_accuracy"];
    const double rate = trial["settings"]["optimizer.learning_rate"];
    EXPECT_TRUE(rate >= 1e-4 && rate <= 1) << rate;
  }
  std::ostringstream settings;
  settings.precision(17);
  for (const auto& [path, value] : end["trials"][4]["settings"].items())
    settings << " --set " << path << "=" << value.get<double>();
  const json alone = json::parse(place_.saddle("train moons.json --steps 60 --json" + settings.str()).out);
  EXPECT_EQ(end["trials"][4]["train_loss"], alone["train_loss"]);
}

TEST_F(SearchCommand, DrawsWholeNumbersWhereThePropertyIsOneAndTriesEveryCombinationOfLists) {
  for (const json& trial : result("moons.json --range network[0].units=3..5 --trials 30 --steps 1")["trials"]) {
    EXPECT_TRUE(trial["settings"]["network[0].units"].is_number_integer());
    EXPECT_GE(trial["settings"]["network[0].units"], 3);
    EXPECT_LE(trial["settings"]["network[0].units"], 5);
  }
  const json grid = result(
      "moons.json --range optimizer.type=sgd,adam --range optimizer.learning_rate=1e-3..0.1:log:3 "
      "--steps 2");
  ASSERT_EQ(grid["trials"].size(), 6u);
  EXPECT_EQ(grid["trials"][4]["settings"]["optimizer.type"], "adam");
  EXPECT_NEAR(grid["trials"][4]["settings"]["optimizer.learning_rate"].get<double>(), 0.01, 1e-12);
}

TEST_F(SearchCommand, SuccessiveHalvingStopsTwoThirdsAtEachRung) {
  const std::string what = book + "--trials 27 --early-stop --unpaired";
  const json end = result(what);
  std::map<int, int> by_steps;
  for (const json& trial : end["trials"]) ++by_steps[trial["steps"].get<int>()];
  EXPECT_EQ(by_steps, (std::map<int, int>{{11, 18}, {33, 6}, {100, 2}, {300, 1}}));
  EXPECT_EQ(result(what + " --jobs 3"), result(what + " --jobs 1"));
  // What went on in pieces is what is trained at once.
  const json whole = result(book + "--trials 27 --unpaired");
  const size_t best = end["best"][0];
  EXPECT_EQ(end["trials"][best], whole["trials"][best]);
}

TEST_F(SearchCommand, AfterTwentyKillsNoTrialIsLostAndNoneIsMadeTwice) {
  for (const bool early_stop : {false, true}) {
    const std::string extra = early_stop ? " --early-stop" : "", journal = early_stop ? "e.jsonl" : "j.jsonl";
    const json uninterrupted = result(book + "--trials 40 --jobs 2" + extra);
    std::vector<std::string> words = {"saddle", "search"};
    std::istringstream text(book + "--trials 40 --jobs 2 --json --resume --journal " + journal + extra);
    for (std::string word; text >> word;) words.push_back(word);
    std::mt19937 random(early_stop ? 2 : 1);
    for (int i = 0; i < 20; ++i) kill_after(words, 20 + static_cast<int>(random() % 180));
    const json resumed = result(book + "--trials 40 --jobs 2 --resume --journal " + journal + extra);
    EXPECT_EQ(resumed, uninterrupted);
    std::map<int, int> drawn, finished;
    for (const json& line : lines(journal)) {
      if (line.value("event", "") == "drawn") ++drawn[line["trial"].get<int>()];
      if (line.value("event", "") == "finished") ++finished[line["trial"].get<int>()];
    }
    EXPECT_EQ(drawn.size(), 40u);
    for (const auto& [trial, times] : drawn) EXPECT_EQ(times, 1) << trial;
    for (const auto& [trial, times] : finished) EXPECT_EQ(times, 1) << trial;
    EXPECT_TRUE(early_stop || finished.size() == 40u) << finished.size();
  }
}

TEST_F(SearchCommand, TheJournalHasTheCourseOfEachTrial) {
  const json end = result(book + "--trials 2 --steps 250 --set training.evaluate_every=50 --journal j.jsonl");
  for (const json& line : lines("j.jsonl")) {
    if (line.value("event", "") != "finished") continue;
    EXPECT_EQ(line["curve"]["steps"], (json{1, 50, 100, 150, 200, 250}));
    EXPECT_EQ(line["curve"]["values"].back(), line["validation_accuracy"]);
    EXPECT_EQ(line["validation_accuracy"], end["trials"][line["trial"].get<size_t>()]["validation_accuracy"]);
  }
}

TEST_F(SearchCommand, ATornLastLineIsLeftOutAndSaid) {
  const json whole = result(book + "--trials 5 --steps 5 --journal j.jsonl");
  const std::string text = place_.content("j.jsonl");
  place_.write("j.jsonl", text.substr(0, text.size() - 30));
  const Outcome outcome = search(book + "--trials 5 --steps 5 --journal j.jsonl --resume --json");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.err.find("its last line is torn"), std::string::npos) << outcome.err;
  EXPECT_EQ(json::parse(outcome.out), whole);
  EXPECT_EQ(lines("j.jsonl").size(), 1 + 5 * 3 + 1u) << "one trial was begun once more";
}

TEST_F(SearchCommand, ATrialThatFailsTwiceIsRecordedAndTheOthersGoOn) {
  // A kernel of 3 does not fit behind two of size 20.
  place_.write("pictures.json", R"({"saddle": 1, "data": {"set": "procedural_digits", "train": 60, "test": 10,
    "validation": 20}, "network": [{"type": "conv2d", "filters": 2, "kernel": 3}, {"type": "conv2d", "filters": 2,
    "kernel": 20}, {"type": "dense", "units": 10}], "training": {"batch_size": 20, "epochs": 1}})");
  const Outcome outcome = search("pictures.json --range network[0].kernel=3,5,15 --journal j.jsonl --json");
  EXPECT_EQ(outcome.status, 1) << "as of a sweep with runs that failed";
  EXPECT_NE(outcome.err.find("trial 2 failed twice"), std::string::npos) << outcome.err;
  const json end = json::parse(outcome.out);
  EXPECT_EQ(end["trials"][2]["state"], "failed");
  EXPECT_NE(end["trials"][2]["why"].get<std::string>().find("network["), std::string::npos);
  EXPECT_EQ(end["best"].size(), 2u);
  const auto all = lines("j.jsonl");
  EXPECT_EQ(std::ranges::count_if(all, [](const json& line) { return line.value("event", "") == "failed"; }), 2);
  EXPECT_EQ(json::parse(search("pictures.json --range network[0].kernel=3,5,15 --journal j.jsonl --resume --json").out),
            end)
      << "and is not tried again";
}

TEST_F(SearchCommand, TheJournalsOfAllPartsTogetherAreOne) {
  const std::string what = book + "--trials 9 --steps 10 ";
  const json whole = result(what);
  std::string both;
  for (const char* part : {"1", "2"}) {
    const std::string journal = std::string(part) + ".jsonl";
    result(what + "--shard " + part + "/2 --journal " + journal);
    both += place_.content(journal);
  }
  place_.write("both.jsonl", both);
  const json merged = result(what + "--journal both.jsonl --resume");
  EXPECT_EQ(merged, whole);
  EXPECT_EQ(place_.content("both.jsonl"), both) << "nothing was left to do";
}

TEST_F(SearchCommand, KeepsAFifthForValidationWhereThereIsNone) {
  place_.write("plain.json", R"({"saddle": 1, "data": {"set": "moons", "train": 100},
    "network": [{"type": "dense", "units": 2}], "training": {"epochs": 1}})");
  const Outcome outcome = search("plain.json --range optimizer.learning_rate=0.1,1 --json");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.err.find("20 of the 100 training samples are kept for validation"), std::string::npos)
      << outcome.err;
  EXPECT_TRUE(json::parse(outcome.out)["trials"][0]["validation_accuracy"].is_number());
  const Outcome curve = place_.saddle("search curve --range optimizer.learning_rate=1e-3,1e-2 --steps 20");
  EXPECT_NE(curve.out.find("validation loss"), std::string::npos) << curve.out;
  const Outcome moons = place_.saddle("search moons --range optimizer.learning_rate=1e-3,1e-2 --steps 20");
  EXPECT_NE(moons.out.find("validation accuracy"), std::string::npos) << moons.out;
}

TEST_F(SearchCommand, RefusesWhatCannotBeWithOneSentence) {
  expect_refusal("moons.json --trials 3", "there is nothing to search");
  expect_refusal("moons.json --range optimizer.learning_rate=1..2", "--trials: is missing");
  expect_refusal("moons.json --range optimizer.learning_rat=1..2 --trials 2", "learning_rat");
  expect_refusal("moons.json --range optimizer.learning_rate= --trials 2", "expected path=LOW..HIGH");
  expect_refusal("moons.json --range optimizer.learning_rate=2..1 --trials 2", "is empty");
  expect_refusal("moons.json --range optimizer.learning_rate=1..1 --trials 2", "is empty");
  expect_refusal("moons.json --range optimizer.learning_rate=0..1:log --trials 2", "begins above 0");
  expect_refusal("moons.json --range optimizer.learning_rate=a..1 --trials 2", "got \"a\"");
  expect_refusal("moons.json --range optimizer.learning_rate=0.1..1:lin --trials 2", "expected log");
  expect_refusal("moons.json --range optimizer.learning_rate=-1..1 --trials 2", "optimizer.learning_rate");
  expect_refusal("moons.json --range network[0].units=3.2..3.8 --trials 2", "no whole number");
  expect_refusal("moons.json --range training.seed=1..9 --trials 2", "is luck");
  expect_refusal("moons.json --range loss=softmax_cross_entropy --range loss=softmax_cross_entropy", "two ranges");
  expect_refusal(book + "--trials 2 --metric test_accuracy", "nothing to test with");
  expect_refusal(book + "--trials 2 --shard 3/2", "expected i/n");
  expect_refusal(book + "--trials 2 --shard 3/4", "of 2 trials the part 3/4 has none");
  expect_refusal("curve --range optimizer.learning_rate=0.1,1 --metric train_accuracy", "compare by train_loss");
  expect_refusal(book + "--trials 2 --resume", "name it by --journal");
  search(book + "--trials 1 --steps 1 --journal j.jsonl");
  expect_refusal(book + "--trials 1 --steps 1 --journal j.jsonl", "is there already");
  expect_refusal(book + "--trials 1 --steps 2 --journal j.jsonl --resume", "not the same steps");
  expect_refusal(book + "--trials 1 --steps 1 --seed 5 --journal j.jsonl --resume", "not the same seed");
  place_.write("other.jsonl", "{\"step\":1}\n");
  expect_refusal(book + "--trials 1 --journal other.jsonl --resume", "is no journal of a search");
  place_.write("damaged.jsonl", place_.content("j.jsonl") + "{\"eve\n{}\n");
  expect_refusal(book + "--trials 1 --steps 1 --journal damaged.jsonl --resume", "is damaged");
  place_.write("newer.jsonl", "{\"saddle_journal\":2,\"search\":{}}\n");
  expect_refusal(book + "--trials 1 --journal newer.jsonl --resume", "a newer Saddle may be needed");
}

TEST_F(SearchCommand, TakesNoFileOfAnotherKindForAJournal) {
  place_.write("notes.txt", "my notes, without an end of line");
  expect_refusal(book + "--trials 2 --steps 2 --journal notes.txt --resume", "is no journal of a search");
  EXPECT_EQ(place_.content("notes.txt"), "my notes, without an end of line");
  place_.write("csv.json", R"({"saddle": 1, "data": {"set": "csv", "path": "points.csv"},
    "network": [{"type": "dense", "units": 2}]})");
  place_.write("points.csv", "a,b,label\n1,2,x\n2,1,y\n1,3,x\n3,1,y\n1,4,x\n4,1,y\n1,5,x\n5,1,y\n");
  const std::string table = place_.content("points.csv");
  for (const char* also : {"", " --resume"})
    expect_refusal(
        "csv.json --range optimizer.learning_rate=0.1,1 --metric train_loss --journal points.csv" + std::string(also),
        "is what data.path reads");
  EXPECT_EQ(place_.content("points.csv"), table);
  // Only the beginning of the first line is there: nothing is lost by beginning again.
  place_.write("torn.jsonl", "{\"saddle_jour");
  EXPECT_EQ(search(book + "--trials 2 --steps 2 --journal torn.jsonl --resume").status, 0);
}

TEST_F(SearchCommand, AFullDiskEndsItAndLeavesWholeLines) {
  const json whole = result(book + "--trials 40 --steps 2");
  // A file may have 12 KiB, which is some 20 trials.
  const Outcome full = place_.saddle("search " + book + "--trials 40 --steps 2 --journal j.jsonl",
                                     R"(bash -c 'trap "" XFSZ; ulimit -f 12; exec "$0" "$@"')");
  EXPECT_EQ(full.status, 2);
  EXPECT_NE(full.err.find("j.jsonl: cannot be written"), std::string::npos) << full.err;
  EXPECT_EQ(full.out, "");
  ASSERT_FALSE(place_.content("j.jsonl").empty());
  EXPECT_EQ(place_.content("j.jsonl").back(), '\n');
  size_t finished = 0, started = 0;
  for (const json& line : lines("j.jsonl")) {
    finished += line.value("event", "") == "finished";
    started += line.value("event", "") == "started";
  }
  EXPECT_GT(finished, 5u);
  EXPECT_LE(started, finished + std::thread::hardware_concurrency()) << "no trial is made that cannot be recorded";
  EXPECT_EQ(result(book + "--trials 40 --steps 2 --journal j.jsonl --resume"), whole);
}

TEST_F(SearchCommand, SaysSoWhereNoTrialHasComeToANumber) {
  const Outcome outcome = search("moons.json --range optimizer.weight_decay=90,100 --epochs 30 --json");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.err.find("2 of 2 diverged; search smaller learning rates"), std::string::npos) << outcome.err;
  EXPECT_EQ(json::parse(outcome.out)["best"], json::array());
}

TEST_F(SearchCommand, RefusesWhatAnEditedJournalHasOfNoTrial) {
  search(book + "--trials 2 --steps 2 --journal j.jsonl");
  const auto expect_damage = [&](const std::string& from, const std::string& to, const std::string& culprit) {
    std::string text = place_.content("j.jsonl");
    ASSERT_NE(text.rfind(from), std::string::npos) << from;
    place_.write("edited.jsonl", text.replace(text.rfind(from), from.size(), to));
    expect_refusal(book + "--trials 2 --steps 2 --journal edited.jsonl --resume", culprit);
  };
  expect_damage("\"steps\":[1,2]", "\"steps\":[1]", "is damaged");
  expect_damage("\"validation_accuracy\":0", "\"validation_accuracy\":99", "validation_accuracy is 99");
}

}  // namespace
}  // namespace saddle
