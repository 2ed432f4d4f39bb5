#pragma once

#include <string>

#include "datasets/shared/normalize.h"
#include "model/dataset_type.h"

namespace saddle {

// Options of data sets whose files divide training from testing.
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

// Moves the number of samples that `options` asks for into the parts of the data set, and normalizes. Throws Error if
// there are too few.
void split_images(Dataset& dataset, Samples train, Samples test, const SplitOptions& options);

struct IdxOptions : SplitOptions {
  bool transposed = false;
  static auto fields() {
    return std::tuple_cat(
        SplitOptions::fields(),
        std::tuple{field("transposed", &IdxOptions::transposed, {.advanced = true},
                         "Exchanges the rows and columns of every picture: for files like EMNIST's, whose pictures lie "
                         "on their side.")});
  }
};

// Loads a data set in the form of MNIST: four IDX files in one folder. Throws Error.
struct IdxSet {
  std::string name;
  std::vector<std::string> folders;  // where its files may lie below a data folder, the usual one first
  std::vector<std::string> classes;  // their names; where labels go beyond them, numbers are the names
  bool letters_are_tall = false;     // taller than wide, by which it is seen whether they lie on their side
};

// Throws Error where files are missing or malformed.
std::shared_ptr<const Dataset> load_idx_images(const IdxSet& set, const IdxOptions& options,
                                               const LoadContext& context);
// What the files hold, or what they usually do where there are none.
catalog::SampleInfo describe_idx_images(const IdxSet& set, const LoadContext& context);
// The file that this depends on.
std::filesystem::path source_of_idx_images(const IdxSet& set, const LoadContext& context);

}  // namespace saddle
