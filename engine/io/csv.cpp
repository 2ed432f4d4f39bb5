#include "io/csv.h"

#include <algorithm>

#include "io/comments.h"
#include "io/delimiter.h"
#include "saddle/error.h"

namespace saddle {
namespace {

// Each cell costs memory, however little is in it: MNIST as a table has 47 million.
constexpr size_t most_columns = 1'000'000, most_cells = 100'000'000;

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool ends_line(char c) { return c == '\n' || c == '\r'; }

std::string_view trimmed(std::string_view cell) {
  while (!cell.empty() && is_blank(cell.front())) cell.remove_prefix(1);
  while (!cell.empty() && is_blank(cell.back())) cell.remove_suffix(1);
  return cell;
}

// Behind the end of the line that `at` stands at: LF, CR LF or CR.
size_t after_end(std::string_view text, size_t at) {
  return at + (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1);
}

// The delimiter that the first line does nothing but name, "sep=;" as spreadsheets write it, or 0.
char named_delimiter(std::string_view first_line) {
  std::string_view line = first_line;
  while (line.size() > 5 && is_blank(line.back())) line.remove_suffix(1);
  if (line.size() >= 2 && line.front() == '"' && line.back() == '"') line = line.substr(1, line.size() - 2);
  if (line.size() != 5) return 0;
  constexpr std::string_view lower = "sep=", upper = "SEP=";
  for (size_t i = 0; i < 4; ++i) {
    if (line[i] != lower[i] && line[i] != upper[i]) return 0;
  }
  return line[4];
}

}  // namespace

CsvTable::CsvTable(std::string text, char delimiter, const std::string& where) : text_(std::move(text)) {
  size_t at = 0;
  int64_t line = 1;
  const size_t end = text_.find_first_of("\r\n");
  const char named = named_delimiter(std::string_view(text_).substr(0, end));
  if (named != 0) {
    at = end == std::string::npos ? text_.size() : after_end(text_, end);
    line = 2;
  }
  const Comments above = comments_above(text_, at, line);
  comments_ = above.lines;
  delimiter_ = delimiter != 0 ? delimiter
               : named != 0   ? named
                              : likely_delimiter(std::string_view(text_).substr(above.end));
  if (above.lines == 0) {
    read_rows(at, text_.size(), line, where);
  } else {
    // Read as the first row until it is known how many cells and what kind the others have.
    const size_t end = std::min(text_.size(), text_.find_first_of("\r\n", above.last));
    const size_t before = begins_.size();
    if (std::count(text_.begin() + static_cast<std::ptrdiff_t>(above.last),
                   text_.begin() + static_cast<std::ptrdiff_t>(end), '"') == 0)
      read_rows(above.last, end, above.last_line, where);
    const bool has_candidate = begins_.size() > before;
    read_rows(above.end, text_.size(), above.next_line, where);
    if (has_candidate) is_named_by_first_row() ? void(--comments_) : drop_first_row();
  }
  even_out(where);
}

// Whether it has a word for each cell of the second one, in which a number stands.
bool CsvTable::is_named_by_first_row() const {
  if (begins_.size() < 2) return false;
  const size_t second = begins_[1], third = begins_.size() > 2 ? begins_[2] : cells_.size();
  if (second != third - second) return false;
  const auto numeric = [](std::string_view cell) {
    return cell.find_first_of("0123456789") != cell.npos && cell.find_first_not_of("0123456789+-.,eE") == cell.npos;
  };
  const auto begin = cells_.begin(), middle = begin + static_cast<std::ptrdiff_t>(second),
             end = begin + static_cast<std::ptrdiff_t>(third);
  return std::none_of(begin, middle, [&](auto cell) { return cell.empty() || numeric(cell); }) &&
         std::any_of(middle, end, numeric);
}

void CsvTable::drop_first_row() {
  const size_t cells = begins_.size() > 1 ? begins_[1] : cells_.size();
  cells_.erase(cells_.begin(), cells_.begin() + static_cast<std::ptrdiff_t>(cells));
  begins_.erase(begins_.begin());
  lines_.erase(lines_.begin());
  for (size_t& begin : begins_) begin -= cells;
}

void CsvTable::read_rows(size_t at, size_t end, int64_t line, const std::string& where) {
  const bool spaced = delimiter_ == ' ';  // any number of them is one
  const auto skip_blanks = [&] {
    while (at < text_.size() && is_blank(text_[at]) && (spaced || text_[at] != delimiter_)) ++at;
  };
  const auto stops = [&](char c) { return ends_line(c) || c == delimiter_ || (spaced && is_blank(c)); };
  while (at < end) {
    if (comments_ > 0 && is_comment_within(text_, at)) {
      at = std::min(text_.size(), text_.find_first_of("\r\n", at));
      if (at < text_.size()) at = after_end(text_, at), ++line;
      ++comments_;
      continue;
    }
    const int64_t begins = line;
    const size_t before = cells_.size();
    while (true) {  // a cell
      skip_blanks();
      if (at < text_.size() && text_[at] == '"') {
        at = read_quoted(at, line, where);
        if (!spaced) skip_blanks();
        if (at < text_.size() && !stops(text_[at]))
          throw Error(where, "line {}: there is more after the closing quote of a cell; write \"\" for a quote in it",
                      line);
      } else {
        const size_t from = at;
        while (at < text_.size() && !stops(text_[at])) ++at;
        cells_.push_back(trimmed(std::string_view(text_).substr(from, at - from)));
      }
      if (cells_.size() - before > most_columns)
        throw Error(where, "line {} has more than {} cells; save the samples as rows, one to a line", begins,
                    most_columns);
      if (spaced) skip_blanks();
      if (at >= text_.size() || ends_line(text_[at])) break;
      if (!spaced) ++at;  // the delimiter; a cell follows it, even at the end of the line
    }
    if (at < text_.size()) at = after_end(text_, at), ++line;
    const bool empty = std::all_of(cells_.begin() + static_cast<std::ptrdiff_t>(before), cells_.end(),
                                   [](auto c) { return c.empty(); });
    if (empty) {
      empty_rows_ += cells_.size() - before > 1;
      cells_.resize(before);
      continue;
    }
    if (cells_.size() > most_cells)
      throw Error(where, "has more than {} cells; save the values as arrays (.npz)", most_cells);
    begins_.push_back(before);
    lines_.push_back(begins);
  }
}

// Unescapes a quoted cell in place (it only becomes shorter) and returns the offset after its closing quote.
size_t CsvTable::read_quoted(size_t at, int64_t& line, const std::string& where) {
  const int64_t begins = line;
  const size_t from = ++at;
  size_t to = from;
  quoted_ = true;
  while (true) {
    if (at >= text_.size()) throw Error(where, "line {}: a quoted cell has no closing quote", begins);
    if (text_[at] == '"') {
      if (at + 1 >= text_.size() || text_[at + 1] != '"') break;
      ++at;
    }
    if (text_[at] == '\n' || (text_[at] == '\r' && (at + 1 >= text_.size() || text_[at + 1] != '\n'))) ++line;
    text_[to++] = text_[at++];
  }
  cells_.push_back(std::string_view(text_).substr(from, to - from));
  return at + 1;
}

// Brings all rows to the length of the longest, not counting empty cells at the end.
void CsvTable::even_out(const std::string& where) {
  if (begins_.empty()) return;
  const auto row_of = [&](size_t row) {
    const size_t end = row + 1 < begins_.size() ? begins_[row + 1] : cells_.size();
    return std::pair{begins_[row], end - begins_[row]};
  };
  size_t width = 0, widest = 0, longest = 0;
  for (size_t row = 0; row < begins_.size(); ++row) {
    auto [begin, count] = row_of(row);
    longest = std::max(longest, count);
    while (count > 0 && cells_[begin + count - 1].empty()) --count;
    if (count > width) width = count, widest = row;
  }
  const auto count_of = [&](size_t row) { return row_of(row).second; };
  const auto digit = [](std::string_view cell) { return !cell.empty() && cell.front() >= '0' && cell.front() <= '9'; };
  bool one_short = begins_.size() > 1 && count_of(0) + 1 == width &&
                   std::none_of(cells_.begin(), cells_.begin() + static_cast<std::ptrdiff_t>(count_of(0)), digit);
  for (size_t row = 1; row < begins_.size() && one_short; ++row) one_short = count_of(row) == width;
  if (one_short) {
    cells_.insert(cells_.begin(), std::string_view());
    for (size_t row = 1; row < begins_.size(); ++row) ++begins_[row];
  }
  for (size_t row = 0; row < begins_.size(); ++row) {
    if (count_of(row) >= width) continue;
    const size_t culprit = row == 0 ? widest : row, witness = 0;
    throw Error(where,
                "line {} and line {} differ in their number of cells, {} and {}; give every line the same number",
                lines_[culprit], lines_[witness], count_of(culprit), count_of(witness));
  }
  columns_ = static_cast<int64_t>(width);
  empty_columns_ = static_cast<int64_t>(longest - width);
  if (cells_.size() != width * begins_.size()) {
    size_t to = 0;
    for (size_t row = 0; row < begins_.size(); ++row) {
      for (size_t i = 0; i < width; ++i) cells_[to++] = cells_[begins_[row] + i];
    }
    cells_.resize(to);
  }
  begins_ = {};
}

}  // namespace saddle
