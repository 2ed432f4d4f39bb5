// Arrows between the rooms of the engine point one way. engine/README.md has the table: a room may include itself, the
// public headers, and the rooms in its row; anything else is an arrow that runs back up.
#include <map>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

#include "architecture/sources.h"

namespace saddle {
namespace {

using Rooms = std::set<std::string>;

// The rows "| `room/` | what is in it | `other/` `another/` |" of the table.
std::map<std::string, Rooms> table_of_rooms() {
  static const std::regex row(R"(^\| `([a-z]+)/` \|.*\|([^|]*)\|$)"), name("`([a-z]+)/`");
  std::map<std::string, Rooms> rooms;
  std::istringstream lines(text_of(repository / "engine/README.md"));
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (!std::regex_match(line, match, row)) continue;
    const std::string allowed = match[2];
    Rooms& may_include = rooms[match[1]];
    for (std::sregex_iterator other(allowed.begin(), allowed.end(), name), end; other != end; ++other)
      may_include.insert((*other)[1]);
  }
  return rooms;
}

const std::map<std::string, Rooms> may_include = table_of_rooms();

struct Include {
  std::string file, target;
};

std::vector<Include> includes_below(const std::string& folder) {
  static const std::regex line(R"re(^#include "([^"]+)")re");
  std::vector<Include> found;
  for (const auto& path : files_below(folder, {".h", ".cpp"})) {
    std::ifstream file(path);
    for (std::string text; std::getline(file, text);) {
      if (std::smatch match; std::regex_search(text, match, line)) found.push_back({name_of(path), match[1]});
    }
  }
  return found;
}

std::string room_of(const std::string& target) { return target.substr(0, target.find('/')); }

TEST(Includes, TheRoomsOfTheEngineAreThoseOfTheTable) {
  Rooms folders, rows;
  for (const auto& entry : std::filesystem::directory_iterator(repository / "engine")) {
    if (entry.is_directory()) folders.insert(entry.path().filename().string());
  }
  for (const auto& [room, allowed] : may_include) {
    rows.insert(room);
    for (const std::string& other : allowed)
      EXPECT_TRUE(may_include.contains(other)) << room << " may include " << other;
  }
  EXPECT_EQ(folders, rows);
}

TEST(Includes, NoArrowBetweenTheRoomsOfTheEngineRunsBackUp) {
  for (const auto& [room, allowed] : may_include) {
    for (const auto& [file, target] : includes_below("engine/" + room)) {
      const std::string other = room_of(target);
      EXPECT_TRUE(other == "saddle" || other == room || allowed.contains(other))
          << file << " includes " << target << ", which the row of " << room << "/ does not allow";
    }
  }
}

TEST(Includes, TheApplicationKnowsThePublicHeadersOfTheEngineAlone) {
  for (const auto& [file, target] : includes_below("app")) {
    EXPECT_FALSE(may_include.contains(room_of(target)) && !std::filesystem::exists(repository / "app" / target))
        << file << " includes " << target;
  }
}

}  // namespace
}  // namespace saddle
