// Numbers as people and programs write them.
#include <algorithm>

#include <fmt/format.h>

#include "../io/files.h"
#include "saddle/catalog.h"
#include "sets.h"

namespace saddle {
namespace {

using Texts = std::vector<std::string>;

struct ReadTable {
  Texts rows, features;
  std::string said;  // all notes, one after the other
};

// Without a test part; rows as "features -> class", in their order.
ReadTable read(const std::string& text) {
  const Folder folder;
  const auto dataset = load(
      "csv", {{"path", folder.write("t.csv", text).string()}, {"normalize", std::string("none")}, {"test_share", 0.0}});
  ReadTable read{.rows = {}, .features = dataset->features, .said = {}};
  for (int64_t i = 0; i < dataset->train.count; ++i) {
    std::string row;
    for (const float value : sample(*dataset, dataset->train, i)) row += fmt::format("{} ", value);
    read.rows.push_back(row + dataset->classes[static_cast<size_t>(dataset->train.labels[static_cast<size_t>(i)])]);
  }
  std::sort(read.rows.begin(), read.rows.end());
  for (const Issue& note : dataset->notes) read.said += note.text() + '\n';
  return read;
}

TEST(TableNumbers, ThousandsMayBeGroupedAndTheMinusMayBeLongAndTheGroupsAreSaid) {
  const Texts wanted{"-5 0.5 x", "1234567 2 y", "20300 1.5 x"};
  for (const char* group : {" ", "\u00a0", "\u202f", "\u2009", "'", "\u2019"}) {
    for (const char decimal : {'.', ','}) {
      const ReadTable table =
          read(fmt::format("a;b;k\n20{0}300;1{1}5;x\n\u22125;0{1}5;x\n1{0}234{0}567;2;y\n", group, decimal));
      EXPECT_EQ(table.rows, wanted) << group << decimal;
      EXPECT_NE(table.said.find(fmt::format("20{}300 is read as 20300", group)), std::string::npos) << group;
    }
  }
  EXPECT_NE(read("a,k\n\"1,200\",x\n\"2,300\",y\n").said.find("1,200 is read as 1200"), std::string::npos);
  EXPECT_EQ(read("a,k\n1.2,x\n2.3,y\n").said.find("is read as"), std::string::npos);
}

TEST(TableNumbers, TextThatOnlyLooksGroupedStaysText) {
  for (const char* word :
       {"1 23", "12 3456", "0 123", "1234 567", "1 234'567", "10 000 kg", "12\u00e9", "5 apples", "'"}) {
    const Texts features = read(fmt::format("a,k\n{0},x\nred,y\n{0},x\nred,y\n", word)).features;
    EXPECT_EQ(features.size(), 2u) << word;
    EXPECT_NE(std::find(features.begin(), features.end(), fmt::format("a={}", word)), features.end()) << word;
  }
}

}  // namespace
}  // namespace saddle
