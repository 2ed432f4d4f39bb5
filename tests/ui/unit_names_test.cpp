// What the units of a hidden layer are called below their pictures.
#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "../folder.h"
#include "drawn_text.h"
#include "driver.h"

namespace saddle::app {
namespace {

TEST(PlanePanel, NamesOfUnitsAreWholeOrNotThereWhereTheirPicturesAreNarrow) {
  const Folder folder;
  std::ofstream table(folder / "tall.csv");
  table << "width,height,class\n";
  for (int i = 0; i < 60; ++i) table << 1 + i % 7 << ',' << 10 + 3 * (i % 20) << ',' << (i % 2 ? "a" : "b") << '\n';
  table.close();
  const std::filesystem::path file = folder.write(
      "tall.json", R"({"saddle":1,"name":"Tall","data":{"set":"csv","path":")" + (folder / "tall.csv").string() +
                       R"("},"network":[{"type":"dense","units":16},{"type":"relu"},{"type":"dense","units":2}],)"
                       R"("loss":"softmax_cross_entropy","optimizer":{"type":"adam"}})");
  Settings settings;
  settings.workspace = {.arrangement = "lecture", .panes = {"curves", "builder", "plane"}};
  Driver user({.experiment = file.string(), .settings = settings}, 1280, 720);
  user.train_for(20);
  user.settle(8);
  std::set<std::string> names;
  for (const DrawnRun& run : runs_of(*ImGui::GetDrawData())) {
    const std::string text = run.text();
    if (text.size() > 1 && text[0] == 'h' && (text[1] < 'a' || text[1] > 'z')) names.insert(text);
  }
  EXPECT_TRUE(names.contains("h1"));
  EXPECT_LT(names.size(), 16u) << "the pictures are too wide for this test";
  for (const std::string& name : names) EXPECT_EQ(name.find("…"), std::string::npos) << name;
}

}  // namespace
}  // namespace saddle::app
