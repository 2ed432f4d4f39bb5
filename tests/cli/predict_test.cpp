// A model of any kind answers what is brought to it.
#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"

namespace saddle {
namespace {

using nlohmann::json;

class Predict : public testing::Test {
 protected:
  json answer(const std::string& arguments) {
    const Outcome outcome = place_.saddle("predict " + arguments + " --json");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.status == 0 ? json::parse(outcome.out) : json::array();
  }
  void train(const std::string& arguments) {
    const Outcome trained = place_.saddle("train " + arguments + " --save net.npz --json");
    ASSERT_EQ(trained.status, 0) << trained.err;
  }
  // One pixel of this color, as a PNG would be if it were not a PPM: made by the test's own hand, uncompressed BMP.
  void paint(const std::string& name, unsigned char red, unsigned char green, unsigned char blue) {
    std::string bytes = std::string("BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\1\0\0\0\1\0\0\0\1\0\x18\0", 30) +
                        std::string("\0\0\0\0\4\0\0\0\x13\xb\0\0\x13\xb\0\0\0\0\0\0\0\0\0\0", 24);
    for (const unsigned char value : {blue, green, red}) bytes += static_cast<char>(value);
    place_.write(name, bytes + '\0');
  }
  Place place_;
};

TEST_F(Predict, ItsHelpSaysWhatToWrite) {
  const std::string help = place_.saddle("predict --help").out;
  EXPECT_NE(help.find("predict [OPTIONS] M.npz … -- FILE …\n"), std::string::npos) << help;
  EXPECT_EQ(help.find("[]"), std::string::npos);
}

TEST_F(Predict, AModelOfATableAnswersEachRowOfAnother) {
  std::string table = "size;color;kind\n";
  for (int i = 0; i < 60; ++i) table += std::to_string(i % 5) + ",5;" + (i % 2 ? "red;apple\n" : "yellow;pear\n");
  place_.write("fruit.csv", table);
  train("fruit.csv --epochs 60");
  std::filesystem::remove(place_.path() / "fruit.csv");  // the model knows its columns by itself
  place_.write("new.csv", "color,name,size\nyellow,a,2.5\nred,b,1.5\n");
  const json named = answer("net.npz new.csv");
  ASSERT_EQ(named.size(), 2);
  EXPECT_EQ(named[0]["row"], "new.csv:2");
  EXPECT_EQ(named[0]["prediction"], "pear");
  EXPECT_EQ(named[1]["prediction"], "apple");
  place_.write("bare.csv", "2,5;red\n");
  EXPECT_EQ(answer("net.npz bare.csv")[0]["prediction"], "apple");
  const auto refused = [&](const std::string& text, const std::string& words) {
    place_.write("bad.csv", text);
    const Outcome outcome = place_.saddle("predict net.npz bad.csv");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE(outcome.err.find(words), std::string::npos) << outcome.err;
  };
  refused("color,size\nblue,1\n",
          "line 2, column color: the model has not learned from \"blue\"; it knows red, yellow");
  refused("size,other\n1,2\n", "lacks columns that the model has learned from: color");
  refused("1,red,3\n", "has 3 columns, but the model takes 2: size, color");
  refused("size,color\nmuch,red\n", "line 2, column size: expected a number, got \"much\"");
}

TEST_F(Predict, AModelOfColoredPicturesAnswersAnother) {
  for (int i = 0; i < 20; ++i) {
    const auto shade = static_cast<unsigned char>(200 + i);
    paint("p/red/" + std::to_string(i) + ".bmp", shade, 20, 20);
    paint("p/blue/" + std::to_string(i) + ".bmp", 20, 20, shade);
  }
  train("p --epochs 40");
  paint("new.bmp", 250, 0, 10);
  const json picture = answer("net.npz new.bmp");
  ASSERT_EQ(picture.size(), 1);
  EXPECT_EQ(picture[0]["prediction"], "red");
  place_.write("row.csv", "1,2\n");
  const Outcome refused = place_.saddle("predict net.npz row.csv");
  EXPECT_EQ(refused.status, 2);
  EXPECT_NE(refused.err.find("row.csv"), std::string::npos) << refused.err;
}

TEST_F(Predict, ModelsOfPointsNumbersAndMapsAnswerToo) {
  train("moons --epochs 30");
  place_.write("points.csv", "-2,2.5\n2.5,-2.5\n");
  const json points = answer("net.npz points.csv");
  ASSERT_EQ(points.size(), 2);
  EXPECT_NE(points[0]["prediction"], points[1]["prediction"]) << "the middles of the two moons";
  train("curve --epochs 1");
  place_.write("x.csv", "0.5\n-0.5\n");
  const json numbers = answer("net.npz x.csv");
  ASSERT_EQ(numbers.size(), 2);
  EXPECT_EQ(numbers[0]["outputs"].size(), 1);
  std::filesystem::copy_file(SADDLE_TEST_DATA "/seven.png", place_.path() / "seven.png");
  train("fcn-small --steps 1");
  const json map = answer("net.npz seven.png");
  ASSERT_EQ(map.size(), 1);
  EXPECT_EQ(map[0]["map"].size(), map[0]["shape"][0].get<size_t>() * map[0]["shape"][1].get<size_t>());
  EXPECT_NE(place_.saddle("predict net.npz seven.png").out.find("%"), std::string::npos);
}

}  // namespace
}  // namespace saddle
