// Concepts as a student meets it: the real lab without a window.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "../folder.h"
#include "driver.h"
#include "labs/concepts/convolution/work.h"
#include "labs/concepts/page.h"
#include "saddle/experiment_file.h"

namespace saddle::app {
namespace {

class Concepts : public Driver {
 public:
  explicit Concepts(const std::string& page = {}, const std::string& experiment = "first-light")
      : Driver({.lab = "concepts", .page = page, .experiment = experiment}, 1280, 1000) {
    settle(4);
  }
  // With all its digits.
  double value(const std::string& name) {
    const std::string digits = text(name + ".value"), shown = text(name);
    return !digits.empty() ? std::stod(digits) : shown.empty() || shown == "?" ? NAN : std::stod(shown);
  }
  // All that is drawn, but for what the mouse lights up: as a number that another picture is unlikely to share.
  size_t seen() {
    move(-1000, -1000);
    settle(4);
    size_t hash = 0;
    const ImDrawData& drawn = *ImGui::GetDrawData();
    for (int n = 0; n < drawn.CmdListsCount; ++n) {
      for (const ImDrawVert& vertex : drawn.CmdLists[n]->VtxBuffer)
        for (const double part : {static_cast<double>(vertex.pos.x), static_cast<double>(vertex.pos.y),
                                  static_cast<double>(vertex.uv.x), static_cast<double>(vertex.col)})
          hash = hash * 31 + std::hash<double>()(part);
    }
    return hash;
  }
  void answer(const std::string& blank, const std::string& text) {
    click(blank);
    key(ImGuiKey_A, true);
    write(text);
    settle();
  }
};

// What is worked by the mouse in a picture or a table, instead of a lever.
const std::map<std::string, std::string> by_mouse{{"perceptron.x1", "perceptron.y00"},
                                                  {"perceptron.x2", "perceptron.y11"},
                                                  {"convolution.row", "convolution.map"},
                                                  {"convolution.column", "convolution.map"}};

// The marks of a lever: of the whole, or of each of its choices.
std::vector<std::string> marks_of(Concepts& user, const ConceptType& page, const Property& row) {
  const std::string name = std::string(page.name) + "." + std::string(row.name);
  std::vector<std::string> all;
  if (const auto place = by_mouse.find(name); place != by_mouse.end()) return {place->second};
  if (user.mark(name)) all.push_back(name);
  for (const std::string_view choice : row.choices)
    if (user.mark(name + "." + std::string(choice))) all.push_back(name + "." + std::string(choice));
  return all;
}

// Moves it to another value.
void use(Concepts& user, const std::string& mark, const Property& row) {
  const bool number = std::holds_alternative<double>(row.fallback) || std::holds_alternative<int>(row.fallback);
  if (number && mark.ends_with("." + std::string(row.name))) return user.drag(mark, 60);
  const std::string now = user.text(mark);
  user.click(mark);
  user.frames(2);
  for (const std::string_view choice : row.choices) {  // of a list
    const std::string entry = mark + "/" + std::string(choice);
    if (user.mark(entry) && user.text(entry) != now) {
      user.click(entry);
      break;
    }
  }
  user.settle();
}

class ConceptsPages : public testing::TestWithParam<std::string> {};

TEST_P(ConceptsPages, ShowWhatTheyCompute) {
  Concepts user(GetParam());
  EXPECT_EQ(user.text("concepts.title"), GetParam());
  const ConceptType& page = page_named(GetParam(), "");
  int shown = 0;
  for (const PageNumber& number : page.compute({})) {
    const double value = user.value(std::string(page.name) + "." + number.name);
    if (std::isnan(value)) continue;
    ++shown;
    EXPECT_EQ(value, number.value) << number.name;
  }
  EXPECT_GT(shown, 0);
}

// Levers that only some choices bring up are found by making these choices first.
TEST_P(ConceptsPages, HaveLeversThatChangeWhatIsSeen) {
  const ConceptType& page = page_named(GetParam(), "");
  Concepts user(GetParam());
  std::set<std::string_view> found;
  const auto is_lever = [](const Property& row) {  // a text is no lever: another test types
    return !row.choices.empty() || !std::holds_alternative<std::string>(row.fallback);
  };
  const auto try_levers = [&](const std::function<void()>& before) {
    for (const Property& row : page.properties) {
      if (found.contains(row.name) || !is_lever(row)) continue;
      for (const std::string& mark : marks_of(user, page, row)) {
        const size_t was = user.seen();
        use(user, mark, row);
        bool changed = user.seen() != was;
        if (!changed && user.mark(mark)) user.drag(mark, -90);  // it stood at its end
        changed = changed || user.seen() != was;
        user.click("concepts.reset");
        if (before) before();
        user.settle();
        if (!changed) continue;
        found.insert(row.name);
        break;
      }
    }
  };
  try_levers({});
  for (const Property& row : page.properties) {
    for (const std::string_view choice : row.choices) {
      const std::string tab = std::string(page.name) + "." + std::string(row.name) + "." + std::string(choice);
      if (!user.click(tab)) continue;
      user.settle(6);
      try_levers([&] { user.click(tab); });
      user.click("concepts.reset");
      user.settle();
    }
  }
  // What only an entry of a list brings up.
  for (const Property& row : page.properties) {
    const std::string list = std::string(page.name) + "." + std::string(row.name);
    for (const std::string_view choice : row.choices) {
      const bool all = std::ranges::all_of(
          page.properties, [&](const Property& one) { return found.contains(one.name) || !is_lever(one); });
      if (all || !user.mark(list)) continue;
      const auto choose = [&] { user.choose(list, std::string(choice)); };
      choose();
      try_levers(choose);
      user.click("concepts.reset");
      user.settle();
    }
  }
  for (const Property& row : page.properties) {
    EXPECT_TRUE(found.contains(row.name) || !is_lever(row))
        << page.name << ": no lever for " << row.name << ", or it changes nothing";
  }
}

TEST(ConceptsLab, ReadsTheFormulasThatAreTypedAndSaysWhatIsWrongInOne) {
  Concepts user("activation");
  user.choose("activation.function", "own");
  const auto type = [&](const std::string& formula) {
    user.click("activation.formula");
    user.key(ImGuiKey_A, true);
    user.write(formula);
    user.settle();
  };
  type("x^3");
  EXPECT_EQ(user.value("activation.y"), 1);
  EXPECT_EQ(user.value("activation.slope"), 3);
  EXPECT_EQ(user.mark("activation.formula.fault"), nullptr);
  type("2 +");
  EXPECT_NE(user.mark("activation.formula.fault"), nullptr);
  type("x + y");
  EXPECT_NE(user.text("activation.formula.fault").find("x alone"), std::string::npos);
}

TEST_P(ConceptsPages, CopyTheirCode) {
  Concepts user(GetParam());
  user.click("concepts.code");
  user.settle();
  user.click("code.copy");
  EXPECT_EQ(ImGui::GetClipboardText(), page_named(GetParam(), "").code({}).text());
}

std::vector<std::string> names_of_pages() {
  std::vector<std::string> names;
  for (const ConceptType* page : pages_in_order()) names.emplace_back(page->name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(All, ConceptsPages, testing::ValuesIn(names_of_pages()),
                         [](const auto& instance) { return instance.param; });

TEST(ConceptsLab, GoesToAPageByTheListAndByKeys) {
  Concepts user;
  const std::vector<std::string> names = names_of_pages();
  EXPECT_EQ(user.text("concepts.title"), names.front());
  user.click("page." + names.back());
  user.settle();
  EXPECT_EQ(user.text("concepts.title"), names.back());
  user.key('1');
  user.settle();
  EXPECT_EQ(user.text("concepts.title"), names.front());
}

TEST(ConceptsLab, UndoesAChangeOfAPage) {
  Concepts user("perceptron");
  const double before = user.value("perceptron.w1");
  user.drag("perceptron.w1", 60);
  EXPECT_NE(user.value("perceptron.w1"), before);
  user.press({.key = 'Z', .control = true});
  user.settle();
  EXPECT_EQ(user.value("perceptron.w1"), before);
  user.press({.key = 'Y', .control = true});
  user.settle();
  EXPECT_NE(user.value("perceptron.w1"), before);
  user.click("concepts.reset");
  user.settle();
  EXPECT_EQ(user.value("perceptron.w1"), before);
}

TEST(ConceptsLab, ByHandAsksForTheNumbersAndNamesTheMistake) {
  Concepts user("perceptron");
  user.click("concepts.hand");
  user.settle();
  EXPECT_EQ(user.text("perceptron.z"), "?");
  EXPECT_TRUE(std::isnan(user.value("perceptron.z"))) << "the marks give nothing away";
  user.answer("perceptron.z.blank", "0.5");
  EXPECT_NE(user.text("perceptron.z.verdict").find("bias is missing"), std::string::npos);
  user.answer("perceptron.z.blank", "0.3");
  EXPECT_EQ(user.value("perceptron.z"), 0.3);
  EXPECT_EQ(user.mark("perceptron.z.blank"), nullptr);
  user.answer("perceptron.y.blank", "7");
  user.click("perceptron.y.reveal");
  user.settle();
  EXPECT_EQ(user.value("perceptron.y"), 1);
  user.click("concepts.others");
  user.settle();
  EXPECT_EQ(user.text("perceptron.z"), "?");
}

TEST(ConceptsLab, AClickHidesOneNumberAndTheCodeKeepsItToItself) {
  Concepts user("convolution");
  user.click("concepts.code");
  user.settle();
  EXPECT_EQ(user.text("code").find("# ?"), std::string::npos);
  const std::string digits = user.text("convolution.output");
  user.click("convolution.output");
  user.settle();
  EXPECT_EQ(user.text("convolution.output"), "?");
  EXPECT_NE(user.text("convolution.pixel"), "?");
  EXPECT_NE(user.text("code").find("# ?"), std::string::npos);
  user.answer("convolution.output.blank", "3");
  EXPECT_EQ(user.text("convolution.output"), "?");
  user.answer("convolution.output.blank", digits);
  EXPECT_EQ(user.text("convolution.output"), digits);
  EXPECT_EQ(user.text("code").find("# ?"), std::string::npos);
  user.click("concepts.hand");
  user.settle();
  EXPECT_NE(user.text("code").find("# ?"), std::string::npos);
}

TEST(ConceptsLab, MeasuresWhatAStepCostsOfTheNetworkAsItIsSet) {
  Concepts user("numerical_derivative");
  EXPECT_EQ(user.mark("numerical_derivative.times"), nullptr);
  user.click("numerical_derivative.measure");
  user.settle(6);
  const double parameters = user.value("numerical_derivative.parameters");
  EXPECT_GT(parameters, 1);
  EXPECT_GT(user.value("numerical_derivative.step_ms"), 0);
  // Two passes for each parameter: the more there are, the longer.
  EXPECT_GT(user.value("numerical_derivative.times"), 0.1 * parameters);
}

TEST(ConceptsLab, ConvolvesATestExampleAPictureThatIsOpenedAndATrainedFilter) {
  const Folder folder;
  folder.write("digits.json", R"({"saddle": 1, "data": {"set": "procedural_digits", "train": 20, "test": 10},
    "network": [{"type": "conv2d", "filters": 4, "kernel": 3}, {"type": "relu"}, {"type": "dense", "units": 10}]})");
  Concepts user("convolution", (folder / "digits.json").string());
  user.choose("convolution.picture", "own");
  user.settle(4);
  const std::string typed = user.text("convolution.pixels");
  user.click("convolution.example");
  user.settle(8);
  const std::string example = user.text("convolution.pixels");
  EXPECT_NE(example, typed);
  EXPECT_EQ(typed_square(example, largest_picture).rows, largest_picture);
  user.application().open(SADDLE_TEST_DATA "/seven.png");
  user.settle(8);
  EXPECT_NE(user.text("convolution.pixels"), example);
  EXPECT_EQ(typed_square(user.text("convolution.pixels"), largest_picture).rows, largest_picture);
  user.choose("convolution.kernel", "trained");
  user.settle(8);
  EXPECT_EQ(user.text("convolution.trained.which"), "conv2d_1: filter 1 of 4, channel 1 of 1");
  const double first = user.value("convolution.pixel");
  user.drag("convolution.trained", 40);
  user.settle(8);
  EXPECT_EQ(user.text("convolution.trained.which").find("conv2d_1: filter 1 "), std::string::npos);
  EXPECT_NE(user.value("convolution.pixel"), first);
}

TEST(ConceptsLab, ChannelsAndFiltersCount) {
  Concepts user("convolution");
  user.click("convolution.view.channels");
  user.settle();
  EXPECT_EQ(user.value("convolution.weights"), 2 * 3 * 3 * 3);
  const double pixel = user.value("convolution.pixel");
  user.click("convolution.map.1");
  user.settle();
  EXPECT_NE(user.value("convolution.pixel"), pixel);
}

TEST(ConceptsLab, ArchitecturesCompareAndOpenInTheBuilder) {
  Concepts user("architectures");
  EXPECT_EQ(user.value("architectures.parameters"), 138'357'544);
  EXPECT_EQ(user.value("architectures.row.alexnet"), 60'965'224);
  user.click("architectures.row.resnet");
  user.click("architectures.quantity.depth");
  user.settle();
  EXPECT_EQ(user.value("architectures.row.resnet"), 50);
  EXPECT_EQ(user.value("architectures.depth"), 50);
  user.click("architectures.size.small");
  user.settle();
  EXPECT_EQ(user.value("architectures.row.resnet"), 20);
  user.click("architectures.open");
  user.settle(6);
  EXPECT_EQ(user.draft().network.size(), load_experiment(SADDLE_ASSETS "/presets/resnet-20.json").network.size());
  EXPECT_EQ(user.mark("concepts.title"), nullptr) << "the network lab is open";
}

TEST(ConceptsLab, PrecisionMeasuresTheNetInEachFormat) {
  Concepts user("precision");
  user.click("precision.view.net");
  user.settle(10);
  const double exact = user.value("precision.accuracy.float");
  EXPECT_GE(exact, 0);
  for (const char* format : {"half", "bfloat16", "int8"})
    EXPECT_NEAR(user.value(std::string("precision.accuracy.") + format), exact, 0.2);
  user.click("precision.of.shipped");
  user.settle(10);
  EXPECT_GT(user.value("precision.accuracy.float"), 0.95) << "it reads digits";
  EXPECT_GT(user.value("precision.accuracy.int8"), 0.9);
  EXPECT_LT(std::stod(user.text("precision.error.half.dense_2")), std::stod(user.text("precision.error.int8.dense_2")));
}

TEST(ConceptsLab, ScalingTheLossBringsGradientsBackInHalf) {
  Concepts user("precision");
  user.click("precision.view.train");
  user.settle(10);
  const auto number = [&](const std::string& name) { return std::stod(user.text("precision.run." + name)); };
  EXPECT_EQ(number("0.zeros"), 0);
  EXPECT_GT(number("1.zeros"), 0.3);
  EXPECT_LT(number("2.zeros"), number("1.zeros"));
  EXPECT_LT(number("2.loss"), number("1.loss"));
  EXPECT_GT(number("1.loss"), 0.6) << "it learned nothing";
  EXPECT_NEAR(number("2.loss"), number("0.loss"), 0.1);
  EXPECT_EQ(number("2.skipped"), 0);
}

TEST(ConceptsLab, XorIsHalfSolvedByOneLayerAndWhollyByTwo) {
  Concepts user("perceptron");
  EXPECT_EQ(user.value("perceptron.right"), 2);  // AND, by the weights of OR
  user.click("perceptron.gate.or");
  user.settle();
  EXPECT_EQ(user.value("perceptron.right"), 4);
  user.click("perceptron.gate.xor");
  user.settle();
  EXPECT_EQ(user.value("perceptron.right"), 3);
  user.click("perceptron.layers.two");
  user.settle();
  user.drag("perceptron.b", -30);  // of NAND and OR it is now the AND that is wanted
  EXPECT_LT(user.value("perceptron.b"), -0.5);
  EXPECT_GE(user.value("perceptron.b"), -1);
  EXPECT_EQ(user.value("perceptron.right"), 4);
}

}  // namespace
}  // namespace saddle::app
