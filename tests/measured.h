#pragma once

#include <gtest/gtest.h>

#include "saddle/reading.h"

namespace saddle {

// What a probe measured; fails the test where that is nothing.
template <class T>
const T& measured(const Reading* reading) {
  static const T none{};
  const T* found = content_of<T>(reading);
  if (!found) ADD_FAILURE() << "nothing was measured";
  return found ? *found : none;
}
template <class T>
const T& measured(const Reading& reading) {
  return measured<T>(&reading);
}

}  // namespace saddle
