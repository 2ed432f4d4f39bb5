#include "datasets/table/cells.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace saddle::datasets {
namespace {

constexpr size_t longest_number = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<double> plain_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

// How a number that has commas or points may be meant.
struct Marks {
  int commas = 0, points = 0;
  bool number = false;  // digits with marks among them, and no more than a sign before and an exponent behind
  bool groups = false;  // every mark but a last one of the other kind stands before a group of three digits
  bool last_comma = false;
  bool one_group = false;  // a single mark, which may group thousands as well: "1,234"
};

Marks marks_of(std::string_view cell) {
  Marks marks;
  if (cell.empty() || cell.size() > longest_number) return marks;
  size_t at = cell.front() == '+' || cell.front() == '-' ? 1 : 0;
  const size_t begin = at;
  std::array<size_t, longest_number> places{};
  size_t count = 0, digits = 0;
  for (; at < cell.size() && (is_digit(cell[at]) || cell[at] == ',' || cell[at] == '.'); ++at) {
    if (is_digit(cell[at])) {
      ++digits;
    } else {
      places[count++] = at;
      (cell[at] == ',' ? marks.commas : marks.points) += 1;
    }
  }
  const size_t end = at;
  if (at < cell.size() && (cell[at] == 'e' || cell[at] == 'E')) {
    ++at;
    if (at < cell.size() && (cell[at] == '+' || cell[at] == '-')) ++at;
    if (at == cell.size() || !std::all_of(cell.begin() + static_cast<std::ptrdiff_t>(at), cell.end(), is_digit))
      return marks;
    at = cell.size();
  }
  marks.number = at == cell.size() && digits > 0;
  if (count == 0) return marks;
  const char last = cell[places[count - 1]];
  marks.last_comma = last == ',';
  // The first kind of mark groups thousands; the other one may follow once, for the decimals.
  const bool both = marks.commas > 0 && marks.points > 0;
  const size_t grouping = both ? count - 1 : count;
  bool groups = places[0] > begin && places[0] - begin <= 3 && cell[begin] != '0';
  for (size_t i = 0; i < grouping && groups; ++i) {
    const size_t next = i + 1 < count ? places[i + 1] : end;
    groups = next - places[i] == 4 && cell[places[i]] == cell[places[0]];
  }
  marks.groups = groups && (!both || last != cell[places[0]]);
  marks.one_group = count == 1 && marks.groups;
  return marks;
}

// What groups thousands besides commas and points: spaces, which may be narrow or not to be broken at, and apostrophes.
constexpr std::array<std::string_view, 6> group_signs = {" ", "\u00a0", "\u202f", "\u2009", "'", "\u2019"};

// "1 234 567" and "−5" as they are written for machines, or nothing where the cell holds neither. Grouped are one to
// three digits, none of them a leading zero, and threes behind them, all by the same sign.
std::optional<std::string> for_machines(std::string_view cell) {
  constexpr std::string_view minus = "\u2212", begins = " '\xc2\xe2";
  if (cell.size() > longest_number || cell.find_first_of(begins) == cell.npos) return std::nullopt;
  std::string plain;
  if (cell.starts_with(minus)) {
    plain = "-";
    cell.remove_prefix(minus.size());
  } else if (cell.starts_with('-') || cell.starts_with('+')) {
    plain = cell.front();
    cell.remove_prefix(1);
  }
  const auto digits_at = [&](size_t at) {
    size_t end = at;
    while (end < cell.size() && is_digit(cell[end])) ++end;
    return end - at;
  };
  size_t at = digits_at(0);
  if (at == 0) return std::nullopt;
  plain += cell.substr(0, at);
  const auto sign =
      std::ranges::find_if(group_signs, [&](std::string_view each) { return cell.substr(at).starts_with(each); });
  if (sign != group_signs.end() && (at > 3 || cell.front() == '0')) return std::nullopt;
  while (sign != group_signs.end() && cell.substr(at).starts_with(*sign)) {
    if (digits_at(at + sign->size()) != 3) return std::nullopt;
    plain += cell.substr(at + sign->size(), 3);
    at += sign->size() + 3;
  }
  if (cell.substr(at).find_first_of(begins) != cell.npos) return std::nullopt;
  return plain += cell.substr(at);
}

bool is_one_of(std::string_view cell, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), cell) != words.end();
}

}  // namespace

std::optional<double> number_in(std::string_view cell, DecimalSign sign) {
  if (const auto plain = for_machines(cell)) return number_in(*plain, sign);
  const char decimal = sign == DecimalSign::point ? '.' : ',', group = sign == DecimalSign::point ? ',' : '.';
  const bool grouped = cell.find(group) != cell.npos;
  if (sign == DecimalSign::point && !grouped) return plain_number(cell);
  if (!grouped && cell.find(decimal) == cell.npos) return plain_number(cell);
  const Marks marks = marks_of(cell);
  const int decimals = decimal == '.' ? marks.points : marks.commas;
  if (!marks.number || decimals > 1 || (grouped && !marks.groups)) return std::nullopt;
  if (grouped && decimals == 1 && marks.last_comma != (decimal == ',')) return std::nullopt;
  std::array<char, longest_number> plain;
  size_t size = 0;
  for (const char c : cell) {
    if (c != group) plain[size++] = c == decimal ? '.' : c;
  }
  return plain_number({plain.data(), size});
}

bool has_groups(std::string_view cell, DecimalSign sign) {
  const bool marked =
      cell.find(sign == DecimalSign::point ? ',' : '.') != cell.npos ||
      std::ranges::any_of(group_signs, [&](std::string_view each) { return cell.find(each) != cell.npos; });
  return marked && number_in(cell, sign);
}

bool is_missing_word(std::string_view cell) {
  static constexpr std::string_view words[] = {"",    "?",   "NA",  "N/A",  "n/a",  "#N/A", "<NA>",
                                               "NaN", "nan", "NAN", "NULL", "null", "NaT"};
  return cell.size() <= 4 && is_one_of(cell, words);
}

bool is_missing_number(std::string_view cell) {
  static constexpr std::string_view words[] = {"-",  "--",   "---",  ".",    "..",      "na",      "*",
                                               "**", "None", "none", "NONE", "missing", "#VALUE!", "#DIV/0!"};
  return is_missing_word(cell) || (cell.size() <= 7 && is_one_of(cell, words));
}

DecimalSign decimal_sign_of(const CsvTable& table) {
  if (table.delimiter() == ',' && !table.has_quotes()) return DecimalSign::point;
  bool comma = false, point = false, either = false;
  for (int64_t row = 0; row < table.rows(); ++row) {
    for (int64_t column = 0; column < table.columns(); ++column) {
      const std::string_view cell = table.cell(row, column);
      if (cell.find_first_of(",.") == cell.npos) continue;
      const auto plain = for_machines(cell);
      const Marks marks = marks_of(plain ? *plain : cell);
      if (!marks.number) continue;
      if (marks.commas > 0 && marks.points > 0) {
        if (marks.groups) (marks.last_comma ? comma : point) = true;
      } else if (marks.commas + marks.points > 1) {
        if (marks.groups) (marks.commas > 0 ? point : comma) = true;
      } else if (marks.one_group) {
        either = either || marks.commas > 0;
      } else {
        (marks.commas > 0 ? comma : point) = true;
      }
    }
  }
  if (point) return DecimalSign::point;
  return comma || (either && table.delimiter() != ',') ? DecimalSign::comma : DecimalSign::point;
}

}  // namespace saddle::datasets
