#include "datasets/table/columns.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <set>

#include "datasets/shared/sayings.h"

namespace saddle::datasets {
namespace {

// In lower case as far as it is ASCII, without quotes and spaces around it.
std::string plain(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

bool is_named_like_a_target(std::string_view name) {
  static constexpr std::array<std::string_view, 10> names = {
      "label", "labels", "class", "target", "target_class", "class_label", "라벨", "레이블", "클래스", "정답"};
  return std::find(names.begin(), names.end(), plain(name)) != names.end();
}

bool is_nameless(std::string_view name) { return name.empty() || name.starts_with("Unnamed: 0") || name == "#"; }

bool is_named_like_an_index(std::string_view name) {
  const std::string lower = plain(name);
  return lower == "index" || lower == "idx" || lower == "row" || lower == "rownames" || lower == "row_id" ||
         lower == "no" || lower == "no." || lower == "nr" || lower == "번호" || lower == "id" || lower == "uid" ||
         lower.ends_with("_id") || lower.ends_with(" id") || name.ends_with("Id") || name.ends_with("ID");
}

}  // namespace

Columns::Columns(const CsvTable& table, const CsvOptions& options, DecimalSign sign, bool header, std::string where)
    : table_(table),
      options_(options),
      sign_(sign),
      header_(header),
      where_(std::move(where)),
      first_(header ? 1 : 0),
      columns_(static_cast<size_t>(table.columns())) {
  std::map<std::string_view, int64_t> names;
  for (int64_t i = 0; i < table.columns() && header; ++i) {
    if (!table.cell(0, i).empty()) columns_[static_cast<size_t>(i)].namesakes = names[table.cell(0, i)]++;
  }
  count_words_and_numbers();
  choose_target();
  choose_features();
}

void Columns::count_words_and_numbers() {
  for (int64_t row = first_; row < table_.rows(); ++row) {
    for (int64_t i = 0; i < table_.columns(); ++i) {
      const std::string_view cell = table_.cell(row, i);
      Column& column = columns_[static_cast<size_t>(i)];
      if (const auto number = number_in(cell, sign_)) {
        ++column.numbers;
        if (std::abs(*number) <= std::numeric_limits<float>::max()) column.sum += *number;
      } else if (is_missing_word(cell)) {
        ++column.missing;
      } else {
        ++column.words;
      }
    }
  }
  for (int64_t i = 0; i < table_.columns(); ++i) {
    Column& column = columns_[static_cast<size_t>(i)];
    column.of_words = column.numbers * 2 < column.present();
    for (int64_t row = first_; row < table_.rows() && column.words > 0; ++row) {
      const std::string_view cell = table_.cell(row, i);
      if (!column.of_words) {
        // Signs like "-" are words above, but stand for a missing number here.
        const bool sign = is_missing_number(cell) && !is_missing_word(cell);
        column.missing += sign, column.words -= sign;
      } else if (!is_missing_word(cell) && (column.values.size() < most_words || column.values.contains(cell))) {
        ++column.values[cell];
      } else if (!is_missing_word(cell)) {
        ++column.values[std::string_view()];  // for all the others
      }
    }
  }
}

std::string Columns::title_of(int64_t column) const {
  const std::string number = std::to_string(column + 1);
  const std::string_view name = header_ ? table_.cell(0, column) : std::string_view();
  return name.empty() ? number : number + " (" + std::string(name) + ")";
}

std::string Columns::name_of(int64_t column) const {
  std::string_view name = header_ ? table_.cell(0, column) : std::string_view();
  return name.empty() ? std::to_string(column + 1) : std::string(name);
}

std::string Columns::own_name_of(int64_t column) const {
  const int64_t before = columns_[static_cast<size_t>(column)].namesakes;
  return before > 0 ? name_of(column) + '.' + std::to_string(before) : name_of(column);
}

int64_t Columns::named(std::string_view wanted, const std::string& where) const {
  for (int64_t i = 0; header_ && i < table_.columns(); ++i) {
    if (table_.cell(0, i) == wanted) return i;
  }
  int64_t number = 0;
  const auto [end, failure] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  if (failure == std::errc() && end == wanted.data() + wanted.size() && number >= 1 && number <= table_.columns())
    return number - 1;
  constexpr int64_t most_named = 20;
  std::string known;
  for (int64_t i = 0; i < std::min(table_.columns(), most_named); ++i) known += (i ? ", " : "") + title_of(i);
  if (table_.columns() > most_named) known += " …";
  throw Error(where, "there is no column \"{}\"; known: {}", wanted, known);
}

void Columns::choose_target() {
  if (!options_.target.empty()) {
    target_ = named(options_.target, "data.target");
    return;
  }
  target_ = table_.columns() - 1;
  while (target_ > 0 && columns_[static_cast<size_t>(target_)].present() == 0) --target_;
  if (header_ && !is_named_like_a_target(table_.cell(0, target_))) {
    for (int64_t i = 0; i < table_.columns(); ++i) {
      if (is_named_like_a_target(table_.cell(0, i))) {
        target_ = i;
        return;
      }
    }
  }
  if (!header_ && starts_with_labels_of_pictures()) target_ = 0;
}

// Without names: as many columns behind the first as a square picture has pixels, few whole numbers in the first, and
// something else in the last.
bool Columns::starts_with_labels_of_pictures() const {
  const int64_t pixels = table_.columns() - 1;
  const auto is_square = [](int64_t count) {
    const auto side = static_cast<int64_t>(std::lround(std::sqrt(static_cast<double>(count))));
    return side >= 8 && side * side == count;
  };
  if (options_.task != "classification" || !(is_square(pixels) || (pixels % 3 == 0 && is_square(pixels / 3))))
    return false;
  const auto is_like_a_class = [&](int64_t column) {
    constexpr double most = 99;
    std::set<double> values;
    for (int64_t row = first_; row < table_.rows(); ++row) {
      const auto number = number_in(table_.cell(row, column), sign_);
      if (!number || *number != std::trunc(*number) || *number < 0 || *number > most) return false;
      values.insert(*number);
    }
    return values.size() >= 2 && std::ssize(values) * 2 <= table_.rows() - first_;
  };
  return is_like_a_class(0) && !is_like_a_class(table_.columns() - 1);
}

// The names of rows without a name of their own, or a number that goes up by one from row to row.
bool Columns::numbers_the_rows(int64_t column) const {
  const std::string_view name = table_.cell(0, column);
  const bool nameless = column == 0 && is_nameless(name);
  if (!header_ || table_.rows() - first_ < 2 || !(nameless || is_named_like_an_index(name))) return false;
  std::set<std::string_view> seen;
  std::optional<double> before;
  bool counts = true, differs = true;
  for (int64_t row = first_; row < table_.rows() && (counts || (differs && nameless)); ++row) {
    const std::string_view cell = table_.cell(row, column);
    const auto number = number_in(cell, sign_);
    counts = counts && number && (!before || *number == *before + 1);
    before = number;
    differs =
        differs && nameless && !cell.empty() && (!number || std::trunc(*number) == *number) && seen.insert(cell).second;
  }
  return counts || differs;
}

void Columns::choose_features() {
  for (int64_t i = 0; i < table_.columns(); ++i) {
    if (i != target_) features_.push_back(i);
  }
  for (std::string_view rest = options_.leave_out; !rest.empty();) {
    std::string_view wanted = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), wanted.size() + 1));
    while (wanted.starts_with(' ')) wanted.remove_prefix(1);
    while (wanted.ends_with(' ')) wanted.remove_suffix(1);
    if (!wanted.empty()) std::erase(features_, named(wanted, "data.leave_out"));
  }
  if (features_.empty()) throw Error("data.leave_out", "leaves no feature to learn from; keep some column");

  std::vector<std::string> empty, indices, various;
  std::vector<int64_t> kept;
  for (const int64_t feature : features_) {
    const Column& column = columns_[static_cast<size_t>(feature)];
    const int64_t rows = column.present();
    const auto different = std::ssize(column.values);
    if (column.present() == 0) {
      empty.push_back(title_of(feature));
    } else if (options_.index == "leave_out" && numbers_the_rows(feature)) {
      indices.push_back(title_of(feature));
    } else if (column.of_words && (column.values.contains(std::string_view()) ||
                                   (different > 20 && different * 2 > rows) || (different == rows && rows >= 10))) {
      various.push_back(title_of(feature));
    } else {
      kept.push_back(feature);
    }
  }
  if (!indices.empty() && kept.empty()) {
    // Whatever numbers the rows is all there is to learn from.
    kept = features_;
    std::erase_if(kept, [&](int64_t i) { return !numbers_the_rows(i); });
    indices.clear();
  }
  if (kept.empty())
    throw Error(
        "data.leave_out",
        "no feature is left to learn from: the columns {} hold no value, or a word of its own in almost every row",
        listed(empty.empty() ? various : empty));
  features_ = std::move(kept);
  if (!empty.empty())
    notes_.push_back(make_issue("data.leave_out", "columns without any value are left out: {}", listed(empty)));
  if (!indices.empty())
    notes_.push_back(make_issue("data.index", "columns that only number the rows are left out: {}", listed(indices)));
  if (!various.empty())
    notes_.push_back(make_issue("data.leave_out", "columns of text that differs in almost every row are left out: {}",
                                listed(various)));
}

}  // namespace saddle::datasets
