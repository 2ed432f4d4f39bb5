#include "model/operation.h"

#include <utility>

namespace saddle {

Operations folded(const std::string& name, size_t inputs) {
  Operations operations;
  for (int next = 1; next < static_cast<int>(inputs); ++next) {
    Operation operation{.name = name, .operands = {}};
    if (next == 1) {
      operation.operands.emplace_back(operand::Input{0});
    } else {
      operation.operands.emplace_back(operand::Result{next - 2});
    }
    operation.operands.emplace_back(operand::Input{next});
    operations.push_back(std::move(operation));
  }
  return operations;
}

}  // namespace saddle
