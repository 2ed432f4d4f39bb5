#include "datasets/shared/empty_dataset.h"

namespace saddle {

std::shared_ptr<Dataset> empty_dataset(const std::string& name, const catalog::SampleInfo& info) {
  auto dataset = std::make_shared<Dataset>();
  dataset->name = name;
  dataset->sample = info.shape;
  dataset->classes = info.classes;
  dataset->per_pixel = info.per_pixel;
  dataset->outputs = info.outputs;
  dataset->features = info.features;
  return dataset;
}

}  // namespace saddle
