#include "model/experiment_name.h"

#include <algorithm>

#include "saddle/error.h"

namespace saddle {

void check_name(const std::string& name, const std::string& where) {
  const bool control =
      std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (control) throw Error(where, "\"{}\" has a control character; choose another name", name);
}

}  // namespace saddle
