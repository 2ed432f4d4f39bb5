#include "datasets/table/header.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace saddle::datasets {
namespace {

constexpr int64_t most_rows_looked_at = 1000;

// Neither a number nor missing, not even one that is refused later, as "1e999" and "inf".
bool is_word(std::string_view cell, DecimalSign sign) {
  if (is_missing_number(cell) || number_in(cell, sign)) return false;
  if (cell.starts_with('+')) cell.remove_prefix(1);
  double number = 0;
  const auto result = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  return result.ec == std::errc::invalid_argument || result.ptr != cell.data() + cell.size();
}

// Written without decimals: "5", not "5.0".
bool is_whole(std::string_view cell) {
  return cell.find_first_not_of("+-0123456789") == cell.npos && cell.find_first_of("0123456789") != cell.npos;
}

// A column below the first row.
struct Below {
  int64_t present = 0, numbers = 0, decimals = 0;  // decimals: numbers that are not written as whole ones
  std::set<std::string_view> words = {};
  bool holds_first = false;  // the cell of the first row, once more
  // All have a digit in them ("2024-05-01", "12 %"), or all say yes or no.
  bool with_digits = true, logical = true;
};

bool has_digit(std::string_view cell) { return cell.find_first_of("0123456789") != cell.npos; }

bool is_logical(std::string_view cell) {
  std::string small(cell);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return small == "true" || small == "false" || small == "yes" || small == "no";
}

Below below(const CsvTable& table, int64_t column, DecimalSign sign) {
  Below seen;
  const std::string_view first = table.cell(0, column);
  for (int64_t row = 1; row < std::min(table.rows(), most_rows_looked_at); ++row) {
    const std::string_view cell = table.cell(row, column);
    if (is_missing_number(cell)) continue;
    ++seen.present;
    seen.with_digits = seen.with_digits && has_digit(cell);
    seen.logical = seen.logical && is_logical(cell);
    seen.holds_first = seen.holds_first || cell == first;
    if (number_in(cell, sign)) {
      ++seen.numbers;
      seen.decimals += !is_whole(cell);
    } else {
      seen.words.insert(cell);
    }
  }
  return seen;
}

}  // namespace

bool has_header(const CsvTable& table, DecimalSign sign) {
  const int64_t columns = table.columns(), rest = table.rows() - 1;
  bool word = false;
  int64_t numeric = 0, above_decimals = 0, counting_from[2] = {};
  bool all_whole = true, words_new = false, words_again = false;
  std::set<std::string_view> names;
  for (int64_t column = 0; column < columns; ++column) {
    const std::string_view first = table.cell(0, column);
    names.insert(first);
    const Below under = below(table, column, sign);
    if (is_word(first, sign)) {
      word = true;
      if (under.numbers * 2 > under.present) return true;  // words above numbers
      if (under.present >= 2 && ((under.with_digits && !has_digit(first)) || (under.logical && !is_logical(first))))
        return true;
    }
    if (under.numbers * 2 > under.present) {
      const auto number = number_in(first, sign);
      if (!number) {
        all_whole = all_whole && first.empty();
        continue;
      }
      ++numeric;
      all_whole = all_whole && is_whole(first);
      above_decimals += is_whole(first) && under.decimals == under.present && under.present >= 3;
      for (const int64_t from : {0, 1}) counting_from[from] += *number == static_cast<double>(column + from);
    } else if (under.present > 0) {
      words_again = words_again || under.holds_first;
      words_new = words_new || (!under.holds_first && std::ssize(under.words) * 2 <= under.present);
    }
  }
  if (rest == 0) return word;
  if (words_again || !all_whole || std::ssize(names) < columns) return false;
  // Names of columns differ from each other; what follows wants more than that to tell them from a sample.
  const bool counts = numeric > 0 && (counting_from[0] == numeric || counting_from[1] == numeric);
  if (numeric >= 3 && counts && (above_decimals > 0 || numeric >= 4)) return true;
  if (numeric >= 2 && above_decimals * 2 > numeric) return true;
  return words_new && rest >= (counts || numeric == 0 ? 4 : 8);
}

}  // namespace saddle::datasets
