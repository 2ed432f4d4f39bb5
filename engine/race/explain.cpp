#include "saddle/explain.h"

#include <algorithm>
#include <cassert>
#include <cctype>
#include <cmath>

#include "autodiff/formula.h"
#include "autodiff/spelled_out.h"
#include "saddle/catalog.h"

// Evaluates the formulas of the optimizer catalog line by line, as a student would. A test compares the results with
// those of the optimizers.
namespace saddle {
namespace {

struct Assignment {
  std::string symbol, expression;
};

std::string trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

// Parses a formula of the catalog, such as "v <- alpha * v - eta * g;  w <- w + v".
std::vector<Assignment> assignments(std::string_view formula) {
  std::vector<Assignment> lines;
  while (!formula.empty()) {
    const std::string_view line = formula.substr(0, formula.find(';'));
    formula.remove_prefix(std::min(formula.size(), line.size() + 1));
    const size_t arrow = line.find("<-"), equals = line.find('=');
    const size_t at = std::min(arrow, equals), width = arrow < equals ? 2 : 1;
    if (at == line.npos) continue;
    lines.push_back({trimmed(line.substr(0, at)), trimmed(line.substr(at + width))});
  }
  return lines;
}

// Returns the letter by which formulas call a property.
std::string_view letter_of(std::string_view property) {
  if (property == "learning_rate") return "eta";
  if (property == "weight_decay") return "lambda";
  if (property == "momentum") return "alpha";
  if (property == "decay") return "rho";
  return property;
}

// Replaces each name that has a value by that value.
std::string substituted(const std::string& expression, const Constants& values) {
  std::string text;
  for (size_t at = 0; at < expression.size();) {
    size_t end = at;
    while (end < expression.size() &&
           (std::isalnum(static_cast<unsigned char>(expression[end])) || expression[end] == '_'))
      ++end;
    if (end == at) {
      text += expression[at++];
      continue;
    }
    const std::string name = expression.substr(at, end - at);
    const auto found = values.find(name);
    if (found == values.end()) {
      text += name;
    } else {
      text += found->second < 0 ? fmt::format("({:.4g})", found->second) : fmt::format("{:.4g}", found->second);
    }
    at = end;
  }
  return text;
}

const std::vector<double>& along(const Trajectory::State& state, Along axis) {
  return axis == Along::x ? state.x : state.y;
}

Constants known_before(const Racer& racer, const Trajectory& path, int64_t k, Along axis, const Entry& entry) {
  Constants known;
  const auto before = static_cast<size_t>(k - 1);
  for (const Property& row : entry.properties)
    known[std::string(letter_of(row.name))] = number_of(value_of(racer.optimizer.properties, row));
  for (const Trajectory::State& state : path.states) known[std::string(state.name)] = along(state, axis)[before];
  known["t"] = static_cast<double>(k);
  known["g"] = (axis == Along::x ? path.gx : path.gy)[before];
  known["w"] = (axis == Along::x ? path.x : path.y)[before];
  return known;
}

}  // namespace

std::vector<ExplainedLine> explain(const Racer& racer, const Trajectory& path, int64_t k, Along axis) {
  assert(k >= 1 && k <= path.steps());
  const Entry& entry = catalog::get(catalog::optimizers(), racer.optimizer.type, "optimizer");
  Constants known = known_before(racer, path, k, axis, entry);
  std::vector<Assignment> lines = assignments(entry.formula);
  const bool decoupled = entry.formula.find("lambda") != entry.formula.npos;
  if (known["lambda"] != 0 && !decoupled) lines.insert(lines.begin(), {"g", "g + lambda * w"});
  std::vector<ExplainedLine> explained;
  for (const Assignment& line : lines) {
    const Tape tape = parse_formula(line.expression, "optimizer", known);
    const double value = tape.operations()[static_cast<size_t>(tape.result())].number;
    explained.push_back({line.symbol, line.expression, substituted(line.expression, known), value});
    known[line.symbol] = value;
  }
  return explained;
}

double effective_rate(const Racer& racer, const Trajectory& path, int64_t k, Along axis) {
  const Entry& entry = catalog::get(catalog::optimizers(), racer.optimizer.type, "optimizer");
  const Constants known = known_before(racer, path, k, axis, entry);
  const auto value = [&](const char* name) {
    const auto found = known.find(name);
    return found == known.end() ? 0.0 : found->second;
  };
  const auto after = [&](const char* name) {
    for (const Trajectory::State& state : path.states) {
      if (state.name == name) return along(state, axis)[static_cast<size_t>(k)];
    }
    return 0.0;
  };
  if (known.contains("h")) return value("eta") / (std::sqrt(after("h")) + value("epsilon"));
  if (!known.contains("beta2")) return value("eta");
  const double t = static_cast<double>(k);
  const double rate = value("eta") * std::sqrt(1 - std::pow(value("beta2"), t)) / (1 - std::pow(value("beta1"), t));
  return rate / (std::sqrt(after("v")) + value("epsilon"));
}

}  // namespace saddle
