#include <numbers>

#include "datasets/shared/points.h"

namespace saddle::datasets {
namespace {

struct SpiralsOptions : PointOptions {
  int arms = 2;
  double turns = 1.75;
  static auto fields() {
    return std::tuple_cat(
        PointOptions::fields<SpiralsOptions>(),
        std::tuple{
            field("arms", &SpiralsOptions::arms, {.min = 2, .max = 10}, "How many spirals, each a class."),
            field("turns", &SpiralsOptions::turns, {.min = 0.1, .max = 5}, "How many turns each of them makes.")});
  }
};

std::shared_ptr<const Dataset> load_spirals(const Properties& properties, const LoadContext&) {
  const auto options = read<SpiralsOptions>(properties, "data");
  return draw_points("spirals", options.arms, options, [&](Rng& rng, int64_t index) {
    constexpr double reach = 5, whole = 2 * std::numbers::pi;
    const int label = static_cast<int>(index % options.arms);
    const double along = rng.uniform(),
                 angle = whole * (options.turns * along + static_cast<double>(label) / options.arms);
    return LabeledPoint{reach * along * std::sin(angle), reach * along * std::cos(angle), label};
  });
}

}  // namespace

DatasetType spirals() {
  return {.entry = {.name = "spirals",
                    .title = "Spirals",
                    .help = "Arms that wind around each other: the hardest of the plane sets.",
                    .properties = table_of<SpiralsOptions>()},
          .describe = [](const Properties& properties,
                         const LoadContext&) { return plane(read<SpiralsOptions>(properties, "data").arms); },
          .load = load_spirals};
}

}  // namespace saddle::datasets
