#pragma once

// The whole engine. Include the headers that you need instead where compile time matters; each compiles by itself.
//
// - An experiment is a value: experiment.h, experiment_file.h, essence.h, network_edit.h, plan.h, traits.h, mend.h
// - What there is to choose from, and how it is set: catalog.h, properties.h, typed_number.h
// - Data, and an experiment that fits them: dataset.h, own_data.h
// - A run on this thread: trainer.h, evaluation.h, precision.h, rounded_training.h, rate_range.h
// - Whether it computes what it says, in numbers: gradient_survey.h, one_step.h, proof.h
// - Runs on a thread of their own: session.h, command.h, snapshot.h, curve.h, diagnosis.h, loss_alarm.h,
//   thread_pool.h, event.h, signal_diagnosis.h, fault.h
// - Many runs at once, and what they came to: study.h, study_runner.h, optimizer_text.h, search.h, search_runner.h,
//   figures.h, comparison.h, journal_follower.h
// - Experiments of the book, and its figures beside ours: book.h
// - Homework, and how it is graded: homework.h, grade.h
// - Processes that mpirun has started: communicator.h
// - A network without data: model.h, model_service.h, new_sample.h
// - Why it answers so, and what would change its mind: attribution.h, nudge.h, shift_map.h, layer_plane.h; whether
//   there is a digit to be read: digit_judge.h; several of them: ensemble.h; what its units are for: surgery.h,
//   knock_out.h
// - What can be asked of a network or a run: probe.h, reading.h, results.h, loss_landscape.h, query.h, condition.h
// - Functions of the plane: function.h, surface.h, region.h, stationary_point.h, formula_error.h
// - Computational graphs of formulas: graph.h
// - Optimizers that walk on them: race.h, outcome.h, sweep.h, win_map.h, explain.h
// - Single ideas, for the pages of Concepts: perceptron.h, activation.h, softmax.h, typed_function.h,
//   numerical_derivative.h, sliding_window.h, regularizing.h, number_format.h, architecture.h
// - Files and pictures: text_file.h, output_file.h, images.h, picture.h, canvas.h
// - Throughout: error.h, index.h, issue_of.h, latest_job.h, limits.h, shape.h, simd_level.h, thread_safety.h

#include "saddle/activation.h"
#include "saddle/architecture.h"
#include "saddle/attribution.h"
#include "saddle/book.h"
#include "saddle/canvas.h"
#include "saddle/catalog.h"
#include "saddle/command.h"
#include "saddle/communicator.h"
#include "saddle/comparison.h"
#include "saddle/condition.h"
#include "saddle/curve.h"
#include "saddle/dataset.h"
#include "saddle/diagnosis.h"
#include "saddle/digit_judge.h"
#include "saddle/ensemble.h"
#include "saddle/error.h"
#include "saddle/essence.h"
#include "saddle/evaluation.h"
#include "saddle/event.h"
#include "saddle/experiment.h"
#include "saddle/experiment_file.h"
#include "saddle/explain.h"
#include "saddle/fault.h"
#include "saddle/figures.h"
#include "saddle/formula_error.h"
#include "saddle/function.h"
#include "saddle/grade.h"
#include "saddle/gradient_survey.h"
#include "saddle/graph.h"
#include "saddle/homework.h"
#include "saddle/images.h"
#include "saddle/index.h"
#include "saddle/issue_of.h"
#include "saddle/journal_follower.h"
#include "saddle/knock_out.h"
#include "saddle/latest_job.h"
#include "saddle/layer_plane.h"
#include "saddle/limits.h"
#include "saddle/loss_alarm.h"
#include "saddle/loss_landscape.h"
#include "saddle/mend.h"
#include "saddle/model.h"
#include "saddle/model_service.h"
#include "saddle/network_edit.h"
#include "saddle/new_sample.h"
#include "saddle/nudge.h"
#include "saddle/number_format.h"
#include "saddle/numerical_derivative.h"
#include "saddle/one_step.h"
#include "saddle/optimizer_text.h"
#include "saddle/outcome.h"
#include "saddle/output_file.h"
#include "saddle/own_data.h"
#include "saddle/perceptron.h"
#include "saddle/picture.h"
#include "saddle/plan.h"
#include "saddle/precision.h"
#include "saddle/probe.h"
#include "saddle/proof.h"
#include "saddle/properties.h"
#include "saddle/query.h"
#include "saddle/race.h"
#include "saddle/rate_range.h"
#include "saddle/reading.h"
#include "saddle/region.h"
#include "saddle/regularizing.h"
#include "saddle/results.h"
#include "saddle/rounded_training.h"
#include "saddle/search.h"
#include "saddle/search_runner.h"
#include "saddle/session.h"
#include "saddle/shape.h"
#include "saddle/shift_map.h"
#include "saddle/signal_diagnosis.h"
#include "saddle/simd_level.h"
#include "saddle/sliding_window.h"
#include "saddle/snapshot.h"
#include "saddle/softmax.h"
#include "saddle/stationary_point.h"
#include "saddle/study.h"
#include "saddle/study_runner.h"
#include "saddle/surface.h"
#include "saddle/surgery.h"
#include "saddle/sweep.h"
#include "saddle/text_file.h"
#include "saddle/thread_pool.h"
#include "saddle/thread_safety.h"
#include "saddle/trainer.h"
#include "saddle/traits.h"
#include "saddle/typed_function.h"
#include "saddle/typed_number.h"
#include "saddle/win_map.h"
