#include "io/csv.h"

#include <algorithm>

#include "saddle/error.h"

namespace saddle {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view trimmed(std::string_view cell) {
  while (!cell.empty() && is_blank(cell.front())) cell.remove_prefix(1);
  while (!cell.empty() && is_blank(cell.back())) cell.remove_suffix(1);
  return cell;
}

char likely_delimiter(std::string_view text) {
  bool quoted = false;
  size_t commas = 0, semicolons = 0, tabs = 0;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    commas += c == ',', semicolons += c == ';', tabs += c == '\t';
  }
  if (semicolons > commas && semicolons >= tabs) return ';';
  return tabs > commas ? '\t' : ',';
}

}  // namespace

CsvTable::CsvTable(std::string text, char delimiter, const std::string& where) : text_(std::move(text)) {
  if (text_.starts_with("\xff\xfe") || text_.starts_with("\xfe\xff"))
    throw Error(where, "is UTF-16; save it as CSV in UTF-8");
  size_t at = text_.starts_with("\xef\xbb\xbf") ? 3 : 0;
  if (delimiter == 0) delimiter = likely_delimiter(std::string_view(text_).substr(at));
  int64_t line = 1;
  const auto skip_blanks = [&] {
    while (at < text_.size() && is_blank(text_[at]) && text_[at] != delimiter) ++at;
  };
  while (at < text_.size()) {
    const int64_t begins = line;
    const size_t before = cells_.size();
    while (true) {  // a cell
      skip_blanks();
      if (at < text_.size() && text_[at] == '"') {
        at = read_quoted(at, line, where);
        skip_blanks();
        if (at < text_.size() && text_[at] != delimiter && text_[at] != '\n')
          throw Error(where, "line {}: there is more after the closing quote of a cell; write \"\" for a quote in it",
                      line);
      } else {
        const size_t from = at;
        while (at < text_.size() && text_[at] != delimiter && text_[at] != '\n') ++at;
        cells_.push_back(trimmed(std::string_view(text_).substr(from, at - from)));
      }
      if (at >= text_.size() || text_[at] == '\n') break;
      ++at;  // the delimiter: behind it is a cell, be it empty
    }
    if (at < text_.size()) ++at, ++line;
    const auto count = static_cast<int64_t>(cells_.size() - before);
    if (count == 1 && cells_.back().empty()) {  // nothing in the line
      cells_.pop_back();
      continue;
    }
    if (lines_.empty()) columns_ = count;
    if (count != columns_) {
      throw Error(where, "line {} has {} cells, but line {} has {}", begins, count, lines_.front(), columns_);
    }
    lines_.push_back(begins);
  }
}

// Unescapes the cell where it stands, as it only becomes shorter; returns where it ends.
size_t CsvTable::read_quoted(size_t at, int64_t& line, const std::string& where) {
  const int64_t begins = line;
  const size_t from = ++at;
  size_t to = from;
  while (true) {
    if (at >= text_.size()) throw Error(where, "line {}: a quoted cell has no closing quote", begins);
    if (text_[at] == '"') {
      if (at + 1 >= text_.size() || text_[at + 1] != '"') break;
      ++at;
    }
    if (text_[at] == '\n') ++line;
    text_[to++] = text_[at++];
  }
  cells_.push_back(std::string_view(text_).substr(from, to - from));
  return at + 1;
}

}  // namespace saddle
