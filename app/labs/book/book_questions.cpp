#include <algorithm>
#include <array>

#include "labs/book/book_stages.h"

// What a class predicts before an experiment that the book itself answers.
namespace saddle::app {
namespace {

constexpr std::string_view asked(std::string_view english) { return english; }

struct BookQuestion {
  std::string_view experiment, ask;
  std::array<std::string_view, 4> choices;  // numbers and names stay as they are
  size_t right;
};

const std::array<BookQuestion, 20>& book_questions() {
  static const std::array<BookQuestion, 20> table{{
      {"gates", asked("Which of these can no single straight line separate?"), {"AND", "NAND", "OR", "XOR"}, 3},
      {"activations", asked("What does ReLU make of -1?"), {"-1", "0", "0.27", "1"}, 1},
      {"inference",
       asked("How many of 10,000 test images does the book's network of 784-50-100-10 read right?"),
       {"11 %", "71 %", "93.5 %", "99.9 %"},
       2},
      {"numerical_derivative",
       asked("What is the slope of 0.01 x^2 + 0.1 x at x = 5?"),
       {"0.1", "0.15", "0.2", "0.75"},
       2},
      {"gradient_field",
       asked("Where do the arrows of the negative gradient of x^2 + y^2 point?"),
       {asked("To the lowest place"), asked("Away from it"), asked("Around it"), asked("All in one direction")},
       0},
      {"gradient_descent",
       asked("Down x^2 + y^2 from (-3, 4): what does a learning rate of 10 do?"),
       {asked("It arrives at once"), asked("It zigzags, and arrives"), asked("It flies away"),
        asked("It stays where it is")},
       2},
      {"simple_net",
       asked("The gradient of a softmax layer for one sample: what does each of its rows sum to?"),
       {"0", "1", asked("The loss"), asked("It depends on the weights")},
       0},
      {"why_backpropagation",
       asked("39,760 parameters: how many forward passes does one gradient by central differences take?"),
       {"1", "784", "39,760", "79,520"},
       3},
      {"apple_graph",
       asked("Two apples and a tax of 10 %: what more is to be paid if an apple costs 1 yen more?"),
       {"1", "1.1", "2", "2.2"},
       3},
      {"apple_orange_graph",
       asked("An orange costs 150 yen, the tax is 10 %: what more is to be paid for one orange more?"),
       {"3.3", "150", "165", "495"},
       2},
      {"gradient_check",
       asked("How far apart are backpropagation and numerical differences?"),
       {asked("They are equal to the last bit"), asked("Less than a thousandth, and not 0"), asked("About a tenth"),
        asked("As far as two numbers drawn by chance")},
       1},
      {"optimizers_on_a_bowl",
       asked("Who crosses the floor of the valley most often?"),
       {"SGD", "Momentum", "AdaGrad", "Adam"},
       0},
      {"activation_histogram",
       asked("Weights of N(0, 1) and sigmoids: where do the outputs of a layer of 100 lie?"),
       {asked("Most near 0 and 1"), asked("Most near 0.5"), asked("Evenly from 0 to 1"), asked("All at 0")},
       0},
      {"batch_norm_wall",
       asked("Weights of deviation 0.0464 and batch norm: how much of 1,000 images is learned in 20 epochs?"),
       {"12 %", "50 %", "75 %", "95 %"},
       3},
      {"random_search",
       asked("100 random settings: what will be the best accuracy on the images for validation?"),
       {"50 %", "65 %", "84 %", "99 %"},
       2},
      {"im2col",
       asked("A picture of (1, 3, 7, 7) and filters of 5 × 5: what shape has its matrix?"),
       {"(9, 25)", "(9, 75)", "(49, 75)", "(75, 9)"},
       1},
      {"filters",
       asked("Thirty filters begin as noise: what do they become?"),
       {asked("They stay noise"), asked("Edges and blobs"), asked("Small digits"), asked("All the same")},
       1},
      {"museum",
       asked("One 5 × 5 and two 3 × 3 see the same pixels: how many weights has each?"),
       {"25 · 9", "25 · 18", "25 · 25", "25 · 36"},
       1},
      {"saddle_point",
       asked("From near the ridge of a saddle: who sticks longest?"),
       {"SGD", "Momentum", "RMSProp", "Adam"},
       0},
      {"filters_by_hand",
       asked("What does a Sobel filter answer where the picture is even?"),
       {"0", "1", asked("The gray of the picture"), asked("An edge")},
       0},
  }};
  return table;
}

}  // namespace

std::optional<VoteQuestion> book_question(std::string_view experiment, const ui::Language& language) {
  const auto& all = book_questions();
  const auto found = std::ranges::find(all, experiment, &BookQuestion::experiment);
  if (found == all.end()) return std::nullopt;
  VoteQuestion question{.ask = std::string(language(found->ask)), .right = std::vector<size_t>{found->right}};
  for (const std::string_view choice : found->choices) question.choices.emplace_back(language(choice));
  return question;
}

}  // namespace saddle::app
