// saddle book: the book's experiments, its figures beside ours.
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"

namespace saddle {
namespace {

using nlohmann::json;

class BookCommandLine : public testing::Test {
 protected:
  Outcome book(const std::string& arguments) { return place_.saddle("book " + arguments); }
  void expect_refused(const std::string& arguments, const std::string& culprit) {
    const Outcome outcome = book(arguments);
    EXPECT_EQ(outcome.status, 2) << arguments << "\n" << outcome.err;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    EXPECT_NE(outcome.err.find(culprit), std::string::npos) << outcome.err;
  }
  Place place_;
};

TEST_F(BookCommandLine, PrintsARowForEachFigure) {
  const Outcome outcome = book("gradient_descent apple_graph --json");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const json rows = json::parse(outcome.out);
  const auto row = std::ranges::find_if(rows, [](const json& one) { return one["figure"] == "gradient of tax"; });
  ASSERT_NE(row, rows.end());
  EXPECT_EQ((*row)["name"], "apple_graph");
  EXPECT_EQ((*row)["book"], 200);
  EXPECT_NEAR((*row)["ours"], 200, 1e-4);
  EXPECT_EQ((*row)["agrees"], true);
  EXPECT_EQ(rows[0]["name"], "gradient_descent");
  EXPECT_NEAR(rows[0]["ours"], -3 * std::pow(0.8, 20), 1e-9) << "each step leaves 0.8 of the way to the bottom";
}

TEST_F(BookCommandLine, OneChapterHasThatChaptersExperiments) {
  const Outcome outcome = book("--chapter 9 --list");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.out.find("ten_clusters"), std::string::npos);
  EXPECT_EQ(outcome.out.find("gates"), std::string::npos);
}

TEST_F(BookCommandLine, WritesAPageThatNeedsNothingElse) {
  ASSERT_EQ(book("gates --seeds 1 --html page.html").status, 0);
  const std::string page = place_.content("page.html");
  EXPECT_EQ(page.find("<!doctype html>"), 0u);
  EXPECT_NE(page.find("rows of the truth table that are right"), std::string::npos);
  EXPECT_EQ(page.find("http"), std::string::npos);
}

TEST_F(BookCommandLine, RefusesWhatTheBookDoesNotHave) {
  expect_refused("gate", "gates");
  expect_refused("--chapter 1", "--chapter");
  expect_refused("--seeds 0", "--seeds");
  expect_refused("gates --html /proc/page.html", "/proc");
}

TEST_F(BookCommandLine, SaysWhichFilesAreMissing) { expect_refused("two_layer_net", "mnist"); }

}  // namespace
}  // namespace saddle
