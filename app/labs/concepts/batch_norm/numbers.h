#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "labs/concepts/page.h"
#include "saddle/regularizing.h"

// What batch norm makes of one feature of a batch, and dropout of a layer, in numbers.
namespace saddle::concepts {

inline constexpr int norm_samples = 64, dropout_rows = 4, dropout_columns = 6;

struct BatchNormOptions {
  std::string view = "batch_norm", form = "inverted", shown = "histograms";
  double mean = 3, deviation = 2, gamma = 1, beta = 0, ratio = 0.5;
  int batches = 10, draw = 1;

  static auto fields() {
    using O = BatchNormOptions;
    return std::tuple{
        field("view", &O::view, {.choices = {"batch_norm", "dropout"}}, "What the page is about."),
        field("shown", &O::shown, {.choices = {"histograms", "ways"}},
              "How many numbers lie where, or the way of each of them."),
        field("mean", &O::mean, {.min = -5, .max = 5}, "Where the numbers of the batch lie."),
        field("deviation", &O::deviation, {.min = 0.1, .max = 4}, "How far they scatter."),
        field("gamma", &O::gamma, {.min = -3, .max = 3}, "Learned: how far they scatter afterwards."),
        field("beta", &O::beta, {.min = -5, .max = 5}, "Learned: where they lie afterwards."),
        field("batches", &O::batches, {.min = 1, .max = 60}, "How many such batches the running averages have seen."),
        field("form", &O::form, {.choices = {"inverted", "book"}},
              "Inverted: training divides by 1 − p. Of the book: inference multiplies by it."),
        field("ratio", &O::ratio, {.min = 0, .max = 0.9}, "The share p that is dropped, on average."),
        field("draw", &O::draw, {.min = 1, .max = 100}, "Another mask, as every batch has another."),
    };
  }
  std::vector<double> batch() const;   // of the mean and deviation
  static std::vector<double> units();  // what dropout is given
  std::vector<double> draws() const;   // a number in [0, 1) for each of these
  DropoutForm dropout_form() const { return form == "book" ? DropoutForm::book : DropoutForm::inverted; }
};

double mean_of(const std::vector<double>& values);
app::PageNumbers batch_norm_numbers(const Properties& properties);
app::NumberCode batch_norm_code(const Properties& properties);

}  // namespace saddle::concepts
