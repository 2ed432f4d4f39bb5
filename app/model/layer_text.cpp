#include "model/layer_text.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "plot/number.h"

namespace saddle::app {
namespace {

std::string scaled(double number, double unit, const std::array<const char*, 5>& endings) {
  size_t ending = 0;
  while (std::abs(number) >= 0.9995 * unit && ending + 1 < endings.size()) {
    number /= unit;
    ++ending;
  }
  if (ending == 0) return fmt::format("{:.0f}{}", number, endings[0]);
  const int decimals = std::abs(number) < 9.995 ? 2 : std::abs(number) < 99.95 ? 1 : 0;
  return fmt::format("{:.{}f}{}", number, decimals, endings[ending]);
}

}  // namespace

std::string gist(const Node& node, const Entry& entry) {
  const auto side = [&](const Property& kernel) {
    const std::string high = to_text(value_of(node.properties, kernel));
    const Property* width = find(entry.properties, "kernel_width");
    const std::string wide = width ? to_text(value_of(node.properties, *width)) : "same";
    return high + "×" + (wide == "same" ? high : wide);
  };
  const Property* kernel = find(entry.properties, "kernel");
  for (const char* name : {"units", "filters"}) {
    if (const Property* p = find(entry.properties, name)) {
      const std::string text = to_text(value_of(node.properties, *p));
      return kernel ? text + " @ " + side(*kernel) : text;
    }
  }
  return kernel ? side(*kernel) : std::string();
}

std::string grouped(int64_t number) { return plot::value_text(static_cast<double>(number), plot::Format::integer); }

std::string brief(double number) { return scaled(number, 1000, {"", " k", " M", " G", " T"}); }

std::string memory_text(double bytes) { return scaled(bytes, 1024, {" B", " KiB", " MiB", " GiB", " TiB"}); }

std::string shape_text(const Plan::Step& step) {
  return step.shape.text() + (step.parameters > 0 ? " · " + grouped(step.parameters) : "");
}

}  // namespace saddle::app
