// What a search draws, and what its journal says.
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "folder.h"
#include "io/file_bytes.h"
#include "saddle/search_runner.h"
#include "study/halving.h"
#include "study/journal.h"
#include "study/studies.h"

namespace saddle {
namespace {

Search book_search(int64_t trials) {
  Search search{.base = small_experiment(), .trials = trials, .seed = 3};
  search.ranges = {parse_range("optimizer.learning_rate=1e-6..1e-2:log", ""),
                   parse_range("optimizer.weight_decay=0.25..0.75", ""), parse_range("network[0].units=2..4", "")};
  return search;
}

// The greatest distance between the distribution of `values`, which are to be uniform over 0 .. 1, and that
// (Kolmogorov and Smirnov).
double distance_from_uniform(std::vector<double> values) {
  std::ranges::sort(values);
  double distance = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    const double n = static_cast<double>(values.size());
    distance =
        std::max({distance, (static_cast<double>(i) + 1) / n - values[i], values[i] - static_cast<double>(i) / n});
  }
  return distance;
}

TEST(Draw, IsUniformOverTheRangeOrOverItsLogarithm) {
  constexpr int64_t count = 4000;
  const Search search = book_search(count);
  std::vector<double> rates, decays;
  std::map<int, int> units;
  for (int64_t i = 0; i < count; ++i) {
    const auto values = draw(search, i);
    rates.push_back((std::log10(number_of(values[0])) + 6) / 4);
    decays.push_back((number_of(values[1]) - 0.25) / 0.5);
    ++units[std::get<int>(values[2])];
  }
  const double allowed = 1.95 / std::sqrt(static_cast<double>(count));  // passed by chance in 999 cases of 1000
  EXPECT_LT(distance_from_uniform(rates), allowed);
  EXPECT_LT(distance_from_uniform(decays), allowed);
  ASSERT_EQ(units.size(), 3u);
  for (const auto& [number, times] : units) EXPECT_NEAR(times, count / 3.0, 4 * std::sqrt(count * 2 / 9.0)) << number;
}

TEST(Draw, TheNumbersOfARangeHaveNothingToDoWithThoseOfAnother) {
  const Search search = book_search(2000);
  double sum = 0;
  for (int64_t i = 0; i < 2000; ++i) {
    const auto values = draw(search, i);
    sum += ((std::log10(number_of(values[0])) + 6) / 4 - 0.5) * ((number_of(values[1]) - 0.25) / 0.5 - 0.5);
  }
  EXPECT_LT(std::abs(12 * sum / 2000), 4 / std::sqrt(2000.0)) << "their correlation";
}

TEST(Range, IsReadAsItIsWritten) {
  const SearchRange log = parse_range("optimizer.learning_rate=1e-6..1e-2:log", "");
  EXPECT_EQ(log, (SearchRange{.path = "optimizer.learning_rate", .low = 1e-6, .high = 1e-2, .logarithmic = true}));
  EXPECT_EQ(parse_range("loss=a,b", "").values, (std::vector<Value>{"a", "b"}));
  const auto spaced = parse_range("x=1..3:5", "").values;
  EXPECT_EQ(spaced, (std::vector<Value>{1.0, 1.5, 2.0, 2.5, 3.0}));
  const auto decades = parse_range("x=0.001..10:log:5", "").values;
  ASSERT_EQ(decades.size(), 5u);
  for (int i = 0; i < 5; ++i) EXPECT_NEAR(number_of(decades[static_cast<size_t>(i)]), std::pow(10, i - 3), 1e-12);
}

TEST(Halving, AThirdGoesOnFromEachRung) {
  EXPECT_EQ(first_rung(100), 0);
  EXPECT_EQ(first_rung(27), 0);
  EXPECT_EQ(first_rung(26), 1);
  EXPECT_EQ(first_rung(3), 2);
  EXPECT_EQ(first_rung(2), last_rung) << "nothing is stopped";
  EXPECT_EQ(steps_at(0, 2700), 100);
  EXPECT_EQ(steps_at(last_rung, 2700), 2700);
  EXPECT_EQ(steps_at(0, 5), 1);
}

TEST(Journal, WhatComesBackIsWhatWasWrittenToTheLastBit) {
  const Folder folder;
  const Search search = book_search(4);
  const std::filesystem::path file = folder / "j.jsonl";
  SearchRunner first(search, {.jobs = 2, .journal = file});
  while (!first.latest()->done) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  EXPECT_THROW(SearchRunner(search, {.journal = file, .resume = true}), Error) << "another one holds it";
  const auto one = first.latest();
  ASSERT_FALSE(one->issue) << one->issue->text();
  const auto content = parse_journal(read_file(file), "");
  ASSERT_EQ(content.trials.size(), 4u);
  EXPECT_EQ(content.torn_bytes, 0);
  for (const auto& trial : one->trials) {
    const JournalTrial& known = content.trials.at(trial->index);
    EXPECT_EQ(known.settings, trial->settings);
    ASSERT_TRUE(known.finished);
    EXPECT_EQ(known.finished->steps, trial->steps);
    EXPECT_EQ(known.finished->figures.validation_accuracy, trial->figures.validation_accuracy);
    EXPECT_EQ(known.finished->figures.train_loss, trial->figures.train_loss);
    ASSERT_EQ(known.finished->curve.size(), trial->curve.size());
    for (size_t i = 0; i < trial->curve.size(); ++i) EXPECT_EQ(known.finished->curve[i].value, trial->curve[i].value);
    EXPECT_TRUE(std::isnan(trial->figures.test_accuracy)) << "a search does not see the test set";
  }
}

// Cut anywhere, as by a power failure, it is read up to its last whole line.
TEST(Journal, IsReadWhereverItIsTorn) {
  const Folder folder;
  const std::filesystem::path file = folder / "j.jsonl";
  {
    SearchRunner runner(book_search(3), {.jobs = 1, .journal = file});
    while (!runner.latest()->done) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  const std::string text = read_file(file);
  for (size_t size = 0; size <= text.size(); ++size) {
    const auto content = parse_journal(text.substr(0, size), "");
    const size_t whole = text.rfind('\n', size == 0 ? 0 : size - 1);
    EXPECT_EQ(content.whole_bytes, size == 0 || whole == std::string::npos ? 0 : static_cast<int64_t>(whole) + 1);
    EXPECT_EQ(content.whole_bytes + content.torn_bytes, static_cast<int64_t>(size));
  }
}

}  // namespace
}  // namespace saddle
