#pragma once

#include <optional>
#include <string>
#include <vector>

#include "datasets/table/columns.h"
#include "saddle/dataset.h"

namespace saddle::datasets {

// A CSV file, seen as features and a target.
class Reading {
 public:
  // `bytes`: the file, in whatever encoding. Throws Error, naming `where`, for a file that is not a table, and naming a
  // property for columns that are not there. The options must outlive it.
  Reading(const CsvOptions& options, std::string bytes, std::string where);

  Shape sample() const { return {static_cast<int64_t>(features_.size())}; }
  // Whether the number of features depends on the words that occur.
  bool has_words() const { return words_; }
  // "age", and "sex=female" where a word is a feature.
  std::vector<std::string> feature_names() const;

  struct Content {
    Samples samples;
    std::vector<std::string> classes;  // empty for regression
    std::vector<Issue> notes;          // what was guessed, and what was left out
  };
  // All rows. Throws Error for a cell that is not what its column holds, and for missing values unless the options say
  // what becomes of them.
  Content content() const;

 private:
  // A column of numbers, or one word of a column of words.
  struct Feature {
    int64_t column = 0;
    std::optional<std::string_view> word = {};
  };
  void find_features();
  bool is_missing(int64_t row, int64_t column) const;
  std::vector<int64_t> complete_rows(Content& content) const;
  float value(int64_t row, const Feature& feature) const;
  float number_at(int64_t row, int64_t column) const;
  void label(const std::vector<int64_t>& rows, Content& content) const;
  std::vector<Issue> notes_on_the_file() const;
  std::pair<std::string_view, double> grouped() const;

  const CsvOptions& options_;
  std::string where_, encoding_;
  CsvTable table_;
  DecimalSign sign_;
  bool header_;
  Columns columns_;
  std::vector<Feature> features_;
  bool words_ = false;
};

}  // namespace saddle::datasets
