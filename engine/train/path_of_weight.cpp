#include "train/path_of_weight.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

namespace saddle {
namespace {

constexpr size_t most_shown_places = 6, most_terms = 6, longest_way = 40;

// A number of an output as people count it, (C, H, W); in memory images lie channels-last.
std::string unit_text(const Shape& shape, int64_t at) {
  if (shape.rank() != 3) return fmt::format("{}", at);
  return fmt::format("({}, {}, {})", at % shape[0], at / (shape[0] * shape[2]), at / shape[0] % shape[2]);
}

}  // namespace

PathOfWeight::PathOfWeight(StillNetwork& still, StillNetwork::Place place, int64_t index)
    : still_(still), network_(still.network()), place_(place), index_(index) {}

std::vector<View<const double>> PathOfWeight::inputs_of(StepIndex step) {
  std::vector<View<const double>> inputs;
  for (const auto& node : network_.plan().steps[step].inputs) {
    if (!node) {
      inputs.push_back(network_.input(1));
      continue;
    }
    for (const StepIndex other : network_.steps()) {
      if (network_.plan().steps[other].node == *node) inputs.push_back(network_.activation(other, 1));
    }
  }
  return inputs;
}

std::vector<PathOfWeight::User> PathOfWeight::users_of(StepIndex step) const {
  std::vector<User> users;
  for (const StepIndex other : network_.steps()) {
    const auto& inputs = network_.plan().steps[other].inputs;
    for (size_t i = 0; i < inputs.size(); ++i) {
      if (inputs[i] == network_.plan().steps[step].node) users.push_back({other, i});
    }
  }
  return users;
}

std::vector<double> PathOfWeight::column(User user, int64_t unit) {
  if (network_.roles(user.step).statistics) return {};
  std::vector<View<const double>> inputs = inputs_of(user.step);
  const View<const double> out = network_.activation(user.step, 1);
  Tensor<double> moved(inputs[user.input].shape), ahead(out.shape), behind(out.shape);
  std::copy_n(inputs[user.input].data, moved.size(), moved.data());
  inputs[user.input] = moved.view();
  const double at = moved[unit], h = 1e-5 * std::max(1.0, std::abs(at));
  const auto run = [&](double value, Tensor<double>& into) {
    moved[unit] = value;
    network_.layer(user.step).forward(pass_of(user.step), inputs, into.view());
    network_.hold_pinned(user.step, into.view());
  };
  std::vector<double> slopes(static_cast<size_t>(out.size()), 0.0);
  run(at + h, ahead);
  run(at - h, behind);
  for (int64_t k = 0; k < out.size(); ++k) slopes[static_cast<size_t>(k)] = (ahead[k] - behind[k]) / (2 * h);
  return slopes;
}

std::vector<double> PathOfWeight::row(User user, int64_t unit) {
  const std::vector<View<const double>> inputs = inputs_of(user.step);
  const View<const double> out = network_.activation(user.step, 1);
  Tensor<double> one(out.shape), back(inputs[user.input].shape);
  one[unit] = 1;
  std::vector<View<double>> din(inputs.size());
  din[user.input] = back.view();
  network_.layer(user.step).backward(pass_of(user.step), inputs, out, std::as_const(one).view(), din);
  return {back.data(), back.data() + back.size()};
}

std::vector<double> PathOfWeight::slopes_by_weight() {
  const std::vector<View<const double>> inputs = inputs_of(place_.step);
  const View<const double> out = network_.activation(place_.step, 1);
  Tensor<double> ahead(out.shape), behind(out.shape);
  double& weight = place_.param->value[index_];
  const double at = weight;
  const auto run = [&](double value, Tensor<double>& into) {
    weight = value;
    network_.refresh();
    network_.layer(place_.step).forward(pass_of(place_.step), inputs, into.view());
    network_.hold_pinned(place_.step, into.view());
  };
  run(at + 0.5, ahead);  // the output is linear in it: a long step costs no digits
  run(at - 0.5, behind);
  weight = at;
  network_.refresh();
  std::vector<double> slopes(static_cast<size_t>(out.size()));
  for (int64_t k = 0; k < out.size(); ++k) slopes[static_cast<size_t>(k)] = ahead[k] - behind[k];
  return slopes;
}

void PathOfWeight::describe_places(OneStep& step) {
  const View<const double> above = network_.gradient(place_.step, 1);
  const std::vector<double> slopes = slopes_by_weight();
  std::vector<int64_t> order;
  for (int64_t k = 0; k < above.size(); ++k) {
    if (std::abs(slopes[static_cast<size_t>(k)]) > 1e-12) order.push_back(k);
  }
  const auto product = [&](int64_t k) { return std::abs(slopes[static_cast<size_t>(k)] * above.data[k]); };
  std::ranges::stable_sort(order, std::greater(), product);
  step.places_in_all = std::ssize(order);
  const Shape& shape = network_.plan().steps[place_.step].shape;
  if (order.empty()) {  // every input of the weight is 0: it is the unit that it would work on
    const int64_t outputs = place_.param->spec.shape[0];
    unit_ = outputs == 0 ? 0 : std::min(index_ / std::max<int64_t>(1, step.size / outputs), above.size() - 1);
    order.push_back(unit_);
  }
  unit_ = order.front();
  for (size_t i = 0; i < std::min(most_shown_places, order.size()); ++i) {
    const int64_t k = order[i];
    step.places.push_back({unit_text(shape, k), slopes[static_cast<size_t>(k)], above.data[k]});
  }
  step.unit = unit_text(shape, unit_);
}

void PathOfWeight::describe_sum(OneStep& step) {
  step.sum = network_.activation(place_.step, 1).data[unit_];
  if (network_.roles(place_.step).statistics) return;
  const User self{place_.step, 0};
  const View<const double> in = inputs_of(place_.step)[0];
  const std::vector<double> weights = row(self, unit_);
  double& weight = place_.param->value[index_];
  const double at = weight;
  weight = at + 1;
  network_.refresh();
  const std::vector<double> moved = row(self, unit_);
  weight = at;
  network_.refresh();
  std::vector<int64_t> order;
  double total = 0;
  for (int64_t j = 0; j < in.size(); ++j) {
    const auto index = static_cast<size_t>(j);
    total += weights[index] * in.data[j];
    if (weights[index] != 0 || moved[index] != 0) order.push_back(j);
  }
  step.bias = step.sum - total;
  step.terms_in_all = std::ssize(order);
  const auto chosen = [&](int64_t j) {
    return std::abs(moved[static_cast<size_t>(j)] - weights[static_cast<size_t>(j)]) > 0.5;
  };
  std::ranges::stable_sort(order, [&](int64_t a, int64_t b) {
    if (chosen(a) != chosen(b)) return chosen(a);
    return std::abs(weights[static_cast<size_t>(a)] * in.data[a]) >
           std::abs(weights[static_cast<size_t>(b)] * in.data[b]);
  });
  const auto& source = network_.plan().steps[place_.step].inputs[0];
  const Plan::Step* before = source ? network_.plan().step_of(*source) : nullptr;
  const bool image = in.shape.rank() == 4;
  const Shape shape = before ? before->shape : image ? Shape{in.shape[3], in.shape[1], in.shape[2]} : Shape{in.size()};
  for (size_t i = 0; i < std::min(most_terms, order.size()); ++i) {
    const int64_t j = order[i];
    step.terms.push_back({unit_text(shape, j), weights[static_cast<size_t>(j)], in.data[j], chosen(j)});
  }
}

void PathOfWeight::describe_factors(OneStep& step) {
  StepIndex at = place_.step;
  int64_t unit = unit_;
  while (step.factors.size() < longest_way) {
    OneStep::Factor best;
    std::optional<std::pair<User, int64_t>> way;
    double largest = -1;
    best.total = network_.gradient(at, 1).data[unit];
    best.ways = 0;
    for (const User& user : users_of(at)) {
      const View<const double> above = network_.gradient(user.step, 1);
      const std::vector<double> slopes = column(user, unit);
      if (slopes.empty()) {
        step.factors.push_back({network_.names()[user.step], "", std::numeric_limits<double>::quiet_NaN(),
                                std::numeric_limits<double>::quiet_NaN(), best.total, above.size()});
        return;
      }
      for (int64_t k = 0; k < above.size(); ++k) {
        const double slope = slopes[static_cast<size_t>(k)], product = std::abs(slope * above.data[k]);
        if (std::abs(slope) > 1e-12) ++best.ways;
        if (product <= largest) continue;
        largest = product;
        way = {user, k};
        best.local = slope;
        best.above = above.data[k];
      }
    }
    if (!way) return;
    const auto [user, next] = *way;
    best.layer = network_.names()[user.step];
    best.unit = unit_text(network_.plan().steps[user.step].shape, next);
    if (best.local != 0) {  // exactly, where the layer has the same numbers as in the pass
      const double exact = row(user, next)[static_cast<size_t>(unit)];
      if (std::abs(exact - best.local) < 1e-6 * (1 + std::abs(exact))) best.local = exact;
    }
    step.factors.push_back(best);
    at = user.step;
    unit = next;
  }
}

void PathOfWeight::describe(OneStep& step) {
  describe_places(step);
  describe_sum(step);
  describe_factors(step);
}

}  // namespace saddle
