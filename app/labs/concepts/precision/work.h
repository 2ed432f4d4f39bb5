#pragma once

#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "labs/concepts/page.h"
#include "saddle/number_format.h"

namespace saddle::app {

// What is set on the page Precision.
struct PrecisionOptions {
  std::string view = "number", of = "yours", format = "half";
  double value = 1.37, range = 2;
  int power = -3, samples = 1000, depth = 6, scale_power = 12;
  bool float_weights = true;

  static auto fields() {
    using O = PrecisionOptions;
    return std::tuple{
        field("view", &O::view, {.choices = {"number", "net", "train"}}, "What is rounded."),
        field("value", &O::value, {.min = -2, .max = 2}, "The number is this times a power of two."),
        field("power", &O::power, {.min = -30, .max = 20}, "That power of two."),
        field("range", &O::range, {.min = 0.01, .max = 1000, .logarithmic = true},
              "The largest magnitude that int8 has to hold; its 127 steps share it."),
        field("of", &O::of, {.choices = {"yours", "shipped"}},
              "Your network as it stands, or the one that ships and reads drawn digits."),
        field("samples", &O::samples, {.min = 50, .max = 10'000}, "So many test examples."),
        field("format", &O::format, {.choices = {"half", "bfloat16"}},
              "In which weights, activations and gradients are kept."),
        field("depth", &O::depth, {.min = 1, .max = 8},
              "So many layers of tanh with small weights, each of which shrinks gradients."),
        field("scale_power", &O::scale_power, {.min = 0, .max = 30},
              "The loss is multiplied by 2 to this power, and the gradients are divided by it at the end."),
        field("float_weights", &O::float_weights, {},
              "Steps are added to weights in float; otherwise those smaller than a unit of the last place are lost."),
    };
  }
  double number() const { return std::ldexp(value, power); }
};

constexpr std::array all_formats{Precision::float32, Precision::half, Precision::bfloat16, Precision::int8};
std::string_view format_name(Precision precision);  // "bfloat16"
int format_color(Precision precision);              // of the palette

// See ConceptType.
PageNumbers precision_numbers(const Properties& properties);
NumberCode precision_code(const Properties& properties);

}  // namespace saddle::app
