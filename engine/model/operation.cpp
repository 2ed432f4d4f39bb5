#include "model/operation.h"

namespace saddle {

Operations folded(const std::string& name, size_t inputs) {
  Operations operations;
  for (int next = 1; next < static_cast<int>(inputs); ++next) {
    const Operand before = next == 1 ? Operand(operand::Input{0}) : Operand(operand::Result{next - 2});
    operations.push_back({.name = name, .operands = {before, operand::Input{next}}});
  }
  return operations;
}

}  // namespace saddle
