#pragma once

#include <string>

#include "datasets/shared/normalize.h"
#include "model/dataset_type.h"

namespace saddle {

// How many samples of each part, of a set whose files fix the rest.
struct SplitOptions {
  int train = 0, test = 0, validation = 0;
  std::string normalize = "none";
  static auto fields() {
    return std::tuple{
        field("train", &SplitOptions::train, {.min = 0, .max = 10000000, .zero = "all"},
              "How many samples to train on, from the first; 0: all that remain."),
        field("test", &SplitOptions::test, {.min = 0, .max = 10000000, .zero = "all"},
              "How many samples to test on, from the first; 0: all."),
        field("validation", &SplitOptions::validation, {.min = 0, .max = 10000000},
              "How many of the training samples, the last ones, are kept for validation."),
        normalize_field<SplitOptions>(),
    };
  }
};

// Cuts the parts that are asked for out of images of bytes, and normalizes. Throws Error where there are too few.
void split_images(Dataset& dataset, Samples train, Samples test, const SplitOptions& options);

// MNIST and what comes in its form: four IDX files in one folder.
std::shared_ptr<const Dataset> load_idx_images(const std::string& name, const std::string& folder,
                                               const std::vector<std::string>& classes, const SplitOptions& options,
                                               const LoadContext& context);

}  // namespace saddle
