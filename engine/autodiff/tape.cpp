#include "autodiff/tape.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <utility>

#include "autodiff/tape_kernels.h"

namespace saddle {

int Tape::record(Operation operation) {
  const auto same = [&](const Operation& other) {
    return other.code == operation.code && other.a == operation.a && other.b == operation.b &&
           std::bit_cast<uint64_t>(other.number) == std::bit_cast<uint64_t>(operation.number);
  };
  const auto found = std::find_if(operations_.begin(), operations_.end(), same);
  if (found != operations_.end()) return static_cast<int>(found - operations_.begin());
  operations_.push_back(operation);
  return static_cast<int>(operations_.size()) - 1;
}

int Tape::variable(Code which) {
  assert(which == Code::x || which == Code::y);
  return record({.code = which, .varies = true});
}

int Tape::constant(double value) { return record({.code = Code::constant, .number = value}); }

int Tape::apply(Code code, int a) {
  const Operation& operand = operations_[static_cast<size_t>(a)];
  if (!operand.varies) return constant(tape::one(code, operand.number, 0, 0));
  return record({.code = code, .a = a, .varies = true});
}

int Tape::apply(Code code, int a, int b) {
  const Operation left = operations_[static_cast<size_t>(a)], right = operations_[static_cast<size_t>(b)];
  if (!left.varies && !right.varies) return constant(tape::one(code, left.number, right.number, 0));
  if (code == Code::power && !right.varies) {
    if (right.number == 1) return a;
    if (right.number == 2) return apply(Code::square, a);
    return record({.code = Code::power_constant, .a = a, .number = right.number, .varies = true});
  }
  return record({.code = code, .a = a, .b = b, .varies = true});
}

void Tape::finish(int result) {
  std::vector<char> needed(operations_.size(), 0);
  needed[static_cast<size_t>(result)] = 1;
  for (size_t i = operations_.size(); i-- > 0;) {
    if (!needed[i]) continue;
    for (const int operand : {operations_[i].a, operations_[i].b}) {
      if (operand >= 0) needed[static_cast<size_t>(operand)] = 1;
    }
  }
  std::vector<Operation> kept;
  std::vector<int> moved(operations_.size(), -1);
  for (size_t i = 0; i < operations_.size(); ++i) {
    if (!needed[i]) continue;
    Operation operation = operations_[i];
    if (operation.a >= 0) operation.a = moved[static_cast<size_t>(operation.a)];
    if (operation.b >= 0) operation.b = moved[static_cast<size_t>(operation.b)];
    moved[i] = static_cast<int>(kept.size());
    kept.push_back(operation);
  }
  operations_ = std::move(kept);
  result_ = moved[static_cast<size_t>(result)];
}

bool Tape::uses(Code variable) const {
  return std::any_of(operations_.begin(), operations_.end(), [&](const Operation& o) { return o.code == variable; });
}

}  // namespace saddle
