#include "saddle/activation.h"

#include <algorithm>
#include <array>
#include <utility>

namespace saddle {

std::string_view activation_formula(std::string_view name) {
  // The step is 0 at 0 (the book, 3.2.2).
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> all{
      {{"step_function", "max(sign(x), 0)"},
       {"sigmoid", "sigmoid(x)"},
       {"tanh", "tanh(x)"},
       {"ReLU", "relu(x)"},
       {"leaky ReLU", "max(x, 0.01*x)"},
       {"identity", "x"}}};
  const auto found = std::ranges::find(all, name, &std::pair<std::string_view, std::string_view>::first);
  return found == all.end() ? std::string_view() : found->second;
}

ActivationAt activation_at(const TypedFunction& f, double w, double b, double x) {
  ActivationAt at;
  at.z = w * x + b;
  at.y = f.value(at.z);
  at.inner = f.derivative(at.z);
  at.slope = at.inner * w;
  return at;
}

ActivationStack activation_stack(const TypedFunction& f, double w, double b, double x, int layers) {
  ActivationStack stack;
  double h = x, gradient = 1;
  for (int layer = 0; layer < layers; ++layer) {
    const ActivationAt at = activation_at(f, w, b, h);
    h = at.y;
    gradient *= at.slope;
    stack.outputs.push_back(h);
    stack.gradients.push_back(gradient);
  }
  return stack;
}

}  // namespace saddle
