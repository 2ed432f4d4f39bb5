// A journal as it grows, read by somebody who does not make the search.
#include "saddle/journal_follower.h"

#include <fstream>
#include <sstream>

#include "../folder.h"
#include "study/studies.h"

namespace saddle {
namespace {

Search small_search(bool early_stop = false) {
  return {.base = small_experiment(),
          .ranges = {{.path = "optimizer.learning_rate", .low = 1e-3, .high = 1, .logarithmic = true},
                     {.path = "network[0].units", .low = 4, .high = 20}},
          .trials = 7,
          .early_stop = early_stop};
}

std::shared_ptr<const SearchSnapshot> made(const Search& search, const std::filesystem::path& journal) {
  SearchRunner runner(search, {.jobs = 2, .journal = journal});
  while (!runner.latest()->done) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  return runner.latest();
}

void expect_same_trials(const SearchSnapshot& read, const SearchSnapshot& made) {
  ASSERT_EQ(read.trials.size(), made.trials.size());
  EXPECT_EQ(read.ended, made.ended);
  EXPECT_EQ(read.done, made.done);
  for (size_t i = 0; i < made.trials.size(); ++i) {
    const Trial &a = *read.trials[i], &b = *made.trials[i];
    SCOPED_TRACE(i);
    EXPECT_EQ(a.index, b.index);
    EXPECT_EQ(name_of(a.state), name_of(b.state));
    EXPECT_EQ(a.settings, b.settings);
    EXPECT_EQ(a.steps, b.steps);
    EXPECT_EQ(a.figures.validation_accuracy, b.figures.validation_accuracy);
    ASSERT_EQ(a.curve.size(), b.curve.size());
    for (size_t k = 0; k < a.curve.size(); ++k) EXPECT_EQ(a.curve[k].value, b.curve[k].value);
  }
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ostringstream all;
  all << std::ifstream(file, std::ios::binary).rdbuf();
  return all.str();
}

TEST(JournalFollower, KnowsWhatTheSearchKnows) {
  for (const bool early_stop : {false, true}) {
    const Folder folder;
    const Search search = small_search(early_stop);
    const auto end = made(search, folder / "j.jsonl");
    JournalFollower follower(folder / "j.jsonl");
    EXPECT_TRUE(follower.follow());
    expect_same_trials(*follower.latest(), *end);
    ASSERT_TRUE(follower.search());
    EXPECT_EQ(follower.search()->ranges, search.ranges);
    EXPECT_EQ(follower.search()->base, search.base);
    EXPECT_EQ(follower.search()->trials, search.trials);
    EXPECT_EQ(best_trials(*follower.search(), *follower.latest()), best_trials(search, *end));
    EXPECT_FALSE(follower.follow()) << "nothing is new";
  }
}

TEST(JournalFollower, FollowsAFileThatGrowsByAnyNumberOfBytes) {
  const Folder folder;
  const auto end = made(small_search(), folder / "j.jsonl");
  const std::string whole = bytes_of(folder / "j.jsonl");
  const auto growing = folder / "growing.jsonl";
  JournalFollower follower(growing);
  EXPECT_THROW(follower.follow(), Error) << "there is no file";
  size_t at = 0;
  for (size_t piece = 1; at < whole.size(); piece = piece * 5 % 997 + 1) {
    std::ofstream(growing, std::ios::binary | std::ios::app) << whole.substr(at, piece);
    at += piece;
    follower.follow();
    EXPECT_FALSE(follower.latest()->done && at < whole.size());
  }
  expect_same_trials(*follower.latest(), *end);
}

TEST(JournalFollower, ATrialThatWasBegunIsRunningUntilItsOutcomeStandsThere) {
  const Folder folder;
  made(small_search(), folder / "j.jsonl");
  const std::string whole = bytes_of(folder / "j.jsonl");
  const size_t outcome = whole.find("{\"event\":\"finished\"");
  ASSERT_NE(outcome, whole.npos);
  folder.write("cut.jsonl", whole.substr(0, outcome + 20));  // killed in the midst of that line
  JournalFollower follower(folder / "cut.jsonl");
  follower.follow();
  const auto& trials = follower.latest()->trials;
  ASSERT_EQ(trials.size(), 7u);
  EXPECT_EQ(trials[0]->state, Trial::State::running);
  EXPECT_EQ(trials[6]->state, Trial::State::waiting);
  EXPECT_EQ(follower.latest()->ended, 0);
}

TEST(JournalFollower, RefusesWhatIsNoJournal) {
  const Folder folder;
  folder.write("notes.txt", "shopping: bread, milk\n");
  EXPECT_THROW(JournalFollower(folder / "notes.txt").follow(), Error);
  folder.write("short.txt", "bread");
  EXPECT_THROW(JournalFollower(folder / "short.txt").follow(), Error);
  folder.write("empty.jsonl", "");
  JournalFollower empty(folder / "empty.jsonl");
  EXPECT_FALSE(empty.follow());
  EXPECT_FALSE(empty.search());
}

}  // namespace
}  // namespace saddle
