#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "core/each_number.h"
#include "model/optimizer_type.h"
#include "train/optimizer.h"

namespace saddle {

// One element's turn; see each_number(). S counts the states.
template <class Rule, class Real, size_t... S>
struct ElementUpdate {
  Rule rule;
  Real* w;
  const Real* g;
  std::array<Real*, sizeof...(S)> state;
  Real decay;
  // All is read before anything is stored. A load behind a store to an array that lies alike in its page waits for it,
  // and large arrays all begin alike: Adam takes half as long again.
  void operator()(int64_t i) const {
    Real weight = w[i];
    std::array<Real, sizeof...(S)> values{state[S][i]...};
    rule(weight, g[i] + decay * weight, values[S]...);
    w[i] = weight;
    ((state[S][i] = values[S]), ...);
  }
};

// An optimizer whose rule treats each element by itself, from its gradient and a fixed number of states:
//
//   template <class Real> struct Rule {
//     using Options = …;                       // with learning_rate and weight_decay
//     static constexpr std::array<std::string_view, 2> states{"m", "v"};  // per element, 0 before the first step
//     void begin(const Options&, int64_t t);   // once a step, t = 1, 2 …
//     void operator()(Real& w, Real g, Real& m, Real& v) const;
//   };
//
// Weight decay is the book's: gradient += lambda * w, for weights only (not for biases, scales and statistics). A rule
// that has `static constexpr bool decoupled_decay = true` gets the bare gradient, and eta * lambda * w is taken off the
// weight by itself (Loshchilov and Hutter, 2019).
template <template <class> class Rule, class Real>
class ElementwiseOptimizer final : public Optimizer<Real> {
 public:
  using Options = typename Rule<Real>::Options;

  explicit ElementwiseOptimizer(const Properties& properties) { configure(properties); }
  void configure(const Properties& properties) override { options_ = read<Options>(properties, "optimizer"); }

  void begin(std::span<Param<Real>* const> params, double rate) override {
    if (state_.empty()) allocate(params);
    Options now = options_;
    now.learning_rate *= rate;
    rule_.begin(now, ++t_);
    kept_ = decoupled_decay() ? 1 - now.learning_rate * options_.weight_decay : 1;
  }
  void update(Param<Real>& param, size_t index, int64_t first, int64_t count) override {
    if (param.spec.role == Role::statistic) return;
    const bool decays = param.spec.role == Role::weight;
    const Real decay = decays && !decoupled_decay() ? static_cast<Real>(options_.weight_decay) : Real(0);
    if (decays && kept_ != 1) {
      each_number(count,
                  [w = param.value.data() + first, kept = static_cast<Real>(kept_)](int64_t i) { w[i] *= kept; });
    }
    update(param, {first, count}, decay, index, std::make_index_sequence<Rule<Real>::states.size()>{});
  }

  std::span<const std::string_view> state_names() const override { return Rule<Real>::states; }
  std::span<Tensor<Real>> state(std::span<Param<Real>* const> params) override {
    if (state_.empty()) allocate(params);
    return state_;
  }
  int64_t steps() const override { return t_; }
  void set_steps(int64_t steps) override { t_ = steps; }

  double penalty(std::span<Param<Real>* const> params) const override {
    if (options_.weight_decay == 0 || decoupled_decay()) return 0;
    double squares = 0;
    for (const Param<Real>* param : params) {
      if (param->spec.role == Role::weight) squares += static_cast<double>(param->value.view().array().square().sum());
    }
    return 0.5 * options_.weight_decay * squares;
  }

 private:
  static constexpr bool decoupled_decay() {
    if constexpr (requires { Rule<Real>::decoupled_decay; }) {
      return Rule<Real>::decoupled_decay;
    } else {
      return false;
    }
  }

  void allocate(std::span<Param<Real>* const> params) {
    for (const Param<Real>* param : params) {
      for (size_t s = 0; s < Rule<Real>::states.size(); ++s) state_.emplace_back(param->value.shape());
    }
  }

  struct Piece {
    int64_t first, count;
  };
  template <size_t... S>
  void update(Param<Real>& param, Piece piece, Real decay, size_t index, std::index_sequence<S...>) {
    each_number(piece.count,
                ElementUpdate<Rule<Real>, Real, S...>{rule_,
                                                      param.value.data() + piece.first,
                                                      param.grad.data() + piece.first,
                                                      {state_[index * sizeof...(S) + S].data() + piece.first...},
                                                      decay});
  }

  Options options_;
  Rule<Real> rule_;
  double kept_ = 1;  // of the weights, where decay is decoupled
  std::vector<Tensor<Real>>
      state_;  // parameter by parameter, as many as Rule::states each; empty before the first step
  int64_t t_ = 0;
};

template <template <class> class Rule>
OptimizerType elementwise_optimizer(Entry entry) {
  entry.properties = table_of<typename Rule<float>::Options>();
  const auto make = []<class Real>(const Properties& properties) {
    return std::make_unique<ElementwiseOptimizer<Rule, Real>>(properties);
  };
  return {.entry = std::move(entry), .factory = make};
}

// The two rows that all optimizers share, for their fields().
template <class Options>
auto rate_and_decay_fields() {
  return std::tuple{
      field("learning_rate", &Options::learning_rate, {.min = 0, .max = 1000, .logarithmic = true, .live = true},
            "How far one step goes along the gradient."),
      field("weight_decay", &Options::weight_decay, {.min = 0, .max = 100, .logarithmic = true, .live = true},
            "L2 penalty: adds lambda * W to the gradient of the weights (not of the biases)."),
  };
}
// The row of those that divide by a root.
template <class Options>
auto epsilon_field() {
  return field("epsilon", &Options::epsilon, {.min = 1e-16, .max = 1, .logarithmic = true, .live = true},
               "Keeps the division finite where the gradient is 0.");
}

}  // namespace saddle
