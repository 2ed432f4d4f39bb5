#include "datasets/shared/idx_images.h"

#include "io/data_directory.h"
#include "saddle/images.h"

namespace saddle {
namespace {

LabelledImages read_part(const std::string& folder, const std::string& part, int classes, const LoadContext& context) {
  context.check();
  const auto images = find_data(context.directory, folder, part + "-images-idx3-ubyte");
  const auto labels = find_data(context.directory, folder, part + "-labels-idx1-ubyte");
  LabelledImages read = read_labelled_images(images, labels, classes);
  if (read.height != 28 || read.width != 28)
    throw Error(images.string(), "has pictures of {} x {} pixels; 28 x 28 are expected", read.height, read.width);
  return read;
}

Samples cut(const LabelledImages& from, int64_t first, int64_t count) {
  const int64_t pixels = int64_t{from.height} * from.width;
  Samples samples;
  samples.count = count;
  samples.bytes.assign(from.pixels.begin() + first * pixels, from.pixels.begin() + (first + count) * pixels);
  samples.labels.assign(from.labels.begin() + first, from.labels.begin() + first + count);
  return samples;
}

int64_t wanted(int asked, int64_t there, const std::string& where) {
  if (asked > there) throw Error(where, "{} samples are asked for, but there are {}", asked, there);
  return asked > 0 ? asked : there;
}

}  // namespace

std::shared_ptr<const Dataset> load_idx_images(const std::string& name, const std::string& folder,
                                               const std::vector<std::string>& classes, const SplitOptions& options,
                                               const LoadContext& context) {
  const LabelledImages train = read_part(folder, "train", static_cast<int>(classes.size()), context);
  const LabelledImages test = read_part(folder, "t10k", static_cast<int>(classes.size()), context);
  if (options.validation >= train.count) {
    throw Error("data.validation", "{} of {} training samples are asked for; leave some to train on",
                options.validation, train.count);
  }
  auto dataset = std::make_shared<Dataset>();
  dataset->name = name;
  dataset->sample = {1, train.height, train.width};
  dataset->classes = classes;
  dataset->train = cut(train, 0, wanted(options.train, train.count - options.validation, "data.train"));
  dataset->validation = cut(train, train.count - options.validation, options.validation);
  dataset->test = cut(test, 0, wanted(options.test, test.count, "data.test"));
  return dataset;
}

}  // namespace saddle
