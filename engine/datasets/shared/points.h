#pragma once

#include <functional>
#include <string>

#include "core/rng.h"
#include "datasets/shared/normalize.h"
#include "model/dataset_type.h"

namespace saddle {

// Options of data sets that are generated as points in the plane or on a line.
struct PointOptions {
  int train = 500, test = 500, validation = 0;
  double noise = 0.1;
  int seed = 1;
  std::string normalize = "none";

  template <class Options>
  static auto fields() {
    return std::tuple{
        field("train", &Options::train, {.min = 1, .max = 1000000, .logarithmic = true},
              "How many points to train on."),
        field("test", &Options::test, {.min = 1, .max = 1000000, .logarithmic = true}, "How many others to test on."),
        field("validation", &Options::validation, {.min = 0, .max = 1000000},
              "How many others are kept for validation."),
        field("noise", &Options::noise, {.min = 0, .max = 10}, "Standard deviation of the noise added to each point."),
        field("seed", &Options::seed, {.min = 0, .max = 2147483647}, "A different seed gives different points."),
        normalize_field<Options>(),
    };
  }
};

struct LabeledPoint {
  double x = 0, y = 0;
  int label = 0;  // 0 .. classes - 1
};

// Returns point `index` of a part of a set. `rng` is a stream of its own for each point.
using DrawPoint = std::function<LabeledPoint(Rng& rng, int64_t index)>;
// Classification of points in the plane: what a sample is, and the set. Adds noise to each point that `draw` returns.
catalog::SampleInfo plane(int classes);
std::shared_ptr<const Dataset> draw_points(const std::string& name, int classes, const PointOptions& options,
                                           const DrawPoint& draw);

// Regression from `inputs` numbers, 1 or 2, to one: what a sample is, and the set. Inputs are uniform in [-reach,
// reach]; noise is added to the output.
catalog::SampleInfo function_of(int inputs);
std::shared_ptr<const Dataset> draw_function(const std::string& name, int inputs, const PointOptions& options,
                                             const std::function<double(double x, double y)>& function, double reach);

}  // namespace saddle
