#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "saddle/graph.h"

namespace saddle {
namespace {

constexpr size_t most_typed = 256;

// Reads numbers, and lists of them up to two deep.
class NumbersReader {
 public:
  NumbersReader(std::string_view text, const std::string& where) : text_(text), where_(where) {}

  GraphNumbers run() {
    GraphNumbers out;
    out.values.clear();
    if (!taken('[')) {
      out.values.push_back(number());
    } else if (peek() == '[') {
      int64_t rows = 0, columns = 0;
      do {
        if (!taken('[')) fail();
        const int64_t width = list(out.values);
        if (rows > 0 && width != columns)
          throw Error(where_, "row {} has {} numbers, the first has {}", rows + 1, width, columns);
        columns = width;
        ++rows;
      } while (taken(','));
      if (!taken(']')) fail();
      out.shape = {rows, columns};
    } else {
      out.shape = {list(out.values)};
    }
    if (peek() != '\0' || at_ < text_.size()) fail();
    return out;
  }

 private:
  char peek() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool taken(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  [[noreturn]] void fail() const {
    throw Error(where_, "expected a number, a vector [1, 2] or a matrix [[1, 2], [3, 4]]; character {} does not fit",
                at_ + 1);
  }
  // The rest of a list whose bracket was read.
  int64_t list(std::vector<double>& values) {
    int64_t count = 0;
    do {
      values.push_back(number());
      ++count;
      if (values.size() > most_typed) throw Error(where_, "up to {} numbers can be shown", most_typed);
    } while (taken(','));
    if (!taken(']')) fail();
    return count;
  }
  double number() {
    if (peek() == '+') ++at_;
    double value = 0;
    const char* begin = text_.data() + at_;
    const char* const end = text_.data() + text_.size();
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (error == std::errc::invalid_argument) fail();
    if (error == std::errc::result_out_of_range) value = *begin == '-' ? -HUGE_VAL : HUGE_VAL;
    if (!std::isfinite(value)) throw Error(where_, "expected a finite number, got {}", std::string(begin, stop));
    at_ += static_cast<size_t>(stop - begin);
    return value;
  }

  std::string_view text_;
  const std::string& where_;
  size_t at_ = 0;
};

}  // namespace

GraphNumbers parse_numbers(std::string_view text, const std::string& where) { return NumbersReader(text, where).run(); }

std::string text_of(const GraphNumbers& numbers) {
  const auto list = [&](size_t first, size_t count) {
    std::string text = "[";
    for (size_t i = 0; i < count; ++i) text += fmt::format("{}{}", i > 0 ? ", " : "", numbers.values[first + i]);
    return text + "]";
  };
  if (numbers.shape.rank() == 0) return fmt::format("{}", numbers.values[0]);
  if (numbers.shape.rank() == 1) return list(0, numbers.values.size());
  const auto columns = static_cast<size_t>(numbers.shape[1]);
  std::string text = "[";
  for (size_t row = 0; row < static_cast<size_t>(numbers.shape[0]); ++row)
    text += (row > 0 ? ", " : "") + list(row * columns, columns);
  return text + "]";
}

}  // namespace saddle
