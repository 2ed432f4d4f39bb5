#include "saddle/function.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "autodiff/formula.h"
#include "surface/function_type.h"

namespace saddle {
namespace {

class Formula final : public Surface {
 public:
  explicit Formula(Tape tape) : tape_(std::move(tape)) {}
  int dimensions() const override { return tape_.uses(Tape::Code::y) ? 2 : 1; }
  void evaluate(int64_t count, const double* x, const double* y, double* f, double* dx, double* dy) const override {
    tape_.run(count, x, y, f, dx, dy);
  }

 private:
  Tape tape_;
};

bool is_name(std::string_view text) {
  const auto letter = [](unsigned char c) { return std::isalpha(c) || c == '_' || c == '-'; };
  return text.size() > 2 && std::all_of(text.begin(), text.end(), letter) && text.find_first_of("-") != 0;
}

Function typed(std::string_view formula, const std::string& where) {
  Function function{.name = {}, .formula = std::string(formula)};
  Tape tape = parse_formula(formula, where);
  const bool both = tape.uses(Tape::Code::y);
  // A constant has no gradient to follow, but a picture: a plain.
  function.surface = std::make_shared<Formula>(std::move(tape));
  function.domain = both ? Region{-3, 3, -3, 3} : Region{-3, 3, -1, 1};
  function.start = both ? Point{-2, 1} : Point{2, 0};
  return function;
}

}  // namespace

const std::vector<Entry>& catalog::functions() {
  static const std::vector<Entry> entries = [] {
    std::vector<Entry> all;
    for (const FunctionType& type : saddle::functions::all()) all.push_back(type.entry);
    return all;
  }();
  return entries;
}

Function make_function(std::string_view name_or_formula, const std::string& where) {
  for (const FunctionType& type : saddle::functions::all()) {
    if (type.entry.name != name_or_formula) continue;
    return {.name = std::string(type.entry.name),
            .formula = std::string(type.entry.formula),
            .surface = std::make_shared<Formula>(parse_formula(type.entry.formula, where)),
            .domain = type.domain,
            .start = type.start,
            .points = type.points};
  }
  try {
    return typed(name_or_formula, where);
  } catch (const FormulaError&) {
    if (!is_name(name_or_formula)) throw;
    catalog::get(catalog::functions(), name_or_formula, where);  // throws, listing the known names
    throw;
  }
}

}  // namespace saddle
