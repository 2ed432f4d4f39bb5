#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/table/cells.h"
#include "datasets/table/options.h"

namespace saddle::datasets {

// What a column holds below the header.
struct Column {
  int64_t numbers = 0, words = 0, missing = 0;  // cells
  double sum = 0;                               // of the numbers
  int64_t namesakes = 0;                        // columns before it with its name
  bool of_words = false;                        // fewer than half of its cells are numbers
  // Of a column of words: how often each occurs; no more than `most_words` are counted.
  std::map<std::string_view, int64_t> values = {};

  int64_t present() const { return numbers + words; }
};
constexpr size_t most_words = 1000;

// The columns of a table: which is the target, and which are features.
class Columns {
 public:
  // Throws Error for columns that the options name and that are not there, and where no feature is left. The table and
  // the options must outlive it.
  Columns(const CsvTable& table, const CsvOptions& options, DecimalSign sign, bool header, std::string where);

  int64_t first_row() const { return first_; }  // of data
  int64_t target() const { return target_; }
  const std::vector<int64_t>& features() const { return features_; }
  const Column& operator[](int64_t column) const { return columns_[static_cast<size_t>(column)]; }
  // "3 (species)", or "3" where it has no name.
  std::string title_of(int64_t column) const;
  // "species", or "3" where it has none.
  std::string name_of(int64_t column) const;
  // The same, but of its own: where columns before it have that name, "species.1" and so on.
  std::string own_name_of(int64_t column) const;
  // What was guessed of the columns, and which were left out.
  const std::vector<Issue>& notes() const { return notes_; }

 private:
  void count_words_and_numbers();
  void choose_target();
  bool starts_with_labels_of_pictures() const;
  void choose_features();
  bool numbers_the_rows(int64_t column) const;
  int64_t named(std::string_view wanted, const std::string& where) const;

  const CsvTable& table_;
  const CsvOptions& options_;
  DecimalSign sign_;
  bool header_;
  std::string where_;
  int64_t first_ = 0, target_ = 0;
  std::vector<Column> columns_;
  std::vector<int64_t> features_;
  std::vector<Issue> notes_;
};

}  // namespace saddle::datasets
