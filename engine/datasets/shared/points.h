#pragma once

#include <functional>
#include <string>

#include "core/rng.h"
#include "datasets/shared/normalize.h"
#include "model/dataset_type.h"

namespace saddle {

// Sets of points in the plane (or on a line) that are drawn, not read: how many, how noisy, which.
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
        field("validation", &Options::validation, {.min = 0, .max = 1000000}, "How many others to choose settings by."),
        field("noise", &Options::noise, {.min = 0, .max = 10}, "Standard deviation of what is added to each point."),
        field("seed", &Options::seed, {.min = 0, .max = 2147483647}, "Another seed, other points."),
        normalize_field<Options>(),
    };
  }
};

struct Point {
  double x = 0, y = 0;
  int label = 0;
};

// Point `index` of its part of a set, by random numbers of its own.
using DrawPoint = std::function<Point(Rng& rng, int64_t index)>;
// Two features, `classes` classes: what a set's samples are, and the set. Noise is added to each point that is drawn.
catalog::SampleInfo plane(int classes);
std::shared_ptr<const Dataset> draw_points(const std::string& name, int classes, const PointOptions& options,
                                           const DrawPoint& draw);

// Regression: `inputs` numbers in, one out, with noise on what comes out.
catalog::SampleInfo function_of(int inputs);
std::shared_ptr<const Dataset> draw_function(const std::string& name, int inputs, const PointOptions& options,
                                             const std::function<double(double x, double y)>& function, double reach);

}  // namespace saddle
