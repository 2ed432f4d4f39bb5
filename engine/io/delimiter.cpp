#include "io/delimiter.h"

#include <algorithm>
#include <vector>

namespace saddle {
namespace {

constexpr size_t most_lines = 64, most_bytes = 1 << 16;

// The first lines that have something in them; quotes are respected.
std::vector<std::string_view> first_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  const bool whole = text.size() <= most_bytes;
  text = text.substr(0, most_bytes);
  size_t from = 0;
  bool quoted = false;
  const auto take = [&](size_t end) {
    const std::string_view line = text.substr(from, end - from);
    if (line.find_first_not_of(" \t") != line.npos) lines.push_back(line);
    from = end + 1;
  };
  for (size_t at = 0; at < text.size() && lines.size() < most_lines; ++at) {
    if (text[at] == '"') quoted = !quoted;
    if (!quoted && (text[at] == '\n' || text[at] == '\r')) take(at);
  }
  if (from < text.size() && lines.size() < most_lines && (whole || lines.empty())) take(text.size());
  return lines;
}

// In digits, whichever sign divides them: "20,5", "-1e-3", "1.5".
bool looks_like_number(std::string_view cell) {
  while (!cell.empty() && (cell.front() == ' ' || cell.front() == '"')) cell.remove_prefix(1);
  while (!cell.empty() && (cell.back() == ' ' || cell.back() == '"')) cell.remove_suffix(1);
  return !cell.empty() && cell.find_first_of("0123456789") != cell.npos &&
         cell.find_first_not_of("0123456789+-.,eE") == cell.npos;
}

struct Cut {
  size_t fewest = 0, most = 0;  // delimiters in a line
  size_t cells = 0, numbers = 0;
};

void count(std::string_view line, char delimiter, Cut& cut) {
  size_t delimiters = 0, from = 0;
  bool quoted = false;
  for (size_t at = 0; at <= line.size(); ++at) {
    if (at < line.size() && line[at] == '"') quoted = !quoted;
    if (at < line.size() && (quoted || line[at] != delimiter)) continue;
    delimiters += at < line.size();
    ++cut.cells;
    cut.numbers += looks_like_number(line.substr(from, at - from));
    from = at + 1;
  }
  cut.fewest = std::min(cut.fewest, delimiters);
  cut.most = std::max(cut.most, delimiters);
}

Cut cut_of(const std::vector<std::string_view>& lines, char delimiter) {
  Cut cut{.fewest = most_bytes};
  for (const std::string_view line : lines) count(line, delimiter, cut);
  return cut;
}

// What spaces divide; a space within quotes divides nothing.
size_t words_in(std::string_view line) {
  size_t words = 0;
  bool quoted = false, before = true;  // before: a space, or the beginning
  for (const char c : line) {
    const bool blank = !quoted && (c == ' ' || c == '\t');
    words += before && !blank;
    before = blank;
    if (c == '"') quoted = !quoted;
  }
  return words;
}

}  // namespace

char likely_delimiter(std::string_view text) {
  const auto lines = first_lines(text);
  if (lines.empty()) return ',';
  constexpr std::string_view candidates = ",;\t|";
  char best = 0;
  Cut best_cut;
  for (const char delimiter : candidates) {
    const Cut cut = cut_of(lines, delimiter);
    // A delimiter too many at the end of the header, or of all lines but that, does no harm.
    if (cut.fewest == 0 || cut.most > cut.fewest + 1) continue;
    const size_t here = cut.numbers * best_cut.cells, before = best_cut.numbers * cut.cells;
    if (best == 0 || here > before || (here == before && cut.most > best_cut.most)) best = delimiter, best_cut = cut;
  }
  if (best != 0) return best;
  const std::string_view first = lines.front();
  const auto in_first = [&](char delimiter) { return std::count(first.begin(), first.end(), delimiter); };
  best = *std::max_element(candidates.begin(), candidates.end(),
                           [&](char a, char b) { return in_first(a) < in_first(b); });
  if (in_first(best) > 0) return best;
  const size_t words = words_in(first), below = lines.size() > 1 ? words_in(lines[1]) : words;
  // R's header has no name for the names of the rows.
  const bool even = (below == words || below == words + 1) &&
                    std::all_of(lines.begin() + 1, lines.end(), [&](auto line) { return words_in(line) == below; });
  return words > 1 && even ? ' ' : ',';
}

}  // namespace saddle
