#include <algorithm>
#include <cmath>
#include <random>

#include <fmt/format.h>

#include "labs/concepts/page.h"
#include "labs/concepts/perceptron/plane.h"
#include "labs/concepts/shared/levers.h"
#include "plot/text.h"

// A neuron with two inputs, whose line is dragged until it is AND, NAND or OR; XOR takes two layers.
namespace saddle::concepts {
namespace {

using namespace app;

struct PerceptronOptions {
  std::string gate = "and", layers = "one", output = "step";
  double w1 = 0.5, w2 = 0.5, b = -0.2;
  int x1 = 1, x2 = 0;

  static auto fields() {
    using O = PerceptronOptions;
    return std::tuple{
        field("gate", &O::gate, {.choices = {"and", "nand", "or", "xor"}}, "What the four points should give."),
        field("layers", &O::layers, {.choices = {"one", "two"}},
              "Two: NAND and OR of the inputs come first, and the perceptron gets what they give."),
        field("output", &O::output, {.choices = {"step", "sigmoid"}},
              "Step: 0 or 1. Sigmoid: anything in between, with a slope to follow."),
        field("w1", &O::w1, {.min = -2, .max = 2}, "The weight of the first input."),
        field("w2", &O::w2, {.min = -2, .max = 2}, "The weight of the second input."),
        field("b", &O::b, {.min = -2, .max = 2}, "The bias: how easily it fires."),
        field("x1", &O::x1, {.min = 0, .max = 1}, "The first input of the point that is worked out."),
        field("x2", &O::x2, {.min = 0, .max = 1}, "The second input."),
    };
  }
  Neuron2 neuron() const { return {w1, w2, b}; }
  bool two() const { return layers == "two"; }
  // What the perceptron gets for a point of the plane.
  Point inputs(Point x) const { return two() ? folded(x) : x; }
  double answer(Point x) const {
    return output == "step" ? static_cast<double>(neuron().fires(inputs(x))) : neuron().sigmoid(inputs(x));
  }
};

constexpr std::array<Point, 4> corners{Point{0, 0}, {0, 1}, {1, 0}, {1, 1}};
constexpr std::array<const char*, 4> corner_names{"y00", "y01", "y10", "y11"};

PageNumbers perceptron_numbers(const Properties& properties) {
  const auto o = read<PerceptronOptions>(properties);
  const Neuron2 n = o.neuron();
  const Point x{static_cast<double>(o.x1), static_cast<double>(o.x2)}, in = o.inputs(x);
  const double z = n.sum(in), y = o.answer(x);
  PageNumbers all;
  if (o.two()) {
    const std::string inputs = fmt::format("({}, {})", o.x1, o.x2);
    all.push_back({"s1", "s₁", in.x, "NAND" + inputs, {{1 - in.x, to_tr("that is AND: NAND is the opposite")}}});
    all.push_back({"s2", "s₂", in.y, "OR" + inputs, {{1 - in.y, to_tr("OR fires if at least one input is 1")}}});
  }
  all.push_back({"z",
                 "z",
                 z,
                 fmt::format("{}·{} {}·{} {}", shown_number(o.w1), in.x, shown_term(o.w2), in.y, shown_term(o.b)),
                 {{z - o.b, to_tr("the bias is missing")},
                  {z - 2 * o.b, to_tr("the sign of the bias is the wrong way round")},
                  {o.w1 + o.w2 + o.b, to_tr("an input of 0 takes its weight out of the sum")},
                  {o.w2 * in.x + o.w1 * in.y + o.b, to_tr("the weights are swapped")}}});
  if (o.output == "step") {
    all.push_back({"y",
                   "y",
                   y,
                   fmt::format("h({})", shown_number(z)),
                   {{1 - y, to_tr("a perceptron fires where z is above 0, and only there")}}});
  } else {
    all.push_back({"y",
                   "y",
                   y,
                   fmt::format("1 / (1 + exp({}))", shown_number(-z)),
                   {{1 / (1 + std::exp(z)), to_tr("the exponent is −z")},
                    {z > 0 ? 1.0 : 0.0, to_tr("that is the step function; this is the sigmoid")}}});
  }
  int right = 0;
  for (size_t i = 0; i < 4; ++i) {
    const double answer = o.answer(corners[i]);
    all.push_back({corner_names[i], "y", answer});
    right += (answer > 0.5) == (gate(o.gate, corners[i]) == 1);
  }
  all.push_back({"right", "right", static_cast<double>(right)});
  return all;
}

NumberCode perceptron_code(const Properties& properties) {
  const auto o = read<PerceptronOptions>(properties);
  const Point x{static_cast<double>(o.x1), static_cast<double>(o.x2)}, in = o.inputs(x);
  NumberCode code;
  code.line(fmt::format("x = np.array([{}, {}])", o.x1, o.x2));
  if (o.two()) {
    code.line("W1 = np.array([[-0.5, -0.5],   # NAND\n               [ 0.5,  0.5]])  # OR")
        .line("b1 = np.array([0.7, -0.2])")
        .line("s = np.where(W1 @ x + b1 > 0, 1, 0)")
        .print("s", {in.x, in.y});
  }
  const char* inputs = o.two() ? "s" : "x";
  code.line(fmt::format("w = np.array([{}, {}])", python_number(o.w1), python_number(o.w2)))
      .line(fmt::format("b = {}", python_number(o.b)))
      .line(fmt::format("z = np.sum(w * {}) + b", inputs))
      .print("z", {o.neuron().sum(in)})
      .line(o.output == "step" ? "y = np.where(z > 0, 1, 0)" : "y = 1 / (1 + np.exp(-z))")
      .print("y", {o.answer(x)});
  return code;
}

Properties perceptron_exercise(uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto below = [&](uint64_t n) { return static_cast<int>(random() % n); };
  const auto tenths = [&] {
    const int n = below(18) - 9;
    return (n == 0 ? 5 : n) / 10.0;
  };
  return {{"w1", tenths()}, {"w2", tenths()}, {"b", tenths()}, {"x1", 1}, {"x2", below(2)}};
}

std::string perceptron_given(const Properties& properties) {
  const auto o = read<PerceptronOptions>(properties);
  return fmt::format(
      "x = ({}, {}), w = ({}, {}), b = {}; z = w<sub>1</sub>x<sub>1</sub> + "
      "w<sub>2</sub>x<sub>2</sub> + b, y = 1 (z &gt; 0), 0 (z &le; 0)",
      o.x1, o.x2, shown_number(o.w1), shown_number(o.w2), shown_number(o.b));
}

class PerceptronPage final : public ConceptPage {
 public:
  void draw_picture(PageView& page, ImVec2 size) override {
    const auto o = read<PerceptronOptions>(page.values);
    Neuron2 neuron = o.neuron();
    SplitPlane plane{.id = page.mark("plane"), .x_label = "x₁", .y_label = "x₂"};
    plane.chosen = 2 * o.x1 + o.x2;
    for (size_t i = 0; i < 4; ++i) {
      plane.points[i] = corners[i];
      plane.targets[i] = gate(o.gate, corners[i]);
      plane.answers[i] = o.answer(corners[i]) > 0.5;
    }
    plane.color = [&](Point p) { return o.answer(p); };
    plane.grip = grip_of(page, "plane", "w1");
    int clicked = -1;
    if (!o.two()) {
      plane.neuron = &neuron;
      clicked = left_.draw(page.ui, plane, size);
    } else {
      const float gap = page.ui.px(10);
      const bool beside = size.x > size.y;
      const ImVec2 half =
          beside ? ImVec2{std::floor((size.x - gap) / 2), size.y} : ImVec2{size.x, std::floor((size.y - gap) / 2)};
      plane.lines = {{nand_of_the_book, ui::labeled("s₁ = NAND", "nand")},
                     {or_of_the_book, ui::labeled("s₂ = OR", "or")}};
      clicked = left_.draw(page.ui, plane, half);
      if (beside) ImGui::SameLine(0, gap);
      SplitPlane fold = plane;
      fold.id = page.mark("folded"), fold.x_label = "s₁", fold.y_label = "s₂";
      fold.lines.clear();
      for (size_t i = 0; i < 4; ++i) fold.points[i] = folded(corners[i]);
      fold.color = [&](Point p) {
        return o.output == "step" ? static_cast<double>(o.neuron().fires(p)) : o.neuron().sigmoid(p);
      };
      fold.neuron = &neuron;
      right_.draw(page.ui, fold, half);
    }
    if (neuron != o.neuron()) {
      set_by_hand(page, "plane", "w1", neuron.w1);
      set_by_hand(page, "plane", "w2", neuron.w2);
      set_by_hand(page, "plane", "b", neuron.b);
    }
    if (clicked < 0) return;
    set_by_hand(page, "plane", "x1", clicked / 2);
    set_by_hand(page, "plane", "x2", clicked % 2);
  }

  void draw_levers(PageView& page) override {
    ui::Ui& ui = page.ui;
    tabs(page, "gate", {{"and", "AND"}, {"nand", "NAND"}, {"or", "OR"}, {"xor", "XOR"}});
    tabs(page, "layers", {{"one", ui.tr("One layer")}, {"two", ui.tr("Two layers")}});
    tabs(page, "output", {{"step", ui.tr("Step|function")}, {"sigmoid", ui.tr("Sigmoid")}});
    lever(page, "w1", "w₁");
    lever(page, "w2", "w₂");
    lever(page, "b", "b");
    for (const char* number : {"s1", "s2", "z", "y"}) show(page, number);
    draw_truth_table(page);
  }

 private:
  // A row for each point, to be clicked: it is the one that is worked out.
  static void draw_truth_table(PageView& page) {
    ui::Ui& ui = page.ui;
    const auto o = read<PerceptronOptions>(page.values);
    const PageNumber& right = *number_named(page.numbers, "right");
    group(page, fmt::format(fmt::runtime(ui.tr("{} of 4 right")), right.value));
    mark_number(page, right);
    const float width = ImGui::GetContentRegionAvail().x, height = plot::font_size(ui.fonts.body) + ui.px(6);
    for (size_t i = 0; i < 4; ++i) {
      const PageNumber& y = *number_named(page.numbers, corner_names[i]);
      const int target = gate(o.gate, corners[i]);
      const bool is_right = (y.value > 0.5) == (target == 1), chosen = static_cast<int>(i) == 2 * o.x1 + o.x2;
      const ImVec2 at = ImGui::GetCursorScreenPos();
      if (ImGui::InvisibleButton(corner_names[i], {width, height}))
        set_value(page, "x1", static_cast<int>(i) / 2), set_value(page, "x2", static_cast<int>(i) % 2);
      ImDrawList& list = *ImGui::GetWindowDrawList();
      if (chosen || ImGui::IsItemHovered())
        list.AddRectFilled(at, {at.x + width, at.y + height}, chosen ? ui.theme.field : ui.theme.field_hovered,
                           ui.px(5));
      const auto write = [&](float place, const std::string& words, ImU32 color) {
        plot::draw_text(
            list, {at.x + ui.px(8) + place * (width - ui.px(16)), at.y + (height - plot::font_size(ui.fonts.body)) / 2},
            color, words, {.font = ui.fonts.body, .writing = plot::Writing::numbers});
      };
      const bool asked = chosen && page.hand.hides(*number_named(page.numbers, "y"));
      write(0, fmt::format("{:.0f}  {:.0f}", corners[i].x, corners[i].y), ui.theme.text);
      write(0.25f, asked ? "y = ?" : "y = " + shown_number(y.value, 3), ui.theme.plot.series(y.value > 0.5 ? 0 : 1));
      write(0.6f, fmt::format("t = {}", target), ui.theme.plot.series(target ? 0 : 1));
      write(0.9f, is_right ? "✓" : "✗", is_right ? ui.theme.good : ui.theme.error);
      mark_number(page, y);
    }
  }

  PlaneFigure left_, right_;
};

}  // namespace

ConceptType perceptron() {
  return {.name = "perceptron",
          .title = "Perceptron",
          .section = "2.1 – 2.5, 3.1",
          .about =
              "A perceptron adds up its weighted inputs and a bias, and fires if the sum z is above 0. In the plane "
              "of two inputs z is 0 along a line: one ring shifts it, the other turns it. On its blue side the "
              "perceptron gives 1. Ringed in red: what it gets wrong.",
          .question =
              "Make AND, NAND and OR. Where would a line have to run for XOR? Then take two layers: what happens "
              "to the points (0, 1) and (1, 0)?",
          .order = 10,
          .properties = table_of<PerceptronOptions>(),
          .compute = perceptron_numbers,
          .code = perceptron_code,
          .make = [] { return std::make_unique<PerceptronPage>(); },
          .exercise = perceptron_exercise,
          .given = perceptron_given};
}

}  // namespace saddle::concepts
