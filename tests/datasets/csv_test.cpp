// Tables written by hand.
#include "io/csv.h"

#include <algorithm>
#include <clocale>

#include "../io/files.h"
#include "saddle/catalog.h"
#include "saddle/experiment.h"
#include "sets.h"

namespace saddle {
namespace {

using Texts = std::vector<std::string>;

// All samples, whatever part they are in, as "features -> class or target".
std::vector<std::string> rows_of(const Dataset& dataset) {
  std::vector<std::string> rows;
  for (const Samples* part : {&dataset.train, &dataset.validation, &dataset.test}) {
    for (int64_t i = 0; i < part->count; ++i) {
      std::string row;
      for (const float value : sample(dataset, *part, i)) row += fmt::format("{} ", value);
      row += dataset.classes.empty() ? fmt::to_string(part->targets[static_cast<size_t>(i)])
                                     : dataset.classes[static_cast<size_t>(part->labels[static_cast<size_t>(i)])];
      rows.push_back(row);
    }
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

// Without a test part, so that few lines are enough.
std::shared_ptr<const Dataset> table(const Folder& folder, const std::string& text, Properties properties = {}) {
  properties["path"] = folder.write("table.csv", text).string();
  properties.try_emplace("test_share", 0.0);
  return load("csv", properties);
}

std::string fault(const std::string& text, const Properties& properties = {}) {
  const Folder folder;
  std::string sentence = fault_of([&] { table(folder, text, properties); });
  const std::string path = (folder / "table.csv").string();
  if (const size_t at = sentence.find(path); at != std::string::npos) sentence.replace(at, path.size(), "table.csv");
  return sentence;
}

TEST(Csv, ReadsFeaturesAndClassesInWords) {
  const Folder folder;
  const auto dataset = table(folder, "length,width,kind\n1.5,2,setosa\n-3e-1,+4,virginica\n7,.5,setosa\n");
  EXPECT_EQ(dataset->sample, Shape{2});
  EXPECT_EQ(dataset->classes, (Texts{"setosa", "virginica"}));
  EXPECT_EQ(rows_of(*dataset), (Texts{"-0.3 4 virginica", "1.5 2 setosa", "7 0.5 setosa"}));
}

TEST(Csv, DelimitersEndingsQuotesAndByteOrderMarksAreNoMatter) {
  const Folder folder;
  const Texts wanted{"1 2 a", "3 4 b"};
  for (const char* text :
       {"1,2,a\n3,4,b\n", "1,2,a\r\n3,4,b\r\n", "1;2;a\n3;4;b", "1\t2\ta\n3\t4\tb\n",
        "\xef\xbb\xbf"
        "1,2,a\n3,4,b\n",
        "\"1\",\"2\",\"a\"\n 3 , 4 , \"b\" \r\n", "\n1,2,a\n\n\r\n3,4,b\n\n", "x,y,\"the, kind\"\n1,2,a\n3,4,b\n"}) {
    EXPECT_EQ(rows_of(*table(folder, text)), wanted) << text;
  }
  const auto quoted = table(folder, "1,\"say \"\"yes\"\"\"\n2,\"two\nlines\"\n");
  EXPECT_EQ(quoted->classes, (Texts{"say \"yes\"", "two\nlines"}));
}

TEST(Csv, NumbersAreReadAlikeInEveryLocale) {
  const std::string before = setlocale(LC_ALL, nullptr);
  const bool changed = setlocale(LC_ALL, "de_DE.UTF-8") != nullptr;
  const Folder folder;
  EXPECT_EQ(rows_of(*table(folder, "1.5,a\n2.25,b\n")), (Texts{"1.5 a", "2.25 b"}));
  setlocale(LC_ALL, before.c_str());
  if (!changed) GTEST_SKIP() << "the German locale is not installed; checked in the usual one only";
}

TEST(Csv, TheTargetIsNamedOrCountedAndDefaultsToTheLastColumn) {
  const Folder folder;
  const std::string text = "kind,x,y\na,1,2\nb,3,4\n";
  EXPECT_EQ(rows_of(*table(folder, text, {{"target", "kind"}})), (Texts{"1 2 a", "3 4 b"}));
  EXPECT_EQ(rows_of(*table(folder, text, {{"target", "1"}})), (Texts{"1 2 a", "3 4 b"}));
  EXPECT_EQ(rows_of(*table(folder, "1,2,7\n3,4,5\n")), (Texts{"1 2 7", "3 4 5"}));
}

TEST(Csv, ColumnsCanBeLeftOut) {
  const Folder folder;
  const std::string text = "name,x,y,kind\nanna,1,2,a\nbert,3,4,b\n";
  EXPECT_EQ(rows_of(*table(folder, text, {{"leave_out", "name"}})), (Texts{"1 2 a", "3 4 b"}));
  EXPECT_EQ(rows_of(*table(folder, text, {{"leave_out", "1, y"}})), (Texts{"1 a", "3 b"}));
}

TEST(Csv, ClassesInNumbersStandInTheirOrder) {
  const Folder folder;
  EXPECT_EQ(table(folder, "0,10\n0,9\n0,-1\n")->classes, (Texts{"-1", "9", "10"}));
  // As np.savetxt writes whole numbers.
  EXPECT_EQ(table(folder, "0,1.000000000000000000e+00\n0,2.000000000000000000e+00\n")->classes, (Texts{"1", "2"}));
}

TEST(Csv, RegressionHasANumberToLearn) {
  const Folder folder;
  const auto dataset = table(folder, "x,price\n1,10.5\n2,20\n", {{"task", "regression"}});
  EXPECT_EQ(dataset->outputs, 1);
  EXPECT_TRUE(dataset->classes.empty());
  EXPECT_EQ(rows_of(*dataset), (Texts{"1 10.5", "2 20"}));
}

TEST(Csv, AHeaderIsFoundOrTold) {
  const Folder folder;
  EXPECT_EQ(rows_of(*table(folder, "1,a\n2,b\n")).size(), 2u);
  EXPECT_EQ(rows_of(*table(folder, "x,k\n1,a\n2,b\n")).size(), 2u);
  EXPECT_EQ(rows_of(*table(folder, "1,2\n5,a\n6,b\n", {{"header", "yes"}})).size(), 2u);
  EXPECT_NE(fault("x,k\n1,a\n2,b\n", {{"header", "no"}}).find("line 1, column 1"), std::string::npos);
}

std::string many_lines() {
  std::string text = "x,kind\n";
  for (int i = 0; i < 100; ++i) text += fmt::format("{},{}\n", i, i % 4 == 0 ? "rare" : "common");
  return text;
}

TEST(Csv, PartsKeepTheSharesOfTheClassesAndTogetherAreTheWhole) {
  const Folder folder;
  const auto dataset = table(folder, many_lines(), {{"test_share", 0.2}, {"validation", 12}});
  EXPECT_EQ(dataset->test.count, 20);
  EXPECT_EQ(dataset->validation.count, 12);
  EXPECT_EQ(dataset->train.count, 68);
  for (const auto& [part, rare] : {std::pair{&dataset->test, 5}, {&dataset->validation, 3}, {&dataset->train, 17}})
    EXPECT_EQ(std::count(part->labels.begin(), part->labels.end(), 1), rare);
  EXPECT_EQ(rows_of(*dataset), rows_of(*table(folder, many_lines())));
}

TEST(Csv, TheSeedDecidesTheParts) {
  const Folder folder;
  const auto first = table(folder, many_lines(), {{"test_share", 0.2}}),
             again = table(folder, many_lines(), {{"test_share", 0.2}}),
             other = table(folder, many_lines(), {{"test_share", 0.2}, {"seed", 2}}),
             fewer = table(folder, many_lines(), {{"test_share", 0.2}, {"train", 10}});
  EXPECT_TRUE(same(first->test, again->test) && same(first->train, again->train));
  EXPECT_FALSE(same(first->test, other->test));
  EXPECT_TRUE(same(first->test, fewer->test));
  EXPECT_EQ(fewer->train.count, 10);
}

TEST(Csv, SaysWhatItHoldsBeforeItIsLoaded) {
  const Folder folder;
  const auto path = folder.write("table.csv", many_lines()).string();
  auto info = catalog::sample_info({"csv", {{"path", path}}});
  EXPECT_FALSE(info.issue);
  EXPECT_EQ(info.shape, Shape{1});
  EXPECT_EQ(info.classes, (Texts{"common", "rare"}));
  // The same file with other columns is looked into again.
  folder.write("table.csv", "1,2,3,a\n4,5,6,b\n7,8,9,c\n");
  info = catalog::sample_info({"csv", {{"path", path}}});
  EXPECT_EQ(info.shape, Shape{3});
  EXPECT_EQ(info.classes, (Texts{"a", "b", "c"}));
  const auto number =
      catalog::sample_info({"csv", {{"path", path}, {"task", "regression"}, {"target", "2"}, {"leave_out", "4"}}});
  EXPECT_EQ(number.shape, Shape{2});
  EXPECT_EQ(number.outputs, 1);
  EXPECT_TRUE(number.classes.empty());
}

TEST(Csv, APathIsLookedForInTheDataFolderToo) {
  const Folder folder;
  folder.write("mine/table.csv", "1,a\n2,b\n");
  EXPECT_EQ(load("csv", {{"path", "mine/table.csv"}, {"test_share", 0.0}}, folder.path())->train.count, 2);
  EXPECT_EQ(catalog::sample_info({"csv", {{"path", "mine/table.csv"}}}, folder.path()).classes.size(), 2u);
  const std::string missing = fault_of([&] { load("csv", {{"path", "other.csv"}}, folder.path()); });
  EXPECT_NE(missing.find((folder / "other.csv").string()), std::string::npos) << missing;
}

TEST(Csv, AnEmptyPathIsAnIssueOfTheExperimentNotACrash) {
  Experiment experiment;
  experiment.network = {{.name = {}, .type = "dense"}};
  for (const char* set : {"csv", "npz", "image_folder"}) {
    experiment.data = {set};
    const auto issues = check(experiment);
    ASSERT_EQ(issues.size(), 1u) << set;
    EXPECT_EQ(issues[0].where, "data.path");
    EXPECT_NE(issues[0].message.find(" is named; name "), std::string::npos) << issues[0].text();
    EXPECT_EQ(fault_of([&] { load(set); }), issues[0].text());
  }
}

TEST(Csv, ANetworkOfAnotherSizeIsAFaultBeforeTraining) {
  const Folder folder;
  Experiment experiment;
  experiment.data = {"csv", {{"path", folder.write("t.csv", "1,2,a\n3,4,b\n5,6,c\n").string()}}};
  experiment.network = {{.name = {}, .type = "dense", .inputs = {}, .properties = {{"units", 2}}}};
  ASSERT_EQ(check(experiment).size(), 1u);
  EXPECT_NE(check(experiment)[0].text().find("has 3 classes"), std::string::npos);
  experiment.network[0].properties["units"] = 3;
  EXPECT_TRUE(check(experiment).empty());
}

TEST(Csv, AFaultNamesLineAndColumn) {
  EXPECT_EQ(fault("x,y,k\n1,2,a\n3,four,b\n"), "table.csv: line 3, column 2 (y): expected a number, got \"four\"");
  EXPECT_NE(fault("1,2,a\n\n3,,b\n").find("1 of 2 rows lack a value, the first in line 3, column 2;"),
            std::string::npos);
  EXPECT_NE(fault("1,2,a\n3,4,\n").find("1 of 2 rows lack a value, the first in line 2, column 3;"), std::string::npos);
  EXPECT_EQ(fault("1,2,a\n3,4\n"),
            "table.csv: line 2 and line 1 differ in their number of cells, 2 and 3; give every line the same number");
  EXPECT_NE(fault("1,nan,a\n3,4,b\n").find("1 of 2 rows lack a value, the first in line 1, column 2;"),
            std::string::npos);
  EXPECT_EQ(fault("1,1e39,a\n3,4,b\n"), "table.csv: line 1, column 2: expected a number, got \"1e39\"");
  EXPECT_EQ(fault("x,y\n1,2\n2,inf\n", {{"task", "regression"}}),
            "table.csv: line 3, column 2 (y): expected a number, got \"inf\"");
  EXPECT_EQ(fault("1,a\n2,\"b\n3,c\n"), "table.csv: line 2: a quoted cell has no closing quote");
  EXPECT_NE(fault("1,a\n2,\"b\"c\n").find("line 2: there is more after the closing quote"), std::string::npos);
}

TEST(Csv, AFaultOfTheWholeIsOneSentence) {
  EXPECT_EQ(fault(""), "table.csv: has no lines with cells");
  EXPECT_EQ(fault("\n\n"), "table.csv: has no lines with cells");
  EXPECT_EQ(fault("x,y\n"), "table.csv: has no line of data below its header");
  EXPECT_NE(fault("1\n2\n").find("has only one column"), std::string::npos);
  EXPECT_EQ(fault("x,k\n1,a\n2,b\n", {{"target", "kind"}}),
            "data.target: there is no column \"kind\"; known: 1 (x), 2 (k)");
  EXPECT_NE(fault("1,a\n2,b\n", {{"target", "3"}}).find("data.target"), std::string::npos);
  EXPECT_NE(fault("1,a\n2,b\n", {{"leave_out", "1"}}).find("data.leave_out: leaves no feature"), std::string::npos);
  EXPECT_NE(fault("1,a\n2,a\n").find("data.target: column 2 holds only \"a\""), std::string::npos);
  EXPECT_NE(fault("1,0.5\n2,1\n").find("set data.task=regression"), std::string::npos);
  EXPECT_NE(fault("1,a\n2,b\n", {{"validation", 2}}).find("leave some to train on"), std::string::npos);
  EXPECT_NE(fault("1,a\n2,b\n", {{"train", 3}}).find("data.train: 3 samples are asked for"), std::string::npos);
  std::string many;
  for (int i = 0; i < 1500; ++i) many += fmt::format("1,class{}\n", i);
  EXPECT_NE(fault(many).find("1500 different values"), std::string::npos);
}

TEST(Csv, FoldersAndMissingFilesAreNamed) {
  const Folder folder;
  EXPECT_NE(fault_of([&] {
              load("csv", {{"path", folder.path().string()}});
            }).find("is a folder; name a file in it"),
            std::string::npos);
  EXPECT_NE(fault_of([&] {
              load("csv", {{"path", (folder / "no.csv").string()}});
            }).find("there is nothing at"),
            std::string::npos);
}

TEST(CsvTable, NobodyHasSoManyColumns) {
  const std::string wide(1'000'000, ',');
  EXPECT_NO_THROW(CsvTable(wide.substr(1) + "1", 0, "t"));
  EXPECT_NE(fault_of([&] { CsvTable("1,2\n" + wide + ",,,1\n", 0, "t"); }).find("line 2 has more than 1000000 cells"),
            std::string::npos);
}

TEST(CsvTable, RandomTextIsATableOrAnError) {
  uint64_t state = 1;
  const std::string letters = ",;\t\"\n\r 1a";
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (int k = 0; k < 30; ++k) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      text += letters[(state >> 33) % letters.size()];
    }
    try {
      const CsvTable table(text, 0, "text");
      for (int64_t row = 0; row < table.rows(); ++row) EXPECT_GE(table.line(row), 1);
    } catch (const Error& error) {
      EXPECT_TRUE(std::string(error.what()).starts_with("text: "));
    }
  }
}

}  // namespace
}  // namespace saddle
