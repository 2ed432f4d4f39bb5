#include <algorithm>
#include <array>

#include "labs/book/book_stages.h"

// What a class predicts before an experiment that the book itself answers.
namespace saddle::app {
namespace {

constexpr std::string_view to_tr(std::string_view english) { return english; }

struct BookQuestion {
  std::string_view experiment, ask;
  std::array<std::string_view, 4> choices;  // numbers and names stay as they are
  size_t right;
};

const std::array<BookQuestion, 20>& book_questions() {
  static const std::array<BookQuestion, 20> table{{
      {"gates", to_tr("Which of these can no single straight line separate?"), {"AND", "NAND", "OR", "XOR"}, 3},
      {"activations", to_tr("What does ReLU make of -1?"), {"-1", "0", "0.27", "1"}, 1},
      {"inference",
       to_tr("How many of 10,000 test images does the book's network of 784-50-100-10 read right?"),
       {"11 %", "71 %", "93.5 %", "99.9 %"},
       2},
      {"numerical_derivative",
       to_tr("What is the slope of 0.01 x^2 + 0.1 x at x = 5?"),
       {"0.1", "0.15", "0.2", "0.75"},
       2},
      {"gradient_field",
       to_tr("Where do the arrows of the negative gradient of x^2 + y^2 point?"),
       {to_tr("To the lowest place"), to_tr("Away from it"), to_tr("Around it"), to_tr("All in one direction")},
       0},
      {"gradient_descent",
       to_tr("Down x^2 + y^2 from (-3, 4): what does a learning rate of 10 do?"),
       {to_tr("It arrives at once"), to_tr("It zigzags, and arrives"), to_tr("It flies away"),
        to_tr("It stays where it is")},
       2},
      {"simple_net",
       to_tr("The gradient of a softmax layer for one sample: what does each of its rows sum to?"),
       {"0", "1", to_tr("The loss"), to_tr("It depends on the weights")},
       0},
      {"why_backpropagation",
       to_tr("39,760 parameters: how many forward passes does one gradient by central differences take?"),
       {"1", "784", "39,760", "79,520"},
       3},
      {"apple_graph",
       to_tr("Two apples and a tax of 10 %: what more is to be paid if an apple costs 1 yen more?"),
       {"1", "1.1", "2", "2.2"},
       3},
      {"apple_orange_graph",
       to_tr("An orange costs 150 yen, the tax is 10 %: what more is to be paid for one orange more?"),
       {"3.3", "150", "165", "495"},
       2},
      {"gradient_check",
       to_tr("How far apart are backpropagation and numerical differences?"),
       {to_tr("They are equal to the last bit"), to_tr("Less than a thousandth, and not 0"), to_tr("About a tenth"),
        to_tr("As far as two numbers drawn by chance")},
       1},
      {"optimizers_on_a_bowl",
       to_tr("Who crosses the floor of the valley most often?"),
       {"SGD", "Momentum", "AdaGrad", "Adam"},
       0},
      {"activation_histogram",
       to_tr("Weights of N(0, 1) and sigmoids: where do the outputs of a layer of 100 lie?"),
       {to_tr("Most near 0 and 1"), to_tr("Most near 0.5"), to_tr("Evenly from 0 to 1"), to_tr("All at 0")},
       0},
      {"batch_norm_wall",
       to_tr("Weights of deviation 0.0464 and batch norm: how much of 1,000 images is learned in 20 epochs?"),
       {"12 %", "50 %", "75 %", "95 %"},
       3},
      {"random_search",
       to_tr("100 random settings: what will be the best accuracy on the images for validation?"),
       {"50 %", "65 %", "84 %", "99 %"},
       2},
      {"im2col",
       to_tr("A picture of (1, 3, 7, 7) and filters of 5 × 5: what shape has its matrix?"),
       {"(9, 25)", "(9, 75)", "(49, 75)", "(75, 9)"},
       1},
      {"filters",
       to_tr("Thirty filters begin as noise: what do they become?"),
       {to_tr("They stay noise"), to_tr("Edges and blobs"), to_tr("Small digits"), to_tr("All the same")},
       1},
      {"museum",
       to_tr("One 5 × 5 and two 3 × 3 see the same pixels: how many weights has each?"),
       {"25 · 9", "25 · 18", "25 · 25", "25 · 36"},
       1},
      {"saddle_point",
       to_tr("From near the ridge of a saddle: who sticks longest?"),
       {"SGD", "Momentum", "RMSProp", "Adam"},
       0},
      {"filters_by_hand",
       to_tr("What does a Sobel filter answer where the picture is even?"),
       {"0", "1", to_tr("The gray of the picture"), to_tr("An edge")},
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
