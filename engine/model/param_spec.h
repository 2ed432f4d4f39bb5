#pragma once

#include <string>

#include "saddle/shape.h"

namespace saddle {

enum class Role { weight, bias, scale, statistic };  // who initializes it, decays it, trains it

// What a layer needs to be told apart, sized and initialized, before there is memory for it.
struct ParamSpec {
  std::string name;  // "weight"
  Role role = Role::weight;
  Shape shape;  // as in files: dense (out, in), convolution (out, in, kh, kw)
  int fan_in = 0, fan_out = 0;
};

}  // namespace saddle
