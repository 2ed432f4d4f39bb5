#pragma once

#include <string_view>

#include "saddle/experiment.h"
#include "saddle/snapshot.h"

// What is true of an experiment or of a run, asked by name. Lessons, homework and tests stand on it.
namespace saddle {

// The value at a path that assign() takes; where nothing was set, the default.
//
//   name
//   data.set, data.PROPERTY             of the data set's table: data.train
//   data.augment.PROPERTY               of augmentation_table(): data.augment.shift
//   network[i].type                     of layer i, counted from 0; and, for reading alone,
//   network[i].name                     what it goes by: "conv2d_1"
//   network[i].PROPERTY                 of the layer's table: network[0].init
//   network.size                        how many layers there are
//   loss, loss.PROPERTY                 the type; of the loss's table
//   optimizer.type, optimizer.PROPERTY  of the optimizer's table: optimizer.learning_rate
//   training.PROPERTY                   of training_table(): training.seed
//
// Throws Error that names the path, and the nearest one that there is.
Value value_at(const Experiment& experiment, std::string_view path);

// The value at a path into a run. What is none of these is a path into its experiment.
//
//   run.steps, run.total_steps, run.epoch          done; of all epochs; steps / steps_per_epoch
//   run.status                                     "idle", "running" …: see name_of(Status)
//   run.seconds                                    of training, pauses not counted
//   run.diverged                                   whether the loss ceased to be a number
//   data.classes, data.train_samples, data.test_samples     how many; 0 before the data are loaded, and of regression
//   curves.CURVE.last, .first, .min, .max          of "train_loss", "test_accuracy" …, all curves of Curves: the value
//   curves.CURVE.size                              how many points there are
//   curves.CURVE.step                              of the last point
//   curves.CURVE.at(STEP)                          the value at the last point that is not after this step
//
// A figure that is not there yet - of an empty curve, of no experiment - is not a number, and no comparison with it is
// true. Throws Error that names the path, and the nearest one that there is.
Value value_at(const RunSnapshot& run, std::string_view path);

}  // namespace saddle
