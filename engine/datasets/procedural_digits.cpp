#include <algorithm>

#include "core/parallel.h"
#include "datasets/digits/digits.h"
#include "datasets/shared/empty_dataset.h"
#include "datasets/shared/normalize.h"
#include "model/dataset_type.h"

namespace saddle::datasets {
namespace {

struct ProceduralDigitsOptions {
  int train = 20000, test = 2000, validation = 0, seed = 1;
  std::string hands = "usual", normalize = "none";
  static auto fields() {
    return std::tuple{
        field("train", &ProceduralDigitsOptions::train, {.min = 1, .max = 1000000, .logarithmic = true},
              "How many digits to train on."),
        field("test", &ProceduralDigitsOptions::test, {.min = 1, .max = 1000000, .logarithmic = true},
              "How many others to test on."),
        field("validation", &ProceduralDigitsOptions::validation, {.min = 0, .max = 1000000},
              "How many others are kept for validation."),
        field("seed", &ProceduralDigitsOptions::seed, {.min = 0, .max = 2147483647},
              "A different seed gives digits in different handwriting."),
        field("hands", &ProceduralDigitsOptions::hands, {.choices = {"usual", "european", "many"}},
              "Whose ways of writing. usual: mostly of the USA. european: more of Europe and beyond. many: more freely "
              "than anybody is taught; a network that learns these reads more of other people's digits."),
        normalize_field<ProceduralDigitsOptions>(),
    };
  }
};

digits::Customs customs_of(const std::string& hands) {
  return hands == "many"       ? digits::Customs::many
         : hands == "european" ? digits::Customs::elsewhere
                               : digits::Customs::usual;
}

// Returns digits first .. first + count - 1 of the endless series of the seed.
Samples write(const ProceduralDigitsOptions& options, int64_t first, int64_t count, Workers& workers,
              const LoadContext& context) {
  constexpr int64_t pixels = 28 * 28, piece = 500;
  Samples samples;
  const auto customs = customs_of(options.hands);
  samples.count = count;
  samples.bytes.resize(static_cast<size_t>(count * pixels));
  samples.labels.resize(static_cast<size_t>(count));
  workers.run(static_cast<int>((count + piece - 1) / piece), [&](int item) {
    context.check();
    for (int64_t i = item * piece; i < std::min(count, (item + 1) * piece); ++i) {
      const digits::Digit digit = digits::generate(static_cast<uint64_t>(options.seed), first + i, customs);
      std::copy(digit.pixels.begin(), digit.pixels.end(), samples.bytes.begin() + i * pixels);
      samples.labels[static_cast<size_t>(i)] = digit.label;
    }
  });
  return samples;
}

catalog::SampleInfo describe_procedural_digits(const Properties&, const LoadContext&) {
  return {{1, 28, 28}, {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}};
}

std::shared_ptr<const Dataset> load_procedural_digits(const Properties& properties, const LoadContext& context) {
  const auto options = read<ProceduralDigitsOptions>(properties, "data");
  Workers workers(0);
  const auto dataset = empty_dataset("procedural_digits", describe_procedural_digits(properties, context));
  // The test set comes first, so that the sizes of the others do not change it.
  dataset->test = write(options, 0, options.test, workers, context);
  dataset->train = write(options, 1'000'000, options.train, workers, context);
  dataset->validation = write(options, 2'000'000, options.validation, workers, context);
  normalize(*dataset, options.normalize);
  return dataset;
}

}  // namespace

DatasetType procedural_digits() {
  return {.entry = {.name = "procedural_digits",
                    .title = "Procedural digits",
                    .help = "Digits drawn by strokes in many hands, in the form of MNIST; needs no files.",
                    .properties = table_of<ProceduralDigitsOptions>()},
          .describe = describe_procedural_digits,
          .load = load_procedural_digits,
          .new_picture = DatasetType::NewPicture::digit};
}

}  // namespace saddle::datasets
