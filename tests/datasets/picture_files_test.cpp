// Pictures as cameras, programs and archives leave them (tests/data/make_pictures.py).
#include <algorithm>

#include "../io/files.h"
#include "io/orientation.h"
#include "saddle/catalog.h"
#include "saddle/picture.h"
#include "saddle/text_file.h"
#include "sets.h"

namespace saddle {
namespace {

namespace fs = std::filesystem;
using Texts = std::vector<std::string>;

const fs::path pictures = SADDLE_TEST_DATA "/pictures";

// The middles of the four fields of the scene.
std::vector<int> fields_of(const PixelImage& picture) {
  std::vector<int> fields;
  for (const auto& [x, y] : {std::pair{8, 4}, {20, 4}, {8, 12}, {20, 12}})
    fields.push_back(picture.pixels[static_cast<size_t>((y * picture.width + x) * picture.channels)]);
  return fields;
}

void expect_scene(const fs::path& file, int tolerance = 0) {
  for (const int channels : {1, 3}) {
    const PixelImage picture = read_picture(file, channels);
    ASSERT_EQ(picture.width, 24) << file;
    ASSERT_EQ(picture.height, 16) << file;
    const std::vector<int> wanted{20, 90, 160, 230}, fields = fields_of(picture);
    for (size_t i = 0; i < 4; ++i) EXPECT_NEAR(fields[i], wanted[i], tolerance) << file << ' ' << i;
  }
}

TEST(PictureFiles, EveryOrientationIsTurnedUpright) {
  for (int orientation = 1; orientation <= 8; ++orientation)
    expect_scene(pictures / fmt::format("exif{}.jpg", orientation), 3);
  expect_scene(pictures / "turned.webp");
  expect_scene(pictures / "turned.png");
}

// By the definition of the tag (EXIF 2.3, 4.6.4 A): which visual sides the first row and the first column are.
TEST(PictureFiles, TheFirstRowAndColumnGoWhereTheTagSays) {
  const PixelImage stored{3, 2, 1, {1, 2, 3, 4, 5, 6}};
  const std::vector<std::vector<uint8_t>> seen = {
      {1, 2, 3, 4, 5, 6},  // 1: row top, column left
      {3, 2, 1, 6, 5, 4},  // 2: top, right
      {6, 5, 4, 3, 2, 1},  // 3: bottom, right
      {4, 5, 6, 1, 2, 3},  // 4: bottom, left
      {1, 4, 2, 5, 3, 6},  // 5: left, top
      {4, 1, 5, 2, 6, 3},  // 6: right, top
      {6, 3, 5, 2, 4, 1},  // 7: right, bottom
      {3, 6, 2, 5, 1, 4},  // 8: left, bottom
  };
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const PixelImage picture = upright(stored, orientation);
    EXPECT_EQ(picture.pixels, seen[static_cast<size_t>(orientation - 1)]) << orientation;
    EXPECT_EQ(picture.width, orientation >= 5 ? 2 : 3);
  }
  for (const int nonsense : {0, 9, -1}) EXPECT_EQ(upright(stored, nonsense).pixels, stored.pixels);
}

TEST(PictureFiles, DamagedExifDataMeanUpright) {
  const std::string bytes = read_text_file(pictures / "exif6.jpg");
  EXPECT_EQ(orientation_of(bytes), 6);
  for (size_t length = 0; length < 60; ++length) EXPECT_GE(orientation_of(bytes.substr(0, length)), 1);
  for (size_t at = 2; at < 60; ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(0xff);
    const int orientation = orientation_of(damaged);
    EXPECT_TRUE(orientation >= 1 && orientation <= 8) << at;
  }
}

// Decoders make pixels up for what is damaged or cut short.
TEST(PictureFiles, ADamagedPictureIsRefusedWhereverItIsCut) {
  const Folder folder;
  const auto said = [&](const std::string& bytes) {
    const fs::path file = folder.write("picture", bytes);
    const std::string fault = fault_of([&] { read_picture(file, 1); });
    return fault.substr(std::min(fault.size(), file.string().size()));
  };
  for (const char* name : {"scene.png", "key.png", "palette.png", "scene.gif", "scene.bmp"}) {
    const std::string whole = read_text_file(pictures / name);
    EXPECT_EQ(said(whole), "") << name;
    // The trailer of a GIF follows the end of its pixels, and a PNG without its end lacks what says that it is whole.
    const size_t least = std::string(name) == "scene.gif" ? whole.size() - 2 : whole.size() - 1;
    for (size_t size = least; size > 40; size -= std::min<size_t>(size, 7))
      EXPECT_NE(said(whole.substr(0, size)), "") << name << ", " << size << " of " << whole.size() << " bytes";
  }
  const std::string whole = read_text_file(pictures / "scene.png");
  const size_t pixels = whole.find("IDAT");
  for (size_t at = pixels + 4; at < whole.size() - 16; at += 5) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    EXPECT_EQ(said(damaged), ": is damaged: its check sum differs; save it again as PNG") << at;
  }
}

TEST(PictureFiles, EveryFormatGivesTheSamePicture) {
  for (const char* name : {"scene.png", "scene.bmp", "scene.gif", "scene.webp"}) expect_scene(pictures / name, 2);
}

TEST(PictureFiles, WhatIsTransparentLiesOnPaperHoweverTheFileSaysSo) {
  for (const char* name : {"key.png", "palette.png", "clear.webp"}) {
    for (const int channels : {1, 3}) {
      for (const int paper : {255, 0, 128}) {
        const auto fields = fields_of(read_picture(pictures / name, channels, static_cast<uint8_t>(paper)));
        EXPECT_EQ(fields, (std::vector<int>{paper, 90, 160, 230})) << name << ' ' << channels;
      }
    }
  }
}

class Pictures : public testing::Test {
 protected:
  void put(const std::string& from, const std::string& to) {
    fs::create_directories((folder_ / to).parent_path());
    fs::copy_file(pictures / from, folder_ / to);
  }
  std::shared_ptr<const Dataset> read(Properties properties = {}) {
    properties.insert({{"path", folder_.path().string()}, {"height", 8}, {"width", 12}, {"test_share", 0.0}});
    return load("image_folder", properties);
  }
  bool says(const Dataset& dataset, const std::string& words) {
    return std::any_of(dataset.notes.begin(), dataset.notes.end(),
                       [&](const Issue& note) { return note.sentence().find(words) != std::string::npos; });
  }
  Folder folder_;
};

TEST_F(Pictures, AllFormatsAndFoldersWithinAClassAreUsed) {
  for (const char* of : {"a", "b"}) {
    for (int i = 0; i < 4; ++i) {
      put("scene.png", fmt::format("{}/{}.png", of, i));
      put("scene.bmp", fmt::format("{}/{}.BMP", of, i));
      put("scene.webp", fmt::format("{}/{}.webp", of, i));
      put("scene.gif", fmt::format("{}/more/even more/{}", of, i));  // no ending at all
    }
  }
  const auto dataset = read();
  EXPECT_EQ(dataset->train.count, 32);
  EXPECT_EQ(std::count(dataset->train.labels.begin(), dataset->train.labels.end(), 0), 16);
  EXPECT_TRUE(dataset->notes.empty());
}

TEST_F(Pictures, WhatCannotBeReadIsCountedAndNamed) {
  for (int i = 0; i < 3; ++i) {
    put("scene.png", fmt::format("a/{}.png", i));
    put("scene.bmp", fmt::format("b/{}.bmp", i));
  }
  folder_.write("a/0.jpg", "no picture");
  folder_.write("b/notes.txt", "notes");
  folder_.write("labels.csv", "");
  folder_.write("a/.DS_Store", "");
  const auto dataset = read();
  EXPECT_EQ(dataset->train.count, 6);
  expect_sound(*dataset, dataset->train, 6);
  EXPECT_EQ(std::count(dataset->train.labels.begin(), dataset->train.labels.end(), 1), 3);
  EXPECT_TRUE(says(*dataset, "1 of 7 pictures cannot be read and are left out: a/0.jpg"));
  EXPECT_TRUE(says(*dataset, "files that are no pictures of a class are left out (2 in all): labels.csv, b/notes.txt"));
}

TEST_F(Pictures, ADivisionIntoPartsIsTaken) {
  for (const char* of : {"cat", "dog"}) {
    for (int i = 0; i < 4; ++i) put("scene.png", fmt::format("p/Train/{}/{}.png", of, i));
    put("scene.gif", fmt::format("p/test/{}/x.gif", of));
    put("scene.bmp", fmt::format("p/val/{}/y.bmp", of));
  }
  put("scene.png", "p/val/dog/z.png");
  const auto dataset = read({{"test_share", 0.5}});
  EXPECT_EQ(dataset->classes, (Texts{"cat", "dog"}));
  EXPECT_EQ(dataset->train.count, 8);
  EXPECT_EQ(dataset->test.count, 2);
  EXPECT_EQ(dataset->validation.count, 3);
  EXPECT_EQ(dataset->validation.labels, (std::vector<int>{0, 1, 1}));
  EXPECT_TRUE(says(*dataset, "Train, val, test"));
  const auto info = catalog::sample_info({"image_folder", {{"path", folder_.path().string()}}});
  EXPECT_EQ(info.classes, dataset->classes);
}

TEST_F(Pictures, AClassCanBeCalledTrain) {
  for (int i = 0; i < 2; ++i) {
    put("scene.png", fmt::format("train/{}.png", i));
    put("scene.png", fmt::format("bus/{}.png", i));
  }
  EXPECT_EQ(read()->classes, (Texts{"bus", "train"}));
}

TEST_F(Pictures, ATestFolderWithoutClassesIsNamed) {
  for (const char* of : {"a", "b"}) put("scene.png", fmt::format("train/{}/1.png", of));
  put("scene.png", "test/1.png");
  const auto dataset = read();
  EXPECT_EQ(dataset->classes, (Texts{"a", "b"}));
  EXPECT_EQ(dataset->train.count, 2);
  EXPECT_TRUE(says(*dataset, "folders without a folder for each class are left out: test"));
}

TEST_F(Pictures, TheBackgroundIsThePaperUnderTransparentPixels) {
  put("key.png", "a/1.png");
  put("scene.png", "b/1.png");
  for (const auto& [background, grey] : {std::pair{"white", 255}, {"black", 0}, {"gray", 128}}) {
    const auto dataset = read({{"background", background}, {"pixels", "gray"}});
    const auto first = static_cast<size_t>(dataset->train.labels[0] == 0 ? 0 : 96);
    EXPECT_EQ(dataset->train.bytes[first], grey) << background;
  }
}

TEST_F(Pictures, NamesThatAreNotUtf8ComeBackSoThatTheyCanBeToldApart) {
  put("scene.png", "caf\xe9/1.png");
  put("scene.png", "caf\xe8/1.png");
  EXPECT_EQ(read()->classes, (Texts{"caf\\xe8", "caf\\xe9"}));
}

}  // namespace
}  // namespace saddle
