#include <gtest/gtest.h>

#include "model/draft_analysis.h"

namespace saddle::app {
namespace {

TEST(Analyses, MendsOfAnIssueAreTriedOnceForADraft) {
  Experiment draft;
  draft.data = {"noise"};
  draft.network = {{.name = {}, .type = "dense", .properties = {{"units", 10}}}};
  draft.training["epochs"] = 5;
  const Issue found = make_issue("training.epochs", "a run has found something about it");
  Analyses analyses;
  const std::vector<Mend>& mends = analyses.mends_of(draft, found);
  ASSERT_EQ(mends.size(), 1u);
  EXPECT_EQ(&analyses.mends_of(draft, found), &mends);
  EXPECT_TRUE(analyses.mends_of(draft, make_issue("", "something else")).empty());
  EXPECT_EQ(&analyses.mends_of(draft, found), &mends) << "it stays where it is";
  mends.front().apply(draft);
  EXPECT_FALSE(draft.training.contains("epochs"));
  EXPECT_TRUE(analyses.mends_of(draft, found).empty()) << "of the draft as it is now, it is the default already";
}

}  // namespace
}  // namespace saddle::app
