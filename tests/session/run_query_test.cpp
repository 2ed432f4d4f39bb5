#include <cmath>

#include <gtest/gtest.h>

#include "saddle/condition.h"
#include "saddle/query.h"

namespace saddle {
namespace {

Curve curve_of(const std::vector<CurvePoint>& points) {
  CurveWriter writer;
  for (const CurvePoint& point : points) writer.add(point);
  return writer.freeze();
}

RunSnapshot half_way() {
  auto experiment = std::make_shared<Experiment>();
  experiment->network = {{.name = {}, .type = "dense", .properties = {{"init", "zero"}}}};
  experiment->optimizer = {"sgd", {{"learning_rate", 0.5}}};
  RunSnapshot run;
  run.status = Status::running;
  run.experiment = experiment;
  run.classes = {"cat", "dog", "owl"};
  run.steps = 150, run.total_steps = 1000, run.steps_per_epoch = 100;
  run.train_samples = 2000, run.test_samples = 300;
  run.seconds = 12.5;
  run.curves.train_loss = curve_of({{1, 3}, {50, NAN}, {100, 0.5}, {150, 1}});
  run.curves.test_accuracy = curve_of({{100, 0.8}, {150, 0.95}});
  return run;
}

TEST(ValueAtARun, TellsHowFarItIs) {
  const RunSnapshot run = half_way();
  EXPECT_EQ(value_at(run, "run.steps"), Value(150));
  EXPECT_EQ(value_at(run, "run.total_steps"), Value(1000));
  EXPECT_EQ(value_at(run, "run.epoch"), Value(1.5));
  EXPECT_EQ(value_at(run, "run.status"), Value("running"));
  EXPECT_EQ(value_at(run, "run.seconds"), Value(12.5));
  EXPECT_EQ(value_at(run, "run.diverged"), Value(false));
  EXPECT_EQ(value_at(run, "data.classes"), Value(3));
  EXPECT_EQ(value_at(run, "data.train_samples"), Value(2000));
  EXPECT_EQ(value_at(run, "data.test_samples"), Value(300));
  EXPECT_EQ(value_at(run, "optimizer.learning_rate"), Value(0.5));
  EXPECT_EQ(value_at(run, "network[0].init"), Value("zero"));
}

TEST(ValueAtARun, ReadsCurves) {
  const RunSnapshot run = half_way();
  EXPECT_EQ(value_at(run, "curves.train_loss.first"), Value(3.0));
  EXPECT_EQ(value_at(run, "curves.train_loss.last"), Value(1.0));
  EXPECT_EQ(value_at(run, "curves.train_loss.min"), Value(0.5));
  EXPECT_EQ(value_at(run, "curves.train_loss.max"), Value(3.0));
  EXPECT_EQ(value_at(run, "curves.train_loss.size"), Value(4));
  EXPECT_EQ(value_at(run, "curves.train_loss.step"), Value(150.0));
  EXPECT_EQ(value_at(run, "curves.train_loss.at(100)"), Value(0.5));
  EXPECT_EQ(value_at(run, "curves.train_loss.at(149)"), Value(0.5));
  EXPECT_EQ(value_at(run, "curves.train_loss.at(9000)"), Value(1.0));
  for (const char* none : {"curves.train_loss.at(0)", "curves.gradient_norm.last", "curves.test_loss.min",
                           "curves.validation_accuracy.at(100)"}) {
    EXPECT_TRUE(std::isnan(std::get<double>(value_at(run, none)))) << none;
  }
  EXPECT_EQ(value_at(run, "curves.test_loss.size"), Value(0));
}

TEST(ValueAtARun, NamesTheNearestPathWhereThereIsNone) {
  const auto message = [](const RunSnapshot& run, const char* path) -> std::string {
    try {
      value_at(run, path);
    } catch (const Error& error) {
      return error.what();
    }
    return "nothing was thrown";
  };
  const RunSnapshot run = half_way();
  EXPECT_EQ(message(run, "run.step"), "run.step: there is no such value; did you mean run.steps?");
  EXPECT_EQ(message(run, "curves.test_acuracy.last"),
            "curves.test_acuracy.last: there is no such value; did you mean curves.test_accuracy.last?");
  EXPECT_EQ(message(run, "optimizer.rate"), "optimizer.rate: there is no such value; did you mean optimizer.type?");
  EXPECT_NE(message({}, "curves.train_loss.at(x)").find("there is no such value"), std::string::npos);
  EXPECT_NE(message({}, "nonsense").find("there is no such value"), std::string::npos);
  EXPECT_TRUE(std::isnan(std::get<double>(value_at(RunSnapshot{}, "network[0].init")))) << "no experiment yet";
}

TEST(Condition, ComparesAndJoins) {
  const RunSnapshot run = half_way();
  const auto holds = [&](const char* text) { return Condition::parse(text).holds(run); };
  for (const char* yes :
       {"run.steps >= 100", "run.steps>=150", "run.steps<=150", "run.steps = 150", "run.steps == 150.0",
        "run.steps != 151", "curves.test_accuracy.last > 0.9", "network[0].init = \"zero\"",
        "optimizer.type != \"adam\"", "run.diverged = false", "not run.diverged", "not not run.steps > 1",
        "curves.train_loss.at(100) < 1e0", "run.steps > 1000 or run.steps > 100",
        "run.steps > 100 and not (run.diverged or optimizer.type = \"adam\")",
        "run.steps > 0 or run.steps > 0 and run.steps < 0", "not run.steps < 0 and run.steps > 0",
        "network[0].init != 0.01"}) {
    EXPECT_TRUE(holds(yes)) << yes;
  }
  for (const char* no :
       {"run.steps > 150", "run.steps < 150", "run.steps != 150", "network[0].init = \"he\"", "run.diverged",
        "run.steps > 100 and run.steps > 1000", "(run.steps > 0 or run.steps > 0) and run.steps < 0",
        "not (run.steps > 0)", "curves.gradient_norm.last > 0", "curves.gradient_norm.last <= 0",
        "curves.gradient_norm.last != 0", "network[0].init = 0.01"}) {
    EXPECT_FALSE(holds(no)) << no;
  }
}

TEST(Condition, AsksAnExperimentToo) {
  const RunSnapshot run = half_way();
  EXPECT_TRUE(Condition::parse("network[0].init = \"zero\" and optimizer.learning_rate = 0.5").holds(*run.experiment));
  EXPECT_THROW(Condition::parse("run.steps > 1").holds(*run.experiment), Error);
}

TEST(Condition, ErrorsNameThePlace) {
  const auto message = [](const char* text) -> std::string {
    try {
      Condition::parse(text, "lesson").holds(half_way());
    } catch (const Error& error) {
      return error.what();
    }
    return "nothing was thrown";
  };
  EXPECT_EQ(message(""), "lesson: expected the name of a value, such as run.steps, at letter 1 of ");
  EXPECT_EQ(message("run.steps >"),
            "lesson: expected a number, true, false, or text in quotation marks at letter 12 of run.steps >");
  EXPECT_EQ(message("(run.diverged"), "lesson: the parenthesis at letter 1 of (run.diverged is not closed");
  EXPECT_EQ(message("run.steps > 1 run.steps < 2"),
            "lesson: expected and, or, or the end at letter 15 of run.steps > 1 run.steps < 2");
  EXPECT_EQ(message("optimizer.type = \"sgd"),
            "lesson: the text that begins at letter 18 of optimizer.type = \"sgd has no end; add a quotation mark");
  EXPECT_EQ(message("run.steps"), "run.steps: is 150, which is neither true nor false; compare it with a value");
  EXPECT_EQ(message("optimizer.type < 3"), "optimizer.type: is sgd, which < cannot compare with 3");
  EXPECT_EQ(message("run.diverged = 3"), "run.diverged: is false, which = cannot compare with 3");
  EXPECT_EQ(message("run.step > 1"), "run.step: there is no such value; did you mean run.steps?");
  for (const char* odd : {"and", "not", "()", "run.steps > 1 and", "or run.diverged", "run.steps > nan", "\"a\" = 1",
                          "run.steps > 1)", "curves.train_loss.at(1 > 2"}) {
    EXPECT_NE(message(odd), "nothing was thrown") << odd;
  }
}

}  // namespace
}  // namespace saddle
