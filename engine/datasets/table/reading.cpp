#include "datasets/table/reading.h"

#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "datasets/shared/most_classes.h"
#include "datasets/shared/sayings.h"
#include "datasets/table/header.h"
#include "io/encoding.h"
#include "io/foreign_file.h"

namespace saddle::datasets {
namespace {

constexpr int64_t most_values = int64_t{1} << 30;

char delimiter_of(const CsvOptions& options) {
  static const std::map<std::string, char, std::less<>> delimiters = {{"auto", 0},   {"comma", ','}, {"semicolon", ';'},
                                                                      {"tab", '\t'}, {"bar", '|'},   {"space", ' '}};
  return delimiters.at(options.delimiter);
}

std::string encoding_of(const CsvOptions& options) {
  std::string name = options.encoding;
  if (name == "auto") return name;
  for (char& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

bool is_whole(double number) { return std::trunc(number) == number && std::abs(number) < 1e15; }

}  // namespace

Reading::Reading(const CsvOptions& options, std::string bytes, std::string where)
    : options_(options),
      where_(std::move(where)),
      table_([&] {
        if (const auto issue = foreign_file(where_, bytes)) throw Error(*issue);
        DecodedText text = decode_text(std::move(bytes), encoding_of(options), where_);
        encoding_ = std::move(text.encoding);
        return CsvTable(std::move(text.utf8), delimiter_of(options), where_);
      }()),
      sign_(options.decimal == "auto" ? decimal_sign_of(table_)
                                      : (options.decimal == "comma" ? DecimalSign::comma : DecimalSign::point)),
      header_([&] {
        if (table_.rows() == 0) throw Error(where_, "has no lines with cells");
        if (table_.columns() < 2)
          throw Error(where_, "has only one column; it needs a feature and a target, separated by data.delimiter");
        const bool header = options.header == "auto" ? has_header(table_, sign_) : options.header == "yes";
        if (header && table_.rows() == 1) throw Error(where_, "has no line of data below its header");
        return header;
      }()),
      columns_(table_, options, sign_, header_, where_) {
  find_features();
}

void Reading::find_features() {
  for (const int64_t i : columns_.features()) {
    const Column& column = columns_[i];
    if (!column.of_words) {
      features_.push_back({i});
      continue;
    }
    words_ = true;
    for (const auto& [word, count] : column.values) features_.push_back({i, word});
  }
  if (sample()[0] > most_values / table_.rows())
    throw Error("data.leave_out", "{} rows of {} features do not fit into memory; leave some columns out",
                table_.rows(), features_.size());
}

// A new table is asked for its columns by these names.
std::vector<std::string> Reading::feature_names() const {
  std::vector<std::string> names;
  for (const Feature& feature : features_) {
    names.push_back(columns_.own_name_of(feature.column));
    if (feature.word) names.back().append("=").append(*feature.word);
  }
  return names;
}

bool Reading::is_missing(int64_t row, int64_t column) const {
  const std::string_view cell = table_.cell(row, column);
  return columns_[column].of_words ? is_missing_word(cell) : is_missing_number(cell);
}

// The rows to learn from: all, but for those that lack a value and are dropped.
std::vector<int64_t> Reading::complete_rows(Content& content) const {
  std::vector<int64_t> kept;
  int64_t lacking = 0, untold = 0, row_of_first = 0, column_of_first = -1;
  for (int64_t row = columns_.first_row(); row < table_.rows(); ++row) {
    int64_t missing = -1;
    const bool no_target = is_missing(row, columns_.target());
    if (no_target) missing = columns_.target();
    for (const int64_t column : columns_.features()) {
      if (missing < 0 && columns_[column].missing > 0 && is_missing(row, column)) missing = column;
    }
    if (missing >= 0) {
      if (column_of_first < 0) row_of_first = row, column_of_first = missing;
      ++lacking;
      untold += no_target;
    }
    if (missing < 0 || (options_.missing == "mean" && !no_target)) kept.push_back(row);
  }
  const int64_t rows = table_.rows() - columns_.first_row();
  if (lacking == 0) return kept;
  if (options_.missing == "refuse")
    throw Error("data.missing",
                "{} of {} rows lack a value, the first in line {}, column {}; set data.missing=drop to leave them out, "
                "or data.missing=mean to fill in the mean of the column",
                lacking, rows, table_.line(row_of_first), columns_.title_of(column_of_first));
  if (kept.empty()) throw Error("data.missing", "every row lacks a value, so that none is left to learn from");
  if (options_.missing == "drop") {
    content.notes.push_back(make_issue("data.missing", "{} of {} rows lack a value and are left out", lacking, rows));
  } else {
    if (lacking > untold)
      content.notes.push_back(make_issue("data.missing",
                                         "{} of {} rows lack a value, which is filled in with the mean of its column",
                                         lacking - untold, rows));
    if (untold > 0)
      content.notes.push_back(
          make_issue("data.missing", "{} of {} rows lack the value to learn and are left out", untold, rows));
  }
  return kept;
}

float Reading::value(int64_t row, const Feature& feature) const {
  const Column& column = columns_[feature.column];
  const bool missing = column.missing > 0 && is_missing(row, feature.column);
  if (!feature.word) {
    return missing ? static_cast<float>(column.sum / static_cast<double>(column.numbers))
                   : number_at(row, feature.column);
  }
  if (missing) {
    return static_cast<float>(static_cast<double>(column.values.at(*feature.word)) /
                              static_cast<double>(column.present()));
  }
  return table_.cell(row, feature.column) == *feature.word ? 1.0f : 0.0f;
}

float Reading::number_at(int64_t row, int64_t column) const {
  const std::string_view cell = table_.cell(row, column);
  const auto number = number_in(cell, sign_);
  if (!number || std::abs(*number) > std::numeric_limits<float>::max())
    throw Error(where_, "line {}, column {}: expected a number, got \"{}\"", table_.line(row),
                columns_.title_of(column), cell);
  return static_cast<float>(*number);
}

Reading::Content Reading::content() const {
  Content content{.samples = {}, .classes = {}, .notes = notes_on_the_file()};
  const std::vector<int64_t> rows = complete_rows(content);
  Samples& all = content.samples;
  all.count = std::ssize(rows);
  all.values.reserve(rows.size() * features_.size());
  for (const int64_t row : rows) {
    for (const Feature& feature : features_) all.values.push_back(value(row, feature));
    if (options_.task == "regression") all.targets.push_back(number_at(row, columns_.target()));
  }
  const std::string target = columns_.title_of(columns_.target());
  if (options_.task != "regression") {
    label(rows, content);
    content.notes.insert(content.notes.begin() + 1,
                         make_issue("data.target", "column {} is learned, as {} classes: {}", target,
                                    content.classes.size(), listed(content.classes)));
  } else {
    content.notes.insert(content.notes.begin() + 1,
                         make_issue("data.target", "column {} is learned, as a number", target));
  }
  return content;
}

// Words in their order, or numbers in theirs; rows that are left out name classes too.
void Reading::label(const std::vector<int64_t>& rows, Content& content) const {
  const int64_t target = columns_.target();
  std::map<double, int> numbers;
  std::map<std::string_view, int> words;
  bool numeric = true;
  for (int64_t row = columns_.first_row(); row < table_.rows(); ++row) {
    const std::string_view cell = table_.cell(row, target);
    if (is_missing(row, target)) continue;
    const auto number = number_in(cell, sign_);
    numeric = numeric && number;
    if (number) numbers.emplace(*number, 0);
    words.emplace(cell, 0);
  }
  const std::string title = columns_.title_of(target);
  if (numeric) {
    for (const auto& [number, label] : numbers) {
      if (!is_whole(number))
        throw Error("data.task", "column {} holds numbers like {}, which are not classes; set data.task=regression",
                    title, number);
    }
  }
  const size_t count = numeric ? numbers.size() : words.size();
  if (count < 2)
    throw Error("data.target", "column {} holds only \"{}\", so there is nothing to tell apart", title,
                words.begin()->first);
  if (std::cmp_greater(count, most_classes) && numeric)
    throw Error("data.task",
                "column {} holds {} different numbers, which are too many classes; set data.task=regression", title,
                count);
  if (std::cmp_greater(count, most_classes))
    throw Error("data.target", "column {} holds {} different values, which are too many classes; name another column",
                title, count);
  constexpr size_t usual_classes = 20;
  if (numeric && count > usual_classes && count * 4 > rows.size())
    content.notes.push_back(make_issue("data.task",
                                       "column {} holds {} different numbers, each taken for a class; "
                                       "data.task=regression learns the number instead",
                                       title, count));
  for (auto& [number, label] : numbers) {
    if (!numeric) break;
    label = static_cast<int>(content.classes.size());
    content.classes.push_back(std::to_string(static_cast<int64_t>(number)));
  }
  for (auto& [word, label] : words) {
    if (numeric) break;
    label = static_cast<int>(content.classes.size());
    content.classes.emplace_back(word);
  }
  for (const int64_t row : rows) {
    const std::string_view cell = table_.cell(row, target);
    content.samples.labels.push_back(numeric ? numbers.at(*number_in(cell, sign_)) : words.at(cell));
  }
}

// The first number in a column that is learned, or learned from, whose thousands are grouped.
std::pair<std::string_view, double> Reading::grouped() const {
  std::vector<int64_t> columns = columns_.features();
  columns.push_back(columns_.target());
  for (const int64_t column : columns) {
    for (int64_t row = columns_.first_row(); row < table_.rows() && !columns_[column].of_words; ++row) {
      const std::string_view cell = table_.cell(row, column);
      if (has_groups(cell, sign_)) return {cell, *number_in(cell, sign_)};
    }
  }
  return {};
}

std::vector<Issue> Reading::notes_on_the_file() const {
  std::vector<Issue> notes;
  const std::vector<std::string> names = feature_names();
  const int64_t rows = table_.rows() - columns_.first_row();
  notes.push_back(header_ ? make_issue("data.header", "the first line names the columns; {} rows, {} features: {}",
                                       rows, names.size(), listed(names))
                          : make_issue("data.header", "no line names the columns; {} rows, {} features: {}", rows,
                                       names.size(), listed(names)));
  if (encoding_ != "UTF-8") notes.push_back(make_issue("data.encoding", "the text is read as {}", encoding_));
  if (const char delimiter = table_.delimiter(); delimiter != ',')
    notes.push_back(make_issue("data.delimiter", "cells are divided by {}",
                               delimiter == '\t'  ? "tab"
                               : delimiter == ' ' ? "space"
                                                  : std::string(1, delimiter)));
  if (sign_ == DecimalSign::comma)
    notes.push_back(make_issue("data.decimal", "numbers have a decimal comma: 0,5 is read as 0.5"));
  if (const auto [cell, number] = grouped(); !cell.empty())
    notes.push_back(make_issue("data.decimal", "thousands are grouped in numbers: {} is read as {}", cell, number));
  if (table_.empty_columns() > 0)
    notes.push_back(make_issue("data.leave_out", "empty columns at the end are left out: {}", table_.empty_columns()));
  if (table_.empty_rows() > 0)
    notes.push_back(make_issue("data.path", "{} lines of nothing but delimiters are left out", table_.empty_rows()));
  if (table_.comments() > 0)
    notes.push_back(make_issue("data.path", "lines of comment, behind # or %, are left out: {}", table_.comments()));
  std::vector<std::string> words;
  for (const int64_t i : columns_.features()) {
    if (columns_[i].of_words) words.push_back(columns_.title_of(i));
  }
  if (!words.empty())
    notes.push_back(make_issue("data.path",
                               "columns of words become a feature for each word, 1 where it stands and 0 elsewhere: {}",
                               listed(words)));
  notes.insert(notes.end(), columns_.notes().begin(), columns_.notes().end());
  return notes;
}

}  // namespace saddle::datasets
