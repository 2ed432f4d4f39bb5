#include "datasets/shared/idx_images.h"

#include <algorithm>
#include <limits>

#include "datasets/shared/idx_files.h"
#include "datasets/shared/sayings.h"
#include "io/idx.h"
#include "saddle/images.h"
#include "saddle/text_file.h"

namespace saddle {
namespace {

struct Part {
  std::filesystem::path images, labels;
};

Part find_part(const IdxSet& set, const std::string& part, const LoadContext& context) {
  return {find_idx_file(context.directory, set.folders, part, "images"),
          find_idx_file(context.directory, set.folders, part, "labels")};
}

LabelledImages read_part(const Part& part, const LoadContext& context) {
  context.check();
  LabelledImages read = read_labelled_images(part.images, part.labels, 0);
  if (read.height != 28 || read.width != 28)
    throw Error(part.images.string(), "has pictures of {} × {} pixels; 28 × 28 are expected", read.height, read.width);
  return read;
}

// The classes that labels stand for, and what the first of them is called in the files.
struct Classes {
  std::vector<std::string> names;
  int first = 0;
};

Classes classes_of(const IdxSet& set, const std::vector<int>& train, const std::vector<int>& test,
                   const std::filesystem::path& file) {
  int first = std::numeric_limits<int>::max(), last = 0;
  for (const auto* labels : {&train, &test}) {
    for (const int label : *labels) first = std::min(first, label), last = std::max(last, label);
  }
  if (last < std::ssize(set.classes)) return {set.classes};
  constexpr int most = 1000;
  if (last >= most)
    throw Error(file.string(), "holds the class {}; classes are whole numbers from 0, below {}", last, most);
  Classes classes{{}, first >= 1 ? 1 : 0};
  for (int label = classes.first; label <= last; ++label) classes.names.push_back(std::to_string(label));
  return classes;
}

void transpose(LabelledImages& images) {
  const auto height = static_cast<size_t>(images.height), width = static_cast<size_t>(images.width);
  std::vector<uint8_t> turned(images.pixels.size());
  for (size_t image = 0; image < static_cast<size_t>(images.count); ++image) {
    const uint8_t* from = images.pixels.data() + image * height * width;
    uint8_t* to = turned.data() + image * height * width;
    for (size_t y = 0; y < height; ++y) {
      for (size_t x = 0; x < width; ++x) to[x * height + y] = from[y * width + x];
    }
  }
  images.pixels = std::move(turned);
  std::swap(images.height, images.width);
}

// Whether what is written on the pictures is wider than tall, taken together: letters and digits are the other way.
bool lies_on_its_side(const LabelledImages& images) {
  constexpr int64_t looked_at = 1000;
  constexpr uint8_t ink = 64;
  int64_t wide = 0, tall = 0;
  for (int64_t image = 0; image < std::min(images.count, looked_at); ++image) {
    const uint8_t* pixels = images.pixels.data() + image * images.height * images.width;
    int left = images.width, right = -1, top = images.height, bottom = -1;
    for (int y = 0; y < images.height; ++y) {
      for (int x = 0; x < images.width; ++x) {
        if (pixels[y * images.width + x] < ink) continue;
        left = std::min(left, x), right = std::max(right, x), top = std::min(top, y), bottom = std::max(bottom, y);
      }
    }
    if (right < 0) continue;
    wide += right - left + 1, tall += bottom - top + 1;
  }
  return wide * 10 > tall * 11;
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

std::shared_ptr<const Dataset> load_idx_images(const IdxSet& set, const IdxOptions& options,
                                               const LoadContext& context) {
  const Part train_files = find_part(set, "train", context), test_files = find_part(set, "t10k", context);
  LabelledImages train = read_part(train_files, context), test = read_part(test_files, context);
  const Classes classes = classes_of(set, train.labels, test.labels, train_files.labels);
  auto dataset = std::make_shared<Dataset>();
  dataset->name = set.name;
  if (train_files.images.parent_path().filename() != set.folders.front())
    dataset->notes.push_back(make_issue("data.set", "is read from {}", readable_name(train_files.images.string())));
  if (classes.names != set.classes)
    dataset->notes.push_back(
        make_issue("data.set", "the labels name {} classes: {}", classes.names.size(), listed(classes.names)));
  for (LabelledImages* part : {&train, &test}) {
    for (int& label : part->labels) label -= classes.first;
    if (options.transposed) transpose(*part);
  }
  if (set.letters_are_tall && lies_on_its_side(train))
    dataset->notes.push_back(options.transposed
                                 ? make_issue("data.transposed",
                                              "what is written is wider than tall; the pictures seem to be upright in "
                                              "their file: data.transposed=false leaves them as they are")
                                 : make_issue("data.transposed",
                                              "what is written is wider than tall, as where rows and columns are "
                                              "exchanged (EMNIST); data.transposed=true turns it upright"));
  dataset->sample = {1, train.height, train.width};
  dataset->classes = classes.names;
  split_images(*dataset, samples_of(std::move(train)), samples_of(std::move(test)), options);
  return dataset;
}

catalog::SampleInfo describe_idx_images(const IdxSet& set, const LoadContext& context) {
  catalog::SampleInfo info{{1, 28, 28}, set.classes};
  try {
    const auto train = find_idx_file(context.directory, set.folders, "train", "labels"),
               test = find_idx_file(context.directory, set.folders, "t10k", "labels");
    info.classes = classes_of(set, read_idx_labels(train), read_idx_labels(test), train).names;
  } catch (const Error&) {
    // Missing or malformed: load() says so.
  }
  return info;
}

std::filesystem::path source_of_idx_images(const IdxSet& set, const LoadContext& context) {
  return find_idx_file(context.directory, set.folders, "train", "labels");
}

}  // namespace saddle
