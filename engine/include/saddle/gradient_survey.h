#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace saddle {

class Trainer;

// Backpropagation against central differences in double, number by number, of a network as it stands.
// (check_gradients() of saddle/trainer.h draws weights of its own instead, away from kinks.)
struct GradientElement {
  std::string parameter;  // "dense_1/weight"
  int64_t index = 0;      // in the order of the file
  double gradient = 0;    // by backpropagation
  double numerical = 0;   // by differences over GradientSurveyOptions::h
  double relative = 0;    // |difference| / (|gradient| + |numerical|), or of narrower differences, if they are closer
  bool kink = false;      // a ReLU or a max pooling switches here: there is no gradient to compare with
};
struct GradientSurvey {
  struct Row {
    std::string parameter;
    int64_t size = 0, checked = 0, kinks = 0;
    double worst = 0, mean_difference = 0;  // relative; absolute. Kinks do not count
  };
  std::vector<Row> rows = {};               // as the layers run
  std::vector<GradientElement> worst = {};  // the largest relative error first
  int64_t checked = 0, total = 0;
  double loss = 0;
  double tolerance = 0;

  bool complete() const { return checked == total; }
  bool passed() const;  // as far as it went
};
struct GradientSurveyOptions {
  int samples = 3;  // the first of the training set, or all where there are fewer
  double h = 1e-4;
  size_t most_worst = 40;
  // Asked now and then, with all parameters as far as each other; where it says no, what was seen so far counts.
  std::function<bool(const GradientSurvey&)> go_on = {};
};
// Changes nothing of the trainer.
class GradientSurveyor {
 public:
  GradientSurveyor(const Trainer& trainer, const GradientSurveyOptions& options = {});
  ~GradientSurveyor();
  // Checks some numbers more. Returns false where all have been.
  bool advance();
  const GradientSurvey& so_far() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};
// All of it at once.
GradientSurvey survey_gradients(const Trainer& trainer, const GradientSurveyOptions& options = {});

// One number's differences over h from 1 to 1e-16: rounding makes the small ones wrong, curvature the large ones.
struct DifferenceOverH {
  double h = 0;
  double numerical = 0, error = 0;  // absolute, from backpropagation
  double with_epsilon = 0;          // the error if the loss were the book's -log(y + 1e-7); NaN of other losses
};
struct GradientOverH {
  double gradient = 0;
  std::vector<DifferenceOverH> steps = {};
};
// Throws Error where there is no such number.
GradientOverH gradient_over_h(const Trainer& trainer, const std::string& parameter, int64_t index, int samples = 3);

}  // namespace saddle
