#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/npz.h"
#include "saddle/error.h"

namespace saddle::datasets {

// The classes that arrays of labels speak of, in all parts of a data set alike: whole numbers, words, or one-hot rows.
class Labelling {
 public:
  // Reads an array. `per_pixel`: of rank 3, a class for each pixel. Throws Error for values that are not labels.
  void add(const NpzReader& reader, const std::string& file, const std::string& array, bool per_pixel);
  // To be called when all arrays are added. Throws Error for more classes than can be told apart.
  void finish();

  const std::vector<std::string>& classes() const { return classes_; }
  const std::vector<Issue>& notes() const { return notes_; }  // what the arrays were taken for
  // The labels of an array that was added, 0 .. classes - 1, one a sample or one a pixel.
  std::vector<int> of(const std::string& array) const;

 private:
  struct Raw {
    std::vector<float> numbers = {};
    std::vector<std::string> words = {};
  };
  void read_numbers(const NpzReader& reader, const std::string& file, const std::string& array, bool per_pixel);
  void name_words();
  void name_numbers();

  std::map<std::string, Raw> arrays_;
  std::string place_, file_;  // of the first array
  std::string name_;
  std::map<std::string, int> words_;
  std::map<float, int> numbers_;
  std::vector<std::string> classes_;
  std::vector<Issue> notes_;
};

// Numbers of an array. Throws Error, naming it, for texts and for values that are not finite.
NpyArray read_numbers(const NpzReader& reader, const std::string& file, const std::string& array);

// "(6, 2)"
std::string shape_text(const std::vector<int64_t>& shape);

}  // namespace saddle::datasets
