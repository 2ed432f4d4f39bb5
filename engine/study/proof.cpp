#include "saddle/proof.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "saddle/catalog.h"
#include "saddle/explain.h"
#include "saddle/function.h"
#include "saddle/trainer.h"
#include "study/proof_knobs.h"
#include "study/proof_setting.h"

namespace saddle {
namespace {

Proof::Row gradient_row(Proof::Subject subject, std::string name, const std::optional<ProofSetting>& setting) {
  Proof::Row row{.subject = subject, .name = std::move(name)};
  if (!setting) return row;
  const GradientCheck found = check_gradients(setting->experiment, setting->dataset, {.per_parameter = 40});
  row.tolerance = found.tolerance;
  row.passed = found.passed;
  for (const GradientCheck::Row& one : found.rows) {
    row.difference = std::max(row.difference, one.max_relative_error);
    row.compared += one.checked;
  }
  return row;
}

// Each step of a walk on a bowl, and the optimizer's memory after it.
Proof::Row optimizer_row(const Entry& entry) {
  Proof::Row row{.subject = Proof::Subject::optimizer, .name = std::string(entry.name), .tolerance = 1e-12};
  const Racer racer{.name = {},
                    .optimizer = {std::string(entry.name), {{"learning_rate", 0.1}, {"weight_decay", 0.02}}}};
  constexpr int steps = 20;
  const Trajectory path = walk(*make_function("bowl").surface, {.racers = {}, .start = {-7, 2}, .steps = steps}, racer);
  const auto compare = [&](double formula, double code) {
    row.difference = std::max(row.difference, std::abs(formula - code) / (1 + std::abs(code)));
    ++row.compared;
  };
  for (int64_t k = 1; k <= steps; ++k) {
    const auto at = static_cast<size_t>(k);
    for (const Along axis : {Along::x, Along::y}) {
      std::map<std::string, double> last;
      for (const ExplainedLine& line : explain(racer, path, k, axis)) last[line.symbol] = line.value;
      compare(last["w"], (axis == Along::x ? path.x : path.y)[at]);
      for (const Trajectory::State& state : path.states)
        compare(last[std::string(state.name)], (axis == Along::x ? state.x : state.y)[at]);
    }
  }
  row.passed = row.difference <= row.tolerance;
  return row;
}

}  // namespace

bool Proof::passed() const {
  return std::ranges::all_of(rows, [](const Row& row) { return row.passed; });
}

Proof prove(const std::function<bool(const Proof&)>& go_on) {
  std::vector<std::function<Proof::Row()>> work;
  for (const Entry& layer : catalog::layers())
    work.push_back([&] {
      return gradient_row(Proof::Subject::layer, std::string(layer.name),
                          setting_of(plain_node(std::string(layer.name))));
    });
  for (const Entry& loss : catalog::losses())
    work.push_back([&] {
      return gradient_row(Proof::Subject::loss, std::string(loss.name), setting_of(Choice{std::string(loss.name)}));
    });
  for (const Entry& optimizer : catalog::optimizers()) work.push_back([&] { return optimizer_row(optimizer); });
  for (auto& row : knob_work()) work.push_back(std::move(row));
  Proof proof{.rows = {}, .total = static_cast<int>(work.size())};
  for (const auto& row : work) {
    proof.rows.push_back(row());
    if (go_on && !go_on(proof)) break;
  }
  return proof;
}

}  // namespace saddle
