#include "labs/concepts/one_step/miniature.h"

#include <fmt/format.h>

namespace saddle::app {
namespace {

constexpr double neuron_w = 0.5, neuron_b = -0.1, neuron_t = 1;

struct NeuronStep {
  double y, gradient, w_after, loss, loss_after;
};

NeuronStep neuron_step(double x, double rate) {
  const auto loss = [&](double w) {
    const double error = w * x + neuron_b - neuron_t;
    return error * error / 2;
  };
  const double y = neuron_w * x + neuron_b, gradient = (y - neuron_t) * x, w_after = neuron_w - rate * gradient;
  return {y, gradient, w_after, loss(neuron_w), loss(w_after)};
}

}  // namespace

PageNumbers neuron_step_numbers(double x, double rate) {
  const NeuronStep step = neuron_step(x, rate);
  return {{"y",
           "y",
           step.y,
           fmt::format("{}·{} − 0.1", shown_number(neuron_w), shown_factor(x)),
           {{neuron_w * x, to_tr("the bias is missing")}}},
          {"gradient",
           "∂L/∂w",
           step.gradient,
           fmt::format("({} − {})·{}", shown_number(step.y), shown_number(neuron_t), shown_factor(x)),
           {{-step.gradient, to_tr("it is y − t, not t − y")},
            {step.y - neuron_t, to_tr("the input that the weight is multiplied by is missing")}}},
          {"w_after",
           "w",
           step.w_after,
           fmt::format("{} − {}·{}", shown_number(neuron_w), shown_number(rate), shown_factor(step.gradient)),
           {{neuron_w + rate * step.gradient, to_tr("a step goes against the gradient")},
            {neuron_w - step.gradient, to_tr("the learning rate is missing")}}},
          {"loss", "L", step.loss},
          {"loss_after", "L", step.loss_after}};
}

NumberCode neuron_step_code(double x, double rate) {
  const NeuronStep step = neuron_step(x, rate);
  NumberCode code;
  code.line(fmt::format("x, t = {}, {}", python_number(x), python_number(neuron_t)))
      .line(fmt::format("w, b = {}, {}", python_number(neuron_w), python_number(neuron_b)))
      .line("y = w * x + b  # forward")
      .print("y", {step.y})
      .line("dy = y - t  # backward, of (y - t)**2 / 2")
      .line("dw = dy * x")
      .print("dw", {step.gradient})
      .line(fmt::format("w = w - {} * dw", python_number(rate)))
      .print("w", {step.w_after})
      .print("(w * x + b - t) ** 2 / 2", {step.loss_after});
  return code;
}

}  // namespace saddle::app
