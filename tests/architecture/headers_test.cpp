// The public headers are the engine's front door: saddle.h opens all of it, and they can be read without anything that
// is not in the repository. tests/CMakeLists.txt compiles each of them by itself.
#include <gtest/gtest.h>

#include "architecture/sources.h"

namespace saddle {
namespace {

TEST(PublicHeaders, SaddleHIncludesAllOfThem) {
  const std::string all = text_of(repository / "engine/include/saddle/saddle.h");
  for (const auto& header : files_below("engine/include/saddle", {".h"})) {
    if (header.filename() == "saddle.h") continue;
    EXPECT_NE(all.find("#include \"saddle/" + header.filename().string() + "\"\n"), all.npos) << header;
    EXPECT_LT(all.find(header.filename().string()), all.find("#include")) << header << " is missing from the overview";
  }
}

TEST(PublicHeaders, ReferToNothingOutsideTheRepository) {
  for (const auto& header : files_below("engine/include/saddle", {".h"})) {
    const std::string text = text_of(header);
    for (const char* phrase : {"see interfaces", "interfaces.md", "../", "/shared"})
      EXPECT_EQ(text.find(phrase), text.npos) << header << " refers to " << phrase;
  }
}

TEST(PublicHeaders, NameNeitherEigenNorAnyLibraryOfTheWindow) {
  for (const auto& header : files_below("engine/include/saddle", {".h"})) {
    const std::string text = text_of(header);
    for (const char* word : {"Eigen", "imgui", "GLFW", "CLI11", "nlohmann"})
      EXPECT_EQ(text.find(word), text.npos) << header << " names " << word;
  }
}

}  // namespace
}  // namespace saddle
