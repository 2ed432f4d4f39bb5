#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saddle {

// The cells of a CSV file (RFC 4180): rows of one length, without the quotes and the spaces around them.
class CsvTable {
 public:
  // `delimiter` 0: whichever of comma, semicolon and tab the first line has most of. CR LF or LF, a byte order mark and
  // lines without a character are no matter; a quoted cell may hold delimiters, lines and "" for a quote. Throws Error,
  // naming `where` and the line.
  CsvTable(std::string text, char delimiter, const std::string& where);
  // The cells view the text.
  CsvTable(const CsvTable&) = delete;
  CsvTable& operator=(const CsvTable&) = delete;

  int64_t rows() const { return static_cast<int64_t>(lines_.size()); }
  int64_t columns() const { return columns_; }
  std::string_view cell(int64_t row, int64_t column) const {
    return cells_[static_cast<size_t>(row * columns_ + column)];
  }
  // In which line of the file a row begins, from 1.
  int64_t line(int64_t row) const { return lines_[static_cast<size_t>(row)]; }

 private:
  size_t read_quoted(size_t at, int64_t& line, const std::string& where);

  std::string text_;
  std::vector<std::string_view> cells_;
  std::vector<int64_t> lines_;
  int64_t columns_ = 0;
};

}  // namespace saddle
