#include "datasets/shared/points.h"

namespace saddle::datasets {
namespace {

struct SurfaceOptions : PointOptions {
  std::string function = "gauss";
  static auto fields() {
    return std::tuple_cat(
        std::tuple{field("function", &SurfaceOptions::function, {.choices = {"plane", "saddle", "gauss", "ripple"}},
                         "The surface that the points lie on, over a square from -5 to 5.")},
        PointOptions::fields<SurfaceOptions>());
  }
};

double height(const std::string& function, double x, double y) {
  if (function == "plane") return (x + y) / 10;
  if (function == "saddle") return (x * x - y * y) / 25;
  const double squares = x * x + y * y;
  return function == "gauss" ? std::exp(-squares / 8) : std::cos(std::sqrt(squares) * 1.5) * std::exp(-squares / 20);
}

std::shared_ptr<const Dataset> load_surface(const Properties& properties, const LoadContext&) {
  const auto options = read<SurfaceOptions>(properties, "data");
  return draw_function(
      "surface", 2, options, [&](double x, double y) { return height(options.function, x, y); }, 5);
}

}  // namespace

DatasetType surface() {
  return {.entry = {.name = "surface",
                    .title = "Surface",
                    .help = "Regression with two inputs: points on a surface over the plane, with noise.",
                    .properties = table_of<SurfaceOptions>()},
          .describe = [](const Properties&, const LoadContext&) { return function_of(2); },
          .load = load_surface};
}

}  // namespace saddle::datasets
