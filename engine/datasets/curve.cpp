#include "datasets/shared/points.h"

namespace saddle::datasets {
namespace {

struct CurveOptions : PointOptions {
  std::string function = "sine";
  static auto fields() {
    return std::tuple_cat(
        std::tuple{field("function", &CurveOptions::function, {.choices = {"sine", "parabola", "step", "abs", "sinc"}},
                         "The curve that the points follow, from -4 to 4.")},
        PointOptions::fields<CurveOptions>());
  }
};

double value(const std::string& function, double x) {
  if (function == "sine") return std::sin(x);
  if (function == "parabola") return x * x / 8 - 1;
  if (function == "step") return x > 0 ? 1 : -1;
  if (function == "abs") return std::abs(x) / 2 - 1;
  return x == 0 ? 1 : std::sin(3 * x) / (3 * x);
}

std::shared_ptr<const Dataset> load_curve(const Properties& properties, const LoadContext&) {
  const auto options = read<CurveOptions>(properties, "data");
  return draw_function(
      "curve", 1, options, [&](double x, double) { return value(options.function, x); }, 4);
}

}  // namespace

DatasetType curve() {
  return {.entry = {.name = "curve",
                    .title = "Curve",
                    .help = "Regression with one input: points along a curve, with noise.",
                    .properties = table_of<CurveOptions>()},
          .describe = [](const Properties&, const LoadContext&) { return function_of(1); },
          .load = load_curve};
}

}  // namespace saddle::datasets
