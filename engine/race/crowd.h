#pragma once

#include <memory>

#include "model/optimizer_type.h"
#include "saddle/race.h"
#include "train/optimizer.h"

namespace saddle {

// Any number of walkers with the same optimizer, whose x and y are two parameter tensors. All optimizers work element
// by element, so that each walker of a crowd takes exactly the steps it would take alone (a test checks every
// optimizer).
class Crowd {
 public:
  Crowd(const Choice& optimizer, int64_t count);

  double* x() { return params_[0].value.data(); }
  double* y() { return params_[1].value.data(); }
  const double* gx() const { return params_[0].grad.data(); }
  const double* gy() const { return params_[1].grad.data(); }
  // Writes f at each walker.
  void look(const Surface& surface, double* f);
  // Writes f at each walker and computes the gradient for step(), with the noise of step t >= 1.
  void look(const Surface& surface, double* f, const Race& race, int64_t t);
  void step();
  std::span<const std::string_view> state_names() const { return optimizer_->state_names(); }
  std::span<Tensor<double>> state() { return optimizer_->state(pointers_); }

 private:
  std::unique_ptr<Optimizer<double>> optimizer_;
  Param<double> params_[2];
  Param<double>* pointers_[2];
  int64_t count_;
};

}  // namespace saddle
