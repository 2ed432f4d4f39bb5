#include <algorithm>

#include "core/parallel.h"
#include "datasets/digits/digits.h"
#include "datasets/digits/others.h"
#include "datasets/shared/empty_dataset.h"
#include "model/dataset_type.h"

// Digits, those of MNIST and procedural ones, and what is none: for the network that refuses to read.
namespace saddle::datasets {
namespace {

struct DigitOrNotOptions {
  int others = 60000, digits = 20000, test_others = 5000, seed = 1;
  static auto fields() {
    return std::tuple{
        field("others", &DigitOrNotOptions::others, {.min = 1, .max = 1000000, .logarithmic = true},
              "How many drawings that are no digit to train on: letters, shapes, scribbles, several digits."),
        field("digits", &DigitOrNotOptions::digits, {.min = 0, .max = 1000000},
              "Procedural digits added to MNIST's training set, for ways of writing that it lacks."),
        field("test_others", &DigitOrNotOptions::test_others, {.min = 1, .max = 1000000, .logarithmic = true},
              "How many to test on, beside MNIST's test set: other letters, shapes and scribbles."),
        field("seed", &DigitOrNotOptions::seed, {.min = 0, .max = 2147483647},
              "A different seed gives drawings by other hands."),
    };
  }
};

catalog::SampleInfo describe_digit_or_not(const Properties&, const LoadContext&) {
  return {{1, 28, 28}, {"no digit", "digit"}};
}

constexpr int64_t digit_pixels = 28 * 28;
constexpr int none_label = 0, digit_label = 1;

void append_digits(Samples& to, const Samples& mnist) {
  to.count += mnist.count;
  to.bytes.insert(to.bytes.end(), mnist.bytes.begin(), mnist.bytes.end());
  to.labels.insert(to.labels.end(), static_cast<size_t>(mnist.count), digit_label);
}

// make(i) returns the pixels of one.
template <class Make>
void append_drawings(Samples& to, int64_t count, int label, Workers& workers, const LoadContext& context,
                     const Make& make) {
  constexpr int64_t piece = 500;
  const auto first = to.bytes.size();
  to.count += count;
  to.bytes.resize(first + static_cast<size_t>(count * digit_pixels));
  to.labels.insert(to.labels.end(), static_cast<size_t>(count), label);
  workers.run(static_cast<int>((count + piece - 1) / piece), [&](int item) {
    context.check();
    for (int64_t i = item * piece; i < std::min(count, (item + 1) * piece); ++i) {
      const std::array<uint8_t, 784> pixels = make(i);
      std::ranges::copy(pixels, to.bytes.begin() + static_cast<std::ptrdiff_t>(first) + i * digit_pixels);
    }
  });
}

std::shared_ptr<const Dataset> load_digit_or_not(const Properties& properties, const LoadContext& context) {
  const auto options = read<DigitOrNotOptions>(properties, "data");
  const auto mnist = load_dataset({"mnist", {}}, context.directory, context.stop);
  if (mnist->sample != Shape{1, 28, 28} || mnist->train.bytes.empty())
    throw Error("data", "digit_or_not needs MNIST's digits of 28 × 28 pixels, and found {}", mnist->sample.text());
  const auto seed = static_cast<uint64_t>(options.seed);
  Workers workers(0);
  const auto dataset = empty_dataset("digit_or_not", describe_digit_or_not(properties, context));
  append_digits(dataset->train, mnist->train);
  append_drawings(dataset->train, options.digits, digit_label, workers, context,
                  [seed](int64_t i) { return digits::generate(seed, i, digits::Customs::elsewhere).pixels; });
  append_drawings(dataset->train, options.others, none_label, workers, context,
                  [seed](int64_t i) { return digits::generate_other(seed, i, digits::Lot::learned).pixels; });
  append_digits(dataset->test, mnist->test);
  append_drawings(dataset->test, options.test_others, none_label, workers, context,
                  [seed](int64_t i) { return digits::generate_other(seed, i, digits::Lot::unseen).pixels; });
  return dataset;
}

}  // namespace

DatasetType digit_or_not() {
  return {.entry = {.name = "digit_or_not",
                    .title = "Digit or not",
                    .help = "MNIST's digits, and letters, shapes, scribbles and pairs of digits that are none.",
                    .properties = table_of<DigitOrNotOptions>()},
          .describe = describe_digit_or_not,
          .load = load_digit_or_not,
          .new_picture = DatasetType::NewPicture::digit};
}

}  // namespace saddle::datasets
