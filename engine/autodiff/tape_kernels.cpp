#include "autodiff/tape_kernels.h"

#include <algorithm>
#include <utility>

#include "autodiff/tape_operations.h"
#include "core/scratch.h"

namespace saddle {
namespace {

using namespace tape;

// Owners of scratch memory, by operation and point.
struct TapeValues;
struct TapeAdjoints;

// Points that are worked on together: as many as fill one register, for single walkers, and enough that what happens
// between two operations costs nothing, for crowds.
constexpr int narrow = lane, wide = 128;

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
    values_ = scratch<TapeValues, double>(size);
    adjoints_ = scratch<TapeAdjoints, double>(size);
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
