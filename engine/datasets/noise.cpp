#include "core/rng.h"
#include "datasets/shared/empty_dataset.h"
#include "model/dataset_type.h"

namespace saddle::datasets {
namespace {

struct NoiseOptions {
  int channels = 100, height = 0, width = 0, classes = 10, train = 1000, test = 100, validation = 0;
  bool per_pixel = false;
  int seed = 1;
  static auto fields() {
    return std::tuple{
        field("channels", &NoiseOptions::channels, {.min = 1, .max = 1000000, .logarithmic = true},
              "Channels of an image, or features of a vector."),
        field("height", &NoiseOptions::height, {.min = 0, .max = 4096, .zero = "vector"},
              "Height of a picture in pixels; 0: a vector."),
        field("width", &NoiseOptions::width, {.min = 0, .max = 4096, .zero = "vector"},
              "Width of a picture in pixels; 0: a vector."),
        field("classes", &NoiseOptions::classes, {.min = 2, .max = 100000, .logarithmic = true},
              "Number of labels to draw from."),
        field("train", &NoiseOptions::train, {.min = 1, .max = 1000000, .logarithmic = true}, "How many to train on."),
        field("test", &NoiseOptions::test, {.min = 1, .max = 1000000, .logarithmic = true},
              "How many others to test on."),
        field("validation", &NoiseOptions::validation, {.min = 0, .max = 1000000},
              "How many others are kept for validation."),
        field("per_pixel", &NoiseOptions::per_pixel, {}, "A label for every pixel instead of one for the picture."),
        field("seed", &NoiseOptions::seed, {.min = 0, .max = 2147483647}, "A different seed gives different noise."),
    };
  }
};

// The most numbers that fit in memory beside a network.
constexpr int64_t most_numbers = 1'000'000'000;

catalog::SampleInfo describe_noise(const Properties& properties, const LoadContext&) {
  const auto options = read<NoiseOptions>(properties, "data");
  const bool picture = options.height > 0 && options.width > 0;
  catalog::SampleInfo info{
      .shape = picture ? Shape{options.channels, options.height, options.width} : Shape{options.channels},
      .per_pixel = options.per_pixel && picture};
  for (int i = 0; i < options.classes; ++i) info.classes.push_back(std::to_string(i));
  return info;
}

std::shared_ptr<const Dataset> load_noise(const Properties& properties, const LoadContext& context) {
  const auto options = read<NoiseOptions>(properties, "data");
  if ((options.height > 0) != (options.width > 0))
    throw Error("data.width", "a picture needs a height and a width; set both, or neither for a vector");
  const auto info = describe_noise(properties, context);
  if (info.shape.size() * (int64_t{options.train} + options.test + options.validation) > most_numbers)
    throw Error("data.train", "this much noise does not fit in memory; use fewer or smaller samples");
  const auto dataset = empty_dataset("noise", info);
  const auto fill = [&](Samples& part, int count, std::string_view name) {
    part.count = count;
    const uint64_t stream = key(static_cast<uint64_t>(options.seed), name);
    for (int64_t i = 0; i < count; ++i) {
      context.check();
      Rng rng(key(stream, static_cast<uint64_t>(i)));
      for (int64_t k = 0; k < dataset->labels_per_sample(); ++k)
        part.labels.push_back(static_cast<int>(rng.below(options.classes)));
      for (int64_t k = 0; k < info.shape.size(); ++k) part.values.push_back(static_cast<float>(rng.normal()));
    }
  };
  fill(dataset->train, options.train, "train noise");
  fill(dataset->test, options.test, "test noise");
  fill(dataset->validation, options.validation, "validation noise");
  return dataset;
}

}  // namespace

DatasetType noise() {
  return {
      .entry = {.name = "noise",
                .title = "Noise",
                .help =
                    "Nothing but normally distributed numbers with random labels, which a network can only memorize.",
                .source = "Zhang, Bengio, Hardt, Recht and Vinyals, 2017",
                .properties = table_of<NoiseOptions>()},
      .describe = describe_noise,
      .load = load_noise};
}

}  // namespace saddle::datasets
