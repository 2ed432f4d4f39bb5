// Functions and formulas against closed forms written out here, against differences, and against plain C++.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numbers>

#include <gtest/gtest.h>

#include "autodiff/formula.h"
#include "core/rng.h"
#include "saddle/function.h"
#include "surface/function_type.h"

namespace saddle {
namespace {

using Kind = StationaryPoint::Kind;
constexpr double pi = std::numbers::pi, e = std::numbers::e;

struct Closed {
  std::function<double(double, double)> f;
  std::function<Point(double, double)> gradient;
};

// Derived by hand.
const std::map<std::string, Closed, std::less<>>& closed_forms() {
  using std::cos, std::exp, std::pow, std::sin, std::sqrt;
  static const std::map<std::string, Closed, std::less<>> forms = {
      {"saddle",
       {[](double x, double y) { return x * x - y * y; },
        [](double x, double y) {
          return Point{2 * x, -2 * y};
        }}},
      {"monkey_saddle",
       {[](double x, double y) { return x * x * x - 3 * x * y * y; },
        [](double x, double y) {
          return Point{3 * x * x - 3 * y * y, -6 * x * y};
        }}},
      {"bowl",
       {[](double x, double y) { return x * x / 20 + y * y; },
        [](double x, double y) {
          return Point{x / 10, 2 * y};
        }}},
      {"sphere",
       {[](double x, double y) { return x * x + y * y; },
        [](double x, double y) {
          return Point{2 * x, 2 * y};
        }}},
      {"ravine",
       {[](double x, double y) { return 0.05 * x * x + 5 * pow(y - sin(x), 2); },
        [](double x, double y) {
          const double d = y - sin(x);
          return Point{0.1 * x - 10 * d * cos(x), 10 * d};
        }}},
      {"plateau",
       {[](double x, double y) { return 1 - exp(-(x * x + y * y) / 3); },
        [](double x, double y) {
          const double g = 2.0 / 3 * exp(-(x * x + y * y) / 3);
          return Point{g * x, g * y};
        }}},
      {"rosenbrock",
       {[](double x, double y) { return pow(1 - x, 2) + 100 * pow(y - x * x, 2); },
        [](double x, double y) {
          return Point{-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)};
        }}},
      {"himmelblau",
       {[](double x, double y) { return pow(x * x + y - 11, 2) + pow(x + y * y - 7, 2); },
        [](double x, double y) {
          const double a = x * x + y - 11, b = x + y * y - 7;
          return Point{4 * x * a + 2 * b, 2 * a + 4 * y * b};
        }}},
      {"beale",
       {[](double x, double y) {
          return pow(1.5 - x + x * y, 2) + pow(2.25 - x + x * y * y, 2) + pow(2.625 - x + x * y * y * y, 2);
        },
        [](double x, double y) {
          const double a = 1.5 - x + x * y, b = 2.25 - x + x * y * y, c = 2.625 - x + x * y * y * y;
          return Point{2 * a * (y - 1) + 2 * b * (y * y - 1) + 2 * c * (y * y * y - 1),
                       2 * a * x + 4 * b * x * y + 6 * c * x * y * y};
        }}},
      {"booth",
       {[](double x, double y) { return pow(x + 2 * y - 7, 2) + pow(2 * x + y - 5, 2); },
        [](double x, double y) {
          return Point{2 * (x + 2 * y - 7) + 4 * (2 * x + y - 5), 4 * (x + 2 * y - 7) + 2 * (2 * x + y - 5)};
        }}},
      {"rastrigin",
       {[](double x, double y) { return 20 + x * x + y * y - 10 * (cos(2 * pi * x) + cos(2 * pi * y)); },
        [](double x, double y) {
          return Point{2 * x + 20 * pi * sin(2 * pi * x), 2 * y + 20 * pi * sin(2 * pi * y)};
        }}},
      {"styblinski_tang",
       {[](double x, double y) {
          const auto one = [](double t) { return (pow(t, 4) - 16 * t * t + 5 * t) / 2; };
          return one(x) + one(y);
        },
        [](double x, double y) {
          const auto one = [](double t) { return 2 * t * t * t - 16 * t + 2.5; };
          return Point{one(x), one(y)};
        }}},
      {"ackley",
       {[](double x, double y) {
          return -20 * exp(-0.2 * sqrt((x * x + y * y) / 2)) - exp((cos(2 * pi * x) + cos(2 * pi * y)) / 2) + 20 + e;
        },
        [](double x, double y) {
          const double r = sqrt((x * x + y * y) / 2), a = 20 * exp(-0.2 * r) * 0.2 / (2 * r),
                       b = exp((cos(2 * pi * x) + cos(2 * pi * y)) / 2) * pi;
          return Point{a * x + b * sin(2 * pi * x), a * y + b * sin(2 * pi * y)};
        }}},
      {"three_hump_camel",
       {[](double x, double y) { return 2 * x * x - 1.05 * pow(x, 4) + pow(x, 6) / 6 + x * y + y * y; },
        [](double x, double y) {
          return Point{4 * x - 4.2 * x * x * x + pow(x, 5) + y, x + 2 * y};
        }}},
      {"goldstein_price",
       {[](double x, double y) {
          const double a = 1 + pow(x + y + 1, 2) * (19 - 14 * x + 3 * x * x - 14 * y + 6 * x * y + 3 * y * y);
          const double b = 30 + pow(2 * x - 3 * y, 2) * (18 - 32 * x + 12 * x * x + 48 * y - 36 * x * y + 27 * y * y);
          return a * b;
        },
        [](double x, double y) {
          const double s = x + y + 1, p = 19 - 14 * x + 3 * x * x - 14 * y + 6 * x * y + 3 * y * y;
          const double t = 2 * x - 3 * y, q = 18 - 32 * x + 12 * x * x + 48 * y - 36 * x * y + 27 * y * y;
          const double a = 1 + s * s * p, b = 30 + t * t * q;
          const double ax = 2 * s * p + s * s * (-14 + 6 * x + 6 * y), ay = ax;
          const double bx = 4 * t * q + t * t * (-32 + 24 * x - 36 * y),
                       by = -6 * t * q + t * t * (48 - 36 * x + 54 * y);
          return Point{ax * b + a * bx, ay * b + a * by};
        }}},
      {"parabola",
       {[](double x, double) { return 0.01 * x * x + 0.1 * x; },
        [](double x, double) {
          return Point{0.02 * x + 0.1, 0};
        }}},
      {"convex",
       {[](double x, double) { return x * x; },
        [](double x, double) {
          return Point{2 * x, 0};
        }}},
      {"nonconvex",
       {[](double x, double) { return pow(x, 4) - 4 * x * x + x; },
        [](double x, double) {
          return Point{4 * x * x * x - 8 * x + 1, 0};
        }}},
      {"wavy",
       {[](double x, double) { return x * x / 10 + sin(3 * x); },
        [](double x, double) {
          return Point{x / 5 + 3 * cos(3 * x), 0};
        }}},
  };
  return forms;
}

TEST(Functions, AndTheirGradientsAreTheirClosedForms) {
  for (const FunctionType& type : functions::all()) {
    const auto closed = closed_forms().find(type.entry.name);
    ASSERT_NE(closed, closed_forms().end()) << type.entry.name;
    const Function function = make_function(type.entry.name);
    Rng rng(7);
    for (int i = 0; i < 200; ++i) {
      const Point p{rng.uniform(type.domain.left, type.domain.right), rng.uniform(type.domain.bottom, type.domain.top)};
      const double f = closed->second.f(p.x, p.y);
      const Point g = closed->second.gradient(p.x, p.y), got = function.surface->gradient(p);
      const double size = std::hypot(g.x, g.y) + std::abs(f) + 1;
      EXPECT_NEAR(function.surface->value(p), f, 1e-12 * size) << type.entry.name;
      EXPECT_NEAR(got.x, g.x, 1e-11 * size) << type.entry.name << " at " << p.x << ", " << p.y;
      EXPECT_NEAR(got.y, g.y, 1e-11 * size) << type.entry.name << " at " << p.x << ", " << p.y;
    }
  }
}

TEST(Functions, HaveNoGradientAtTheirKnownPoints) {
  for (const FunctionType& type : functions::all()) {
    const Function function = make_function(type.entry.name);
    EXPECT_TRUE(type.domain.contains(type.start)) << type.entry.name;
    for (const StationaryPoint& point : type.points) {
      const Point g = function.surface->gradient(point.at);
      const double scale = std::abs(function.surface->value({point.at.x + 1, point.at.y + 1})) + 1;
      EXPECT_LT(std::hypot(g.x, g.y), 1e-11 * scale) << type.entry.name << " " << point.at.x << ", " << point.at.y;
      EXPECT_TRUE(type.domain.contains(point.at)) << type.entry.name;
    }
  }
}

// The finder knows nothing of the lists, and the lists nothing of the finder.
TEST(Functions, TheirKnownPointsAreFound) {
  for (const FunctionType& type : functions::all()) {
    if (type.entry.name == "ackley" || type.entry.name == "plateau") continue;  // more than the list, on purpose
    const Function function = make_function(type.entry.name);
    const auto found = find_stationary(*function.surface, type.domain, 200);
    const double near = 1e-3 * type.domain.diagonal();
    for (const StationaryPoint& known : type.points) {
      const auto match = std::find_if(found.begin(), found.end(), [&](const StationaryPoint& p) {
        return std::hypot(p.at.x - known.at.x, p.at.y - known.at.y) < near;
      });
      ASSERT_NE(match, found.end()) << type.entry.name << " " << known.at.x << ", " << known.at.y;
      // The middle of the monkey saddle is level to second order.
      if (type.entry.name != "monkey_saddle") {
        EXPECT_EQ(match->kind, known.kind) << type.entry.name << known.at.x;
      }
    }
    EXPECT_EQ(found.size(), type.points.size()) << type.entry.name;
  }
}

TEST(Formula, ReadsWhatPeopleWrite) {
  const auto value = [](std::string_view text, double x = 2, double y = 3) {
    return make_function(text).surface->value({x, y});
  };
  EXPECT_DOUBLE_EQ(value("x^2/20 + y^2"), 9.2);
  EXPECT_DOUBLE_EQ(value("2x + 3(y - 1)"), 10);
  EXPECT_DOUBLE_EQ(value("(x + 1)(y + 1)"), 12);
  EXPECT_DOUBLE_EQ(value("x y"), 6);
  EXPECT_DOUBLE_EQ(value("x² − y³·2"), 4 - 54);
  EXPECT_DOUBLE_EQ(value("x**2"), 4);
  EXPECT_DOUBLE_EQ(value("-x^2"), -4);
  EXPECT_DOUBLE_EQ(value("2^-x"), 0.25);
  EXPECT_DOUBLE_EQ(value("2^3^x", 2), 512);
  EXPECT_DOUBLE_EQ(value("x^0.5 * y", 4, 3), 6);
  EXPECT_DOUBLE_EQ(value("1e-3 x + 2.5E+2y"), 750.002);
  EXPECT_DOUBLE_EQ(value("3 sin(pi x/4)"), 3);
  EXPECT_DOUBLE_EQ(value("e^x - exp(x)"), std::pow(e, 2) - std::exp(2));
  EXPECT_DOUBLE_EQ(value("max(x, y) - min(x, y)"), 1);
  EXPECT_DOUBLE_EQ(value("abs(-x) + sign(-y) + relu(-x) + relu(y)"), 4);
  EXPECT_DOUBLE_EQ(value("log(x) - ln(x) + log2(8) + log10(1000)"), 6);
  EXPECT_DOUBLE_EQ(value("tan(atan(y)) + cosh(0x) + sinh(0) + sigmoid(0)"), 4.5);
  EXPECT_DOUBLE_EQ(value("7"), 7);
  EXPECT_EQ(make_function("x^2").surface->dimensions(), 1);
  EXPECT_EQ(make_function("x^2 + y").surface->dimensions(), 2);
}

TEST(Formula, ItsGradientIsThatOfEveryOperation) {
  for (const char* text : {"x + y",
                           "x - 3y",
                           "x y",
                           "x/y",
                           "x^y",
                           "x^3",
                           "x^-2",
                           "x^1.5",
                           "2^y",
                           "min(x, y)",
                           "max(x, 2y)",
                           "-x",
                           "sin(x y)",
                           "cos(x - y)",
                           "tan(x/3)",
                           "asin(x/4)",
                           "acos(y/4)",
                           "atan(x y)",
                           "sinh(x)",
                           "cosh(y)",
                           "tanh(x - y)",
                           "exp(-x y)",
                           "log(x + y)",
                           "log2(x y)",
                           "log10(x)",
                           "sqrt(x^2 + y)",
                           "abs(x - 2)",
                           "relu(x - y)",
                           "sigmoid(x y)",
                           "sign(x) y",
                           "exp(sin(x^2 + y)) / (1 + x^2 y^2) - sqrt(x) log(y)"}) {
    const Function function = make_function(text);
    for (const Point at : {Point{1.3, 0.7}, Point{0.6, 1.9}}) {
      const GradientCheckAt check = check_gradient(*function.surface, at);
      EXPECT_LT(check.difference, 1e-9 + 10 * check.error) << text;
      EXPECT_LT(check.error, 1e-7) << text;
    }
  }
}

TEST(Formula, OneOrManyPointsGiveTheSameBits) {
  const Function function = make_function("exp(sin(3x) y)/(1 + x^2) + y^3");
  Rng rng(3);
  std::vector<double> x(300), y(300), f(300), dx(300), dy(300);
  for (size_t i = 0; i < x.size(); ++i) x[i] = rng.uniform(-3, 3), y[i] = rng.uniform(-3, 3);
  function.surface->evaluate(300, x.data(), y.data(), f.data(), dx.data(), dy.data());
  for (size_t i = 0; i < x.size(); ++i) {
    const Point at{x[i], y[i]};
    EXPECT_EQ(function.surface->value(at), f[i]);
    EXPECT_EQ(function.surface->gradient(at), (Point{dx[i], dy[i]}));
  }
}

TEST(Formula, SurvivesPolesAndWhatIsNotDefined) {
  const auto at = [](std::string_view text, Point p) { return make_function(text).surface->value(p); };
  EXPECT_TRUE(std::isinf(at("1/x", {0, 0})));
  EXPECT_TRUE(std::isnan(at("log(x)", {-1, 0})));
  EXPECT_TRUE(std::isnan(at("sqrt(x + y)", {-1, 0})));
  EXPECT_TRUE(std::isinf(at("exp(x)", {1000, 0})));
  EXPECT_TRUE(std::isinf(at("1/0 + x", {1, 0})));
  EXPECT_DOUBLE_EQ(at("sin(x)", {1e300, 0}), std::sin(1e300));
  // The tip of a cone: no slope there, though the square root has an infinite one.
  EXPECT_EQ(make_function("sqrt(x^2 + y^2)").surface->gradient({0, 0}), (Point{0, 0}));
  EXPECT_EQ(make_function("ackley").surface->gradient({0, 0}), (Point{0, 0}));
}

TEST(Formula, AMistakeIsPointedAt) {
  struct Case {
    const char* text;
    size_t position, length;
    const char* says;
  };
  for (const Case& wrong :
       {Case{"x^2 + * y", 6, 1, "character 7"}, Case{"x^2 + ", 6, 0, "ends"}, Case{"x^2 + foo(y)", 6, 3, "foo"},
        Case{"x² + foo", 6, 3, "character 6"}, Case{"sin(x", 5, 0, "parenthesis"}, Case{"x + y)", 5, 1, "parenthesis"},
        Case{"min(x)", 5, 1, "arguments"}, Case{"x, y", 1, 1, "comma"}, Case{"", 0, 0, "no formula"},
        Case{"x ? y", 2, 1, "?"}, Case{"x = 3", 2, 1, "="}, Case{"xy", 0, 2, "xy"}, Case{"x + 1.2.3", 7, 2, "missing"},
        Case{"2 3", 2, 1, "missing"}}) {
    try {
      make_function(wrong.text);
      ADD_FAILURE() << wrong.text << " was read";
    } catch (const FormulaError& error) {
      EXPECT_EQ(error.position(), wrong.position) << wrong.text << ": " << error.what();
      EXPECT_EQ(error.length(), wrong.length) << wrong.text << ": " << error.what();
      EXPECT_NE(std::string(error.what()).find(wrong.says), std::string::npos) << error.what();
    }
  }
}

TEST(Formula, AMistypedNameIsMended) {
  try {
    make_function("rosenbrok");
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("did you mean \"rosenbrock\""), std::string::npos) << error.what();
  }
}

TEST(Stationary, ClassifiesWhatItFinds) {
  const auto found = find_stationary(*make_function("x^2 + y^2 - (x^4 + y^4)/8").surface, {-3, 3, -3, 3});
  // x (2 - x^2 / 2) = 0, likewise y: the middle is a minimum, the sides are saddle points, the corners maxima.
  ASSERT_EQ(found.size(), 9u);
  EXPECT_EQ(found.front().kind, Kind::minimum);
  EXPECT_EQ(std::count_if(found.begin(), found.end(), [](auto& p) { return p.kind == Kind::saddle; }), 4);
  EXPECT_EQ(std::count_if(found.begin(), found.end(), [](auto& p) { return p.kind == Kind::maximum; }), 4);
}

}  // namespace
}  // namespace saddle
