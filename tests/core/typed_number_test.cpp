// Numbers as people of any country type them. What is meant by each text is written out here by hand.
#include "saddle/typed_number.h"

#include <cmath>

#include <gtest/gtest.h>

#include "saddle/experiment.h"

namespace saddle {
namespace {

double read(std::string_view text) {
  const auto result = typed_number(text, "");
  if (const auto* issue = std::get_if<Issue>(&result)) ADD_FAILURE() << text << ": " << issue->text();
  return std::holds_alternative<double>(result) ? std::get<double>(result) : NAN;
}

std::string refused(std::string_view text) {
  const auto result = typed_number(text, "");
  if (const double* number = std::get_if<double>(&result)) ADD_FAILURE() << text << " is read as " << *number;
  return std::holds_alternative<Issue>(result) ? std::get<Issue>(result).text() : "";
}

TEST(TypedNumber, ReadsACommaAndAPointAsDecimalMarks) {
  EXPECT_EQ(read("0.05"), 0.05);
  EXPECT_EQ(read("0,05"), 0.05);
  EXPECT_EQ(read(",5"), 0.5);
  EXPECT_EQ(read(".5"), 0.5);
  EXPECT_EQ(read("1,5"), 1.5);
  EXPECT_EQ(read("0,001"), 0.001);
  EXPECT_EQ(read("1,2345"), 1.2345);
  EXPECT_EQ(read("1e-3"), 0.001);
  EXPECT_EQ(read("2,5e3"), 2500);
  EXPECT_EQ(read(" +7 "), 7);
  EXPECT_EQ(read("\u00a0−7,25"), -7.25);
  EXPECT_EQ(read("1e30"), 1e30);
  EXPECT_EQ(read("０．０５"), 0.05) << "as a Korean keyboard writes it in full width";
  EXPECT_EQ(read("－１，５ｅ２"), -150);
  EXPECT_TRUE(std::isinf(read("1e999")));
  EXPECT_EQ(read("1e-999"), 0);
}

TEST(TypedNumber, RefusesWhatWouldBeAGuess) {
  EXPECT_EQ(refused("1.000,5"), "cannot tell how \"1.000,5\" is meant; write 1000.5");
  EXPECT_EQ(refused("1,000.5"), "cannot tell how \"1,000.5\" is meant; write 1000.5");
  EXPECT_EQ(refused("1,000,000"), "cannot tell how \"1,000,000\" is meant; write 1000000");
  EXPECT_EQ(refused("1,00,000"), "cannot tell how \"1,00,000\" is meant; write 100000");
  EXPECT_EQ(refused("1,000"), "\"1,000\" can be read in two ways; write 1000 or 1.000");
  EXPECT_EQ(refused("-12,500"), "\"-12,500\" can be read in two ways; write -12500 or -12.500");
}

TEST(TypedNumber, RefusesWhatIsNone) {
  for (const char* text :
       {"",  " ",   "-",    "abc",      "1 000",  "nan",   "inf",   "-infinity", "0x10",      "1e",       "1..2",
        ",", "5 %", "５％", "\xef\xbc", "１２ａ", "0.1.2", "1.2.3", "1.10.12",   "0,000,001", "1,0000.5", "1.5,000.5"})
    EXPECT_EQ(refused(text), "expected a number, got \"" + std::string(text) + "\"");
}

TEST(TypedValue, NamesTheRangeAndChangesNothing) {
  const Property rate{.name = "learning_rate", .help = "", .fallback = 0.01, .min = 1e-9, .max = 1000};
  const Property batch{.name = "batch_size", .help = "", .fallback = 100, .min = 1, .max = 65536};
  const auto value = [](const char* text, const Property& row) { return std::get<Value>(typed_value(text, row, "")); };
  const auto issue = [](const char* text, const Property& row) {
    return std::get<Issue>(typed_value(text, row, "")).text();
  };
  EXPECT_EQ(value("0,05", rate), Value(0.05));
  EXPECT_EQ(value("1e3", batch), Value(1000));
  EXPECT_EQ(issue("2000", rate), "expected a number from 1e-09 to 1000, got 2000");
  EXPECT_EQ(issue("1e30", rate), "expected a number from 1e-09 to 1000, got 1e30");
  EXPECT_EQ(issue("-1", rate), "expected a number from 1e-09 to 1000, got -1");
  EXPECT_EQ(issue("100000", batch), "expected a whole number from 1 to 65536, got 100000");
  EXPECT_EQ(issue("0", batch), "expected a whole number from 1 to 65536, got 0");
  EXPECT_EQ(issue("2,5", batch), "expected a whole number from 1 to 65536, got 2,5");
  EXPECT_EQ(issue("1e999", batch), "expected a whole number from 1 to 65536, got 1e999");
}

TEST(Assign, ReadsTextForANumberAsItWasTyped) {
  Experiment experiment;
  experiment.optimizer = {"sgd"};
  experiment.network = {{.name = {}, .type = "dense"}};
  assign(experiment, "optimizer.learning_rate", std::string("0,05"));
  EXPECT_EQ(experiment.optimizer.properties.at("learning_rate"), Value(0.05));
  assign(experiment, "network[0].init", std::string("0,02"));
  EXPECT_EQ(experiment.network[0].properties.at("init"), Value(0.02));
  assign(experiment, "network[0].init", std::string("zero"));
  EXPECT_EQ(experiment.network[0].properties.at("init"), Value(std::string("zero")));
  EXPECT_THROW(assign(experiment, "optimizer.learning_rate", std::string("1.000,5")), Error);
  EXPECT_THROW(assign(experiment, "training.batch_size", std::string("100000")), Error);
}

TEST(Check, TextWhereAFileHasANumberSaysWhatToWrite) {
  const Property rate{.name = "learning_rate", .help = "", .fallback = 0.01, .min = 1e-9, .max = 1000};
  const auto issue = std::get<Issue>(checked(Value(std::string("0,05")), rate, "optimizer"));
  EXPECT_EQ(issue.text(),
            "optimizer.learning_rate: expected a number, got \"0,05\"; write 0.05 without quotation marks");
}

TEST(Issue, AWordAfterAOneIsSingular) {
  EXPECT_EQ(make_issue("", "ends in {} outputs, of {} classes", 1, 1).text(), "ends in 1 output, of 1 class");
  EXPECT_EQ(make_issue("", "{} numbers are written out", 1).text(), "1 number is written out");
  EXPECT_EQ(make_issue("", "{} outputs; {} units", 11, 21).text(), "11 outputs; 21 units");
}

}  // namespace
}  // namespace saddle
