// The panels look as they did. ./test --accept-pictures keeps the pictures of today instead.
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include <gtest/gtest.h>

#include "visual/likeness.h"
#include "visual/scenes.h"

namespace saddle::visual {
namespace {

namespace fs = std::filesystem;

// So many pixels of a picture may differ: a number whose last digit the rounding of another processor decides. A curve
// of another run, or a label that moved, is hundreds.
constexpr int64_t most_different = 40;

#if defined(__x86_64__)
// Levels of the processor round differently, which grows while a network learns; this one is everywhere.
[[maybe_unused]] const int one_level = setenv("SADDLE_SIMD", "baseline", 1);
#endif

class Pictures : public testing::TestWithParam<Scene> {};

TEST_P(Pictures, LookAsExpected) {
  const std::string name = GetParam().name;
  const fs::path expected = fs::path(SADDLE_SOURCE "/tests/visual/expected") / (name + ".png"),
                 out = fs::path(SADDLE_SOURCE "/out/visual");
  const PixelImage picture = GetParam().take();
  ASSERT_GT(picture.width, 100);
  ASSERT_GT(picture.height, 100);
  const char* accept = std::getenv("SADDLE_ACCEPT_PICTURES");
  if (accept && *accept) {
    const bool known = fs::exists(expected);
    const int64_t changed = known ? compare(picture, read_picture(expected, 3)).different : 0;
    if (known && changed == 0) return;  // the same to the eye: no new bytes to keep
    fs::create_directories(expected.parent_path());
    write_png(expected, picture);
    std::cout << name << ": " << (known ? std::to_string(changed) + " pixels differed" : "new") << "\n";
    return;
  }
  ASSERT_TRUE(fs::exists(expected)) << "no picture is kept yet; ./test --accept-pictures keeps this one";
  const Likeness found = compare(picture, read_picture(expected, 3));
  if (found.different <= most_different) return;
  fs::create_directories(out);
  write_png(out / (name + ".png"), picture);
  write_png(out / (name + ".difference.png"), found.marked);
  FAIL() << found.different << " pixels differ from tests/visual/expected/" << name << ".png: see out/visual/" << name
         << ".png and, in red, " << name << ".difference.png. If it should look so, ./test --accept-pictures keeps it.";
}

INSTANTIATE_TEST_SUITE_P(Scenes, Pictures, testing::ValuesIn(scenes()),
                         [](const testing::TestParamInfo<Scene>& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace saddle::visual
