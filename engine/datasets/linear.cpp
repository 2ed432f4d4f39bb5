#include <numbers>

#include "datasets/shared/points.h"

namespace saddle::datasets {
namespace {

struct LinearOptions : PointOptions {
  double margin = 0.5;
  LinearOptions() { noise = 0; }
  static auto fields() {
    return std::tuple_cat(PointOptions::fields<LinearOptions>(),
                          std::tuple{field("margin", &LinearOptions::margin, {.min = 0, .max = 4},
                                           "Least distance of the points from the line, before noise.")});
  }
};

std::shared_ptr<const Dataset> load_linear(const Properties& properties, const LoadContext&) {
  const auto options = read<LinearOptions>(properties, "data");
  constexpr double reach = 5;
  Rng line(key(static_cast<uint64_t>(options.seed), "line"));
  const double angle = line.uniform(0, 2 * std::numbers::pi), offset = line.uniform(-1, 1);
  return draw_points("linear", 2, options, [&, angle, offset](Rng& rng, int64_t index) {
    // A distance along the line, and one away from it, to the side of the class.
    const int label = static_cast<int>(index % 2);
    const double along = rng.uniform(-reach, reach), away = rng.uniform(options.margin, reach),
                 side = offset + (label == 1 ? away : -away);
    return LabeledPoint{side * std::cos(angle) - along * std::sin(angle),
                        side * std::sin(angle) + along * std::cos(angle), label};
  });
}

}  // namespace

DatasetType linear() {
  return {.entry = {.name = "linear",
                    .title = "Divided by a line",
                    .help = "Two classes that a straight line separates: one neuron is enough.",
                    .properties = table_of<LinearOptions>()},
          .describe = [](const Properties&, const LoadContext&) { return plane(2); },
          .load = load_linear};
}

}  // namespace saddle::datasets
