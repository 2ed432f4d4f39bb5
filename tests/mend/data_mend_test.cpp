// What is said of the user's own files has a button too.
#include <algorithm>

#include <gtest/gtest.h>

#include "../folder.h"
#include "saddle/dataset.h"
#include "saddle/mend.h"

namespace saddle {
namespace {

class DataMends : public testing::Test {
 protected:
  Experiment experiment(const std::string& text) {
    Experiment made;
    made.data = {"csv", {{"path", folder_.write("t.csv", text).string()}}};
    made.network = {{.name = {}, .type = "dense", .inputs = {}, .properties = {{"units", 2}}}};
    return made;
  }
  std::vector<std::string> labels(const Experiment& of, const Issue& issue) {
    std::vector<std::string> all;
    for (const Mend& mend : mends(of, issue)) all.push_back(mend.label.sentence());
    return all;
  }
  Folder folder_;
};

TEST_F(DataMends, RowsThatLackAValueAreLeftOutOrFilledIn) {
  const Experiment made = experiment("a,b,k\n1,2,x\n?,3,y\n4,,x\n5,6,y\n");
  const auto issues = check(made);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].where, "data.missing");
  EXPECT_EQ(labels(made, issues[0]), (std::vector<std::string>{"Leave these rows out", "Fill in the mean"}));
  for (const Mend& mend : mends(made, issues[0])) {
    Experiment mended = made;
    mend.apply(mended);
    EXPECT_TRUE(check(mended).empty());
  }
}

TEST_F(DataMends, ANumberIsLearnedWithALossAndAnEndThatFit) {
  const Experiment made = experiment("h;temp\n1;20,5\n2;21,5\n3;20,5\n4;22,0\n");
  const auto issues = check(made);
  ASSERT_EQ(issues.size(), 1u);
  const auto ways = mends(made, issues[0]);
  ASSERT_EQ(ways.size(), 1u);
  EXPECT_EQ(ways[0].label.sentence(), "Learn the number");
  Experiment mended = made;
  ways[0].apply(mended);
  EXPECT_TRUE(check(mended).empty()) << check(mended)[0].text();
  EXPECT_EQ(mended.loss.type, "mean_squared_error");
}

TEST_F(DataMends, LargeInputsAreScaled) {
  const Experiment made = experiment("a,b,k\n0,255,x\n255,0,y\n200,3,x\n5,6,y\n");
  const auto notes = load_dataset(made.data)->notes;
  const auto large = std::ranges::find(notes, "data.normalize", &Issue::where);
  ASSERT_NE(large, notes.end());
  const auto ways = mends(made, *large);
  ASSERT_FALSE(ways.empty());
  Experiment mended = made;
  ways[0].apply(mended);
  const auto dataset = load_dataset(mended.data);
  EXPECT_EQ(std::ranges::find(dataset->notes, "data.normalize", &Issue::where), dataset->notes.end());
  EXPECT_EQ(dataset->normalization.deviation, (std::vector<float>{255, 255}));
}

TEST_F(DataMends, AGuessThatNeedsNoMendHasNone) {
  const Experiment made = experiment("a,b,k\n1,2,x\n2,3,y\n3,4,x\n5,6,y\n");
  const auto dataset = load_dataset(made.data);
  for (const Issue& note : dataset->notes) EXPECT_TRUE(mends(made, note).empty()) << note.text();
}

}  // namespace
}  // namespace saddle
