#include "datasets/shared/idx_images.h"
#include "io/cifar.h"
#include "io/data_directory.h"
#include "io/gzip.h"

namespace saddle::datasets {
namespace {

const std::vector<std::string> class_names = {"airplane", "automobile", "bird",  "cat",  "deer",
                                              "dog",      "frog",       "horse", "ship", "truck"};

// Accepts three folder names: ours, that of a reduced set, and that in the original archive.
std::filesystem::path find_batch(const LoadContext& context, const std::string& file) {
  for (const char* folder : {"cifar10-small", "cifar-10-batches-bin"}) {
    for (const auto& root : data_roots(context.directory)) {
      std::error_code error;
      if (!std::filesystem::is_directory(root / "cifar10", error) &&
          std::filesystem::is_regular_file(root / folder / file, error))
        return root / folder / file;
    }
  }
  return find_data(context.directory, "cifar10", file);
}

Samples read_batch(const std::filesystem::path& file, const LoadContext& context) {
  context.check();
  Samples samples;
  constexpr uint64_t most = uint64_t{100'000} * 3073;  // ten times what is published in one file
  append_cifar10(read_maybe_gzipped(file, [](std::string_view) { return most; }), file.string(), samples);
  return samples;
}

void append(Samples& to, const Samples& from) {
  to.bytes.insert(to.bytes.end(), from.bytes.begin(), from.bytes.end());
  to.labels.insert(to.labels.end(), from.labels.begin(), from.labels.end());
  to.count += from.count;
}

std::shared_ptr<const Dataset> load_cifar10(const Properties& properties, const LoadContext& context) {
  const auto options = read<SplitOptions>(properties, "data");
  Samples train = read_batch(find_batch(context, "data_batch_1.bin"), context);
  for (const char* more : {"data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"}) {
    std::filesystem::path file;
    try {
      file = find_batch(context, more);
    } catch (const Error&) {
      break;  // fewer batches are fine
    }
    append(train, read_batch(file, context));
  }
  Dataset dataset{
      .name = "cifar10", .sample = {3, 32, 32}, .classes = class_names, .train = {}, .validation = {}, .test = {}};
  split_images(dataset, std::move(train), read_batch(find_batch(context, "test_batch.bin"), context), options);
  return std::make_shared<const Dataset>(std::move(dataset));
}

}  // namespace

DatasetType cifar10() {
  return {
      .entry = {.name = "cifar10",
                .title = "CIFAR-10",
                .help = "60,000 color photographs of 32 × 32 pixels: animals and vehicles. Some of the files suffice.",
                .source = "Krizhevsky, 2009",
                .properties = table_of<SplitOptions>()},
      .describe =
          [](const Properties&, const LoadContext&) {
            return catalog::SampleInfo{{3, 32, 32}, class_names};
          },
      .load = load_cifar10};
}

}  // namespace saddle::datasets
