#include "saddle/optimizer_text.h"

#include <sstream>

#include "saddle/catalog.h"
#include "saddle/experiment_file.h"

namespace saddle {

Choice parse_optimizer(const std::string& text) {
  std::istringstream parts(text);
  Choice optimizer;
  std::getline(parts, optimizer.type, ':');
  const Entry& entry = catalog::get(catalog::optimizers(), optimizer.type, whole_optimizer);
  for (std::string setting; std::getline(parts, setting, ':');) {
    const size_t equals = setting.find('=');
    if (equals == setting.npos || equals == 0)
      throw Error(whole_optimizer, "expected NAME:key=value:key=value…, got \"{}\"", text);
    optimizer.properties.insert_or_assign(setting.substr(0, equals), parse_value(setting.substr(equals + 1)));
  }
  if (const auto issues = check(optimizer.properties, entry.properties, whole_optimizer); !issues.empty())
    throw Error(issues.front());
  return optimizer;
}

std::string optimizer_text(const Choice& optimizer) {
  std::string text = optimizer.type;
  for (const auto& [key, value] : optimizer.properties) text += ":" + key + "=" + to_text(value);
  return text;
}

}  // namespace saddle
