#include "datasets/shared/points.h"

#include "datasets/shared/empty_dataset.h"

namespace saddle {
namespace {

// Each part has its own random stream, so that the number of training points does not change the test points.
template <class Draw>
void fill(Dataset& dataset, const PointOptions& options, const Draw& draw) {
  const auto fill_part = [&](Samples& part, int count, std::string_view stream) {
    part.count = count;
    for (int64_t i = 0; i < count; ++i) {
      Rng rng(key(key(static_cast<uint64_t>(options.seed), stream), static_cast<uint64_t>(i)));
      draw(part, rng, i);
    }
  };
  fill_part(dataset.train, options.train, "train points");
  fill_part(dataset.test, options.test, "test points");
  fill_part(dataset.validation, options.validation, "validation points");
  normalize(dataset, options.normalize);
}

}  // namespace

catalog::SampleInfo plane(int classes) {
  catalog::SampleInfo info{.shape = {2}};
  for (int i = 0; i < classes; ++i) info.classes.push_back(std::to_string(i));
  return info;
}

catalog::SampleInfo function_of(int inputs) { return {.shape = Shape{inputs}, .outputs = 1}; }

std::shared_ptr<const Dataset> draw_points(const std::string& name, int classes, const PointOptions& options,
                                           const DrawPoint& draw) {
  const auto dataset = empty_dataset(name, plane(classes));
  fill(*dataset, options, [&](Samples& part, Rng& rng, int64_t index) {
    const LabeledPoint point = draw(rng, index);
    part.values.push_back(static_cast<float>(point.x + options.noise * rng.normal()));
    part.values.push_back(static_cast<float>(point.y + options.noise * rng.normal()));
    part.labels.push_back(point.label);
  });
  return dataset;
}

std::shared_ptr<const Dataset> draw_function(const std::string& name, int inputs, const PointOptions& options,
                                             const std::function<double(double x, double y)>& function, double reach) {
  const auto dataset = empty_dataset(name, function_of(inputs));
  fill(*dataset, options, [&](Samples& part, Rng& rng, int64_t) {
    const double x = rng.uniform(-reach, reach), y = inputs > 1 ? rng.uniform(-reach, reach) : 0;
    part.values.push_back(static_cast<float>(x));
    if (inputs > 1) part.values.push_back(static_cast<float>(y));
    part.targets.push_back(static_cast<float>(function(x, y) + options.noise * rng.normal()));
  });
  return dataset;
}

}  // namespace saddle
