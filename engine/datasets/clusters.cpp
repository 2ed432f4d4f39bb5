#include "datasets/shared/points.h"

namespace saddle::datasets {
namespace {

struct ClustersOptions {
  int classes = 10, points = 100, test = 20, validation = 0;
  double spread = 1;
  int seed = 1;
  std::string normalize = "none";
  static auto fields() {
    return std::tuple{
        field("classes", &ClustersOptions::classes, {.min = 2, .max = 50}, "How many clusters, each a class."),
        field("points", &ClustersOptions::points, {.min = 1, .max = 100000, .logarithmic = true},
              "Points of each cluster to train on."),
        field("test", &ClustersOptions::test, {.min = 1, .max = 100000, .logarithmic = true},
              "Others of each cluster to test on."),
        field("validation", &ClustersOptions::validation, {.min = 0, .max = 100000},
              "Others of each cluster that are kept for validation."),
        field("spread", &ClustersOptions::spread, {.min = 0, .max = 10}, "Standard deviation of a cluster."),
        field("seed", &ClustersOptions::seed, {.min = 0, .max = 2147483647},
              "A different seed gives different centers and points."),
        normalize_field<ClustersOptions>(),
    };
  }
};

std::shared_ptr<const Dataset> load_clusters(const Properties& properties, const LoadContext&) {
  const auto options = read<ClustersOptions>(properties, "data");
  constexpr double reach = 8;  // centers lie within +-reach, as in the lecture notes
  std::vector<LabeledPoint> centers;
  Rng rng(key(static_cast<uint64_t>(options.seed), "centres"));
  for (int label = 0; label < options.classes; ++label) {
    const double x = rng.uniform(-reach, reach), y = rng.uniform(-reach, reach);
    centers.push_back({x, y, label});
  }
  PointOptions points;
  points.train = options.points * options.classes;
  points.test = options.test * options.classes;
  points.validation = options.validation * options.classes;
  points.noise = options.spread;
  points.seed = options.seed;
  points.normalize = options.normalize;
  return draw_points("clusters", options.classes, points,
                     [&](Rng&, int64_t index) { return centers[static_cast<size_t>(index % options.classes)]; });
}

}  // namespace

DatasetType clusters() {
  return {.entry = {.name = "clusters",
                    .title = "Gaussian clusters",
                    .help = "Ten clouds of points in the plane, their centers drawn from a square of 16 × 16.",
                    .source = "The lecture notes",
                    .properties = table_of<ClustersOptions>()},
          .describe = [](const Properties& properties,
                         const LoadContext&) { return plane(read<ClustersOptions>(properties, "data").classes); },
          .load = load_clusters};
}

}  // namespace saddle::datasets
