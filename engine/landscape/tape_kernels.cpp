#include "landscape/tape_kernels.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/scratch.h"
#include "core/simd.h"

namespace saddle {
namespace {

using Code = Tape::Code;
using Lanes = Lane<double>;
constexpr int lane = static_cast<int>(Lanes::size());

// Points that are worked on together: as many as fill one register, for single walkers, and enough that what happens
// between two operations costs nothing, for crowds.
constexpr int narrow = lane, wide = 128;

Lanes load(const double* from) { return Lanes(from, stdx::element_aligned); }

template <class Of>
Lanes each(const Lanes& a, const Of& of) {
  return Lanes([&](auto i) { return of(static_cast<double>(a[i])); });
}
template <class Of>
Lanes each(const Lanes& a, const Lanes& b, const Of& of) {
  return Lanes([&](auto i) { return of(static_cast<double>(a[i]), static_cast<double>(b[i])); });
}

// The vectorized sine folds its argument with a limited number of digits.
Lanes sine(const Lanes& a) {
  if (all_of(stdx::abs(a) < 1e6)) return stdx::sin(a);
  return each(a, [](double v) { return std::sin(v); });
}
Lanes cosine(const Lanes& a) {
  if (all_of(stdx::abs(a) < 1e6)) return stdx::cos(a);
  return each(a, [](double v) { return std::cos(v); });
}

// A whole power by squaring; any other by pow().
Lanes raised(const Lanes& a, double power) {
  if (power != std::trunc(power) || std::abs(power) > 64) return each(a, [&](double v) { return std::pow(v, power); });
  Lanes result = 1, base = a;
  for (auto left = static_cast<int>(std::abs(power)); left > 0; left /= 2) {
    if (left % 2 != 0) result *= base;
    base *= base;
  }
  return power < 0 ? Lanes(1) / result : result;
}

Lanes sigmoid(const Lanes& a) {
  return each(a, [](double v) { return 1 / (1 + std::exp(-v)); });
}

template <Code code>
Lanes value_of(double number, const Lanes& a, const Lanes& b) {
  switch (code) {
    case Code::x:
    case Code::y:
    case Code::constant:
      break;
    case Code::add:
      return a + b;
    case Code::subtract:
      return a - b;
    case Code::multiply:
      return a * b;
    case Code::divide:
      return a / b;
    case Code::power:
      return each(a, b, [](double v, double w) { return std::pow(v, w); });
    case Code::least:
      return each(a, b, [](double v, double w) { return v <= w || std::isnan(v) ? v : w; });
    case Code::greatest:
      return each(a, b, [](double v, double w) { return v >= w || std::isnan(v) ? v : w; });
    case Code::negate:
      return -a;
    case Code::square:
      return a * a;
    case Code::power_constant:
      return raised(a, number);
    case Code::sine:
      return sine(a);
    case Code::cosine:
      return cosine(a);
    case Code::tangent:
      return each(a, [](double v) { return std::tan(v); });
    case Code::arc_sine:
      return each(a, [](double v) { return std::asin(v); });
    case Code::arc_cosine:
      return each(a, [](double v) { return std::acos(v); });
    case Code::arc_tangent:
      return each(a, [](double v) { return std::atan(v); });
    case Code::sinh:
      return each(a, [](double v) { return std::sinh(v); });
    case Code::cosh:
      return each(a, [](double v) { return std::cosh(v); });
    case Code::tanh:
      return each(a, [](double v) { return std::tanh(v); });
    case Code::exp:
      return each(a, [](double v) { return std::exp(v); });
    case Code::log:
      return each(a, [](double v) { return std::log(v); });
    case Code::log2:
      return each(a, [](double v) { return std::log2(v); });
    case Code::log10:
      return each(a, [](double v) { return std::log10(v); });
    case Code::sqrt:
      return stdx::sqrt(a);
    case Code::abs:
      return stdx::abs(a);
    case Code::sign:
      return each(a, [](double v) { return v > 0 ? 1.0 : v < 0 ? -1.0 : v; });
    case Code::relu:
      return each(a, [](double v) { return v > 0 || std::isnan(v) ? v : 0.0; });
    case Code::sigmoid:
      return sigmoid(a);
  }
  return 0;
}

// d(out)/da, and d(out)/db of those with two operands.
template <Code code>
Lanes slope_a(double number, const Lanes& a, const Lanes& b, const Lanes& out) {
  switch (code) {
    case Code::add:
    case Code::subtract:
      return 1;
    case Code::multiply:
      return b;
    case Code::divide:
      return 1 / b;
    case Code::power:
      return each(a, b, [](double v, double w) { return w * std::pow(v, w - 1); });
    case Code::least:
      return each(a, b, [](double v, double w) { return v <= w ? 1.0 : 0.0; });
    case Code::greatest:
      return each(a, b, [](double v, double w) { return v >= w ? 1.0 : 0.0; });
    case Code::negate:
      return -1;
    case Code::square:
      return 2 * a;
    case Code::power_constant:
      return number * raised(a, number - 1);
    case Code::sine:
      return cosine(a);
    case Code::cosine:
      return -sine(a);
    case Code::tangent:
      return 1 + out * out;
    case Code::arc_sine:
      return 1 / stdx::sqrt(1 - a * a);
    case Code::arc_cosine:
      return -1 / stdx::sqrt(1 - a * a);
    case Code::arc_tangent:
      return 1 / (1 + a * a);
    case Code::sinh:
      return each(a, [](double v) { return std::cosh(v); });
    case Code::cosh:
      return each(a, [](double v) { return std::sinh(v); });
    case Code::tanh:
      return 1 - out * out;
    case Code::exp:
      return out;
    case Code::log:
      return 1 / a;
    case Code::log2:
      return 1 / (a * std::numbers::ln2);
    case Code::log10:
      return 1 / (a * std::numbers::ln10);
    case Code::sqrt:
      return 0.5 / out;
    case Code::abs:
      return each(a, [](double v) { return v > 0 ? 1.0 : v < 0 ? -1.0 : v; });
    case Code::relu:
      return each(a, [](double v) { return v > 0 ? 1.0 : std::isnan(v) ? v : 0.0; });
    case Code::sigmoid:
      return out * (1 - out);
    case Code::sign:
    case Code::x:
    case Code::y:
    case Code::constant:
      break;
  }
  return 0;
}

template <Code code>
Lanes slope_b(const Lanes& a, const Lanes& b, const Lanes& out) {
  switch (code) {
    case Code::add:
      return 1;
    case Code::subtract:
      return -1;
    case Code::multiply:
      return a;
    case Code::divide:
      return -out / b;
    case Code::power:
      return each(a, out, [](double v, double w) { return w == 0 ? 0.0 : w * std::log(v); });
    case Code::least:
      return each(a, b, [](double v, double w) { return v <= w ? 0.0 : 1.0; });
    case Code::greatest:
      return each(a, b, [](double v, double w) { return v >= w ? 0.0 : 1.0; });
    default:
      return 0;
  }
}

// A slope of 0 passes nothing on, not even of an infinite slope above it: so the gradient of sqrt(x^2) at 0 is 0.
Lanes passed_on(const Lanes& above, const Lanes& slope) {
  Lanes product = above * slope;
  where(slope == 0, product) = 0;
  return product;
}

// body.operator()<code>() for the code at hand: what is decided once a block is not asked for every point.
template <class Body>
void with_code(Code code, const Body& body) {
  constexpr size_t codes = static_cast<size_t>(Code::sigmoid) + 1;
  [&]<size_t... c>(std::index_sequence<c...>) {
    ((code == static_cast<Code>(c) ? body.template operator()<static_cast<Code>(c)>() : void()), ...);
  }
  (std::make_index_sequence<codes>{});
}

template <int count>
void forward(const std::vector<Tape::Operation>& operations, const double* x, const double* y, double* values) {
  for (size_t i = 0; i < operations.size(); ++i) {
    const Tape::Operation& operation = operations[i];
    double* out = values + i * count;
    if (operation.code == Code::constant) continue;  // stays from block to block
    if (operation.code == Code::x || operation.code == Code::y) {
      std::copy_n(operation.code == Code::x ? x : y, count, out);
      continue;
    }
    const double* a = values + operation.a * count;
    const double* b = operation.b < 0 ? a : values + operation.b * count;
    with_code(operation.code, [&]<Code code>() {
      for (int k = 0; k < count; k += lane)
        value_of<code>(operation.number, load(a + k), load(b + k)).copy_to(out + k, stdx::element_aligned);
    });
  }
}

template <int count>
void backward(const std::vector<Tape::Operation>& operations, int result, const double* values, double* adjoints) {
  std::fill_n(adjoints, operations.size() * count, 0.0);
  std::fill_n(adjoints + result * count, count, 1.0);
  for (size_t i = operations.size(); i-- > 0;) {
    const Tape::Operation& operation = operations[i];
    if (operation.a < 0 || !operation.varies) continue;
    const double *out = values + i * count, *above = adjoints + i * count;
    const double* a = values + operation.a * count;
    const double* b = operation.b < 0 ? a : values + operation.b * count;
    const bool left = operations[static_cast<size_t>(operation.a)].varies,
               right = operation.b >= 0 && operations[static_cast<size_t>(operation.b)].varies;
    with_code(operation.code, [&]<Code code>() {
      for (int k = 0; k < count; k += lane) {
        const Lanes from = load(above + k), va = load(a + k), vb = load(b + k), vo = load(out + k);
        const auto give = [&](int to, const Lanes& slope) {
          double* adjoint = adjoints + to * count + k;
          (load(adjoint) + passed_on(from, slope)).copy_to(adjoint, stdx::element_aligned);
        };
        if (left) give(operation.a, slope_a<code>(operation.number, va, vb, vo));
        if (right) give(operation.b, slope_b<code>(va, vb, vo));
      }
    });
  }
}

template <int count>
class Runner {
 public:
  explicit Runner(const Tape& tape) : operations_(tape.operations()), result_(tape.result()) {
    const auto size = static_cast<int64_t>(operations_.size()) * count;
    values_ = scratch<double>(0, size);
    adjoints_ = scratch<double>(1, size);
    for (size_t i = 0; i < operations_.size(); ++i) {
      if (operations_[i].code == Code::constant) std::fill_n(values_ + i * count, count, operations_[i].number);
      if (operations_[i].code == Code::x) x_ = static_cast<int>(i);
      if (operations_[i].code == Code::y) y_ = static_cast<int>(i);
    }
  }

  void run(const double* x, const double* y, double* f, double* dx, double* dy) {
    forward<count>(operations_, x, y, values_);
    std::copy_n(values_ + result_ * count, count, f);
    if (!dx) return;
    backward<count>(operations_, result_, values_, adjoints_);
    const auto take = [&](int variable, double* to) {
      if (variable < 0) {
        std::fill_n(to, count, 0.0);
      } else {
        std::copy_n(adjoints_ + variable * count, count, to);
      }
    };
    take(x_, dx);
    take(y_, dy);
  }

 private:
  const std::vector<Tape::Operation>& operations_;
  int result_, x_ = -1, y_ = -1;
  double *values_, *adjoints_;
};

// Blocks of `count`; the last one is filled up with its last point.
template <int count>
void run_blocks(const Tape& tape, int64_t points, const double* x, const double* y, double* f, double* dx, double* dy) {
  Runner<count> runner(tape);
  int64_t at = 0;
  for (; at + count <= points; at += count)
    runner.run(x + at, y + at, f + at, dx ? dx + at : nullptr, dy ? dy + at : nullptr);
  const int64_t left = points - at;
  if (left == 0) return;
  double padded[5][count];
  for (int64_t i = 0; i < count; ++i) {
    padded[0][i] = x[std::min(at + i, points - 1)];
    padded[1][i] = y[std::min(at + i, points - 1)];
  }
  runner.run(padded[0], padded[1], padded[2], dx ? padded[3] : nullptr, dy ? padded[4] : nullptr);
  std::copy_n(padded[2], left, f + at);
  if (!dx) return;
  std::copy_n(padded[3], left, dx + at);
  std::copy_n(padded[4], left, dy + at);
}

}  // namespace

void Tape::run(int64_t count, const double* x, const double* y, double* f, double* dx, double* dy) const {
  if (count <= 4 * narrow) {
    run_blocks<narrow>(*this, count, x, y, f, dx, dy);
  } else {
    run_blocks<wide>(*this, count, x, y, f, dx, dy);
  }
}

double tape::one(Tape::Code code, double a, double b, double number) {
  double result = 0;
  with_code(code, [&]<Code c>() { result = value_of<c>(number, Lanes(a), Lanes(b))[0]; });
  return result;
}

}  // namespace saddle
