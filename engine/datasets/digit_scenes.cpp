#include <algorithm>

#include "core/rng.h"
#include "datasets/digits/digits.h"
#include "datasets/shared/empty_dataset.h"
#include "datasets/shared/normalize.h"
#include "model/dataset_type.h"

namespace saddle::datasets {
namespace {

struct DigitScenesOptions {
  int train = 2000, test = 300, validation = 0, height = 48, width = 48, digits = 3, seed = 1;
  std::string normalize = "none";
  static auto fields() {
    return std::tuple{
        field("train", &DigitScenesOptions::train, {.min = 1, .max = 100000, .logarithmic = true},
              "How many scenes to train on."),
        field("test", &DigitScenesOptions::test, {.min = 1, .max = 100000, .logarithmic = true},
              "How many others to test on."),
        field("validation", &DigitScenesOptions::validation, {.min = 0, .max = 100000},
              "How many others are kept for validation."),
        field("height", &DigitScenesOptions::height, {.min = 28, .max = 512}, "Height of a scene in pixels."),
        field("width", &DigitScenesOptions::width, {.min = 28, .max = 512}, "Width of a scene in pixels."),
        field("digits", &DigitScenesOptions::digits, {.min = 1, .max = 20}, "Largest number of digits in a scene."),
        field("seed", &DigitScenesOptions::seed, {.min = 0, .max = 2147483647},
              "A different seed gives different scenes."),
        normalize_field<DigitScenesOptions>(),
    };
  }
};

constexpr int digit_side = 28;
constexpr uint8_t ink_from = 96;  // a pixel at least this dark belongs to the digit

// Draws a digit over the scene and labels the pixels where it has ink.
void paste(const digits::Digit& digit, int left, int top, int width, uint8_t* pixels, int* labels) {
  for (int y = 0; y < digit_side; ++y) {
    for (int x = 0; x < digit_side; ++x) {
      const uint8_t ink = digit.pixels[static_cast<size_t>(y * digit_side + x)];
      const int at = (top + y) * width + left + x;
      pixels[at] = std::max(pixels[at], ink);
      if (ink >= ink_from) labels[at] = digit.label + 1;
    }
  }
}

catalog::SampleInfo describe_digit_scenes(const Properties& properties, const LoadContext&) {
  const auto options = read<DigitScenesOptions>(properties, "data");
  return {.shape = {1, options.height, options.width},
          .classes = {"background", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"},
          .per_pixel = true};
}

std::shared_ptr<const Dataset> load_digit_scenes(const Properties& properties, const LoadContext& context) {
  const auto options = read<DigitScenesOptions>(properties, "data");
  const auto info = describe_digit_scenes(properties, context);
  const auto dataset = empty_dataset("digit_scenes", info);
  const int64_t pixels = info.shape.size();
  // `first`: the index of the part's first digit in the endless series of the seed.
  const auto fill = [&](Samples& part, int scenes, std::string_view name, int64_t first) {
    part.count = scenes;
    const uint64_t stream = key(static_cast<uint64_t>(options.seed), name);
    part.bytes.resize(static_cast<size_t>(scenes * pixels));
    part.labels.resize(part.bytes.size());
    for (int64_t i = 0; i < scenes; ++i) {
      context.check();
      Rng rng(key(stream, static_cast<uint64_t>(i)));
      const int64_t count = 1 + rng.below(options.digits);
      for (int64_t k = 0; k < count; ++k) {
        const digits::Digit digit = digits::generate(static_cast<uint64_t>(options.seed), first + i * 20 + k);
        const int left = static_cast<int>(rng.below(options.width - digit_side + 1)),
                  top = static_cast<int>(rng.below(options.height - digit_side + 1));
        paste(digit, left, top, options.width, part.bytes.data() + i * pixels, part.labels.data() + i * pixels);
      }
    }
  };
  fill(dataset->train, options.train, "train scenes", 3'000'000);
  fill(dataset->test, options.test, "test scenes", 6'000'000);
  fill(dataset->validation, options.validation, "validation scenes", 9'000'000);
  normalize(*dataset, options.normalize);
  return dataset;
}

}  // namespace

DatasetType digit_scenes() {
  return {.entry = {.name = "digit_scenes",
                    .title = "Scenes of digits",
                    .help = "Several drawn digits in one picture, and for each pixel which digit it belongs to.",
                    .properties = table_of<DigitScenesOptions>()},
          .describe = describe_digit_scenes,
          .load = load_digit_scenes,
          .new_picture = DatasetType::NewPicture::ink};
}

}  // namespace saddle::datasets
