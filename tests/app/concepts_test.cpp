// The pages of Concepts without a window: what they compute, and the NumPy that they show.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "../io/files.h"
#include "labs/concepts/convolution/work.h"
#include "labs/concepts/page.h"

namespace saddle::app {
namespace {

// The numbers in what NumPy printed, whatever brackets they stand in.
std::vector<double> numbers_in(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return std::string_view("[](),").find(c) != std::string_view::npos; }, ' ');
  std::istringstream words(text);
  std::vector<double> numbers;
  for (std::string word; words >> word;) {
    if (word == "True" || word == "False") numbers.push_back(word == "True");
    char* end = nullptr;
    const double number = std::strtod(word.c_str(), &end);
    if (end != word.c_str() && *end == '\0') numbers.push_back(number);
  }
  return numbers;
}

// As the page is opened; with each of its properties at both ends and each choice; and its exercises.
std::vector<Properties> situations(const ConceptType& page) {
  std::vector<Properties> all{{}};
  for (const Property& row : page.properties) {
    const auto add = [&](const Value& value) {
      Properties properties;
      set(properties, row, value);
      if (!properties.empty()) all.push_back(properties);
    };
    for (const std::string_view choice : row.choices) add(std::string(choice));
    if (std::holds_alternative<bool>(row.fallback)) add(!std::get<bool>(row.fallback));
    if (std::holds_alternative<int>(row.fallback)) add(static_cast<int>(row.min)), add(static_cast<int>(row.max));
    if (std::holds_alternative<double>(row.fallback)) {
      const double inside =
          row.logarithmic ? std::sqrt(std::max(row.min, 1e-12) * row.max) : row.min + 0.3 * (row.max - row.min);
      for (const double value : {row.min, row.max, inside}) add(value);
    }
  }
  for (uint64_t seed = 1; page.exercise && seed <= 5; ++seed) all.push_back(page.exercise(seed));
  return all;
}

std::string described(const Properties& properties) {
  std::string text;
  for (const auto& [name, value] : properties) text += name + "=" + to_text(value) + " ";
  return text;
}

class ConceptPages : public testing::TestWithParam<ConceptType> {};

TEST_P(ConceptPages, HaveNumPyThatPrintsWhatTheyCompute) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with NumPy (Debian: python3-numpy)";
  const ConceptType& page = GetParam();
  const Folder folder;
  // All situations in one process: each between two lines of its own.
  const std::vector<Properties> all = situations(page);
  std::string program =
      "import sys, warnings\nwarnings.simplefilter('ignore')\nimport numpy as np\n"
      "np.set_printoptions(precision=17, threshold=sys.maxsize, linewidth=1000000)\n"
      "real_print = print\ndef print(*values):\n"
      "    real_print(*[' '.join(repr(float(v)) for v in np.ravel(x)) for x in values])\n";
  for (const Properties& properties : all) program += "real_print('---')\n" + page.code(properties).text();
  folder.write("page.py", program);
  const std::string output = (folder / "out.txt").string();
  ASSERT_EQ(std::system((python() + " " + (folder / "page.py").string() + " >" + output + " 2>&1").c_str()), 0)
      << std::ifstream(output).rdbuf();
  std::ifstream lines(output);
  std::string line;
  for (const Properties& properties : all) {
    ASSERT_TRUE(std::getline(lines, line) && line == "---") << line;
    const NumberCode code = page.code(properties);
    for (const NumberCode::Printed& expected : code.printed()) {
      ASSERT_TRUE(std::getline(lines, line));
      const std::vector<double> numbers = numbers_in(line);
      ASSERT_EQ(numbers.size(), expected.values.size()) << described(properties) << line;
      for (size_t i = 0; i < numbers.size(); ++i) {
        const double ours = expected.values[i], theirs = numbers[i];
        if (std::isnan(ours) || std::isinf(ours)) {
          EXPECT_TRUE(std::isnan(ours) ? std::isnan(theirs) : ours == theirs) << described(properties) << line;
        } else {
          EXPECT_NEAR(theirs, ours, expected.tolerance * std::max(1.0, std::abs(ours)))
              << page.name << " " << described(properties) << line;
        }
      }
    }
  }
}

TEST_P(ConceptPages, SayWhatTheyShowInFewWords) {
  const ConceptType& page = GetParam();
  std::istringstream words{std::string(page.about)};
  EXPECT_LE(std::distance(std::istream_iterator<std::string>(words), {}), 60);
  EXPECT_FALSE(page.section.empty());
  EXPECT_TRUE(page.question.ends_with("?") || page.question.find('?') != page.question.npos) << page.question;
}

TEST_P(ConceptPages, GiveEachNumberANameOfItsOwn) {
  for (const Properties& properties : situations(GetParam())) {
    std::set<std::string> names;
    for (const PageNumber& number : GetParam().compute(properties))
      EXPECT_TRUE(names.insert(number.name).second) << number.name;
  }
}

// The pages that are about a computation by hand (the others are about what is seen).
std::vector<ConceptType> pages_with_exercises() {
  std::vector<ConceptType> pages;
  for (const char* name : {"perceptron", "softmax", "graph", "one_step", "convolution", "im2col"})
    pages.push_back(page_named(name, ""));
  return pages;
}

class PagesWithExercises : public testing::TestWithParam<ConceptType> {};

TEST_P(PagesWithExercises, AreSolvedByNoMistake) {
  const ConceptType& page = GetParam();
  ASSERT_TRUE(page.exercise) << page.name;
  int to_find = 0;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    const Properties properties = page.exercise(seed);
    EXPECT_TRUE(check(properties, page.properties, "").empty()) << described(properties);
    EXPECT_EQ(properties, page.exercise(seed)) << "the same seed, the same exercise";
    EXPECT_FALSE(page.given(properties).empty());
    for (const PageNumber& number : page.compute(properties)) {
      if (number.slips.empty()) continue;
      ++to_find;
      EXPECT_EQ(judge_by_hand(number, number.value).verdict, HandVerdict::right) << number.name;
    }
  }
  EXPECT_GT(to_find, 20);
}

INSTANTIATE_TEST_SUITE_P(All, PagesWithExercises, testing::ValuesIn(pages_with_exercises()),
                         [](const auto& instance) { return std::string(instance.param.name); });
INSTANTIATE_TEST_SUITE_P(All, ConceptPages, testing::ValuesIn(concepts::all()),
                         [](const auto& instance) { return std::string(instance.param.name); });

TEST(HandWork, NamesTheTermThatIsWrong) {
  const PageNumber z{.name = "z", .label = "z", .value = -0.2, .slips = {{0.5, "the bias is missing"}}};
  EXPECT_EQ(judge_by_hand(z, -0.2).verdict, HandVerdict::right);
  EXPECT_EQ(judge_by_hand(z, -0.2004).verdict, HandVerdict::right) << "rounded";
  EXPECT_EQ(judge_by_hand(z, 0.5).reason, "the bias is missing");
  EXPECT_EQ(judge_by_hand(z, 0.2).verdict, HandVerdict::slip) << "the sign";
  EXPECT_EQ(judge_by_hand(z, 3).verdict, HandVerdict::wrong);
}

TEST(HandWork, HidesTheOneNumberThatIsAskedFor) {
  const PageNumber z{.name = "z", .label = "z", .value = 2}, y{.name = "y", .label = "y", .value = 3};
  HandWork hand;
  EXPECT_FALSE(hand.hides_any({z, y}));
  hand.ask("z");
  EXPECT_TRUE(hand.hides(z)) << "though no slip of it is known";
  EXPECT_FALSE(hand.hides(y));
  hand.judge(z, 1.5);
  EXPECT_TRUE(hand.hides(z));
  hand.judge(z, 2);
  EXPECT_FALSE(hand.hides(z));
  EXPECT_TRUE(hand.found(z));
  EXPECT_TRUE(hand.hides({.name = "z", .label = "z", .value = 5})) << "it is another number now";
  hand.give_up({.name = "z", .label = "z", .value = 5});
  EXPECT_FALSE(hand.hides({.name = "z", .label = "z", .value = 5}));
  hand.begin_again();
  EXPECT_FALSE(hand.hides(z));
}

TEST_P(ConceptPages, GiveNoAnswerAwayInTheirCode) {
  for (const Properties& properties : situations(GetParam())) {
    const NumberCode code = GetParam().code(properties);
    const std::string hidden = code.without_answers();
    EXPECT_EQ(std::ranges::count(hidden, '\n'), std::ranges::count(code.text(), '\n'));
    std::istringstream lines(hidden);
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("print(")) continue;
      EXPECT_EQ(line.find("  #"), line.size() - 5) << line;
    }
  }
}

TEST(SmallPicture, IsTheSquareInTheMiddleFromNoughtToNine) {
  std::vector<float> wide(20 * 40, 0.25f);
  for (int row = 0; row < 20; ++row)
    for (int column = 10; column < 20; ++column) wide[static_cast<size_t>(row * 40 + column)] = 1;
  const NumberImage small = as_small_picture(wide, 20, 40);
  EXPECT_EQ(small.rows, largest_picture);
  EXPECT_EQ(small.columns, largest_picture);
  EXPECT_EQ(small.at(0, 3, 0), 9);
  EXPECT_EQ(small.at(0, 3, 15), 0);
  EXPECT_EQ(typed_square(square_text(small), largest_picture).values, small.values);
  EXPECT_EQ(as_small_picture(std::vector<float>{0, 1, 1, 0}, 1, 2, 2).values, std::vector<double>{0}) << "1 x 1";
  EXPECT_EQ(typed_square("1 2; 3").rows, 0);
}

// Channel by channel against the sum over all of them.
TEST(ConvolutionChannels, EachMapIsASumOverChannels) {
  const ConvolutionOptions o = read<ConvolutionOptions>(Properties{{"view", std::string("channels")}, {"filters", 3}});
  const ChannelWork work(o);
  ASSERT_EQ(work.maps.size(), 3u);
  const auto size = static_cast<std::ptrdiff_t>(work.picture.rows * work.picture.columns);
  for (size_t f = 0; f < 3; ++f) {
    std::vector<double> sum(work.maps[f].values.size(), 0.0);
    for (std::ptrdiff_t c = 0; c < 3; ++c) {
      const auto pixels = work.picture.values.begin() + c * size;
      const auto weights = work.filters[f].values.begin() + c * 9;
      const NumberImage map = convolve({1, work.picture.rows, work.picture.columns, {pixels, pixels + size}},
                                       {1, 3, 3, {weights, weights + 9}}, o.sliding());
      for (size_t i = 0; i < sum.size(); ++i) sum[i] += map.values[i];
    }
    EXPECT_EQ(sum, work.maps[f].values);
  }
  EXPECT_NE(work.filters[0].values, work.filters[1].values);
}

TEST(ShownNumbers, AreWrittenAsInABook) {
  EXPECT_EQ(shown_number(-0.25), "−0.25");
  EXPECT_EQ(shown_number(0.00001234), "1.234·10⁻⁵");
  EXPECT_EQ(shown_number(1.5e20), "1.5·10²⁰");
  EXPECT_EQ(shown_number(-0.0), "0");
  EXPECT_EQ(shown_term(-0.7), "− 0.7");
  EXPECT_EQ(shown_factor(-2), "(−2)");
}

TEST(NumberCode, WritesNumbersThatPythonReadsBack) {
  EXPECT_EQ(python_number(0.1), "0.1");
  EXPECT_EQ(python_number(3), "3.0");
  EXPECT_EQ(python_number(1e-10), "1e-10");
  EXPECT_EQ(python_rows(std::vector<double>{1, 2, 3, 4}, 2, 4), "[[1.0, 2.0],\n    [3.0, 4.0]]");
}

}  // namespace
}  // namespace saddle::app
