// Arrows between the rooms point one way. The table is the one of engine/README.md: a room may include itself, the
// public headers, and what stands behind its name; anything else is an arrow that runs back up.
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace saddle {
namespace {

using Rooms = std::set<std::string>;

const std::map<std::string, Rooms> may_include = {
    {"include", {}},
    {"core", {}},
    {"io", {}},
    {"autodiff", {"core"}},
    {"model", {"core", "io"}},
    {"nn", {"core", "model"}},
    {"train", {"core", "io", "model", "nn"}},
    {"layers", {"core", "model", "nn"}},
    {"initializers", {"core", "model", "nn"}},
    {"optimizers", {"core", "model", "nn", "train"}},
    {"losses", {"core", "model", "nn", "train"}},
    {"schedules", {"core", "model", "nn", "train"}},
    {"probes", {"core", "model", "nn", "train"}},
    {"datasets", {"core", "io", "model"}},
    {"surface", {"autodiff", "core"}},
    {"functions", {"autodiff", "core", "surface"}},
    {"race", {"autodiff", "core", "surface", "model", "nn", "train"}},
    {"mend", {"model"}},
    {"session", {"core", "io", "model", "nn", "train"}},
};

struct Include {
  std::string file, target;
};

std::vector<Include> includes_below(const std::filesystem::path& folder) {
  static const std::regex line(R"re(^#include "([^"]+)")re");
  std::vector<Include> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const auto ending = entry.path().extension();
    if (ending != ".cpp" && ending != ".h") continue;
    std::ifstream file(entry.path());
    for (std::string text; std::getline(file, text);) {
      if (std::smatch match; std::regex_search(text, match, line)) found.push_back({entry.path().string(), match[1]});
    }
  }
  return found;
}

std::string room_of(const std::string& target) { return target.substr(0, target.find('/')); }

TEST(Includes, EveryRoomOfTheEngineIsInTheTable) {
  for (const auto& entry : std::filesystem::directory_iterator(SADDLE_SOURCE "/engine")) {
    if (entry.is_directory()) EXPECT_TRUE(may_include.contains(entry.path().filename().string())) << entry.path();
  }
}

TEST(Includes, NoArrowBetweenTheRoomsOfTheEngineRunsBackUp) {
  for (const auto& [room, allowed] : may_include) {
    for (const auto& [file, target] : includes_below(SADDLE_SOURCE "/engine/" + room)) {
      const std::string other = room_of(target);
      EXPECT_TRUE(other == "saddle" || other == room || allowed.contains(other))
          << file << " includes " << target << ", but " << room << " stands below " << other;
    }
  }
}

TEST(Includes, TheApplicationKnowsThePublicHeadersOfTheEngineAlone) {
  for (const auto& [file, target] : includes_below(SADDLE_SOURCE "/app")) {
    EXPECT_FALSE(may_include.contains(room_of(target)) && !std::filesystem::exists(SADDLE_SOURCE "/app/" + target))
        << file << " includes " << target;
  }
}

TEST(Includes, PublicHeadersNameNeitherEigenNorAnyWindow) {
  for (const auto& entry : std::filesystem::directory_iterator(SADDLE_SOURCE "/engine/include/saddle")) {
    std::ifstream file(entry.path());
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    for (const char* word : {"Eigen", "imgui", "GLFW", "../"}) EXPECT_EQ(text.find(word), text.npos) << entry.path();
  }
}

}  // namespace
}  // namespace saddle
