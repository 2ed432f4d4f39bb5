#include "labs/concepts/precision/work.h"

#include <cmath>
#include <string>

#include <fmt/format.h>

namespace saddle::app {
namespace {

std::string superscript(int number) {
  static constexpr const char* digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text;
  for (const char digit : std::to_string(number)) text += digit == '-' ? "⁻" : digits[digit - '0'];
  return text;
}

}  // namespace

std::string_view format_name(Precision precision) {
  switch (precision) {
    case Precision::half:
      return "half";
    case Precision::bfloat16:
      return "bfloat16";
    case Precision::int8:
      return "int8";
    default:
      return "float";
  }
}

int format_color(Precision precision) { return static_cast<int>(precision); }

PageNumbers precision_numbers(const Properties& properties) {
  const auto o = read<PrecisionOptions>(properties);
  const double x = static_cast<double>(static_cast<float>(o.number()));
  PageNumbers all{{"x", "x", x, fmt::format("{}·2{}", shown_factor(o.value), superscript(o.power)), {}, 9}};
  for (const Precision precision : all_formats) {
    if (precision == Precision::float32) continue;
    const StoredNumber stored = stored_number(x, precision, o.range);
    const std::string name(format_name(precision));
    all.push_back({name, name, stored.value, {}, {}, 9});
    all.push_back({name + "_error",
                   std::string(to_tr("relative error")),
                   x == 0 ? 0 : std::abs(stored.value - x) / std::abs(x),
                   {},
                   {},
                   3});
  }
  return all;
}

NumberCode precision_code(const Properties& properties) {
  const auto o = read<PrecisionOptions>(properties);
  const double x = static_cast<double>(static_cast<float>(o.number()));
  NumberCode code;
  const auto stored = [&](Precision precision) { return stored_number(x, precision, o.range).value; };
  code.line(fmt::format("x = np.float32({} * 2.0**{})", python_number(o.value), o.power))
      .print("x", {x}, 1e-7)
      .print("np.float16(x)", {stored(Precision::half)}, 0)
      .line("bits = int(x.view(np.uint32))  # bfloat16 is the upper half of a float")
      .line("bits = bits + 0x7fff + (bits >> 16 & 1) & 0xffff0000  # to the nearest, ties to even")
      .print("np.uint32(bits).view(np.float32)", {stored(Precision::bfloat16)}, 0)
      .line(fmt::format("scale = np.float32({}) / np.float32(127)  # int8", python_number(o.range)))
      .print("np.clip(np.rint(x / scale), -127, 127) * scale", {stored(Precision::int8)}, 1e-6);
  return code;
}

}  // namespace saddle::app
