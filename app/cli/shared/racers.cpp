#include "cli/shared/racers.h"

#include <charconv>
#include <cmath>
#include <sstream>

#include "saddle/catalog.h"
#include "saddle/experiment_file.h"

namespace saddle::cli {
namespace {

// Parses the whole text as a finite number.
bool read_number(std::string_view text, double& value) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
}

}  // namespace

Point read_start(const std::string& text, const Function& function, const std::string& where) {
  if (text.empty()) return function.start;
  Point start;
  const size_t comma = text.find(',');
  const bool one = function.surface->dimensions() == 1 && comma == text.npos;
  if (one && read_number(text, start.x)) return start;
  if (comma == text.npos || !read_number(std::string_view(text).substr(0, comma), start.x) ||
      !read_number(std::string_view(text).substr(comma + 1), start.y)) {
    throw Error(where, "expected two numbers as in -7,2, got \"{}\"", text);
  }
  return start;
}

Racer read_racer(const std::string& text, const std::string& where) {
  const size_t colon = text.find(':');
  Racer racer{.name = text, .optimizer = {.type = text.substr(0, colon)}};
  const Entry& entry = catalog::get(catalog::optimizers(), racer.optimizer.type, where);
  std::istringstream settings(colon == text.npos ? "" : text.substr(colon + 1));
  for (std::string setting; std::getline(settings, setting, ',');) {
    const size_t equals = setting.find('=');
    if (equals == std::string::npos && !racer.optimizer.properties.empty())
      throw Error(where,
                  "expected NAME:key=value,…, got \"{}\"; a comma begins another setting, so decimals have a point",
                  text);
    if (equals == std::string::npos) throw Error(where, "expected NAME:key=value,…, got \"{}\"", text);
    racer.optimizer.properties.insert_or_assign(setting.substr(0, equals), parse_value(setting.substr(equals + 1)));
  }
  if (const auto issues = check(racer.optimizer.properties, entry.properties, where + " " + racer.optimizer.type);
      !issues.empty()) {
    throw Error(issues.front());
  }
  return racer;
}

}  // namespace saddle::cli
