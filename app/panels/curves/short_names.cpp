#include "panels/curves/short_names.h"

#include <algorithm>
#include <string_view>

namespace saddle::app {
namespace {

constexpr std::string_view between = " · ";

std::vector<std::string> parts_of(std::string_view title) {
  std::vector<std::string> parts;
  for (size_t end = 0; (end = title.find(between)) != std::string_view::npos; title.remove_prefix(end + between.size()))
    parts.emplace_back(title.substr(0, end));
  parts.emplace_back(title);
  return parts;
}

}  // namespace

std::vector<std::string> short_names(const std::vector<std::string>& titles, const std::string& among) {
  std::vector<std::vector<std::string>> all{parts_of(among)};
  for (const std::string& title : titles) all.push_back(parts_of(title));
  const auto everywhere = [&](const std::string& part) {
    return std::ranges::all_of(all, [&](const auto& parts) { return std::ranges::find(parts, part) != parts.end(); });
  };
  std::vector<std::string> names;
  for (size_t i = 0; i < titles.size(); ++i) {
    std::string name;
    for (const std::string& part : all[i + 1]) {
      if (!everywhere(part)) name += (name.empty() ? "" : std::string(between)) + part;
    }
    if (name.empty()) name = titles[i];
    const auto same = std::ranges::count_if(
        names, [&](const std::string& other) { return other == name || other.starts_with(name + " ("); });
    names.push_back(same == 0 ? name : name + " (" + std::to_string(same + 1) + ")");
  }
  return names;
}

}  // namespace saddle::app
