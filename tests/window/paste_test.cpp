// Pictures on the clipboard of a real X server, where xclip has put them.
#include "saddle/picture.h"
#include "window.h"

namespace saddle {
namespace {

const std::string seven = SADDLE_TEST_DATA "/seven.png";

class PastedOnScreen : public WindowOnScreen {
 protected:
  void SetUp() override {
    if (!installed("xclip")) GTEST_SKIP() << "needs xclip";
    WindowOnScreen::SetUp();
  }
  // The file's bytes lie on the clipboard as that kind until the next are put there.
  void copy(const std::string& kind, const std::string& file) {
    owner_ = std::make_unique<Process>(
        std::vector<std::string>{"xclip", "-quiet", "-selection", "clipboard", "-t", kind, "-i", file},
        std::vector<std::string>{desktop_->variable()});
    ASSERT_TRUE(wait([&] { return offered().find(kind) != std::string::npos; }));
  }
  std::string offered() const {
    const std::string list = folder_ / "offered";
    const std::string command = desktop_->variable() + " xclip -selection clipboard -t TARGETS -o >" + list + " 2>&1";
    return std::system(command.c_str()) == 0 ? bytes(list) : "";
  }
  void paste() { ASSERT_TRUE(desktop_->hand("mousemove " + place("digit.canvas") + " sleep 0.2 key ctrl+v")); }
  bool reads_seven() {
    return wait([&] { return text("digit.prediction").starts_with("7 "); });
  }
  void clear() {
    click("digit.clear");
    ASSERT_TRUE(wait([&] { return text("digit.prediction").empty(); }));
  }

  std::unique_ptr<Process> owner_;
};

// As a BMP, which is as long as its pixels are many: `times` as wide and tall.
std::string as_bmp(const PixelImage& picture, int times) {
  const int width = picture.width * times, height = picture.height * times, row = (3 * width + 3) / 4 * 4;
  std::string bytes = "BM";
  const auto number = [&](int64_t value, int count) {
    for (int i = 0; i < count; ++i) bytes += static_cast<char>(value >> (8 * i));
  };
  number(54 + row * height, 4), number(0, 4), number(54, 4), number(40, 4);
  number(width, 4), number(height, 4), number(1, 2), number(24, 2);
  for (int i = 0; i < 6; ++i) number(0, 4);
  for (int y = height - 1; y >= 0; --y) {
    for (int x = 0; x < width; ++x)
      bytes.append(3, static_cast<char>(picture.pixels[static_cast<size_t>(y / times * picture.width + x / times)]));
    bytes.append(static_cast<size_t>(row - 3 * width), '\0');
  }
  return bytes;
}

TEST_F(PastedOnScreen, APictureThatWasCopiedIsRead) {
  copy("image/png", seven);
  paste();
  EXPECT_TRUE(reads_seven()) << text("digit.prediction") << text("digit.paste") << text("notice");
}

TEST_F(PastedOnScreen, ALargeOneComesInPieces) {
  const PixelImage picture = read_picture(seven, 1);
  const std::string bmp = as_bmp(picture, 1 + 1500 / std::max(picture.width, picture.height));
  ASSERT_GT(bmp.size(), 4u << 20) << "no server takes that at once";
  std::ofstream(folder_ / "large.bmp", std::ios::binary) << bmp;
  copy("image/bmp", folder_ / "large.bmp");
  paste();
  EXPECT_TRUE(reads_seven()) << text("digit.prediction") << text("digit.paste") << text("notice");
}

TEST_F(PastedOnScreen, APathIsOpenedAndAnyOtherTextIsRefusedInASentence) {
  std::ofstream(folder_ / "text") << seven;
  copy("UTF8_STRING", folder_ / "text");
  paste();
  EXPECT_TRUE(reads_seven()) << text("digit.paste") << text("notice");
  clear();
  std::ofstream(folder_ / "text") << "three words here";
  copy("UTF8_STRING", folder_ / "text");
  paste();
  EXPECT_TRUE(wait([&] { return text("digit.paste").find("neither a picture") != std::string::npos; }));
}

TEST_F(PastedOnScreen, WhoeverHangsDoesNotHoldUpTheWindow) {
  copy("image/png", seven);
  owner_->send(SIGSTOP);
  paste();
  // A step is taken, and seen, while the other program stands still, for which GLFW would wait as long.
  ASSERT_TRUE(desktop_->hand("mousemove 640 20 sleep 0.1 key s"));
  EXPECT_TRUE(wait([&] { return std::isfinite(loss()); }));
  EXPECT_TRUE(wait([&] { return text("notice").find("does not answer") != std::string::npos; })) << text("notice");
  owner_->send(SIGCONT);
}

}  // namespace
}  // namespace saddle
