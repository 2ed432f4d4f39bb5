#include <fstream>

#include "datasets/shared/sayings.h"
#include "datasets/table/reading.h"
#include "io/data_directory.h"
#include "io/file_bytes.h"
#include "model/dataset_type.h"

namespace saddle::datasets {
namespace {

constexpr uint64_t largest_csv = uint64_t{1} << 30;
constexpr uint64_t read_at_once = 8 << 20;  // describe_csv() reads only the beginning of larger files

std::filesystem::path source_of_csv(const Properties& properties, const LoadContext& context) {
  const auto options = read<CsvOptions>(properties, "data");
  if (options.path.empty()) throw Error("data.path", "no table is named; name a CSV file");
  return find_named_file(context.directory, options.path);
}

// Returns the complete lines in the first megabyte of a file.
std::string beginning_of(const std::filesystem::path& file) {
  std::string bytes(1 << 20, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<size_t>(stream.gcount()));
  bytes.resize(bytes.find_last_of("\r\n") + 1);
  // The other half of a line end in UTF-16 with the smaller byte first.
  if (bytes.starts_with("\xff\xfe") && bytes.size() % 2 == 1) bytes += '\0';
  return bytes;
}

catalog::SampleInfo describe_csv(const Properties& properties, const LoadContext& context) {
  const auto options = read<CsvOptions>(properties, "data");
  const auto file = source_of_csv(properties, context);
  catalog::SampleInfo info;
  info.outputs = options.task == "regression" ? 1 : 0;
  std::error_code error;
  if (std::filesystem::file_size(file, error) > read_at_once && !error) {
    try {
      const Reading reading(options, beginning_of(file), file.string());
      if (!reading.has_words()) {
        info.shape = reading.sample();
        info.features = reading.feature_names();
      }
    } catch (const Error&) {
      // The beginning may end inside a quoted cell; load() reports what is really wrong.
    }
    return info;
  }
  const Reading reading(options, read_file(file, largest_csv), file.string());
  info.classes = reading.content().classes;
  info.shape = reading.sample();
  info.features = reading.feature_names();
  return info;
}

std::shared_ptr<const Dataset> load_csv(const Properties& properties, const LoadContext& context) {
  const auto options = read<CsvOptions>(properties, "data");
  const auto file = source_of_csv(properties, context);
  const Reading reading(options, read_file(file, largest_csv), file.string());
  context.check();
  Reading::Content content = reading.content();
  auto dataset = std::make_shared<Dataset>();
  dataset->name = file.filename().string();
  dataset->sample = reading.sample();
  dataset->features = reading.feature_names();
  dataset->classes = std::move(content.classes);
  dataset->outputs = options.task == "regression" ? 1 : 0;
  dataset->notes = std::move(content.notes);
  fill_parts(*dataset, std::move(content.samples), options);
  note_large_inputs(*dataset, options.normalize);
  return dataset;
}

}  // namespace

DatasetType csv() {
  return {.entry = {.name = "csv",
                    .title = "Table (CSV)",
                    .help = "A table of your own: a line for each sample, a column for each feature, one for the "
                            "class or number to learn.",
                    .properties = table_of<CsvOptions>()},
          .describe = describe_csv,
          .load = load_csv,
          .source = source_of_csv};
}

}  // namespace saddle::datasets
