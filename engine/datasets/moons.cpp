#include <numbers>

#include "datasets/shared/points.h"

namespace saddle::datasets {
namespace {

struct MoonsOptions : PointOptions {
  static auto fields() { return PointOptions::fields<MoonsOptions>(); }
};

std::shared_ptr<const Dataset> load_moons(const Properties& properties, const LoadContext&) {
  return draw_points("moons", 2, read<MoonsOptions>(properties, "data"), [](Rng& rng, int64_t index) {
    constexpr double radius = 3;
    const double angle = rng.uniform(0, std::numbers::pi), x = radius * std::cos(angle), y = radius * std::sin(angle);
    return index % 2 == 0 ? LabeledPoint{x - radius / 2, y - radius / 4, 0}
                          : LabeledPoint{radius / 2 - x, radius / 4 - y, 1};
  });
}

}  // namespace

DatasetType moons() {
  return {.entry = {.name = "moons",
                    .title = "Moons",
                    .help = "Two interleaving half moons.",
                    .properties = table_of<MoonsOptions>()},
          .describe = [](const Properties&, const LoadContext&) { return plane(2); },
          .load = load_moons};
}

}  // namespace saddle::datasets
