#include "cli/shared/labelled_images.h"

#include <algorithm>

#include "saddle/canvas.h"
#include "saddle/images.h"

namespace saddle::cli {
namespace {

// The classes that labels of a file stand for: those that have the numbers for names, or else those in their places.
void find_classes(std::vector<int>& labels, const std::vector<std::string>& classes, const std::string& file) {
  for (int& label : labels) {
    const auto named = std::find(classes.begin(), classes.end(), std::to_string(label));
    if (named == classes.end() && label >= std::ssize(classes))
      throw Error(file, "holds the label {}, but the model knows {} classes only", label, classes.size());
    if (named != classes.end()) label = static_cast<int>(named - classes.begin());
  }
}

}  // namespace

std::shared_ptr<const Dataset> labelled_images(const std::string& images, const std::string& labels,
                                               const catalog::SampleInfo& sample) {
  LabelledImages read = read_labelled_images(images, labels, 0);
  find_classes(read.labels, sample.classes, labels);
  auto dataset = std::make_shared<Dataset>();
  dataset->name = images;
  dataset->sample = sample.shape;
  dataset->classes = sample.classes;
  dataset->per_pixel = sample.per_pixel;
  dataset->outputs = sample.outputs;
  dataset->test.count = read.count;
  dataset->test.labels = read.labels;
  if (sample.shape == Shape{1, read.height, read.width}) {
    dataset->test.bytes = read.pixels;
    return dataset;
  }
  if (sample.shape != Shape{1, 28, 28})
    throw Error(images, "has pictures of {} × {} pixels, but the model takes {}", read.width, read.height,
                sample.shape.text());
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
    throw Error("--as-drawing", "needs a model of 28 × 28 gray pixels, not {}", dataset.sample.text());
  auto drawings = std::make_shared<Dataset>(dataset);
  if (dataset.test.bytes.empty()) return drawings;  // they are drawings already
  drawings->test.bytes.clear();
  for (int64_t i = 0; i < dataset.test.count; ++i) {
    const auto digit = mnist_form(from_grey(28, 28, dataset.test.bytes.data() + i * 28 * 28));
    drawings->test.values.insert(drawings->test.values.end(), digit.begin(), digit.end());
  }
  return drawings;
}

}  // namespace saddle::cli
