#pragma once

#include <string>

#include <gtest/gtest.h>

#include "core/kernels/table.h"
#include "saddle/simd_level.h"

namespace saddle {

// Runs body() with the kernels of each level that this processor has.
template <class Body>
void at_each_level(const Body& body) {
  for (size_t index = 0; index < simd_levels().size(); ++index) {
    SCOPED_TRACE("level " + std::string(name_of(simd_levels()[index])));
    const ForcedLevel forced(static_cast<int>(index));
    body();
  }
}

}  // namespace saddle
