#pragma once

#include <cstdint>
#include <vector>

namespace saddle {

// A function of x and y as a list of elementary operations, each on the results of earlier ones: recorded once, then
// run over many points, forwards for f and backwards for its gradient (reverse-mode automatic differentiation; Griewank
// and Walther, 2008, 3.2). The gradient is exact up to rounding.
class Tape {
 public:
  enum class Code : uint8_t {
    x,
    y,
    constant,
    add,
    subtract,
    multiply,
    divide,
    power,
    least,
    greatest,  // of two
    negate,
    square,
    power_constant,  // power_constant: a to the power of `number`
    sine,
    cosine,
    tangent,
    arc_sine,
    arc_cosine,
    arc_tangent,
    sinh,
    cosh,
    tanh,
    exp,
    log,
    log2,
    log10,
    sqrt,
    abs,
    sign,
    relu,
    sigmoid,
  };
  struct Operation {
    Code code;
    int a = -1, b = -1;
    double number = 0;
    bool varies = false;  // depends on x or y
  };

  // Each appends an operation, unless it has been recorded before, and returns its place. Of constants it is done at
  // once.
  int variable(Code which);
  int constant(double value);
  int apply(Code code, int a);
  int apply(Code code, int a, int b);

  const std::vector<Operation>& operations() const { return operations_; }
  int result() const { return result_; }
  // Ends the recording; what the result does not need is dropped.
  void finish(int result);
  bool uses(Code variable) const;

  // At `count` points; dx and dy may be null. Where the chain rule meets 0 times infinity it takes 0.
  void run(int64_t count, const double* x, const double* y, double* f, double* dx, double* dy) const;

 private:
  int record(Operation operation);

  std::vector<Operation> operations_;
  int result_ = -1;
};

}  // namespace saddle
