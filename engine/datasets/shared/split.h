#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "datasets/shared/normalize.h"
#include "saddle/dataset.h"

namespace saddle {

// Options of data sets whose samples come in one piece: how they are divided into parts.
struct DivideOptions {
  double test_share = 0.2;
  int validation = 0, train = 0, seed = 1;
  std::string normalize = "none";
  template <class Options>
  static auto fields() {
    return std::tuple{
        field("test_share", &Options::test_share, {.min = 0, .max = 0.9},
              "Share of the samples that is kept for testing."),
        field("validation", &Options::validation, {.min = 0, .max = 10000000},
              "How many of the other samples are kept for validation."),
        field("train", &Options::train, {.min = 0, .max = 10000000, .zero = "all"},
              "How many samples to train on; 0: all that remain."),
        field("seed", &Options::seed, {.min = 0, .max = 2147483647},
              "A different seed selects different samples for testing and validation."),
        normalize_field<Options>(),
    };
  }
};

// Indices of the samples of each part.
struct Division {
  std::vector<int64_t> train, validation, test;
};

// Divides `count` samples at random so that each part has the same share of every class as the whole, to within one
// sample. `labels` are 0 .. classes - 1, or empty for samples without classes. The test part depends on the labels,
// test_share and seed alone. Throws Error if nothing remains to train on.
Division divide(int64_t count, std::span<const int> labels, int classes, const DivideOptions& options);

// Divides `all` into the parts of the data set, whose sample and classes are set, and normalizes. Throws Error.
void fill_parts(Dataset& dataset, Samples all, const DivideOptions& options);

}  // namespace saddle
