#include "io/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <optional>

#include "datasets/shared/split.h"
#include "io/data_directory.h"
#include "io/file_bytes.h"
#include "io/utf8.h"
#include "model/dataset_type.h"

namespace saddle::datasets {
namespace {

struct CsvOptions : DivideOptions {
  std::string path, target, leave_out, task = "classification", header = "auto", delimiter = "auto";
  static auto fields() {
    return std::tuple_cat(
        std::tuple{
            field("path", &CsvOptions::path, {},
                  "The CSV file: a whole path, or one from the data folder or from the folder Saddle was started in."),
            field("target", &CsvOptions::target, {},
                  "The column to learn: its name, or its number from 1. Empty: the last one."),
            field("leave_out", &CsvOptions::leave_out, {},
                  "Columns that are no features, by name or number, divided by commas."),
            field("task", &CsvOptions::task, {.choices = {"classification", "regression"}},
                  "classification: the target is a class, in words or whole numbers. regression: it is a number."),
        },
        DivideOptions::fields<CsvOptions>(),
        std::tuple{
            field("header", &CsvOptions::header, {.advanced = true, .choices = {"auto", "yes", "no"}},
                  "Whether the first line holds the names of the columns. auto: yes where it has words above numbers."),
            field("delimiter", &CsvOptions::delimiter,
                  {.advanced = true, .choices = {"auto", "comma", "semicolon", "tab"}},
                  "What stands between two cells. auto: whichever the first line has most of."),
        });
  }
};

constexpr uint64_t largest_csv = uint64_t{1} << 30;
constexpr uint64_t read_at_once = 8 << 20;  // what describe() reads whole; of larger files it looks at the beginning
constexpr size_t most_classes = 1000;

char delimiter_of(const CsvOptions& options) {
  if (options.delimiter == "auto") return 0;
  return options.delimiter == "comma" ? ',' : options.delimiter == "semicolon" ? ';' : '\t';
}

// Whatever the locale: a point, and no thousands.
std::optional<double> number_in(std::string_view cell) {
  if (cell.starts_with('+')) cell.remove_prefix(1);
  double number = 0;
  const auto [end, failure] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (failure != std::errc() || end != cell.data() + cell.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

// Whether it is no number, not even one that is refused later: "nan", "1e999".
bool is_word(std::string_view cell) {
  if (cell.starts_with('+')) cell.remove_prefix(1);
  double number = 0;
  const auto result = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  return !cell.empty() && (result.ec == std::errc::invalid_argument || result.ptr != cell.data() + cell.size());
}

bool is_whole(double number) { return std::trunc(number) == number && std::abs(number) < 1e15; }

// The file, seen as features and a target.
class Reading {
 public:
  Reading(const CsvOptions& options, std::string text, std::string where)
      : options_(options), where_(std::move(where)), table_(checked(std::move(text)), delimiter_of(options), where_) {
    if (table_.rows() == 0) throw Error(where_, "has no line with cells");
    if (table_.columns() < 2)
      throw Error(where_, "has one column only; a feature and a target are needed, and data.delimiter between them");
    first_ = has_header() ? 1 : 0;
    if (first_ == table_.rows()) throw Error(where_, "has no line of data below its header");
    target_ = options.target.empty() ? table_.columns() - 1 : column(options.target, "data.target");
    for (int64_t i = 0; i < table_.columns(); ++i) {
      if (i != target_) features_.push_back(i);
    }
    leave_out();
  }

  Shape sample() const { return {static_cast<int64_t>(features_.size())}; }

  Samples samples(std::vector<std::string>& classes) const {
    Samples all;
    all.count = table_.rows() - first_;
    all.values.reserve(static_cast<size_t>(all.count) * features_.size());
    for (int64_t row = first_; row < table_.rows(); ++row) {
      for (const int64_t feature : features_) all.values.push_back(number_at(row, feature));
      if (options_.task == "regression") all.targets.push_back(number_at(row, target_));
    }
    if (options_.task != "regression") label(all, classes);
    return all;
  }

 private:
  std::string checked(std::string text) const {
    if (!is_utf8(text) && !text.starts_with("\xff\xfe") && !text.starts_with("\xfe\xff"))
      throw Error(where_, "is not in UTF-8; save it as CSV in UTF-8");
    return text;
  }

  bool has_header() const {
    if (options_.header != "auto") return options_.header == "yes";
    for (int64_t i = 0; i < table_.columns(); ++i) {
      if (!is_word(table_.cell(0, i))) continue;
      if (table_.rows() == 1 || number_in(table_.cell(1, i))) return true;
    }
    return false;
  }

  std::string name_of(int64_t column) const {
    const std::string number = std::to_string(column + 1);
    return first_ == 0 ? number : number + " (" + std::string(table_.cell(0, column)) + ")";
  }

  // By its name or its number.
  int64_t column(std::string_view wanted, const std::string& where) const {
    for (int64_t i = 0; first_ > 0 && i < table_.columns(); ++i) {
      if (table_.cell(0, i) == wanted) return i;
    }
    int64_t number = 0;
    const auto [end, failure] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
    if (failure == std::errc() && end == wanted.data() + wanted.size() && number >= 1 && number <= table_.columns())
      return number - 1;
    constexpr int64_t most_named = 20;
    std::string known;
    for (int64_t i = 0; i < std::min(table_.columns(), most_named); ++i) known += (i ? ", " : "") + name_of(i);
    if (table_.columns() > most_named) known += " …";
    throw Error(where, "there is no column \"{}\"; known: {}", wanted, known);
  }

  void leave_out() {
    for (std::string_view rest = options_.leave_out; !rest.empty();) {
      std::string_view wanted = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(rest.size(), wanted.size() + 1));
      while (wanted.starts_with(' ')) wanted.remove_prefix(1);
      while (wanted.ends_with(' ')) wanted.remove_suffix(1);
      if (!wanted.empty()) std::erase(features_, column(wanted, "data.leave_out"));
    }
    if (features_.empty()) throw Error("data.leave_out", "leaves no feature to learn from; keep some column");
  }

  float number_at(int64_t row, int64_t column) const {
    const std::string_view cell = table_.cell(row, column);
    if (cell.empty())
      throw Error(where_, "line {}, column {}: the cell is empty; fill it in or remove the line", table_.line(row),
                  name_of(column));
    const auto number = number_in(cell);
    if (!number || std::abs(*number) > std::numeric_limits<float>::max())
      throw Error(where_, "line {}, column {}: expected a number, got \"{}\"", table_.line(row), name_of(column), cell);
    return static_cast<float>(*number);
  }

  // Words in their order, or numbers in theirs.
  void label(Samples& all, std::vector<std::string>& classes) const {
    std::map<double, int> numbers;
    std::map<std::string_view, int> words;
    bool numeric = true;
    for (int64_t row = first_; row < table_.rows(); ++row) {
      const std::string_view cell = table_.cell(row, target_);
      if (cell.empty())
        throw Error(where_, "line {}, column {}: the cell is empty; fill it in or remove the line", table_.line(row),
                    name_of(target_));
      const auto number = number_in(cell);
      numeric = numeric && number;
      if (number) numbers.emplace(*number, 0);
      words.emplace(cell, 0);
    }
    if (numeric) {
      for (const auto& [number, label] : numbers) {
        if (!is_whole(number))
          throw Error("data.task", "column {} holds numbers like {}, which are no classes; set data.task=regression",
                      name_of(target_), number);
      }
    }
    const size_t count = numeric ? numbers.size() : words.size();
    if (count < 2)
      throw Error("data.target", "column {} holds only \"{}\", so there is nothing to tell apart", name_of(target_),
                  words.begin()->first);
    if (count > most_classes)
      throw Error("data.target", "column {} holds {} different values, which are too many classes; name another column",
                  name_of(target_), count);
    for (auto& [number, label] : numbers) {
      if (!numeric) break;
      label = static_cast<int>(classes.size());
      classes.push_back(std::to_string(static_cast<int64_t>(number)));
    }
    for (auto& [word, label] : words) {
      if (numeric) break;
      label = static_cast<int>(classes.size());
      classes.emplace_back(word);
    }
    for (int64_t row = first_; row < table_.rows(); ++row) {
      const std::string_view cell = table_.cell(row, target_);
      all.labels.push_back(numeric ? numbers.at(*number_in(cell)) : words.at(cell));
    }
  }

  const CsvOptions& options_;
  std::string where_;
  CsvTable table_;
  int64_t first_ = 0, target_ = 0;  // the first row of data; the column to learn
  std::vector<int64_t> features_;   // columns
};

std::filesystem::path source(const Properties& properties, const LoadContext& context) {
  const auto options = read<CsvOptions>(properties, "data");
  if (options.path.empty()) throw Error("data.path", "is empty; name a CSV file");
  return find_named_file(context.directory, options.path);
}

// The whole lines at the beginning of a file.
std::string beginning_of(const std::filesystem::path& file) {
  std::string bytes(1 << 20, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<size_t>(stream.gcount()));
  bytes.resize(bytes.rfind('\n') + 1);
  return bytes;
}

catalog::SampleInfo describe(const Properties& properties, const LoadContext& context) {
  const auto options = read<CsvOptions>(properties, "data");
  const auto file = source(properties, context);
  catalog::SampleInfo info;
  info.outputs = options.task == "regression" ? 1 : 0;
  std::error_code error;
  if (std::filesystem::file_size(file, error) > read_at_once && !error) {
    try {
      info.shape = Reading(options, beginning_of(file), file.string()).sample();
    } catch (const Error&) {
      // The beginning may end within a cell: load() says whether something is wrong.
    }
    return info;
  }
  const Reading reading(options, read_file(file, largest_csv), file.string());
  reading.samples(info.classes);
  info.shape = reading.sample();
  return info;
}

std::shared_ptr<const Dataset> load(const Properties& properties, const LoadContext& context) {
  const auto options = read<CsvOptions>(properties, "data");
  const auto file = source(properties, context);
  const Reading reading(options, read_file(file, largest_csv), file.string());
  context.check();
  auto dataset = std::make_shared<Dataset>();
  dataset->name = file.filename().string();
  dataset->sample = reading.sample();
  const Samples all = reading.samples(dataset->classes);
  dataset->outputs = options.task == "regression" ? 1 : 0;
  fill_parts(*dataset, all, options);
  return dataset;
}

}  // namespace

DatasetType csv() {
  return {.entry = {.name = "csv",
                    .title = "Table (CSV)",
                    .help = "A table of your own: a line for each sample, a column for each feature, one for the "
                            "class or number to learn.",
                    .properties = table_of<CsvOptions>()},
          .describe = describe,
          .load = load,
          .source = source};
}

}  // namespace saddle::datasets
