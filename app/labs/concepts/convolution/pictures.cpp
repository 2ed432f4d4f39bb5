#include "labs/concepts/convolution/pictures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <sstream>

#include <fmt/format.h>

#include "saddle/typed_number.h"

namespace saddle::app {
namespace {

constexpr std::array cross_rows{"0003000", "0004000", "0003000", "3436343", "0003000", "0004000", "0003000"};
constexpr std::array edge_rows{"0009999", "0009999", "0009999", "0009999", "0000000", "0000000", "0000000"};
constexpr std::array digit_rows{"00000000000000", "00001586100000", "00188767920000", "00480000780000",
                                "00000000690000", "00000005930000", "00001689400000", "00002789840000",
                                "00000000693000", "00000000094000", "00300000093000", "00780000790000",
                                "00189989920000", "00001564000000"};

template <class Rows>
NumberImage drawn_in(const Rows& rows) {
  const auto side = static_cast<int>(rows.size());
  NumberImage image = NumberImage::of(1, side, side);
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column)
      image.at(0, row, column) = rows[static_cast<size_t>(row)][column] - '0';
  return image;
}

}  // namespace

NumberImage picture_of(std::string_view name) {
  if (name == "edge") return drawn_in(edge_rows);
  if (name == "digit") return drawn_in(digit_rows);
  return drawn_in(cross_rows);
}

NumberImage kernel_of(std::string_view name) {
  if (name == "sobel_y") return {1, 3, 3, {1, 2, 1, 0, 0, 0, -1, -2, -1}};
  if (name == "gauss") return {1, 3, 3, {0.0625, 0.125, 0.0625, 0.125, 0.25, 0.125, 0.0625, 0.125, 0.0625}};
  if (name == "sharpen") return {1, 3, 3, {0, -1, 0, -1, 5, -1, 0, -1, 0}};
  if (name == "emboss") return {1, 3, 3, {-2, -1, 0, -1, 1, 1, 0, 1, 2}};
  if (name == "identity") return {1, 3, 3, {0, 0, 0, 0, 1, 0, 0, 0, 0}};
  return {1, 3, 3, {1, 0, -1, 2, 0, -2, 1, 0, -1}};
}

NumberImage typed_square(const std::string& text, int largest) {
  NumberImage image;
  std::istringstream rows(text);
  for (std::string row; std::getline(rows, row, ';'); ++image.rows) {
    std::istringstream words(row);
    int columns = 0;
    for (std::string word; words >> word; ++columns) {
      const auto number = typed_number(word, "");
      const double* value = std::get_if<double>(&number);
      if (!value || !std::isfinite(*value) || std::abs(*value) > 1e6) return {};
      image.values.push_back(*value);
    }
    if (image.rows > 0 && columns != image.columns) return {};
    image.columns = columns;
  }
  return image.rows == image.columns && image.rows >= 1 && image.rows <= largest ? image : NumberImage{};
}

std::string square_text(const NumberImage& image) {
  std::string text;
  for (int row = 0; row < image.rows; ++row) {
    if (row > 0) text += "; ";
    for (int column = 0; column < image.columns; ++column)
      text += fmt::format("{}{:g}", column > 0 ? " " : "", image.at(0, row, column));
  }
  return text;
}

NumberImage as_small_picture(std::span<const float> values, int rows, int columns) {
  const int side = std::min(rows, columns), small = std::min(side, largest_picture);
  const int top = (rows - side) / 2, left = (columns - side) / 2;
  NumberImage image = NumberImage::of(1, small, small);
  double least = std::numeric_limits<double>::infinity(), most = -least;
  for (int row = 0; row < small; ++row) {
    for (int column = 0; column < small; ++column) {
      double sum = 0;
      int count = 0;
      for (int y = row * side / small; y < (row + 1) * side / small; ++y)
        for (int x = column * side / small; x < (column + 1) * side / small; ++x, ++count)
          sum += static_cast<double>(values[static_cast<size_t>((top + y) * columns + left + x)]);
      image.at(0, row, column) = sum / count;
      least = std::min(least, sum / count), most = std::max(most, sum / count);
    }
  }
  for (double& value : image.values) value = most > least ? std::round(9 * (value - least) / (most - least)) : 0;
  return image;
}

NumberImage as_small_picture(std::span<const float> values, int rows, int columns, int channels) {
  std::vector<float> mean(static_cast<size_t>(rows * columns), 0.0f);
  for (size_t i = 0; i < mean.size(); ++i) {
    for (size_t channel = 0; channel < static_cast<size_t>(channels); ++channel)
      mean[i] += values[i * static_cast<size_t>(channels) + channel] / static_cast<float>(channels);
  }
  return as_small_picture(mean, rows, columns);
}

}  // namespace saddle::app
