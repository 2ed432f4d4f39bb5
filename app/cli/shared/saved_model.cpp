#include "cli/shared/saved_model.h"

#include "saddle/canvas.h"
#include "saddle/images.h"

namespace saddle::cli {

Trainer load_trainer(const std::string& model, const Experiment& experiment, std::shared_ptr<const Dataset> dataset) {
  Trainer trainer(experiment, std::move(dataset));
  trainer.load(model);
  return trainer;
}

std::shared_ptr<const Dataset> placeholder_dataset(const catalog::SampleInfo& info) {
  auto dataset = std::make_shared<Dataset>();
  dataset->name = "none";
  dataset->sample = info.shape;
  dataset->classes = info.classes;
  dataset->train.count = 1;
  dataset->train.values.resize(static_cast<size_t>(info.shape.size()));
  dataset->per_pixel = info.per_pixel;
  dataset->outputs = info.outputs;
  dataset->train.labels.resize(static_cast<size_t>(dataset->labels_per_sample()));
  dataset->train.targets.resize(static_cast<size_t>(info.outputs));
  return dataset;
}

std::shared_ptr<const Dataset> load_labelled_images(const std::string& images, const std::string& labels,
                                                    const catalog::SampleInfo& info) {
  auto dataset = std::make_shared<Dataset>(*placeholder_dataset(info));
  dataset->name = images;
  const LabelledImages read = read_labelled_images(images, labels, static_cast<int>(info.classes.size()));
  dataset->test.count = read.count;
  dataset->test.labels = read.labels;
  if (info.shape == Shape{1, read.height, read.width}) {
    dataset->test.bytes = read.pixels;
    return dataset;
  }
  if (info.shape != Shape{1, 28, 28})
    throw Error(images, "has pictures of {} x {} pixels, but the model takes {}", read.width, read.height,
                info.shape.text());
  // Canvases of another size can only be meant as drawings.
  for (int64_t i = 0; i < read.count; ++i) {
    const auto digit =
        mnist_form(from_grey(read.width, read.height, read.pixels.data() + i * read.height * read.width));
    dataset->test.values.insert(dataset->test.values.end(), digit.begin(), digit.end());
  }
  return dataset;
}

std::shared_ptr<const Dataset> as_drawings(const Dataset& dataset) {
  if (dataset.sample != Shape{1, 28, 28})
    throw Error("--as-drawing", "needs a model of 28 x 28 grey pixels, not {}", dataset.sample.text());
  auto drawings = std::make_shared<Dataset>(dataset);
  if (dataset.test.bytes.empty()) return drawings;  // drawings already
  drawings->test.bytes.clear();
  for (int64_t i = 0; i < dataset.test.count; ++i) {
    const auto digit = mnist_form(from_grey(28, 28, dataset.test.bytes.data() + i * 28 * 28));
    drawings->test.values.insert(drawings->test.values.end(), digit.begin(), digit.end());
  }
  return drawings;
}

}  // namespace saddle::cli
