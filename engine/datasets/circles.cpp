#include <numbers>

#include "datasets/shared/points.h"

namespace saddle::datasets {
namespace {

struct CirclesOptions : PointOptions {
  double factor = 0.4;
  static auto fields() {
    return std::tuple_cat(PointOptions::fields<CirclesOptions>(),
                          std::tuple{field("factor", &CirclesOptions::factor, {.min = 0.05, .max = 0.95},
                                           "Radius of the inner circle, relative to that of the outer one.")});
  }
};

std::shared_ptr<const Dataset> load_circles(const Properties& properties, const LoadContext&) {
  const auto options = read<CirclesOptions>(properties, "data");
  return draw_points("circles", 2, options, [&](Rng& rng, int64_t index) {
    constexpr double outer = 5;
    const int label = static_cast<int>(index % 2);
    const double angle = rng.uniform(0, 2 * std::numbers::pi), radius = label == 0 ? outer : outer * options.factor;
    return LabeledPoint{radius * std::cos(angle), radius * std::sin(angle), label};
  });
}

}  // namespace

DatasetType circles() {
  return {.entry = {.name = "circles",
                    .title = "Circles",
                    .help = "A circle within a circle: no straight line separates them.",
                    .properties = table_of<CirclesOptions>()},
          .describe = [](const Properties&, const LoadContext&) { return plane(2); },
          .load = load_circles};
}

}  // namespace saddle::datasets
