#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
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

// What the first line of a table calls its columns, if it does.
class FirstLine {
 public:
  explicit FirstLine(const CsvTable& table) {
    for (int64_t column = 0; column < table.columns() && table.rows() > 0; ++column)
      columns_[table.cell(0, column)].push_back(column);
  }

  // The column that is meant: "age", or as "age.1" the second that is called age. -1 where there is none.
  int64_t find(std::string_view name, size_t skipped = 0) const {
    if (const auto at = columns_.find(name); at != columns_.end() && skipped < at->second.size())
      return at->second[skipped];
    const size_t point = name.rfind('.');
    if (point == name.npos || skipped > 0) return -1;
    size_t before = 0;
    const auto [end, failure] = std::from_chars(name.data() + point + 1, name.data() + name.size(), before);
    if (failure != std::errc() || end != name.data() + name.size() || before < 1) return -1;
    const auto at = columns_.find(name.substr(0, point));
    return at != columns_.end() && before < at->second.size() ? at->second[before] : -1;
  }

  // The place of the = before the word in "sex=female", or npos: a column's own name may have one too.
  size_t end_of_name(std::string_view feature) const {
    if (find(feature) >= 0) return feature.npos;
    for (size_t sign = feature.find('='); sign != feature.npos; sign = feature.find('=', sign + 1)) {
      if (find(feature.substr(0, sign)) >= 0) return sign;
    }
    return feature.find('=');
  }

 private:
  std::map<std::string_view, std::vector<int64_t>> columns_;
};

// "sex=female" and "sex=male", side by side, are one column of words; its words are in their order.
std::vector<Needed> needed_of(const catalog::SampleInfo& sample, const FirstLine* names = nullptr) {
  std::vector<Needed> all;
  for (int64_t i = 0; i < sample.shape[0]; ++i) {
    const std::string name = sample.features.empty() ? std::to_string(i + 1) : sample.features[static_cast<size_t>(i)];
    const size_t sign = names ? names->end_of_name(name) : name.find('=');
    if (sign == name.npos) {
      all.push_back({name});
      continue;
    }
    const std::string column = name.substr(0, sign), word = name.substr(sign + 1);
    const bool same = !all.empty() && !all.back().words.empty() && all.back().name == column;
    if (same && all.back().words.back() < word) {
      all.back().words.push_back(word);
    } else {
      all.push_back({column, {word}});
    }
  }
  return all;
}

class Rows {
 public:
  // `delimiter` 0: the likely one.
  Rows(const catalog::SampleInfo& sample, const std::string& text, char delimiter, std::string where)
      : where_(std::move(where)),
        table_(text, delimiter, where_),
        names_(table_),
        needed_(needed_of(sample, &names_)),
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
    std::map<std::string_view, size_t> before;  // as many columns of a name as a model needs
    for (const Needed& needed : needed_) {
      const int64_t column = names_.find(needed.name, before[needed.name]++);
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

  void append(int64_t row, int64_t column, const Needed& needed, std::vector<float>& values) const {
    const std::string_view cell = table_.cell(row, column);
    if (datasets::is_missing_word(cell) && std::ranges::find(needed.words, cell) == needed.words.end())
      throw Error(where_, "line {}, column {}: holds no value, which the model needs; fill it in or leave the row out",
                  table_.line(row), needed.name);
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
  const CsvTable table_;
  const FirstLine names_;
  const std::vector<Needed> needed_;
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
