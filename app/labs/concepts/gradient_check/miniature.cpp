#include "labs/concepts/gradient_check/miniature.h"

#include <cmath>

#include <fmt/format.h>

#include "saddle/graph.h"

namespace saddle::app {
namespace {

constexpr const char *miniature_x = "[[1.0, 2.0], [0.5, -1.0]]", *miniature_w = "[[0.2, -0.1], [0.4, 0.3]]",
                     *miniature_t = "[[1, 0], [0, 1]]";

GraphInputs miniature_inputs() {
  return {{"X", parse_numbers(miniature_x, "X")},
          {"W", parse_numbers(miniature_w, "W")},
          {"t", parse_numbers(miniature_t, "t")}};
}

double miniature_loss(const ComputationGraph& graph, GraphInputs inputs, double step) {
  inputs["W"].values[0] += step;
  return run_graph(graph, inputs, "").values.back().values[0];
}

}  // namespace

double MiniatureCheck::difference() const { return std::abs(numerical - analytic); }

MiniatureCheck miniature_check(double h) {
  static const ComputationGraph graph = parse_graph("softmax_loss(X @ W, t)", "");
  const GraphInputs inputs = miniature_inputs();
  const GraphPass pass = run_graph(graph, inputs, "");
  MiniatureCheck check;
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    if (graph.nodes[i].name == "W") check.analytic = pass.gradients[i].values[0];
  }
  check.numerical = (miniature_loss(graph, inputs, h) - miniature_loss(graph, inputs, -h)) / (2 * h);
  return check;
}

PageNumbers miniature_numbers(double h) {
  const MiniatureCheck check = miniature_check(h);
  PageNumbers numbers{{"analytic", "∂L/∂w", check.analytic, "XᵀN⁻¹(y − t)"},
                      {"numerical", "∂L/∂w", check.numerical, "(L(w + h) − L(w − h)) / 2h"},
                      {"difference", "|Δ|", check.difference()}};
  numbers[0].digits = numbers[1].digits = 10;
  return numbers;
}

NumberCode miniature_code(double h) {
  const MiniatureCheck check = miniature_check(h);
  // The losses of two libraries may differ in their last digit, which the division by h makes large.
  const double tolerance = 1e-12 + 1e-15 / h;
  NumberCode code;
  code.line(fmt::format("X = np.array({})", miniature_x))
      .line(fmt::format("W = np.array({})", miniature_w))
      .line(fmt::format("t = np.array({})", miniature_t))
      .line(
          "def softmax(a):\n    e = np.exp(a - a.max(axis=1, keepdims=True))\n    return e / e.sum(axis=1, "
          "keepdims=True)")
      .line("def loss(W):\n    return -np.sum(t * np.log(softmax(X @ W))) / len(X)")
      .line("dW = X.T @ ((softmax(X @ W) - t) / len(X))  # backpropagation")
      .line(fmt::format("h = {}", python_number(h)))
      .line("step = np.zeros_like(W)\nstep[0, 0] = h")
      .line("numerical = (loss(W + step) - loss(W - step)) / (2 * h)")
      .print("dW[0, 0]", {check.analytic})
      .print("numerical", {check.numerical}, tolerance)
      .print("abs(numerical - dW[0, 0])", {check.difference()}, tolerance);
  return code;
}

}  // namespace saddle::app
