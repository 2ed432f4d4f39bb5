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

Samples cut(const Samples& from, int64_t pixels, int64_t first, int64_t count) {
  Samples samples;
  samples.count = count;
  samples.bytes.assign(from.bytes.begin() + first * pixels, from.bytes.begin() + (first + count) * pixels);
  samples.labels.assign(from.labels.begin() + first, from.labels.begin() + first + count);
  return samples;
}

Samples samples_of(LabelledImages images) {
  return {.count = images.count, .bytes = std::move(images.pixels), .labels = std::move(images.labels)};
}

int64_t wanted(int asked, int64_t there, const std::string& where) {
  if (asked > there) throw Error(where, "{} samples are asked for, but there are {}", asked, there);
  return asked > 0 ? asked : there;
}

}  // namespace

void split_images(Dataset& dataset, Samples train, Samples test, const SplitOptions& options) {
  if (options.validation >= train.count) {
    throw Error("data.validation", "{} of {} training samples are asked for; leave some to train on",
                options.validation, train.count);
  }
  const int64_t pixels = dataset.sample.size();
  dataset.train = cut(train, pixels, 0, wanted(options.train, train.count - options.validation, "data.train"));
  dataset.validation = cut(train, pixels, train.count - options.validation, options.validation);
  dataset.test = cut(test, pixels, 0, wanted(options.test, test.count, "data.test"));
  normalize(dataset, options.normalize);
}

std::shared_ptr<const Dataset> load_idx_images(const std::string& name, const std::string& folder,
                                               const std::vector<std::string>& classes, const SplitOptions& options,
                                               const LoadContext& context) {
  LabelledImages train = read_part(folder, "train", static_cast<int>(classes.size()), context);
  LabelledImages test = read_part(folder, "t10k", static_cast<int>(classes.size()), context);
  auto dataset = std::make_shared<Dataset>();
  dataset->name = name;
  dataset->sample = {1, train.height, train.width};
  dataset->classes = classes;
  split_images(*dataset, samples_of(std::move(train)), samples_of(std::move(test)), options);
  return dataset;
}

}  // namespace saddle
