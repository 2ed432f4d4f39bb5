#pragma once

#include <string_view>
#include <vector>

#include "saddle/typed_function.h"

namespace saddle {

// The formula of an activation function: "step_function", "sigmoid", "tanh", "ReLU", "leaky ReLU" or "identity"; empty
// for another name.
std::string_view activation_formula(std::string_view name);

// y = f(w x + b), and how steep that is over x.
struct ActivationAt {
  double z = 0, y = 0;
  double inner = 0;  // f'(z)
  double slope = 0;  // dy/dx = f'(z) w
};
ActivationAt activation_at(const TypedFunction& f, double w, double b, double x);

// The same neuron `layers` times in a row, each on the output of the one before: h_k = f(w h_(k-1) + b), h_0 = x.
struct ActivationStack {
  std::vector<double> outputs;    // h_1 …
  std::vector<double> gradients;  // dh_k/dx: the product of the factors f'(z) w so far
};
ActivationStack activation_stack(const TypedFunction& f, double w, double b, double x, int layers);

}  // namespace saddle
