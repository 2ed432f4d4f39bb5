#include "datasets/digits/digits.h"
#include "datasets/shared/idx_images.h"

namespace saddle::datasets {
namespace {

const IdxSet& mnist_files() {
  static const IdxSet set = {.name = "mnist",
                             .folders = {"mnist", "mnist/raw", "MNIST", "MNIST/raw", ""},
                             .classes = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"},
                             .letters_are_tall = true};
  return set;
}

struct MnistOptions : IdxOptions {
  int extra_digits = 0;
  static auto fields() {
    return std::tuple_cat(
        IdxOptions::fields(),
        std::tuple{field("extra_digits", &MnistOptions::extra_digits, {.min = 0, .max = 1000000},
                         "Procedural digits added to the training set, for ways of writing that MNIST's "
                         "American writers lack.")});
  }
};

std::shared_ptr<const Dataset> load_mnist(const Properties& properties, const LoadContext& context) {
  const auto options = read<MnistOptions>(properties, "data");
  auto mnist = load_idx_images(mnist_files(), options, context);
  if (options.extra_digits == 0) return mnist;
  if (mnist->classes != mnist_files().classes)
    throw Error("data.extra_digits", "the files of this set hold no digits; set it to 0");
  auto mixed = std::make_shared<Dataset>(*mnist);
  for (int i = 0; i < options.extra_digits; ++i) {
    if (i % 500 == 0) context.check();
    const digits::Digit digit = digits::generate(0, i, digits::Customs::elsewhere);
    mixed->train.bytes.insert(mixed->train.bytes.end(), digit.pixels.begin(), digit.pixels.end());
    mixed->train.labels.push_back(digit.label);
  }
  mixed->train.count += options.extra_digits;
  normalize(*mixed, options.normalize);
  return mixed;
}

}  // namespace

DatasetType mnist() {
  return {.entry = {.name = "mnist",
                    .title = "MNIST",
                    .help = "70,000 handwritten digits of 28 × 28 pixels, white on black.",
                    .source = "LeCun, Cortes and Burges, 1998",
                    .properties = table_of<MnistOptions>()},
          .describe = [](const Properties&,
                         const LoadContext& context) { return describe_idx_images(mnist_files(), context); },
          .load = load_mnist,
          .source = [](const Properties&,
                       const LoadContext& context) { return source_of_idx_images(mnist_files(), context); },
          .new_picture = DatasetType::NewPicture::digit};
}

}  // namespace saddle::datasets
