#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "datasets/shared/normalize.h"
#include "saddle/dataset.h"

namespace saddle {

// How samples that came in one piece are divided into parts.
struct DivideOptions {
  double test_share = 0.2;
  int validation = 0, train = 0, seed = 1;
  std::string normalize = "none";
  template <class Options>
  static auto fields() {
    return std::tuple{
        field("test_share", &Options::test_share, {.min = 0, .max = 0.9}, "Which part of the samples is for testing."),
        field("validation", &Options::validation, {.min = 0, .max = 10000000},
              "How many of the others are kept for validation."),
        field("train", &Options::train, {.min = 0, .max = 10000000, .zero = "all"},
              "How many samples to train on; 0: all that remain."),
        field("seed", &Options::seed, {.min = 0, .max = 2147483647},
              "Another seed, other samples for testing and validation."),
        normalize_field<Options>(),
    };
  }
};

// Which samples each part gets.
struct Division {
  std::vector<int64_t> train, validation, test;
};

// By lot, but so that each part has as much of every class as the whole has (to within one sample). `labels` are 0 ..
// classes - 1; none: `count` samples that are all alike. The test part depends on nothing but the samples, test_share
// and seed. Throws Error where nothing remains to train on.
Division divide(int64_t count, std::span<const int> labels, int classes, const DivideOptions& options);

// Moves the samples into the parts of the data set that they are to be in, and normalizes.
void fill_parts(Dataset& dataset, const Samples& all, const DivideOptions& options);

}  // namespace saddle
