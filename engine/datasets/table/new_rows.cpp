#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "datasets/shared/sayings.h"
#include "datasets/table/cells.h"
#include "io/csv.h"
#include "io/encoding.h"
#include "io/file_bytes.h"
#include "io/foreign_file.h"
#include "saddle/new_sample.h"

namespace saddle {
namespace {

using datasets::DecimalSign;

constexpr uint64_t largest_table = uint64_t{1} << 30;

// A column that the model learns from: numbers, or words of which each is a feature.
struct Needed {
  std::string name;
  std::vector<std::string> words = {};
};

// "sex=female" and "sex=male", side by side, are one column of words.
std::vector<Needed> needed_of(const catalog::SampleInfo& sample) {
  std::vector<Needed> all;
  for (int64_t i = 0; i < sample.shape[0]; ++i) {
    const std::string name = sample.features.empty() ? std::to_string(i + 1) : sample.features[static_cast<size_t>(i)];
    const size_t sign = name.find('=');
    if (sign == name.npos) {
      all.push_back({name});
    } else if (!all.empty() && !all.back().words.empty() && all.back().name == name.substr(0, sign)) {
      all.back().words.push_back(name.substr(sign + 1));
    } else {
      all.push_back({name.substr(0, sign), {name.substr(sign + 1)}});
    }
  }
  return all;
}

class Rows {
 public:
  // `delimiter` 0: the likely one.
  Rows(const catalog::SampleInfo& sample, const std::string& text, char delimiter, std::string where)
      : where_(std::move(where)),
        needed_(needed_of(sample)),
        table_(text, delimiter, where_),
        sign_(datasets::decimal_sign_of(table_)) {
    if (table_.rows() == 0) throw Error(where_, "has no lines with cells");
    find_columns();
  }

  std::vector<NewRow> read() const {
    std::vector<NewRow> rows;
    for (int64_t row = header_ ? 1 : 0; row < table_.rows(); ++row) {
      rows.push_back({.line = table_.line(row), .values = {}});
      for (size_t i = 0; i < needed_.size(); ++i) append(row, columns_[i], needed_[i], rows.back().values);
    }
    if (rows.empty()) throw Error(where_, "has no line of data below its header");
    return rows;
  }

 private:
  // Where the first line has all the names, they say which column is which; where it has none, their order does.
  void find_columns() {
    std::vector<std::string> absent;
    for (const Needed& needed : needed_) {
      const int64_t column = named(needed.name);
      columns_.push_back(column);
      if (column < 0) absent.push_back(needed.name);
    }
    // A row of numbers is no header, even where the columns have numbers for names.
    const bool numbered = std::ranges::all_of(
        needed_, [&](const Needed& needed) { return datasets::number_in(needed.name, sign_).has_value(); });
    header_ = absent.empty() && (!numbered || table_.rows() > 1);
    if (header_) return;
    if (!numbered && absent.size() < needed_.size())
      throw Error(where_, "lacks columns that the model has learned from: {}", listed(absent));
    if (table_.columns() != std::ssize(needed_))
      throw Error(where_, "has {} columns, but the model takes {}: {}", table_.columns(), needed_.size(),
                  listed(columns_of_needed()));
    for (size_t i = 0; i < columns_.size(); ++i) columns_[i] = static_cast<int64_t>(i);
  }

  std::vector<std::string> columns_of_needed() const {
    std::vector<std::string> names;
    for (const Needed& needed : needed_) names.push_back(needed.name);
    return names;
  }

  int64_t named(std::string_view name) const {
    for (int64_t column = 0; column < table_.columns(); ++column) {
      if (table_.cell(0, column) == name) return column;
    }
    return -1;
  }

  void append(int64_t row, int64_t column, const Needed& needed, std::vector<float>& values) const {
    const std::string_view cell = table_.cell(row, column);
    if (needed.words.empty()) {
      const auto number = datasets::number_in(cell, sign_);
      if (!number || std::abs(*number) > std::numeric_limits<float>::max())
        throw Error(where_, "line {}, column {}: expected a number, got \"{}\"", table_.line(row), needed.name, cell);
      values.push_back(static_cast<float>(*number));
      return;
    }
    if (std::ranges::find(needed.words, cell) == needed.words.end())
      throw Error(where_, "line {}, column {}: the model has not learned from \"{}\"; it knows {}", table_.line(row),
                  needed.name, cell, listed(needed.words));
    for (const std::string& word : needed.words) values.push_back(word == cell ? 1.0f : 0.0f);
  }

  const std::string where_;
  const std::vector<Needed> needed_;
  const CsvTable table_;
  const DecimalSign sign_;
  bool header_ = false;
  std::vector<int64_t> columns_;  // of the table, for each that is needed
};

}  // namespace

std::vector<std::string> columns_of(const catalog::SampleInfo& sample) {
  std::vector<std::string> names;
  if (sample.shape.rank() != 1) return names;
  for (const Needed& needed : needed_of(sample)) names.push_back(needed.name);
  return names;
}

std::vector<NewRow> samples_of_table(const catalog::SampleInfo& sample, std::string bytes, const std::string& where) {
  if (sample.shape.rank() != 1)
    throw Error(where, "is no picture, but the model takes pictures of {}", sample.shape.text());
  if (const auto issue = foreign_file(where, bytes)) throw Error(*issue);
  const std::string text = decode_text(std::move(bytes), "auto", where).utf8;
  try {
    return Rows(sample, text, 0, where).read();
  } catch (const Error&) {
    // Of a few lines the delimiter cannot be guessed: "2,5;red" are two cells where the model takes two.
    for (const char delimiter : {';', '\t', '|', ' ', ','}) {
      try {
        return Rows(sample, text, delimiter, where).read();
      } catch (const Error&) {
        continue;
      }
    }
    throw;
  }
}

std::vector<NewRow> samples_of_table(const catalog::SampleInfo& sample, const std::filesystem::path& file) {
  return samples_of_table(sample, read_file(file, largest_table), file.string());
}

}  // namespace saddle
