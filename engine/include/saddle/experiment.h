#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "saddle/catalog.h"
#include "saddle/properties.h"

namespace saddle {

struct Node {
  std::string name, type;                // unique, or empty: see names_of(); a row of the layer catalog
  std::vector<std::string> inputs = {};  // empty: the node before; "input" is the data
  Properties properties = {};
  bool operator==(const Node&) const = default;
};

// How it is trained. Optional keys of "training" in an experiment file.
struct TrainingOptions {
  int batch_size = 100;
  int epochs = 20;
  std::string sampling = "shuffle";
  std::string schedule = "constant";
  double warmup = 0, drop_every = 30, drop_factor = 0.1, clip_norm = 0;
  int seed = 1;
  int threads = 0;
  int evaluate_every = 100;
  int evaluate_samples = 500;

  static auto fields() {
    return std::tuple{
        field("batch_size", &TrainingOptions::batch_size, {.min = 1, .max = 65536, .logarithmic = true},
              "Samples per step. The gradient is their mean."),
        field("epochs", &TrainingOptions::epochs, {.min = 1, .max = 1000000, .logarithmic = true},
              "Passes over the training set: samples / batch size steps each."),
        field(
            "sampling", &TrainingOptions::sampling, {.choices = {"shuffle", "with_replacement", "in_order"}},
            "shuffle: a new order each epoch. with_replacement: each batch drawn by itself, as in the book. in_order: "
            "as the samples lie, round and round."),
        field("schedule", &TrainingOptions::schedule, {.choices = catalog::names(catalog::schedules())},
              "How the learning rate changes over the epochs."),
        field("warmup", &TrainingOptions::warmup, {.min = 0, .max = 1000, .advanced = true},
              "Epochs over which the learning rate first grows to its full value."),
        field("drop_every", &TrainingOptions::drop_every,
              {.min = 0.01, .max = 1000000, .logarithmic = true, .advanced = true},
              "Epochs from one drop of the learning rate to the next, with the schedule step."),
        field("drop_factor", &TrainingOptions::drop_factor, {.min = 0, .max = 1, .advanced = true},
              "What a drop leaves of the learning rate."),
        field("clip_norm", &TrainingOptions::clip_norm, {.min = 0, .max = 1000, .advanced = true, .zero = "off"},
              "The gradient of all parameters together is shortened to this length where it is longer (Pascanu, "
              "Mikolov and Bengio, 2013); 0: it is left as it is."),
        field("seed", &TrainingOptions::seed, {.min = 0, .max = 2147483647},
              "Same seed, same run, bit for bit: weights, batches and all."),
        field("threads", &TrainingOptions::threads, {.min = 0, .max = 256, .zero = "all"},
              "Processor cores to use; 0: all. Changes the speed, never the result."),
        field("evaluate_every", &TrainingOptions::evaluate_every, {.min = 1, .max = 1000000, .logarithmic = true},
              "Steps between two measurements of accuracy."),
        field("evaluate_samples", &TrainingOptions::evaluate_samples, {.min = 1, .max = 10000000, .logarithmic = true},
              "Samples of each set that such a measurement uses; the whole test set is used after each epoch."),
    };
  }
};

// A figure that somebody published of this experiment, held against a run: "reference" in an experiment file.
struct Reference {
  std::string curve;  // "train_loss", "test_accuracy" …: see reference_curves()
  double step = 0, value = 0;
  double tolerance = 0;  // by how much another run of the same experiment may differ, from seed to seed
  bool operator==(const Reference&) const = default;
};
const std::vector<std::string>& reference_curves();

// Everything that decides a run, and nothing else: what a file says, the window edits and the worker builds from.
struct Experiment {
  std::string name;
  std::string chapter = {}, about = {};  // of presets: where in the book, and what to look at
  Choice data = {"procedural_digits"};
  Properties augmentation = {};  // "augment" inside "data"; see augmentation_table()
  std::vector<Node> network = {};
  Choice loss = {"softmax_cross_entropy"};
  Choice optimizer = {"adam"};
  Properties training = {};  // see TrainingOptions
  std::vector<Reference> reference = {};
  // Of catalog::faults(), hidden in the run on purpose (saddle/fault.h): all else says what it should be. Empty: none.
  std::string fault = {};
  bool operator==(const Experiment&) const = default;
};

// The names that the nodes go by: their own, or the type with a running number ("conv2d_1", "dense_2").
std::vector<std::string> names_of(const std::vector<Node>& network);

// All that can be found wrong without loading data: each issue names its place. Empty: it can be built. `directory`: as
// in --data.
std::vector<Issue> check(const Experiment& experiment, const std::filesystem::path& directory = {});
// The same for data that are there, whatever the experiment calls them.
struct Dataset;
std::vector<Issue> check(const Experiment& experiment, const Dataset& dataset);
// The same for data of which no more is known than what their samples look like.
std::vector<Issue> check(const Experiment& experiment, const catalog::SampleInfo& sample);

// Sets the value at a path as `--set` takes it: "optimizer.learning_rate", "network[3].units", "data.set",
// "training.seed". Throws Error for an unknown path or an impossible value.
void assign(Experiment& experiment, const std::string& path, const Value& value);

const Table& training_table();
const Table& augmentation_table();

}  // namespace saddle
