// Folders of pictures that the test paints.
#include <algorithm>
#include <atomic>
#include <chrono>

#include <zlib.h>

#include "../io/files.h"
#include "datasets/shared/resize.h"
#include "saddle/catalog.h"
#include "saddle/picture.h"
#include "sets.h"

namespace saddle {
namespace {

PixelImage plain(int width, int height, std::vector<uint8_t> color) {
  PixelImage picture{width, height, static_cast<int>(color.size()), {}};
  for (int i = 0; i < width * height; ++i) picture.pixels.insert(picture.pixels.end(), color.begin(), color.end());
  return picture;
}

void paint(const Folder& folder, const std::string& name, const PixelImage& picture) {
  std::filesystem::create_directories((folder / name).parent_path());
  write_png(folder / name, picture);
}

// Ten red and five blue pictures of various sizes, each with a shade of its own.
void paint_two_classes(const Folder& folder) {
  for (int i = 0; i < 10; ++i)
    paint(folder, fmt::format("red/{}.png", i), plain(5 + i, 9, {static_cast<uint8_t>(100 + i), 0, 0}));
  for (int i = 0; i < 5; ++i)
    paint(folder, fmt::format("blue/{}.PNG", i), plain(8, 4 + i, {0, 0, static_cast<uint8_t>(200 + i)}));
}

std::shared_ptr<const Dataset> pictures(const Folder& folder, Properties properties = {}) {
  properties["path"] = folder.path().string();
  return load("image_folder", properties);
}

TEST(ImageFolder, AFolderIsAClassAndItsPicturesAreBroughtToOneSize) {
  const Folder folder;
  paint_two_classes(folder);
  folder.write("red/notes.txt", "not a picture");
  folder.write(".hidden/x.png", "not a class");
  folder.write("readme.md", "not a class either");
  const auto dataset = pictures(folder, {{"height", 6}, {"width", 4}, {"test_share", 0.0}});
  EXPECT_EQ(dataset->sample, (Shape{3, 6, 4}));
  EXPECT_EQ(dataset->classes, (std::vector<std::string>{"blue", "red"}));
  expect_sound(*dataset, dataset->train, 15);
  std::vector<int> shades;
  for (int64_t i = 0; i < 15; ++i) {
    const uint8_t* pixel = dataset->train.bytes.data() + i * 6 * 4 * 3;
    const int label = dataset->train.labels[static_cast<size_t>(i)];
    for (int p = 0; p < 24; ++p) {
      EXPECT_EQ(pixel[3 * p + 1], 0);
      EXPECT_EQ(pixel[3 * p + (label == 1 ? 2 : 0)], 0);
      EXPECT_EQ(pixel[3 * p + (label == 1 ? 0 : 2)], pixel[label == 1 ? 0 : 2]);
    }
    shades.push_back(pixel[label == 1 ? 0 : 2]);
  }
  std::sort(shades.begin(), shades.end());
  EXPECT_EQ(shades, (std::vector<int>{100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 200, 201, 202, 203, 204}));
}

TEST(ImageFolder, PartsKeepTheSharesOfTheClasses) {
  const Folder folder;
  paint_two_classes(folder);
  const auto dataset = pictures(folder, {{"test_share", 0.2}, {"validation", 3}});
  for (const Samples* part : {&dataset->test, &dataset->validation}) {
    EXPECT_EQ(part->count, 3);
    EXPECT_EQ(std::count(part->labels.begin(), part->labels.end(), 1), 2);
  }
  EXPECT_EQ(dataset->train.count, 9);
  EXPECT_TRUE(same(pictures(folder, {{"test_share", 0.2}})->test, dataset->test));
  EXPECT_FALSE(same(pictures(folder, {{"test_share", 0.2}, {"seed", 2}})->test, dataset->test));
}

TEST(ImageFolder, ALinkThatLeadsBackIsNoClassAndALinkElsewhereIs) {
  const Folder folder, elsewhere;
  paint_two_classes(folder);
  for (int i = 0; i < 3; ++i) paint(elsewhere, fmt::format("{}.png", i), plain(6, 6, {0, 200, 0}));
  std::filesystem::create_directory_symlink(".", folder / "self");
  std::filesystem::create_directory_symlink(folder.path().parent_path(), folder / "up");
  std::filesystem::create_directory_symlink("..", folder / "red/up");
  std::filesystem::create_directory_symlink(elsewhere.path(), folder / "green");
  const auto dataset = pictures(folder, {{"test_share", 0.0}});
  EXPECT_EQ(dataset->classes, (std::vector<std::string>{"blue", "green", "red"}));
  EXPECT_EQ(dataset->train.count, 18);
}

TEST(ImageFolder, PicturesCanBeGray) {
  const Folder folder;
  paint(folder, "a/1.png", plain(3, 3, {90, 90, 90}));
  paint(folder, "b/1.png", plain(3, 3, {200, 200, 200}));
  const auto dataset = pictures(folder, {{"pixels", "gray"}, {"height", 2}, {"width", 2}, {"test_share", 0.0}});
  EXPECT_EQ(dataset->sample, (Shape{1, 2, 2}));
  std::vector<uint8_t> bytes = dataset->train.bytes;
  std::sort(bytes.begin(), bytes.end());
  EXPECT_EQ(bytes, (std::vector<uint8_t>{90, 90, 90, 90, 200, 200, 200, 200}));
  const auto as_formerly_spelled =
      pictures(folder, {{"pixels", "grey"}, {"height", 2}, {"width", 2}, {"test_share", 0.0}});
  EXPECT_EQ(as_formerly_spelled->train.bytes, dataset->train.bytes);
  const auto& entry = catalog::get(catalog::datasets(), "image_folder", "data.set");
  EXPECT_EQ(value_of({{"pixels", "grey"}}, *find(entry.properties, "pixels")), Value("gray"));
}

TEST(ImageFolder, SaysWhatItHoldsWithoutOpeningAPicture) {
  const Folder folder;
  folder.write("고양이/1.png", "no picture at all");
  folder.write("개/1.png", "no picture at all");
  const auto info = catalog::sample_info({"image_folder", {{"path", folder.path().string()}, {"height", 20}}});
  EXPECT_FALSE(info.issue);
  EXPECT_EQ(info.shape, (Shape{3, 20, 32}));
  EXPECT_EQ(info.classes, (std::vector<std::string>{"개", "고양이"}));
}

TEST(ImageFolder, AFaultNamesItsFolderOrFile) {
  const Folder folder;
  EXPECT_EQ(fault_of([&] { pictures(folder); }),
            folder.path().string() + ": holds 0 folders; there must be one for each class, and two classes at least");
  paint(folder, "a/1.png", plain(3, 3, {1, 2, 3}));
  EXPECT_NE(fault_of([&] { pictures(folder); }).find("holds 1 folders"), std::string::npos);
  folder.write("b/readme.txt", "");
  EXPECT_EQ(fault_of([&] { pictures(folder); }),
            (folder / "b").string() +
                ": holds no picture; put PNG, JPEG, BMP, GIF or WebP files there, or remove the folder");
  folder.write("b/broken.jpg", "not a picture");
  EXPECT_EQ(fault_of([&] { pictures(folder); }),
            (folder / "b/broken.jpg").string() + ": is not a picture that can be read; save it as PNG or JPEG");
  EXPECT_NE(fault_of([&] {
              load("image_folder", {{"path", (folder / "a/1.png").string()}});
            }).find("is a file"),
            std::string::npos);
  EXPECT_NE(fault_of([&] {
              load("image_folder", {{"path", (folder / "c").string()}});
            }).find("there is nothing at"),
            std::string::npos);
  EXPECT_EQ(fault_of([&] {
              pictures(folder, {{"height", 0}});
            }),
            "data.height: expected a positive whole number, got 0");
  EXPECT_EQ(fault_of([&] {
              pictures(folder, {{"width", 100000}});
            }),
            "data.width: expected a whole number from 1 to 1024, got 100000");
  std::filesystem::remove(folder / "b/broken.jpg");
  paint(folder, "b/1.png", plain(3, 3, {1, 2, 3}));
  EXPECT_NE(fault_of([&] { pictures(folder, {{"validation", 9}}); }).find("leave some to train on"), std::string::npos);
}

// Nothing is allocated before it is known whether it may be.
TEST(ImageFolder, TakesNoMoreMemoryThanItMay) {
  const Folder folder;
  paint_two_classes(folder);
  std::filesystem::create_directories(folder / "blue/more");
  for (int i = 0; i < 400; ++i)
    std::filesystem::create_hard_link(folder / "blue/0.PNG", folder / fmt::format("blue/more/{}.png", i));
  EXPECT_EQ(fault_of([&] {
              pictures(folder, {{"height", 1024}, {"width", 1024}});
            }),
            "data.height: 415 pictures of (3, 1024, 1024) take 1245 MB (at most 1024); make them smaller with "
            "data.height and data.width, or leave some out");
}

std::string big_endian(uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift);
  return bytes;
}

std::string chunk(const std::string& kind, const std::string& data) {
  const std::string body = kind + data;
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return big_endian(static_cast<uint32_t>(data.size())) + body + big_endian(static_cast<uint32_t>(sum));
}

// A PNG that says that it is so large, and whose pixels unpack to so many zeros.
std::string png(uint32_t side, size_t zeros) {
  const std::string pixels(zeros, '\0');
  std::string packed(compressBound(static_cast<uLong>(zeros)), '\0');
  auto size = static_cast<uLongf>(packed.size());
  compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(pixels.data()),
           static_cast<uLong>(zeros));
  packed.resize(size);
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", big_endian(side) + big_endian(side) + std::string("\x8\0\0\0\0", 5)) +
         chunk("IDAT", packed) + chunk("IEND", "");
}

// Of each: a few bytes that speak of a hundred million pixels, and a small picture that unpacks to a gigabyte.
TEST(ImageFolder, APictureThatIsNotWhatItSaysIsRefusedBeforeItTakesMemory) {
  const Folder folder;
  const auto said = [&](const std::string& name, const std::string& bytes) {
    const auto file = folder.write(name, bytes);
    const auto began = std::chrono::steady_clock::now();
    std::string fault = fault_of([&] { read_picture(file, 1); });
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(30)) << name;
    return fault.substr(std::min(fault.size(), file.string().size()));
  };
  const std::string lies = ": is damaged: it does not hold the pixels it speaks of; save it again as PNG";
  EXPECT_EQ(said("few.png", png(10'000, 1000)), lies);
  EXPECT_EQ(said("bomb.png", png(100, size_t{1} << 30)), lies);
  EXPECT_EQ(said("honest.png", png(100, 101 * 100)), "");
  std::string bitmap("BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x10\x27\0\0\x10\x27\0\0\x1\0\x18\0", 30);
  EXPECT_EQ(said("few.bmp", bitmap + std::string(40, '\0')), lies);
  // A baseline JPEG of 9,984 x 9,984 of which little more than the header is there.
  std::string jpeg("\xff\xd8\xff\xc0\0\x0b\x8\x27\0\x27\0\x1\x1\x11\0", 15);
  EXPECT_EQ(said("few.jpg", jpeg + std::string("\xff\xda\0\x8\x1\x1\0\0\x3f\0", 10) + std::string(900, '\0')), lies);
}

TEST(ImageFolder, ALoadCanBeStopped) {
  const Folder folder;
  paint_two_classes(folder);
  const std::atomic<bool> stop = true;
  EXPECT_EQ(fault_of([&] {
              load_dataset({"image_folder", {{"path", folder.path().string()}}}, {}, &stop);
            }),
            "data: loading was canceled");
}

TEST(Resize, ShrinkingTakesTheMeanOfTheAreaAPixelCovers) {
  PixelImage picture{4, 2, 1, {0, 100, 10, 20, 50, 150, 30, 40}};
  EXPECT_EQ(resize(picture, 1, 2, Fit::stretch).pixels, (std::vector<uint8_t>{75, 25}));
  // Three pixels into two: each covers one and a half.
  EXPECT_EQ(resize({3, 1, 1, {0, 90, 240}}, 1, 2, Fit::stretch).pixels, (std::vector<uint8_t>{30, 190}));
}

TEST(Resize, AFineCheckerboardBecomesGrey) {
  PixelImage board{64, 64, 1, {}};
  for (int i = 0; i < 64 * 64; ++i) board.pixels.push_back((i % 64 + i / 64) % 2 ? 255 : 0);
  for (const uint8_t value : resize(board, 8, 8, Fit::crop).pixels) EXPECT_NEAR(value, 127.5, 1);
}

TEST(Resize, ThePictureItselfStaysAsItIs) {
  PixelImage picture{3, 2, 3, {}};
  for (int i = 0; i < 18; ++i) picture.pixels.push_back(static_cast<uint8_t>(i * 13));
  for (const Fit fit : {Fit::crop, Fit::pad, Fit::stretch})
    EXPECT_EQ(resize(picture, 2, 3, fit).pixels, picture.pixels);
}

TEST(Resize, GrowingIsBilinear) {
  // Middles of four pixels over two: at -0.25, 0.25, 0.75 and 1.25 of the way, held at the ends.
  EXPECT_EQ(resize({2, 1, 1, {0, 100}}, 1, 4, Fit::stretch).pixels, (std::vector<uint8_t>{0, 25, 75, 100}));
}

TEST(Resize, CropKeepsTheMiddleAndPadAddsBlack) {
  const PixelImage wide{6, 2, 1, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}};
  EXPECT_EQ(resize(wide, 2, 2, Fit::crop).pixels, (std::vector<uint8_t>{3, 4, 9, 10}));
  EXPECT_EQ(resize(plain(6, 2, {80}), 6, 6, Fit::pad).pixels, [] {
    std::vector<uint8_t> pixels(36, 0);
    std::fill(pixels.begin() + 12, pixels.begin() + 24, 80);
    return pixels;
  }());
}

TEST(Resize, AnySizeBecomesAnyOther) {
  for (const int width : {1, 2, 7, 100}) {
    for (const int height : {1, 3, 50}) {
      for (const Fit fit : {Fit::crop, Fit::stretch}) {
        for (const int wanted : {1, 5, 33}) {
          const PixelImage result = resize(plain(width, height, {17, 200, 255}), wanted, 9, fit);
          ASSERT_EQ(result.pixels.size(), static_cast<size_t>(wanted) * 9 * 3);
          for (size_t i = 0; i < result.pixels.size(); i += 3) {
            ASSERT_EQ(result.pixels[i], 17);
            ASSERT_EQ(result.pixels[i + 2], 255);
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace saddle
