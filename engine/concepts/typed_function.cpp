#include "saddle/typed_function.h"

#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "autodiff/formula.h"

namespace saddle {
namespace {

using Code = Tape::Code;

template <class Real>
Real computed(const Tape::Operation& operation, Real a, Real b, Real x, Real y) {
  switch (operation.code) {
    case Code::x:
      return x;
    case Code::y:
      return y;
    case Code::constant:
      return static_cast<Real>(operation.number);
    case Code::add:
      return a + b;
    case Code::subtract:
      return a - b;
    case Code::multiply:
      return a * b;
    case Code::divide:
      return a / b;
    case Code::power:
      return std::pow(a, b);
    case Code::least:
      return a <= b || std::isnan(a) ? a : b;
    case Code::greatest:
      return a >= b || std::isnan(a) ? a : b;
    case Code::negate:
      return -a;
    case Code::square:
      return a * a;
    case Code::power_constant:
      return std::pow(a, static_cast<Real>(operation.number));
    case Code::sine:
      return std::sin(a);
    case Code::cosine:
      return std::cos(a);
    case Code::tangent:
      return std::tan(a);
    case Code::arc_sine:
      return std::asin(a);
    case Code::arc_cosine:
      return std::acos(a);
    case Code::arc_tangent:
      return std::atan(a);
    case Code::sinh:
      return std::sinh(a);
    case Code::cosh:
      return std::cosh(a);
    case Code::tanh:
      return std::tanh(a);
    case Code::exp:
      return std::exp(a);
    case Code::log:
      return std::log(a);
    case Code::log2:
      return std::log2(a);
    case Code::log10:
      return std::log10(a);
    case Code::sqrt:
      return std::sqrt(a);
    case Code::abs:
      return std::abs(a);
    case Code::sign:
      return a > 0 ? Real(1) : a < 0 ? Real(-1) : a;
    case Code::relu:
      return a > 0 || std::isnan(a) ? a : Real(0);
    case Code::sigmoid:
      return 1 / (1 + std::exp(-a));
  }
  return 0;
}

template <class Real>
Real run_by_steps(const Tape& tape, Real x, Real y) {
  std::vector<Real> results;
  results.reserve(tape.operations().size());
  for (const Tape::Operation& operation : tape.operations()) {
    // Stored one by one, so that no processor keeps more digits in between.
    const auto of = [&](int place) { return place < 0 ? Real(0) : results[static_cast<size_t>(place)]; };
    results.push_back(computed(operation, of(operation.a), of(operation.b), x, y));
  }
  return results[static_cast<size_t>(tape.result())];
}

// How tightly Python binds what an expression ends with.
enum Binding { sum_binding, product_binding, sign_binding, power_binding, whole_binding };
struct Expression {
  std::string text;
  Binding binding = whole_binding;

  std::string within(Binding least) const { return binding < least ? fmt::format("({})", text) : text; }
};

Expression called(const char* function, const Expression& a) { return {fmt::format("np.{}({})", function, a.text)}; }

Expression written(const Tape::Operation& operation, const Expression& a, const Expression& b) {
  const auto infix = [&](const char* sign, Binding binding, Binding right) {
    return Expression{a.within(binding) + sign + b.within(right), binding};
  };
  const auto number = [](double value) {
    return Expression{fmt::format("{}", value), value < 0 ? sign_binding : whole_binding};
  };
  switch (operation.code) {
    case Code::x:
      return {"x"};
    case Code::y:
      return {"y"};
    case Code::constant:
      return number(operation.number);
    case Code::add:
      return infix(" + ", sum_binding, sum_binding);
    case Code::subtract:
      return infix(" - ", sum_binding, product_binding);
    case Code::multiply:
      return infix(" * ", product_binding, product_binding);
    case Code::divide:
      return infix(" / ", product_binding, sign_binding);
    case Code::power:
      return {a.within(whole_binding) + "**" + b.within(power_binding), power_binding};
    case Code::power_constant:
      return {a.within(whole_binding) + "**" + number(operation.number).within(power_binding), power_binding};
    case Code::square:
      return {a.within(whole_binding) + "**2", power_binding};
    case Code::negate:
      return {fmt::format("-{}", a.within(sign_binding)), sign_binding};
    case Code::least:
      return {fmt::format("np.minimum({}, {})", a.text, b.text)};
    case Code::greatest:
      return {fmt::format("np.maximum({}, {})", a.text, b.text)};
    case Code::relu:
      return {fmt::format("np.maximum({}, 0)", a.text)};
    case Code::sigmoid:
      return {fmt::format("1 / (1 + np.exp(-{}))", a.within(sign_binding)), product_binding};
    case Code::sine:
      return called("sin", a);
    case Code::cosine:
      return called("cos", a);
    case Code::tangent:
      return called("tan", a);
    case Code::arc_sine:
      return called("arcsin", a);
    case Code::arc_cosine:
      return called("arccos", a);
    case Code::arc_tangent:
      return called("arctan", a);
    case Code::sinh:
      return called("sinh", a);
    case Code::cosh:
      return called("cosh", a);
    case Code::tanh:
      return called("tanh", a);
    case Code::exp:
      return called("exp", a);
    case Code::log:
      return called("log", a);
    case Code::log2:
      return called("log2", a);
    case Code::log10:
      return called("log10", a);
    case Code::sqrt:
      return called("sqrt", a);
    case Code::abs:
      return called("abs", a);
    case Code::sign:
      return called("sign", a);
  }
  return {};
}

}  // namespace

TypedFunction::TypedFunction(std::string_view formula, const std::string& where)
    : tape_(std::make_shared<const Tape>(parse_formula(formula, where))) {}

int TypedFunction::dimensions() const { return tape_->uses(Code::y) ? 2 : 1; }

double TypedFunction::value(Point at) const { return run_by_steps(*tape_, at.x, at.y); }

float TypedFunction::value_in_float(float x) const { return run_by_steps(*tape_, x, 0.0f); }

Point TypedFunction::gradient(Point at) const {
  double f = 0;
  Point slope;
  tape_->run(1, &at.x, &at.y, &f, &slope.x, &slope.y);
  return slope;
}

std::string TypedFunction::python() const {
  std::vector<Expression> all;
  for (const Tape::Operation& operation : tape_->operations()) {
    const auto of = [&](int place) { return place < 0 ? Expression{} : all[static_cast<size_t>(place)]; };
    all.push_back(written(operation, of(operation.a), of(operation.b)));
  }
  return all[static_cast<size_t>(tape_->result())].text;
}

}  // namespace saddle
