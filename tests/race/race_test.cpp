// Walks against those of NumPy and PyTorch (tests/data/make_race_reference.py) and against the book's figures.
#include <cmath>
#include <fstream>
#include <numeric>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "optimizers_of_the_catalog.h"
#include "saddle/explain.h"
#include "saddle/sweep.h"
#include "saddle/win_map.h"

namespace saddle {
namespace {

using nlohmann::json;

Trajectory walk_on(const std::string& function, const Racer& racer, Point start, int steps) {
  return walk(*make_function(function).surface, {.racers = {}, .start = start, .steps = steps}, racer);
}

TEST(Walk, IsThatOfNumpyAndOfPyTorch) {
  std::ifstream file(SADDLE_TEST_DATA "/race_reference.json");
  const json cases = json::parse(file);
  EXPECT_GT(cases.size(), 15u);
  for (const json& wanted : cases) {
    Racer racer{.name = "", .optimizer = {.type = wanted["optimizer"], .properties = {}}};
    for (const auto& [name, value] : wanted["properties"].items())
      racer.optimizer.properties.emplace(name, value.get<double>());
    const json& path = wanted["path"];
    const int steps = static_cast<int>(path.size()) - 1;
    const Trajectory got = walk_on(wanted["function"], racer, {path[0][0], path[0][1]}, steps);
    ASSERT_EQ(got.steps(), steps);
    for (size_t k = 0; k < path.size(); ++k) {
      const double x = path[k][0], y = path[k][1];
      EXPECT_NEAR(got.x[k], x, 1e-12 * (1 + std::abs(x))) << wanted["by"] << wanted["optimizer"] << " step " << k;
      EXPECT_NEAR(got.y[k], y, 1e-12 * (1 + std::abs(y))) << wanted["by"] << wanted["optimizer"] << " step " << k;
    }
  }
}

TEST(Walk, FindsTheFiguresOfTheBook) {  // 4.4.1 and 4.4.2
  const auto end = [](double rate, int steps) {
    const Trajectory path =
        walk_on("sphere", {.name = "", .optimizer = {"sgd", {{"learning_rate", rate}}}}, {-3, 4}, steps);
    return path.at(steps);
  };
  EXPECT_NEAR(end(0.1, 20).x, -0.03459, 5e-6);
  EXPECT_NEAR(end(0.1, 20).y, 0.04612, 5e-6);
  EXPECT_NEAR(end(0.1, 100).x, -6.111e-10, 5e-14);
  EXPECT_NEAR(end(0.1, 100).y, 8.148e-10, 5e-14);
  EXPECT_GT(std::abs(end(10, 100).x), 1e12);
  EXPECT_NEAR(end(1e-10, 100).x, -3, 1e-6);
  const auto parabola = make_function("parabola").surface;
  EXPECT_NEAR(parabola->gradient({5, 0}).x, 0.2, 1e-15);
  EXPECT_NEAR(parabola->gradient({10, 0}).x, 0.3, 1e-15);
  EXPECT_NEAR(check_gradient(*parabola, {5, 0}).numerical.x, 0.1999999999990898, 1e-11);
}

TEST(Walk, EveryOptimizerReachesTheMinimumOfABowl) {
  const Function bowl = make_function("bowl");
  for (const Racer& racer : one_of_each(0.05)) {
    const Trajectory path = walk(*bowl.surface, {.racers = {}, .start = {-1, 0.5}, .steps = 5000}, racer);
    const Outcome outcome = judge(bowl, path);
    EXPECT_EQ(outcome.fate, Fate::at_minimum) << racer.name << " ends at " << path.x.back() << ", " << path.y.back();
    ASSERT_TRUE(outcome.reached.has_value()) << racer.name;
    const Point there = path.at(*outcome.reached);
    EXPECT_LE(std::hypot(there.x, there.y), close(bowl)) << racer.name;
  }
}

TEST(Walk, NobodyWalksWhereTheFunctionHasNoValue) {
  for (const char* formula : {"log(x)", "sqrt(x) + y^2", "1/x"}) {
    const Function function = make_function(formula);
    const double start = std::string_view(formula) == "1/x" ? 0 : -1.5;
    for (const Racer& racer : one_of_each(0.1)) {
      const Trajectory path = walk(*function.surface, {.racers = {}, .start = {start, 1}, .steps = 50}, racer);
      EXPECT_EQ(path.x.back(), start) << formula << " " << racer.name;
      EXPECT_EQ(judge(function, path).fate, Fate::undefined) << formula << " " << racer.name;
    }
  }
  EXPECT_EQ(name_of(Fate::undefined), "f is undefined at the start");
}

TEST(Walk, EndsWhereAStepLeadsOutOfTheDomain) {
  const Function function = make_function("sqrt(x)");  // its minimum is at the edge of where it has values
  const Trajectory path = walk(*function.surface, {.racers = {}, .start = {0.04, 0}, .steps = 50},
                               {.name = "", .optimizer = {"sgd", {{"learning_rate", 1.0}}}});
  EXPECT_NEAR(path.x[1], 0.04 - 1 / (2 * 0.2), 1e-12);
  EXPECT_EQ(path.x.back(), path.x[1]);
  EXPECT_EQ(judge(function, path).fate, Fate::left);
}

TEST(Formula, AConditionIsRefusedWithItsPlace) {
  for (const char* formula : {"x?1:2", "x > 0 ? 1 : 2", "(x?y:1)+2"}) {
    try {
      make_function(formula);
      ADD_FAILURE() << formula << " is read";
    } catch (const Error& error) {
      EXPECT_NE(error.issue().text().find("condition"), std::string::npos) << error.what();
    }
  }
}

TEST(Walk, SgdStaysOnTheSaddleAndTheOthersLeave) {
  const Function saddle = make_function("saddle");
  const auto outcome = [&](const char* type, double rate, Point start = {-1.5, 0.001}) {
    const Racer racer{.name = "", .optimizer = {type, {{"learning_rate", rate}}}};
    return judge(saddle, walk(*saddle.surface, {.racers = {}, .start = start, .steps = 120}, racer));
  };
  EXPECT_EQ(outcome("sgd", 0.02).fate, Fate::on_saddle);
  EXPECT_FALSE(outcome("sgd", 0.02).escaped.has_value());
  for (const char* type : {"momentum", "rmsprop", "adam"}) {
    EXPECT_TRUE(outcome(type, 0.02).escaped.has_value()) << type;
    // From exactly on the ridge there is no way down to be seen.
    EXPECT_FALSE(outcome(type, 0.02, {-1.5, 0}).escaped.has_value()) << type;
  }
}

TEST(Walk, WhoLeavesTheMapLowerThanHeBeganFellOffItsEdgeAndWhoLeavesItHigherDiverged) {
  const Function saddle = make_function("saddle");  // x^2 - y^2
  const auto fate = [&](Point from, Point to) {
    Trajectory path;
    for (const Point p : {from, to}) {
      path.x.push_back(p.x), path.y.push_back(p.y);
      path.f.push_back(saddle.surface->value(p));
    }
    return judge(saddle, path).fate;
  };
  EXPECT_EQ(fate({0, 1}, {0, 50}), Fate::escaped);
  EXPECT_EQ(fate({1, 0}, {50, 0}), Fate::diverged);
}

TEST(Walk, NoiseIsTheSameForAllAndLeadsOffTheRidge) {
  const Function saddle = make_function("saddle");
  const Racer racer{.name = "", .optimizer = {"sgd", {{"learning_rate", 0.05}}}};
  Race race{.racers = {}, .start = {-1.5, 0}, .steps = 200, .noise = 0.1, .seed = 4};
  const Trajectory one = walk(*saddle.surface, race, racer), again = walk(*saddle.surface, race, racer);
  EXPECT_EQ(one.x, again.x);
  EXPECT_TRUE(judge(saddle, one).escaped.has_value());
  race.seed = 5;
  EXPECT_NE(walk(*saddle.surface, race, racer).x, one.x);
  // Mean and spread of what was added, over both coordinates.
  race.steps = 5000;
  race.start = {0, 0};
  const Trajectory still = walk(*make_function("0 x y").surface, race, racer);
  double sum = 0, squares = 0;
  for (const auto* values : {&still.gx, &still.gy}) {
    for (const double g : *values) sum += g, squares += g * g;
  }
  const double count = 2.0 * static_cast<double>(still.gx.size());
  EXPECT_NEAR(sum / count, 0, 5 * 0.1 / std::sqrt(count));
  EXPECT_NEAR(std::sqrt(squares / count), 0.1, 0.005);
}

TEST(Walk, DivergenceIsSaidAndSurvived) {
  const Function bowl = make_function("bowl");
  const Racer racer{.name = "", .optimizer = {"sgd", {{"learning_rate", 1000.0}}}};
  const Trajectory path = walk(*bowl.surface, {.racers = {}, .start = {-7, 2}, .steps = 1000}, racer);
  EXPECT_FALSE(std::isfinite(path.f.back()));
  EXPECT_EQ(judge(bowl, path).fate, Fate::diverged);
}

TEST(Walk, ACrowdWalksAsEachWouldAlone) {
  const Function function = make_function("himmelblau");
  for (const Racer& racer : one_of_each(0.01)) {
    const Race race{.racers = {racer}, .start = {}, .steps = 40, .noise = 0.5};
    WinMapper mapper(function, race, {-5, 5, -5, 5}, 23, 9);
    while (mapper.refine()) {
    }
    // Against itself and a stander-by: it wins exactly where its own walk ends lower than the start.
    Race two = race;
    two.racers.push_back({.name = "", .optimizer = {"sgd", {{"learning_rate", 0.0}}}});
    WinMapper duel(function, two, {-5, 5, -5, 5}, 23, 9);
    while (duel.refine()) {
    }
    for (int row = 0; row < 9; ++row) {
      for (int column = 0; column < 23; ++column) {
        Race alone = race;
        alone.start = {-5 + 10 * (column + 0.5) / 23, -5 + 10 * (row + 0.5) / 9};
        const Trajectory path = walk(*function.surface, alone, racer);
        const int wanted = path.f.back() <= path.f.front() ? 0 : 1;
        EXPECT_EQ(duel.map().winner[static_cast<size_t>(row * 23 + column)], wanted) << racer.name;
      }
    }
  }
}

TEST(WinMap, EveryRefinementShowsWhatTheWholeWill) {
  const Function function = make_function("himmelblau");
  Race race{.racers = one_of_each(0.02), .start = {}, .steps = 30};
  WinMapper mapper(function, race, function.domain, 61, 43);
  std::vector<WinMap> stages;
  while (mapper.refine()) stages.push_back(mapper.map());
  ASSERT_EQ(stages.size(), 5u);
  for (const WinMap& stage : stages) {
    for (int row = 0; row < 43; row += stage.stride) {
      for (int column = 0; column < 61; column += stage.stride) {
        const auto at = static_cast<size_t>(row * 61 + column);
        EXPECT_EQ(stage.winner[at], stages.back().winner[at]);
      }
    }
  }
  const auto& wins = stages.back().wins;
  EXPECT_EQ(std::accumulate(wins.begin(), wins.end(), int64_t{0}), 61 * 43);
}

TEST(WinMap, StopsWhenItIsNotWantedAnyMore) {
  std::atomic<bool> cancelled = true;
  WinMapper mapper(make_function("bowl"), {.racers = one_of_each(0.1)}, {}, 50, 50);
  EXPECT_FALSE(mapper.refine(&cancelled));
  EXPECT_FALSE(mapper.complete());
}

TEST(Sweep, KnowsWhereSgdConvergesAndDiverges) {
  const Function bowl = make_function("bowl");
  // Along y the factor of a step is 1 - 2 eta: it converges below eta = 1.
  const Race race{.racers = {{.name = "", .optimizer = {"sgd", {}}}}, .start = {-7, 2}, .steps = 200};
  const Sweep result = sweep(bowl, race, {1e-6, 0.3, 0.95, 1.05, 1.5});
  ASSERT_EQ(result.racers.size(), 1u);
  const auto& ends = result.racers[0];
  EXPECT_EQ(ends[0].fate, Fate::on_plateau);
  EXPECT_EQ(ends[1].fate, Fate::at_minimum);
  EXPECT_EQ(ends[2].fate, Fate::at_minimum);
  EXPECT_EQ(ends[3].fate, Fate::diverged);
  EXPECT_EQ(ends[4].fate, Fate::diverged);
  for (size_t i = 0; i < 5; ++i) {
    const Racer racer{.name = "", .optimizer = {"sgd", {{"learning_rate", result.rates[i]}}}};
    EXPECT_EQ(ends[i].value, walk(*bowl.surface, race, racer).f.back());
  }
}

// What is shown as the formula, computed line by line, is what the optimizer does.
TEST(Explain, TheFormulasOfTheCatalogAreWhatTheOptimizersDo) {
  const Function function = make_function("rosenbrock");
  for (Racer racer : one_of_each(0.001)) {
    for (const double decay : {0.0, 0.1}) {
      racer.optimizer.properties.insert_or_assign("weight_decay", decay);
      const Trajectory path =
          walk(*function.surface, {.racers = {}, .start = {-1.2, 1}, .steps = 50, .noise = 1}, racer);
      for (const int64_t k : {1, 2, 50}) {
        const auto index = static_cast<size_t>(k);
        for (const Along axis : {Along::x, Along::y}) {
          std::map<std::string, double> last;
          for (const ExplainedLine& line : explain(racer, path, k, axis)) {
            last[line.symbol] = line.value;
            EXPECT_FALSE(line.numbers.empty());
          }
          const double w = (axis == Along::x ? path.x : path.y)[index];
          ASSERT_TRUE(last.contains("w")) << racer.name;
          EXPECT_NEAR(last["w"], w, 1e-12 * (1 + std::abs(w))) << racer.name << " step " << k << " decay " << decay;
          for (const Trajectory::State& state : path.states) {
            const double value = (axis == Along::x ? state.x : state.y)[index];
            EXPECT_NEAR(last[std::string(state.name)], value, 1e-12 * (1 + std::abs(value))) << racer.name;
          }
        }
      }
    }
  }
}

TEST(Explain, WritesTheNumbersOut) {
  const Racer racer{.name = "", .optimizer = {"momentum", {{"learning_rate", 0.1}}}};
  const Trajectory path = walk_on("bowl", racer, {-7, 2}, 2);
  const auto lines = explain(racer, path, 1, Along::x);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].symbol, "v");
  EXPECT_EQ(lines[0].formula, "alpha * v - eta * g");
  EXPECT_EQ(lines[0].numbers, "0.9 * 0 - 0.1 * (-0.7)");
  EXPECT_NEAR(lines[0].value, 0.07, 1e-15);
  EXPECT_EQ(lines[1].numbers, "(-7) + 0.07");
  EXPECT_NEAR(lines[1].value, -6.93, 1e-15);
}

TEST(EffectiveRate, IsTheStepOverTheGradient) {
  const Function bowl = make_function("bowl");
  for (const char* type : {"sgd", "adagrad", "rmsprop"}) {
    const Racer racer{.name = "", .optimizer = {type, {{"learning_rate", 0.1}}}};
    const Trajectory path = walk(*bowl.surface, {.racers = {}, .start = {-7, 2}, .steps = 10}, racer);
    for (int64_t k = 1; k <= 10; ++k) {
      const auto i = static_cast<size_t>(k);
      EXPECT_NEAR(effective_rate(racer, path, k, Along::x), -(path.x[i] - path.x[i - 1]) / path.gx[i - 1], 1e-12)
          << type;
      EXPECT_NEAR(effective_rate(racer, path, k, Along::y), -(path.y[i] - path.y[i - 1]) / path.gy[i - 1], 1e-12)
          << type;
    }
  }
}

TEST(Race, AnUnknownOptimizerOrPropertyIsNamed) {
  const auto message = [](const Racer& racer) {
    try {
      check_racers({{.name = "", .optimizer = {"sgd", {}}}, racer}, "racers");
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_NE(message({.name = "", .optimizer = {"adm", {}}}).find("racers[1]"), std::string::npos);
  EXPECT_NE(message({.name = "", .optimizer = {"sgd", {{"lr", 1.0}}}}).find("racers[1].lr"), std::string::npos);
  EXPECT_EQ(message({.name = "", .optimizer = {"adam", {{"beta1", 0.5}}}}), "");
}

}  // namespace
}  // namespace saddle
