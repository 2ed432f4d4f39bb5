#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saddle {

// The cells of a CSV file (RFC 4180), without their quotes and the spaces around them. All rows have the same length.
class CsvTable {
 public:
  // `text`: UTF-8 without a byte order mark. `delimiter` 0: what a first line "sep=;" names, or else the likely one.
  // Lines may end in LF, CR LF or CR; those without anything but delimiters are no rows; a quoted cell may hold
  // delimiters, lines and "" for a quote. Cells that are empty at the end of every row are dropped. A header that is
  // one name short, as R writes it, gets an empty name in front. Comments (io/comments.h) are no rows, but the last one
  // above the table is its header where it has a word for each column and numbers stand below. Throws Error, naming
  // `where` and the line.
  CsvTable(std::string text, char delimiter, const std::string& where);
  // Not copyable: cells point into the text.
  CsvTable(const CsvTable&) = delete;
  CsvTable& operator=(const CsvTable&) = delete;

  int64_t rows() const { return static_cast<int64_t>(lines_.size()); }
  int64_t columns() const { return columns_; }
  std::string_view cell(int64_t row, int64_t column) const {
    return cells_[static_cast<size_t>(row * columns_ + column)];
  }
  // Returns the line of the file in which a row begins, counted from 1.
  int64_t line(int64_t row) const { return lines_[static_cast<size_t>(row)]; }

  char delimiter() const { return delimiter_; }
  bool has_quotes() const { return quoted_; }               // some cell is quoted, and may hold the delimiter
  int64_t empty_columns() const { return empty_columns_; }  // at the end, dropped
  int64_t empty_rows() const { return empty_rows_; }        // of delimiters alone, dropped
  int64_t comments() const { return comments_; }            // lines, dropped

 private:
  void read_rows(size_t at, size_t end, int64_t line, const std::string& where);
  size_t read_quoted(size_t at, int64_t& line, const std::string& where);
  bool is_named_by_first_row() const;
  void drop_first_row();
  void even_out(const std::string& where);

  std::string text_;
  char delimiter_ = ',';
  std::vector<std::string_view> cells_;
  std::vector<size_t> begins_;  // of each row, in cells_, until all rows are of one length
  std::vector<int64_t> lines_;
  bool quoted_ = false;
  int64_t columns_ = 0, empty_columns_ = 0, empty_rows_ = 0, comments_ = 0;
};

}  // namespace saddle
