// Tables as people and programs write them: each was read wrongly, or refused, once.
#include <algorithm>

#include "../io/files.h"
#include "io/encoding.h"
#include "saddle/catalog.h"
#include "saddle/experiment.h"
#include "sets.h"

namespace saddle {
namespace {

using Texts = std::vector<std::string>;

class Table : public testing::Test {
 protected:
  std::shared_ptr<const Dataset> read(const std::string& text, Properties properties = {}) {
    properties["path"] = folder_.write("t.csv", text).string();
    properties.try_emplace("test_share", 0.0);
    return load("csv", properties);
  }
  std::string fault(const std::string& text, const Properties& properties = {}) {
    return fault_of([&] { read(text, properties); });
  }
  Folder folder_;
};

// "features -> class or target", sorted.
Texts rows_of(const Dataset& dataset) {
  Texts rows;
  for (int64_t i = 0; i < dataset.train.count; ++i) {
    std::string row;
    for (const float value : sample(dataset, dataset.train, i)) row += fmt::format("{} ", value);
    const auto index = static_cast<size_t>(i);
    row += dataset.classes.empty() ? fmt::to_string(dataset.train.targets[index])
                                   : dataset.classes[static_cast<size_t>(dataset.train.labels[index])];
    rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

bool says(const Dataset& dataset, const std::string& where, const std::string& words) {
  return std::any_of(dataset.notes.begin(), dataset.notes.end(), [&](const Issue& note) {
    return note.where == where && note.sentence().find(words) != std::string::npos;
  });
}

TEST_F(Table, NumbersCanBeTheNamesOfColumns) {
  std::string text = "0,1,species\n";
  for (int i = 1; i <= 9; ++i) text += fmt::format("{},1,ash\n{},5,oak\n", i, i);
  const auto dataset = read(text);
  EXPECT_EQ(dataset->features, (Texts{"0", "1"}));
  EXPECT_EQ(dataset->classes, (Texts{"ash", "oak"}));
  EXPECT_EQ(dataset->train.count, 18);
  EXPECT_TRUE(says(*dataset, "data.header", "the first line names the columns"));
  // Whole numbers above decimals; numbers that count the columns.
  EXPECT_EQ(read("2019,2020,k\n0.5,1.5,1\n0.25,2.5,2\n0.75,3.5,1\n")->features, (Texts{"2019", "2020"}));
  EXPECT_EQ(read("0,1,2,3\n5,3,1,0\n4,3,1,1\n6,2,4,0\n")->train.count, 3);
}

// Dates, amounts with a sign and yes or no are words, and no names of columns.
TEST_F(Table, NamesStandAboveDatesAmountsAndYesOrNoToo) {
  for (const char* text :
       {"day,k\n2020-01-02,x\n2020-01-03,y\n2020-01-04,x\n", "tax,k\n10 %,x\n40 %,y\n30 %,x\n",
        "price,k\n$1,x\n$2,y\n$3,x\n", "ok,k\ntrue,x\nfalse,y\ntrue,x\n", "ok,k\nYes,x\nNo,y\nNo,x\n"}) {
    EXPECT_EQ(read(text)->classes, (Texts{"x", "y"})) << text;
    EXPECT_EQ(read(text)->train.count, 3) << text;
  }
  EXPECT_EQ(read("yes,x\nno,y\nno,x\n")->train.count, 3) << "that is a sample";
  EXPECT_EQ(read("2020-01-01,x\n2020-01-03,y\n2020-01-04,x\n")->train.count, 3) << "and so is that";
}

TEST_F(Table, SamplesAreNotTakenForAHeader) {
  for (const char* text :
       {"0,0,0\n0,1,1\n1,0,1\n1,1,0\n", "1,2,x\n3,4,y\n5,6,y\n7,8,x\n", "5,3.5,a\n4,3.25,b\n6,2.5,a\n7,1.5,b\n",
        "red,round,x\nred,square,y\nblue,round,x\nblue,square,y\n"})
    EXPECT_EQ(read(text)->train.count, 4) << text;
  EXPECT_EQ(read("?,2,x\n1,3,y\n2,4,x\n", {{"missing", "mean"}})->train.count, 3);
}

TEST_F(Table, WordsWithNothingButWordsBelowAreAHeaderWhereTheOthersRepeat) {
  const auto dataset = read("colour,form,k\nred,round,x\nred,long,y\nblue,round,x\nblue,long,y\n");
  EXPECT_EQ(dataset->features, (Texts{"colour=blue", "colour=red", "form=long", "form=round"}));
  EXPECT_EQ(dataset->train.count, 4);
}

TEST_F(Table, NumbersMayHaveADecimalComma) {
  const Texts wanted{"0.5 1.2 x", "1.5 2.2 y", "2.5 1 z"};
  const auto dataset = read("a;b;k\n0,5;1,2;x\n1,5;2,2;y\n2,5;1,0;z\n");
  EXPECT_EQ(rows_of(*dataset), wanted);
  EXPECT_TRUE(says(*dataset, "data.decimal", "decimal comma"));
  EXPECT_EQ(rows_of(*read("0,5;1,2;x\n1,5;2,2;y\n2,5;1,0;z\n")), wanted) << "without a header";
  EXPECT_EQ(rows_of(*read("a\tb\tk\n0,5\t1,2\tx\n1,5\t2,2\ty\n2,5\t1,0\tz\n")), wanted);
  EXPECT_EQ(rows_of(*read("a,b,k\n\"0,5\",\"1,2\",x\n\"1,5\",\"2,2\",y\n\"2,5\",\"1,0\",z\n")), wanted);
  EXPECT_EQ(rows_of(*read("a;k\n1.234,5;x\n-0,25;y\n1e3;x\n")), (Texts{"-0.25 y", "1000 x", "1234.5 x"}));
  EXPECT_EQ(rows_of(*read("a,k\n\"1,234.5\",x\n\"12,345\",y\n")), (Texts{"1234.5 x", "12345 y"})) << "thousands";
  EXPECT_EQ(rows_of(*read("a;k\n0.5;x\n1.5;y\n", {{"decimal", "point"}})), (Texts{"0.5 x", "1.5 y"}));
}

TEST_F(Table, ANumberInTheLastColumnIsProposedForRegression) {
  const std::string text = "h;temp\n1;20,5\n2;21,5\n3;20,5\n4;22,0\n";
  const std::string sentence = fault(text);
  EXPECT_NE(sentence.find("column 2 (temp) holds numbers like 20.5"), std::string::npos) << sentence;
  EXPECT_NE(sentence.find("data.task=regression"), std::string::npos) << sentence;
  EXPECT_EQ(rows_of(*read(text, {{"task", "regression"}})), (Texts{"1 20.5", "2 21.5", "3 20.5", "4 22"}));
}

TEST_F(Table, AFirstLineMayNameTheDelimiterAlone) {
  for (const char* text : {"sep=;\na;b;k\n1;2;x\n2;3;y\n", "\"sep=;\"\r\na;b;k\r\n1;2;x\r\n2;3;y\r\n",
                           "SEP=\t\na\tb\tk\n1\t2\tx\n2\t3\ty\n", "sep=:\na:b:k\n1:2:x\n2:3:y\n"})
    EXPECT_EQ(rows_of(*read(text)), (Texts{"1 2 x", "2 3 y"})) << text;
  EXPECT_NE(fault("sep=;\na;b;k\n1;2;x\n2;3\n").find("line 4 and line 2 differ"), std::string::npos) << "lines of the file";
}

TEST_F(Table, LinesEndInAnyWay) {
  for (const char* text : {"a,b,k\r1,2,x\r2,3,y\r", "a,b,k\r\n1,2,x\r\n2,3,y", "a,b,k\n1,2,x\r2,3,y\r\n",
                           "a,b,k\r\r\n1,2,x\r\r\n2,3,y\r\r\n"})
    EXPECT_EQ(rows_of(*read(text)), (Texts{"1 2 x", "2 3 y"}));
}

TEST_F(Table, AnyCommonDelimiterIsFound) {
  for (const char* text : {"a|b|k\n1|2|x\n2|3|y\n", "a b k\n1 2 x\n2 3 y\n", "a   b  k\n 1  2  x \n 2  3  y\n",
                           "a\tb\tk\n1\t2\tx\n2\t3\ty\n"})
    EXPECT_EQ(rows_of(*read(text)), (Texts{"1 2 x", "2 3 y"})) << text;
}

TEST_F(Table, EmptyColumnsAtTheEndAreNone) {
  for (const char* text : {"a,b,k,\n1,2,x,\n2,3,y,\n", "a,b,k,,,\n1,2,x,,,\n2,3,y,,,\n", "a,b,k,\n1,2,x\n2,3,y\n",
                           "a,b,k\n1,2,x,\n2,3,y,\n", "a,b,k\n1,2,x\n2,3,y\n,,\n,,\n"})
    EXPECT_EQ(rows_of(*read(text)), (Texts{"1 2 x", "2 3 y"})) << text;
  EXPECT_TRUE(says(*read("a,b,k,\n1,2,x,\n2,3,y,\n"), "data.leave_out", "empty columns at the end are left out: 1"));
  EXPECT_TRUE(says(*read("a,b,,k\n1,2,,x\n2,3,,y\n"), "data.leave_out", "columns without any value are left out: 3"));
}

TEST_F(Table, WordsAreFeaturesOneForEach) {
  const auto dataset = read("sex,age,k\nmale,20,x\nfemale,30,y\nmale,41,x\n");
  EXPECT_EQ(dataset->features, (Texts{"sex=female", "sex=male", "age"}));
  EXPECT_EQ(rows_of(*dataset), (Texts{"0 1 20 x", "0 1 41 x", "1 0 30 y"}));
  EXPECT_TRUE(says(*dataset, "data.path", "1 (sex)"));
  std::string text = "name,a,k\n";
  for (int i = 0; i < 30; ++i) text += fmt::format("person {},{},{}\n", i, i, i % 2 ? "x" : "y");
  const auto named = read(text);
  EXPECT_EQ(named->features, (Texts{"a"})) << "a name of its own in every row tells nothing";
  EXPECT_TRUE(says(*named, "data.leave_out", "1 (name)"));
}

TEST_F(Table, MissingValuesAreCountedDroppedOrFilledIn) {
  const std::string text = "a,b,k\n1,2,x\n?,3,y\n4,,x\n5,NA,y\n6,7,x\n";
  EXPECT_EQ(fault(text),
            "data.missing: 3 of 5 rows lack a value, the first in line 3, column 1 (a); set data.missing=drop to leave "
            "them out, or data.missing=mean to fill in the mean of the column");
  const auto dropped = read(text, {{"missing", "drop"}});
  EXPECT_EQ(rows_of(*dropped), (Texts{"1 2 x", "6 7 x"}));
  EXPECT_EQ(dropped->classes, (Texts{"x", "y"})) << "rows that are left out have named their class";
  EXPECT_TRUE(says(*dropped, "data.missing", "3 of 5 rows"));
  EXPECT_EQ(rows_of(*read(text, {{"missing", "mean"}})), (Texts{"1 2 x", "4 3 y", "4 4 x", "5 4 y", "6 7 x"}));
}

TEST_F(Table, WordsCanBeMissingToo) {
  const std::string text = "c,a,k\nred,1,x\n,2,y\nblue,3,x\nred,4,\nred,5,y\n";
  EXPECT_NE(fault(text).find("2 of 5 rows"), std::string::npos);
  const auto filled = read(text, {{"missing", "mean"}});
  EXPECT_EQ(filled->train.count, 4) << "what is to be learned cannot be filled in";
  EXPECT_EQ(rows_of(*filled).front(), "0 1 1 x");
  EXPECT_EQ(rows_of(*filled)[1], "0 1 5 y");
  EXPECT_EQ(rows_of(*filled)[2], "0.25 0.75 2 y");
}

TEST_F(Table, AColumnThatNumbersTheRowsIsLeftOut) {
  const Texts wanted{"2 3 x", "4 5 y", "6 7 x"};
  for (const char* text :
       {",a,b,k\n0,2,3,x\n1,4,5,y\n2,6,7,x\n", "Unnamed: 0,a,b,k\n5,2,3,x\n3,4,5,y\n9,6,7,x\n",
        "Id,a,b,k\n1,2,3,x\n2,4,5,y\n3,6,7,x\n", "\"\",\"a\",\"b\",\"k\"\none,2,3,x\ntwo,4,5,y\nthree,6,7,x\n",
        "\"a\" \"b\" \"k\"\n\"1\" 2 3 \"x\"\n\"2\" 4 5 \"y\"\n\"3\" 6 7 \"x\"\n"}) {
    const auto dataset = read(text);
    EXPECT_EQ(rows_of(*dataset), wanted) << text;
    EXPECT_TRUE(says(*dataset, "data.index", "left out: 1")) << text;
  }
  EXPECT_EQ(read("Id,a,k\n1,2,x\n2,4,y\n", {{"index", "keep"}})->sample, Shape{2});
  EXPECT_EQ(read("id,k\n1,x\n2,y\n3,x\n")->sample, Shape{1}) << "it is all there is";
  EXPECT_EQ(read("hour,a,k\n1,5,x\n2,7,y\n3,2,x\n")->sample, Shape{2}) << "other columns may count up";
}

TEST_F(Table, ALabelInFrontOfPixelsIsTheTarget) {
  std::string named = "label", plain;
  for (int i = 0; i < 784; ++i) named += fmt::format(",pixel{}", i);
  named += '\n';
  for (int row = 0; row < 20; ++row) {
    std::string line = std::to_string(row % 4);
    for (int i = 0; i < 784; ++i) line += fmt::format(",{}", (row * 31 + i * 17) % 256);
    named += line + '\n', plain += line + '\n';
  }
  for (const std::string* text : {&named, &plain}) {
    const auto dataset = read(*text);
    EXPECT_EQ(dataset->sample, Shape{784});
    EXPECT_EQ(dataset->classes, (Texts{"0", "1", "2", "3"}));
    EXPECT_TRUE(says(*dataset, "data.target", "column 1"));
    EXPECT_TRUE(says(*dataset, "data.normalize", "inputs reach 255"));
  }
  const auto scaled = read(named, {{"normalize", "scale"}});
  EXPECT_EQ(scaled->normalization.deviation, std::vector<float>(784, 255.0f));
  EXPECT_EQ(scaled->normalization.mean, std::vector<float>(784, 0.0f));
  EXPECT_FALSE(says(*scaled, "data.normalize", "inputs reach"));
}

TEST_F(Table, TheTargetByItsName) {
  EXPECT_EQ(rows_of(*read("class,a,b\nx,1,2\ny,3,4\n")), (Texts{"1 2 x", "3 4 y"}));
  EXPECT_EQ(rows_of(*read("정답,a,b\nx,1,2\ny,3,4\n")), (Texts{"1 2 x", "3 4 y"}));
  EXPECT_EQ(rows_of(*read("label,a,target\n1,2,x\n3,4,y\n")), (Texts{"1 2 x", "3 4 y"})) << "the last one is a target";
}

// "키,종류" and rows of 나무 and 꽃, in other encodings than UTF-8.
TEST_F(Table, KoreanIsReadInAnyOfItsEncodings) {
  const std::string utf8 = "키,종류\n1,나무\n2,꽃\n3,나무\n4,꽃\n";
  const std::string cp949 =
      "\xc5\xb0,\xc1\xbe\xb7\xf9\n1,\xb3\xaa\xb9\xab\n2,\xb2\xc9\n3,\xb3\xaa\xb9\xab\n4,\xb2\xc9\n";
  std::string little = "\xff\xfe", big = "\xfe\xff";
  for (const char16_t c : std::u16string(u"키,종류\n1,나무\n2,꽃\n3,나무\n4,꽃\n")) {
    little += {static_cast<char>(c & 255), static_cast<char>(c >> 8)};
    big += {static_cast<char>(c >> 8), static_cast<char>(c & 255)};
  }
  for (const std::string& text : {utf8, "\xef\xbb\xbf" + utf8, cp949, little, big}) {
    const auto dataset = read(text);
    EXPECT_EQ(dataset->features, (Texts{"키"}));
    EXPECT_EQ(dataset->classes, (Texts{"꽃", "나무"}));
    EXPECT_EQ(says(*dataset, "data.encoding", ""), text.find("\xeb") == std::string::npos);
  }
  EXPECT_EQ(read(cp949, {{"encoding", "cp949"}})->classes, (Texts{"꽃", "나무"}));
  EXPECT_NE(fault(cp949, {{"encoding", "utf-8"}}).find("is not in UTF-8"), std::string::npos);
}

TEST_F(Table, WesternLettersOfOneByteAreRead) {
  const auto dataset = read(
      "Gr\xf6\xdf"
      "e,25 \xb0"
      "C,k\n1,2,caf\xe9\n2,3,na\xefve\n");
  EXPECT_EQ(dataset->features, (Texts{"Größe", "25 °C"}));
  EXPECT_EQ(dataset->classes, (Texts{"café", "naïve"}));
}

TEST_F(Table, Utf16WithoutAMarkIsRead) {
  std::string text;
  for (const char c : std::string("a,k\n1,x\n2,y\n")) text += {c, '\0'};
  EXPECT_EQ(rows_of(*read(text)), (Texts{"1 x", "2 y"}));
}

TEST_F(Table, WhatItSaysOfItselfIsWhatIsLoaded) {
  for (const char* text :
       {"sex,age,k\nmale,20,x\nfemale,30,y\n", ",a,b,k\n0,2,3,x\n1,4,5,y\n2,6,7,x\n", "a,b,k,\n1,2,x,\n2,3,y,\n"}) {
    const auto dataset = read(text);
    const auto info = catalog::sample_info({"csv", {{"path", (folder_ / "t.csv").string()}}});
    EXPECT_EQ(info.shape, dataset->sample);
    EXPECT_EQ(info.classes, dataset->classes);
    EXPECT_EQ(static_cast<int64_t>(dataset->features.size()), dataset->sample[0]);
  }
}

TEST_F(Table, CommentsAreNoRows) {
  for (const char* text :
       {"# made by a program\n# on a day, with two words\na,b,k\n1,2,x\n2,3,y\n",
        "% one\n\n  % two\na b k\n1 2 x\n2 3 y\n", "#a,b,k\r\n1,2,x\r\n2,3,y\r\n",
        "# from R\n# a\tb\tk\n1\t2\tx\n2\t3\ty\n", "# one\na;b;k\n1;2;x\n# 7;8;x, not measured well\n2;3;y\n#\n"}) {
    SCOPED_TRACE(text);
    const auto dataset = read(text);
    EXPECT_EQ(dataset->features, (Texts{"a", "b"}));
    EXPECT_EQ(rows_of(*dataset), (Texts{"1 2 x", "2 3 y"}));
  }
  EXPECT_TRUE(says(*read("# one\n# two\na,b,k\n1,2,x\n2,3,y\n"), "data.path", "left out: 2"));
  // As many words as there are columns above a header is no second header.
  EXPECT_EQ(read("# by a program\na b k\n1 2 x\n2 3 y\n")->features, (Texts{"a", "b"}));
  // NumPy's savetxt, without names.
  EXPECT_EQ(rows_of(*read("# 3 rows\n1 2 0\n2 3 1\n")), (Texts{"1 2 0", "2 3 1"}));
  EXPECT_NE(fault("# one\na,b,k\n1,2,x\n3,y\n").find("line 4 and line 2 differ"), std::string::npos);
}

TEST_F(Table, ATableMayBeginLikeAnotherFormat) {
  EXPECT_EQ(read("BMI,age,k\n20,2,x\n25,3,y\n")->features, (Texts{"BMI", "age"}));
  EXPECT_EQ(read("PAR1,PAR2,k\n20,2,x\n25,3,y\n")->features, (Texts{"PAR1", "PAR2"}));
  EXPECT_NE(fault(std::string("BM\x36\0\0\0\0\0", 8)).find("is a picture"), std::string::npos);
}

TEST_F(Table, CellsMayBeginLikeComments) {
  EXPECT_EQ(rows_of(*read("#,b,k\n1,2,x\n2,3,y\n")), (Texts{"2 x", "3 y"})) << "a number of the row, by its name";
  EXPECT_EQ(read("#ff0000,1,x\n#00ff00,2,y\n#ff0000,3,x\n")->train.count, 3);
  EXPECT_EQ(read("color,n,k\n#ff0000,1,x\n#00ff00,2,y\n")->train.count, 2);
  EXPECT_EQ(read("# by hand\ncolor,n,k\n#ff0000,1,x\n#00ff00,2,y\n")->train.count, 2);
}

}  // namespace
}  // namespace saddle
