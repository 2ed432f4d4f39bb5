#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "io/npz.h"
#include "saddle/dataset.h"
#include "saddle/snapshot.h"
#include "train/model_file.h"
#include "train/moment.h"

namespace saddle {

// A moment of a run, and how long it had been trained by then.
struct TapeMoment {
  std::shared_ptr<const Moment> moment;
  double seconds = 0;
};

// What a run has been: its curves, the parameters at some of its steps, and as many samples of its data as probes need
// to answer. A value that any thread may read.
struct RunTape {
  struct Point {
    int64_t step = 0;
    double seconds = 0;
    std::vector<StoredArray> parameters = {};  // under their names in a model file
  };
  std::vector<Point> points = {};  // by step
  Curves curves = {};
  std::shared_ptr<const std::vector<Event>> events = {};  // null: none
  int64_t total_steps = 0, steps_per_epoch = 1;
  std::shared_ptr<const Dataset> samples = {};  // never null in a tape that is whole
};

// Of each part at most so many samples, spread evenly over it.
inline constexpr int64_t tape_samples = 256;
std::shared_ptr<const Dataset> samples_of(const Dataset& dataset);

// The arrays of a tape in a model's file:
//   tape/steps, tape/seconds            (N), one for each moment; tape/total_steps and tape/steps_per_epoch
//   tape/000/LAYER/PARAMETER …          of the first moment, and so on
//   tape/events                         text: an event on each line, as JSON (saddle/event.h)
//   curves/NAME                         (points, 3): step, value, seconds of training
//   samples/train/values, samples/train/labels, samples/train/targets, and likewise of test
void write_tape(NpzWriter& writer, const RunTape& tape);
// Null where the file has none. `model` is what has been read of it so far. Throws Error.
std::shared_ptr<const RunTape> read_tape(const NpzReader& file, const ModelContent& model);

}  // namespace saddle
