#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/experiment.h"

namespace saddle {

// What varies in a study, and the values that it takes, one after the other. A path is
//
//   any that assign() takes     "optimizer.type", "network[0].units", "training.batch_size"
//   optimizer                   each with settings of its own: "sgd:learning_rate=0.1" (saddle/optimizer_text.h)
//   network.*.PROPERTY          of every layer that has this property: "network.*.init"
//   network.batch_norm          "off": taken out wherever it stands. "on": put in behind every dense layer and every
//                               convolution that has none, but for those that give the network's outputs
struct Axis {
  std::string path;
  std::vector<Value> values;
  bool operator==(const Axis&) const = default;
};

// An experiment, what varies in it, and over how many seeds. Plain data; a run of it depends on this value and on its
// index alone.
struct Study {
  Experiment base;
  std::vector<Axis> axes = {};
  int seeds = 1;  // runs of each combination
  // The runs of a seed share their batches and, wherever shapes agree, their first weights: what differs between them
  // is what varies. Otherwise, as in the book, every run has a seed of its own.
  bool paired = true;
  int64_t steps = 0;        // of each run; 0: all its epochs
  std::string metric = {};  // by which runs are compared, a row of figure_table; empty: see metric_of()
  bool operator==(const Study&) const = default;
};

// Runs are numbered by combination and then by seed: index = combination * seeds + seed. Of the combinations, the last
// axis is the one that varies fastest.
int64_t combinations(const Study& study);
int64_t runs(const Study& study);

// Returns the value of each axis in one combination.
std::vector<Value> settings(const Study& study, int64_t combination);
// Returns them as people write them: "optimizer.type=adam, network.*.init=he"; empty without axes.
std::string settings_text(const Study& study, int64_t combination);

// Returns the experiment of a run: the base with the settings of its combination, and the seed of the run. Throws Error
// for an unknown path or an impossible value.
Experiment expand(const Study& study, int64_t index);

// Sets what an axis varies. Throws Error.
void vary(Experiment& experiment, const std::string& path, const Value& value);

// Throws Error for a study that is none (an axis without values, a path that varies twice, no such metric), or with the
// first fault of its experiments. `directory`: as in --data. `stop`: looked at before each of them, of which there may
// be thousands; a check that is stopped throws Error.
void check(const Study& study, const std::filesystem::path& directory = {}, const std::atomic<bool>* stop = nullptr);

// Parses "optimizer.type=sgd,momentum,adam". Throws Error at `where`.
Axis parse_axis(std::string_view text, const std::string& where);

// A study as a file: an experiment (saddle/experiment_file.h) that also has "vary", an object of lists by path, and
// may have "seeds", "paired", "steps" and "metric". parse_study() also takes an experiment without any. Throws Error.
Study parse_study(const std::string& json, const std::string& where = {});
std::string to_json(const Study& study);
// Returns the study in that file, or of the preset of that name, as preset_or_file(). Throws Error.
Study study_from(const std::string& name, const std::filesystem::path& presets);

}  // namespace saddle
