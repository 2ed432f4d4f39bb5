// saddle report: one page of a run, a model or a search, and what is refused.
#include <algorithm>
#include <filesystem>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"

namespace saddle {
namespace {

using nlohmann::json;

constexpr const char* learner = R"({
  "saddle": 1, "name": "Digits & <script>alert(1)</script>",
  "data": {"set": "procedural_digits", "train": 200, "test": 50},
  "network": [{"type": "conv2d", "filters": 4, "kernel": 5, "stride": 2}, {"type": "relu"}, {"type": "dense", "units": 10}],
  "optimizer": {"type": "adam"},
  "training": {"batch_size": 50, "epochs": 5, "seed": 11, "evaluate_every": 5}
})";

class ReportPage : public testing::Test {
 protected:
  void SetUp() override { place_.write("small.json", learner); }

  std::string page_of(const std::string& arguments) {
    const Outcome outcome = place_.saddle("report " + arguments + " -o page.html");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return place_.content("page.html");
  }
  void refuses(const std::string& file, const std::string& content, const std::string& words) {
    place_.write(file, content);
    const Outcome outcome = place_.saddle("report " + file + " -o refused.html");
    EXPECT_EQ(outcome.status, 2) << content;
    EXPECT_NE(outcome.err.find(words), std::string::npos) << outcome.err;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    EXPECT_EQ(place_.content("refused.html"), "");
  }

  Place place_;
};

bool has(const std::string& page, const std::string& words) { return page.find(words) != std::string::npos; }

// Nothing is fetched, nothing runs, and what a file says is text.
void expect_self_contained(const std::string& page) {
  for (const char* word : {"http:", "https:", "<script", "src=", "@import", "<link", "<img", "<iframe", "onload"})
    EXPECT_FALSE(has(page, word)) << word;
  EXPECT_TRUE(has(page, "prefers-color-scheme: dark"));
  EXPECT_TRUE(page.starts_with("<!doctype html>"));
}

TEST_F(ReportPage, OfALogHasExperimentCurvesSeedAndCommand) {
  ASSERT_EQ(place_.saddle("train small.json --log run.jsonl").status, 0);
  const std::string page = page_of("run.jsonl");
  expect_self_contained(page);
  EXPECT_TRUE(has(page, "Digits &amp; &lt;script&gt;alert(1)&lt;/script&gt;"));
  EXPECT_TRUE(has(page, "saddle train experiment.json --steps 20"));
  EXPECT_TRUE(has(page, "<td>Seed</td><td>11"));
  EXPECT_TRUE(has(page, "aria-label=\"Loss\"")) << "a figure";
  EXPECT_TRUE(has(page, "aria-label=\"Accuracy\""));
  EXPECT_EQ(page, page_of("run.jsonl")) << "the same page of the same log";
}

TEST_F(ReportPage, OfATapeHasConfusionAndFiltersToo) {
  ASSERT_EQ(place_.saddle("train small.json --tape t.npz --every 5").status, 0);
  const std::string page = page_of("t.npz");
  expect_self_contained(page);
  for (const char* part : {"class=\"confusion\"", "class=\"filters\"", "aria-label=\"Loss\"", "test samples are right"})
    EXPECT_TRUE(has(page, part)) << part;
}

TEST_F(ReportPage, OfAModelIsMeasuredOnItsData) {
  ASSERT_EQ(place_.saddle("train small.json --save m.npz").status, 0);
  const std::string page = page_of("m.npz");
  expect_self_contained(page);
  EXPECT_TRUE(has(page, "class=\"confusion\""));
  EXPECT_FALSE(has(page, "aria-label=\"Loss\"")) << "a model remembers no curve";
}

// Filters are weights; what cannot be measured is said, and what is missing for it.
TEST_F(ReportPage, OfAModelWithoutItsDataHasItsFiltersAndSaysWhyThereIsNoConfusion) {
  for (const char* name : {"a/1.png", "a/2.png", "a/3.png", "b/1.png", "b/2.png", "b/3.png"}) {
    std::filesystem::create_directories((place_.path() / "p" / name).parent_path());
    std::filesystem::copy_file(std::string(SADDLE_TEST_DATA) + "/pictures/scene.png", place_.path() / "p" / name);
  }
  place_.write("pictures.json", R"({"saddle": 1, "name": "Pictures", "data": {"set": "image_folder", "path": "p"},
    "network": [{"type": "conv2d", "filters": 3, "kernel": 5, "stride": 4}, {"type": "relu"}, {"type": "dense", "units": 2}],
    "training": {"batch_size": 2, "epochs": 1}})");
  ASSERT_EQ(place_.saddle("train pictures.json --save m.npz").status, 0) << place_.content(".err");
  const auto filters_in = [](const std::string& page) {
    const size_t begin = page.find("class=\"filters\"");
    return begin == page.npos ? std::string() : page.substr(begin, page.find("</div>", begin) - begin);
  };
  const std::string with_data = page_of("m.npz");
  ASSERT_FALSE(filters_in(with_data).empty());
  EXPECT_TRUE(has(with_data, "class=\"confusion\""));
  std::filesystem::remove_all(place_.path() / "p");
  const std::string page = page_of("m.npz");
  expect_self_contained(page);
  EXPECT_EQ(filters_in(page), filters_in(with_data));
  EXPECT_FALSE(has(page, "class=\"confusion\""));
  EXPECT_TRUE(has(page, "There is none, for its data are not there:"));
}

TEST_F(ReportPage, OfAJournalHasTheBestTrialsAndTheSearch) {
  ASSERT_EQ(place_
                .saddle("search small.json --range optimizer.learning_rate=1e-4..1e-1:log --trials 4 --seed 5 "
                        "--steps 8 --journal j.jsonl")
                .status,
            0)
      << place_.content(".err");
  const std::string page = page_of("j.jsonl");
  expect_self_contained(page);
  EXPECT_TRUE(has(page, "4 of 4 trials have ended"));
  EXPECT_TRUE(has(page,
                  "saddle search experiment.json --range optimizer.learning_rate=0.0001..0.1:log --trials 4 "
                  "--seed 5 --steps 8"))
      << page.substr(page.find("saddle search"), 300);
}

TEST_F(ReportPage, SpeaksKorean) {
  ASSERT_EQ(place_.saddle("train small.json --log run.jsonl").status, 0);
  const std::string page = page_of("run.jsonl --lang ko");
  EXPECT_TRUE(has(page, "<html lang=\"ko\">"));
  EXPECT_TRUE(has(page, "다시 해 보기"));
  EXPECT_FALSE(has(page, "Do it again"));
}

TEST_F(ReportPage, TellsWhatTheNarratorSaid) {
  ASSERT_EQ(place_.saddle("train small.json --set optimizer.learning_rate=3 --steps 20 --log run.jsonl --json").status,
            0);
  const json result = json::parse(place_.content(".out"));
  ASSERT_FALSE(result["events"].empty());
  const json& first = result["events"][0];
  EXPECT_TRUE(first["step"].is_number_integer());
  EXPECT_FALSE(first["text"].get<std::string>().empty());
  // The same in the log, in the row of that step.
  std::istringstream log(place_.content("run.jsonl"));
  json said = json::array();
  for (std::string line; std::getline(log, line);) {
    const json row = json::parse(line);
    ASSERT_TRUE(row.contains("step"));
    for (const json& event : row.value("event", json::array())) {
      EXPECT_EQ(event["step"], row["step"]);
      said.push_back(event);
    }
  }
  EXPECT_EQ(said, result["events"]);
  const std::string page = page_of("run.jsonl");
  expect_self_contained(page);
  EXPECT_TRUE(has(page, "What happened"));
  EXPECT_TRUE(has(page, "--set optimizer.learning_rate=")) << "what may help";
}

TEST_F(ReportPage, RefusesWhatIsNoneOfThese) {
  refuses("a.txt", "hello", "is none of what a report is made of");
  refuses("a.jsonl", "", "is empty");
  refuses("b.jsonl", "hello\n", "b.jsonl, line 1: is no row of a run's log");
  refuses("c.jsonl", "{\"step\":1}\n", "does not say of which experiment it is");
  refuses("d.jsonl", "{\"saddle_run_log\":1,\"experiment\":{\"saddle\":1},\"step\":1}\n", "network");
  refuses("e.jsonl", "[1,2]\n", "is no row");
  refuses("f.npz", "PK", "f.npz");
  refuses("g.jsonl", "\xff\xfe{}\n", "is no row");
  const Outcome missing = place_.saddle("report nowhere.jsonl -o p.html");
  EXPECT_EQ(missing.status, 2);
  EXPECT_NE(missing.err.find("nowhere.jsonl"), std::string::npos) << missing.err;
  // Its own input is not written over.
  place_.write("run.jsonl", "{}");
  EXPECT_EQ(place_.saddle("report run.jsonl -o run.jsonl").status, 2);
}

TEST_F(ReportPage, RefusesRowsThatGoBackInTime) {
  ASSERT_EQ(place_.saddle("train small.json --steps 3 --log run.jsonl").status, 0);
  const std::string log = place_.content("run.jsonl");
  refuses("twice.jsonl", log + log.substr(0, log.find('\n') + 1), "line 4: has no step after the one before it");
  // A row that was being written when the program was killed is left out.
  place_.write("cut.jsonl", log + "{\"step\":4,\"epo");
  EXPECT_TRUE(has(page_of("cut.jsonl"), "--steps 3"));
}

TEST_F(ReportPage, RepeatsAPresetInOneCommand) {
  const std::string train = "train gate-and --steps 30";
  ASSERT_EQ(place_.saddle(train + " --log run.jsonl --json").status, 0);
  const json first = json::parse(place_.content(".out"));
  const std::string page = page_of("run.jsonl");
  const size_t at = page.find("<pre>saddle train gate-and");
  ASSERT_NE(at, std::string::npos);
  const size_t begin = at + std::string("<pre>saddle ").size();
  const std::string command = page.substr(begin, page.find("</pre>", begin) - begin);
  ASSERT_EQ(place_.saddle(command + " --json").status, 0) << command;
  EXPECT_EQ(json::parse(place_.content(".out"))["train_loss"], first["train_loss"]) << command;
}

}  // namespace
}  // namespace saddle
