// The mutations of mutations.json lead somewhere: the slow run, ./test --mutate, is not the first to find out.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace saddle {
namespace {

namespace fs = std::filesystem;

// White space counts as one blank, so that moved and reflowed code is still found.
std::string flattened(const std::string& text) {
  std::istringstream words(text);
  std::string flat;
  for (std::string word; words >> word;) flat += (flat.empty() ? "" : " ") + word;
  return flat;
}

std::string content_of(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

nlohmann::json mutations() { return nlohmann::json::parse(content_of(SADDLE_SOURCE "/tests/mutate/mutations.json")); }

TEST(Mutations, EachTextIsFoundInOnePlaceOfTheProgram) {
  std::map<std::string, std::string> sources;
  for (const char* folder : {"engine", "app"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(SADDLE_SOURCE) / folder)) {
      const auto ending = entry.path().extension();
      if (ending == ".cpp" || ending == ".h") sources[entry.path().string()] = flattened(content_of(entry.path()));
    }
  }
  for (const auto& mutation : mutations()) {
    const auto wanted = flattened(mutation["text"].get<std::string>());
    std::string places;
    int count = 0;
    for (const auto& [file, source] : sources) {
      for (size_t at = source.find(wanted); at != std::string::npos; at = source.find(wanted, at + 1)) {
        ++count;
        places += "\n  " + file;
      }
    }
    EXPECT_EQ(count, 1) << mutation["name"] << places
                        << "\nThe code has moved on: give the text that stands there now.";
  }
}

TEST(Mutations, AreAtLeastFortyAndTellApartWhatTheyChangeAndWhoNotices) {
  std::set<std::string> names;
  int count = 0;
  for (const auto& mutation : mutations()) {
    ++count;
    const std::string name = mutation["name"], program = mutation["program"], filter = mutation["filter"];
    EXPECT_TRUE(names.insert(name).second) << name << " is there twice";
    EXPECT_NE(flattened(mutation["text"]), flattened(mutation["instead"])) << name << " changes nothing";
    ASSERT_EQ(program.find("test_"), 0u) << name;
    EXPECT_TRUE(fs::is_directory(fs::path(SADDLE_SOURCE) / "tests" / program.substr(5))) << name << ": " << program;
    EXPECT_FALSE(filter.empty()) << name;
  }
  EXPECT_GE(count, 40);
}

}  // namespace
}  // namespace saddle
