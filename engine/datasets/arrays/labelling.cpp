#include "datasets/arrays/labelling.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "datasets/shared/most_classes.h"
#include "datasets/shared/sayings.h"

namespace saddle::datasets {
namespace {

// The place of the only 1 among 0s in each row, or empty where a row has anything else.
std::vector<float> places_of_ones(const NpyArray& array) {
  const auto width = static_cast<size_t>(array.shape[1]);
  std::vector<float> places;
  for (size_t row = 0; row < array.values.size(); row += width) {
    const auto begin = array.values.begin() + static_cast<std::ptrdiff_t>(row), end = begin + array.shape[1];
    const auto one = std::find(begin, end, 1.0f);
    if (one == end || std::count(begin, end, 0.0f) != array.shape[1] - 1) return {};
    places.push_back(static_cast<float>(one - begin));
  }
  return places;
}

std::string whole_text(float value) { return std::to_string(static_cast<int64_t>(value)); }

}  // namespace

std::string shape_text(const std::vector<int64_t>& shape) {
  std::string text;
  for (const int64_t extent : shape) text += (text.empty() ? "" : ", ") + std::to_string(extent);
  return "(" + text + ")";
}

NpyArray read_numbers(const NpzReader& reader, const std::string& file, const std::string& array) {
  const std::string place = file + ": " + array, kind = reader.kind(array);
  if (kind.starts_with('U') || kind.starts_with('S')) throw Error(place, "holds text, not numbers");
  NpyArray numbers = reader.read(array);
  for (size_t i = 0; i < numbers.values.size(); ++i) {
    if (!std::isfinite(numbers.values[i]))
      throw Error(place, "value {} of {} is {}; replace it by a number", i + 1, numbers.values.size(),
                  numbers.values[i]);
  }
  return numbers;
}

void Labelling::add(const NpzReader& reader, const std::string& file, const std::string& array, bool per_pixel) {
  if (name_.empty()) name_ = array, file_ = file, place_ = file + ": " + array;
  const std::string kind = reader.kind(array);
  const auto shape = reader.shape(array);
  if ((kind.starts_with('U') || kind.starts_with('S')) && !shape.empty()) {
    if (shape.size() > 2 || (shape.size() == 2 && shape[1] != 1))
      throw Error(file + ": " + array, "has the shape {}; expected (N), a class for each sample", shape_text(shape));
    arrays_[array].words = reader.texts(array);
  } else {
    read_numbers(reader, file, array, per_pixel);
  }
}

void Labelling::read_numbers(const NpzReader& reader, const std::string& file, const std::string& array,
                             bool per_pixel) {
  NpyArray numbers = datasets::read_numbers(reader, file, array);
  const size_t rank = numbers.shape.size();
  if (rank == 2 && numbers.shape[1] > 1) {
    if (auto places = places_of_ones(numbers); !places.empty()) {
      const auto width = static_cast<float>(numbers.shape[1]);
      notes_.push_back(make_issue("data.y", "{} holds one-hot rows of {} numbers: the place of the 1 is the class",
                                  array, numbers.shape[1]));
      for (float label = 0; label < width; ++label) numbers_.emplace(label, 0);
      arrays_[array].numbers = std::move(places);
      return;
    }
  }
  if (!(rank == 1 || (rank == 2 && numbers.shape[1] == 1) || (rank == 3 && per_pixel)))
    throw Error(file + ": " + array, "has the shape {}; expected (N), a class for each sample",
                shape_text(numbers.shape));
  for (const float value : numbers.values) {
    if (std::trunc(value) != value)
      throw Error("data.task", "{} of {} holds numbers like {}, which are not classes; set data.task=regression", array,
                  file, value);
    if (value < -1 || value >= most_classes)
      throw Error(file + ": " + array, "holds the class {}; classes are whole numbers from 0, below {}", value,
                  most_classes);
    numbers_.emplace(value, 0);
  }
  arrays_[array].numbers = std::move(numbers.values);
}

void Labelling::finish() {
  const bool words = std::any_of(arrays_.begin(), arrays_.end(), [](const auto& a) { return !a.second.words.empty(); });
  words ? name_words() : name_numbers();
}

void Labelling::name_words() {
  for (const auto& [array, raw] : arrays_) {
    if (!raw.numbers.empty())
      throw Error(file_ + ": " + array, "holds numbers, but other parts have words for classes; use one of them");
    for (const std::string& word : raw.words) words_.emplace(word, 0);
  }
  if (words_.size() < 2)
    throw Error(place_, "holds only \"{}\", so there is nothing to tell apart",
                words_.empty() ? std::string() : words_.begin()->first);
  if (std::ssize(words_) > most_classes)
    throw Error(place_, "holds {} different words, which are too many classes; take fewer", words_.size());
  for (auto& [word, label] : words_) {
    label = static_cast<int>(classes_.size());
    classes_.push_back(word);
  }
  notes_.push_back(
      make_issue("data.y", "{} holds words, which are taken for the classes: {}", name_, listed(classes_)));
}

// Numbers from 0, or from 1, are classes as they stand; where few are spread over a wide range, each is a class.
void Labelling::name_numbers() {
  float first = numbers_.empty() ? 0 : numbers_.begin()->first, last = numbers_.empty() ? 1 : numbers_.rbegin()->first;
  const auto different = static_cast<float>(numbers_.size());
  if (first < 0 && !(different == 2 && last == 1))
    throw Error(place_, "holds the class {}; classes are whole numbers from 0, below {}", first, most_classes);
  const bool sparse = first < 0 || (different >= 2 && (first > 1 || (last >= 20 && last > 4 * different)));
  if (!sparse) {
    if (different < 2) first = 0, last = std::max(last, 1.0f);
    for (float label = std::min(first, 1.0f); label <= last; ++label) numbers_.emplace(label, 0);
  }
  for (auto& [number, label] : numbers_) {
    label = static_cast<int>(classes_.size());
    classes_.push_back(whole_text(number));
  }
  // Also where some of them have no sample: 0, 5 and 10 are eleven classes.
  const bool gaps = different >= 2 && std::ssize(classes_) > static_cast<int64_t>(different);
  if (classes_.front() != "0" || sparse || gaps)
    notes_.push_back(make_issue("data.y", "the numbers in {} are the names of {} classes: {}", name_, classes_.size(),
                                listed(classes_)));
}

std::vector<int> Labelling::of(const std::string& array) const {
  const Raw& raw = arrays_.at(array);
  std::vector<int> labels;
  labels.reserve(raw.words.size() + raw.numbers.size());
  for (const std::string& word : raw.words) labels.push_back(words_.at(word));
  for (const float number : raw.numbers) labels.push_back(numbers_.at(number));
  return labels;
}

}  // namespace saddle::datasets
