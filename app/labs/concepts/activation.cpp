#include "saddle/activation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "labs/concepts/page.h"
#include "labs/concepts/shared/levers.h"
#include "labs/concepts/shared/typed.h"
#include "plot/figure.h"
#include "ui/handle_mark.h"

// An activation function with its slope, and what many layers of it do to a gradient.
namespace saddle::concepts {
namespace {

using namespace app;

struct ActivationOptions {
  std::string function = "sigmoid", formula = "x*sigmoid(x)";
  double w = 1, b = 0, x = 1;
  int layers = 5;

  static auto fields() {
    using O = ActivationOptions;
    return std::tuple{
        field("function", &O::function,
              {.choices = {"step_function", "sigmoid", "tanh", "ReLU", "leaky ReLU", "identity", "own"}},
              "What a neuron makes of its sum."),
        field("formula", &O::formula, {}, "Any formula in x: + − * / ^, exp, log, tanh, sigmoid, relu, max, abs …"),
        field("w", &O::w, {.min = -4, .max = 4}, "The weight: how steep, and which way round."),
        field("b", &O::b, {.min = -5, .max = 5}, "The bias: shifts the curve."),
        field("x", &O::x, {.min = -6, .max = 6}, "The input; drag its point on the curve."),
        field("layers", &O::layers, {.min = 1, .max = 30}, "The same neuron so many times in a row."),
    };
  }
  ReadFunction activation() const {
    return read_function_of_x(function == "own" ? formula : std::string(activation_formula(function)));
  }
};

PageNumbers activation_numbers(const Properties& properties) {
  const auto o = read<ActivationOptions>(properties);
  const ReadFunction f = o.activation();
  if (!f.function) return {};
  const ActivationAt at = activation_at(*f.function, o.w, o.b, o.x);
  const ActivationStack stack = activation_stack(*f.function, o.w, o.b, o.x, o.layers);
  return {
      {"z", "z", at.z, fmt::format("{}·{} {}", shown_factor(o.w), shown_factor(o.x), shown_term(o.b))},
      {"y", "y", at.y, fmt::format("f({})", shown_number(at.z))},
      {"slope", "dy/dx", at.slope, fmt::format("f′(z)·w = {}·{}", shown_factor(at.inner), shown_factor(o.w))},
      {"output", fmt::format("h{}", subscript(o.layers)), stack.outputs.back()},
      {"gradient", fmt::format("dh{}/dx", subscript(o.layers)), stack.gradients.back()},
  };
}

NumberCode activation_code(const Properties& properties) {
  const auto o = read<ActivationOptions>(properties);
  NumberCode code;
  const ReadFunction f = o.activation();
  if (!f.function) return code;
  const ActivationAt at = activation_at(*f.function, o.w, o.b, o.x);
  const ActivationStack stack = activation_stack(*f.function, o.w, o.b, o.x, o.layers);
  static const std::map<std::string, const char*> slopes{{"step_function", "0 * x"},
                                                         {"sigmoid", "f(x) * (1 - f(x))"},
                                                         {"tanh", "1 - np.tanh(x)**2"},
                                                         {"ReLU", "np.where(x > 0, 1.0, 0.0)"},
                                                         {"leaky ReLU", "np.where(x > 0, 1.0, 0.01)"},
                                                         {"identity", "1.0"}};
  const auto slope = slopes.find(o.function);
  const bool numerical = slope == slopes.end();
  code.line("def f(x):\n    return " + f.function->python())
      .line("def df(x):\n    return " + std::string(numerical ? "(f(x + 1e-4) - f(x - 1e-4)) / 2e-4" : slope->second))
      .line(fmt::format("w, b, x = {}, {}, {}", python_number(o.w), python_number(o.b), python_number(o.x)))
      .line("z = w * x + b")
      .print("f(z)", {at.y}, 1e-9)
      .print("df(z) * w", {at.slope}, numerical ? 1e-5 : 1e-9)
      .line(fmt::format("h, g = x, 1.0\nfor layer in range({}):\n    z = w * h + b\n    h, g = f(z), g * df(z) * w",
                        o.layers))
      .print("h", {stack.outputs.back()}, 1e-9)
      .print("g", {stack.gradients.back()}, numerical ? 1e-3 : 1e-9);
  return code;
}

class ActivationPage final : public ConceptPage {
 public:
  void draw_picture(PageView& page, ImVec2 size) override {
    const auto o = read<ActivationOptions>(page.values);
    const ReadFunction f = o.activation();
    if (f.function) last_ = f.function;
    if (!last_) return;
    const float gap = page.ui.px(8), lower = std::floor(std::clamp(size.y * 0.36f, page.ui.px(100), page.ui.px(260)));
    draw_curves(page, o, {size.x, size.y - lower - gap});
    draw_gradients(page, o, {size.x, lower});
  }

  void draw_levers(PageView& page) override {
    ui::Ui& ui = page.ui;
    const auto o = read<ActivationOptions>(page.values);
    lever(page, "function", ui.tr("function f"));
    if (o.function == "own") formula_field(page, "formula", "f(x) =", o.activation().fault_in(ui));
    lever(page, "w", "w");
    lever(page, "b", "b");
    lever(page, "x", "x");
    lever(page, "layers", ui.tr("layers"));
    show(page, "z");
    show(page, "y", ui.theme.plot.series(0));
    show(page, "slope", ui.theme.plot.series(1));
    group(page, fmt::format(fmt::runtime(ui.tr("After {} layers")), o.layers));
    show(page, "output", ui.theme.plot.series(2));
    show(page, "gradient", ui.theme.plot.series(2));
    if (o.function == "identity")
      say(page, ui.tr("Layers without an activation function are one: w₂(w₁x + b₁) + b₂ is a straight line again."));
  }

 private:
  void draw_curves(PageView& page, const ActivationOptions& o, ImVec2 size) {
    ui::Ui& ui = page.ui;
    const plot::Style& style = ui.theme.plot;
    curve_.clear(), slope_.clear(), stack_.clear();
    constexpr int points = 481;
    for (int i = 0; i < points; ++i) {
      const double x = -6 + 12.0 * i / (points - 1);
      const ActivationAt at = activation_at(*last_, o.w, o.b, x);
      curve_.push_back({x, at.y});
      slope_.push_back({x, at.slope});
      if (o.layers > 1) stack_.push_back({x, activation_stack(*last_, o.w, o.b, x, o.layers).outputs.back()});
    }
    plot::Figure figure(ui.plots, ui::labeled({}, page.mark("curves")),
                        {.x_label = "x", .x_range = plot::Range{-6, 6}, .y_range = range_of_curves(), .size = size});
    figure.horizontal_line(0, {}, {.dash = plot::Dash::dotted});
    figure.line("y = f(wx + b)###y", plot::series(curve_),
                {.color = style.series(0), .width = 2.8f, .marker = plot::Marker::none});
    figure.line("dy/dx###slope", plot::series(slope_),
                {.color = style.series(1), .width = 2.0f, .dash = plot::Dash::dashed, .marker = plot::Marker::none});
    if (o.layers > 1)
      figure.line(ui::labeled(fmt::format(fmt::runtime(ui.tr("h after {} layers")), o.layers), "stack"),
                  plot::series(stack_), {.color = style.series(2), .width = 1.8f, .marker = plot::Marker::none});
    const ActivationAt here = activation_at(*last_, o.w, o.b, o.x);
    plot::Point at{o.x, here.y};
    tangent_ = {{o.x - 1.2, here.y - 1.2 * here.slope}, {o.x + 1.2, here.y + 1.2 * here.slope}};
    figure.line("dy/dx###tangent", plot::series(tangent_),
                {.color = style.text, .width = 1.4f, .marker = plot::Marker::none, .part_of = "dy/dx###slope"});
    figure.handle(at, style.series(0), grip_of(page, "curves", "x"));
    const plot::FigureReport report = figure.draw();
    const bool moved = report.moved >= 0;
    ui.mark(page.mark("curves"));
    ui::mark_handle(ui, page.mark("curves"), 0, report.layout.view, at.x, at.y);
    if (moved) set_by_hand(page, "curves", "x", std::clamp(std::round(at.x * 20) / 20, -6.0, 6.0));
  }

  // What the curves need, but no more than a steep one leaves room for.
  plot::Range range_of_curves() const {
    plot::Range y{-0.25, 1.25};
    for (const auto* line : {&curve_, &slope_})
      for (const plot::Point& p : *line)
        if (std::isfinite(p.y)) y.include(std::clamp(1.06 * p.y, -4.0, 6.0));
    return y;
  }

  void draw_gradients(PageView& page, const ActivationOptions& o, ImVec2 size) {
    ui::Ui& ui = page.ui;
    const ActivationStack stack = activation_stack(*last_, o.w, o.b, o.x, o.layers);
    gradients_ = {{0, 1}}, most_ = {{0, 1}};
    for (size_t k = 0; k < stack.gradients.size(); ++k) {
      const auto layer = static_cast<double>(k + 1);
      gradients_.push_back({layer, std::abs(stack.gradients[k])});
      most_.push_back({layer, std::pow(0.25 * std::abs(o.w), layer)});
    }
    plot::Figure figure(ui.plots, ui::labeled(ui.tr("What is left of the gradient"), page.mark("gradients")),
                        {.x_label = ui.tr("after so many layers"),
                         .y_label = "|dh/dx|",
                         .y_scale = plot::Scale::log,
                         .x_format = plot::Format::integer,
                         .x_range = plot::Range{0, static_cast<double>(std::max(o.layers, 2))},
                         .size = size,
                         .controls = plot::Controls::hidden});
    if (o.function == "sigmoid" && o.w != 0)
      figure.line(ui::labeled("|0.25 w|ⁿ", "most"), plot::series(most_),
                  {.color = ui.theme.plot.muted, .dash = plot::Dash::dashed, .marker = plot::Marker::none});
    figure.line("|dh/dx|###gradient", plot::series(gradients_),
                {.color = ui.theme.plot.series(2), .width = 2.2f, .marker = plot::Marker::circle});
    figure.draw();
    ui.mark(page.mark("gradients"));
  }

  std::optional<TypedFunction> last_;  // that could be read
  std::vector<plot::Point> curve_, slope_, stack_, tangent_, gradients_, most_;
};

}  // namespace

ConceptType activation() {
  return {.name = "activation",
          .title = "Activation functions",
          .section = "3.2, 6.2",
          .about =
              "Without an activation function a deep network is one straight line. With one it bends. On the way "
              "back each layer multiplies the gradient by f′(z)·w: the sigmoid's f′ is 0.25 at most, so that "
              "after 10 layers a millionth is left. Drag the point, and see the factor.",
          .question =
              "How many layers of the sigmoid leave less than a thousandth of the gradient? Which function "
              "keeps it, and at which x does that one lose everything?",
          .order = 20,
          .properties = table_of<ActivationOptions>(),
          .compute = activation_numbers,
          .code = activation_code,
          .make = [] { return std::make_unique<ActivationPage>(); }};
}

}  // namespace saddle::concepts
