#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "labs/arena/field.h"
#include "labs/concepts/page.h"
#include "labs/concepts/shared/levers.h"
#include "labs/concepts/shared/typed.h"
#include "plot/figure.h"
#include "saddle/function.h"
#include "saddle/numerical_derivative.h"
#include "ui/handle_mark.h"

// The field of -grad f, and what the learning rate makes of a walk along it.
namespace saddle::concepts {
namespace {

using namespace app;

constexpr Region descent_region{-4, 4, -4, 4};

struct DescentOptions {
  std::string function = "bowl", formula = "x^2/8 + y^2 + sin(2x)";
  double x = -3, y = 3, learning_rate = 0.1;
  int steps = 20;

  static auto fields() {
    using O = DescentOptions;
    return std::tuple{
        field("function", &O::function, {.choices = {"bowl", "line", "minima", "plateau", "saddle", "own"}},
              "Bowl: the book's x² + y². Line: one variable. Minima: a lower and a higher one."),
        field("formula", &O::formula, {}, "Any formula in x and y: + − * / ^, exp, log, sin, tanh, sqrt, abs …"),
        field("x", &O::x, {.min = -4, .max = 4}, "Where the walk begins; drag its ring."),
        field("y", &O::y, {.min = -4, .max = 4}, "The same, upwards."),
        field("learning_rate", &O::learning_rate, {.min = 1e-10, .max = 10, .logarithmic = true},
              "How much of the gradient one step takes off."),
        field("steps", &O::steps, {.min = 1, .max = 200}, "How many steps are made."),
    };
  }
  std::string text() const {
    return function == "bowl"      ? "x^2 + y^2"
           : function == "line"    ? "x^2/2"
           : function == "minima"  ? "x^4/8 - x^2 + x/3 + y^2/2"
           : function == "plateau" ? "-2*exp(-(x^2 + y^2)/2)"
           : function == "saddle"  ? "x^2/2 - y^2/2"
                                   : formula;
  }
  ReadFunction typed() const { return read_function_of_two(text()); }
  Descent walk(const TypedFunction& f) const { return descend(f, {x, y}, learning_rate, steps); }
};

PageNumbers descent_numbers(const Properties& properties) {
  const auto o = read<DescentOptions>(properties);
  const ReadFunction f = o.typed();
  if (!f.function) return {};
  const Descent walk = o.walk(*f.function);
  const Point slope = f.function->gradient({o.x, o.y}), end = walk.path.back();
  const bool both = f.function->dimensions() == 2;
  const auto next = [&](double from, double along) {
    return fmt::format("{} − {}·{}", shown_number(from), shown_number(o.learning_rate), shown_factor(along));
  };
  PageNumbers all{{"gx", "∂f/∂x", slope.x}};
  if (both) all.push_back({"gy", "∂f/∂y", slope.y});
  all.push_back({"x1", "x₁", o.x - o.learning_rate * slope.x, next(o.x, slope.x)});
  if (both) all.push_back({"y1", "y₁", o.y - o.learning_rate * slope.y, next(o.y, slope.y)});
  all.push_back({"steps_made", "steps", static_cast<double>(walk.path.size() - 1)});
  all.push_back({"end_x", "x", end.x});
  if (both) all.push_back({"end_y", "y", end.y});
  all.push_back({"end_f", "f", walk.f.back()});
  return all;
}

NumberCode descent_code(const Properties& properties) {
  const auto o = read<DescentOptions>(properties);
  NumberCode code;
  const ReadFunction f = o.typed();
  if (!f.function) return code;
  const Point end = o.walk(*f.function).path.back();
  // Differences are a little off the exact gradient, and a walk that runs away makes much of it.
  code.line("def f(x, y):\n    return " + f.function->python())
      .line(
          "def gradient(x, y, h=1e-4):\n"
          "    return ((f(x + h, y) - f(x - h, y)) / (2 * h),\n"
          "            (f(x, y + h) - f(x, y - h)) / (2 * h))")
      .line(fmt::format("x, y = {}, {}", python_number(o.x), python_number(o.y)))
      .line(fmt::format("for step in range({}):\n    gx, gy = gradient(x, y)\n"
                        "    x, y = x - {learning_rate} * gx, y - {learning_rate} * gy\n"
                        "    if abs(x) + abs(y) > 1e4:\n        break",
                        o.steps, fmt::arg("learning_rate", python_number(o.learning_rate))))
      .print("x", {end.x}, 1e-3)
      .print("y", {end.y}, 1e-3);
  return code;
}

class DescentPage final : public ConceptPage {
 public:
  void draw_picture(PageView& page, ImVec2 size) override {
    const auto o = read<DescentOptions>(page.values);
    if (const ReadFunction f = o.typed(); f.function) read_field(*f.function, o);
    if (!last_) return;
    walk_ = o.walk(*last_);
    const float gap = page.ui.px(8);
    const bool beside = size.x > 1.5f * size.y && last_->dimensions() == 2;
    const float share =
        std::floor(beside ? size.y + page.ui.px(30)
                          : std::clamp(size.y * 0.73f, size.y - page.ui.px(220), size.y - page.ui.px(90)));
    const ImVec2 first = beside ? ImVec2{share, size.y} : ImVec2{size.x, share};
    last_->dimensions() == 2 ? draw_plane(page, o, first) : draw_line(page, o, first);
    if (beside) ImGui::SameLine(0, gap);
    draw_values(page, beside ? ImVec2{size.x - share - gap, size.y} : ImVec2{size.x, size.y - share - gap});
  }

  void draw_levers(PageView& page) override {
    ui::Ui& ui = page.ui;
    const auto o = read<DescentOptions>(page.values);
    const ReadFunction f = o.typed();
    lever(page, "function", ui.tr("function f"));
    if (o.function == "own") formula_field(page, "formula", "f(x, y) =", f.fault_in(ui));
    lever(page, "learning_rate", ui.tr("learning rate η"));
    lever(page, "steps", ui.tr("steps"));
    lever(page, "x", "x");
    lever(page, "y", "y");
    group(page, ui.tr("The first step"));
    for (const char* number : {"gx", "gy"}) show(page, number, ui.theme.plot.series(1));
    for (const char* number : {"x1", "y1"}) show(page, number, ui.theme.plot.series(0));
    group(page, ui.tr("The end"));
    for (const char* number : {"end_x", "end_y", "end_f"}) show(page, number, ui.theme.plot.series(0));
    draw_judgment(page, o);
  }

 private:
  void read_field(const TypedFunction& f, const DescentOptions& o) {
    const std::string formula = f.python();
    last_ = f;
    if (formula == sampled_) return;
    sampled_ = formula;
    field_ = sample_field(*make_function(o.text()).surface, descent_region, 0);
  }

  void draw_plane(PageView& page, const DescentOptions& o, ImVec2 size) {
    ui::Ui& ui = page.ui;
    const plot::Style& style = ui.theme.plot;
    plot::Figure figure(ui.plots, ui::labeled({}, page.mark("plane")),
                        {.x_label = "x",
                         .y_label = "y",
                         .x_range = plot::Range{descent_region.left, descent_region.right},
                         .y_range = plot::Range{descent_region.bottom, descent_region.top},
                         .size = size,
                         .aspect = plot::Aspect::equal});
    if (field_.rows > 1 && !field_.range.empty()) {
      figure.heatmap("f###ground", field_.values, field_.rows, field_.columns,
                     {.map = ui.theme.dark ? plot::Colormap::depth_dark : plot::Colormap::depth,
                      .range = field_.range,
                      .scale = field_.skewed ? plot::Scale::log : plot::Scale::linear,
                      .x = {descent_region.left, descent_region.right},
                      .y = {descent_region.bottom, descent_region.top},
                      .shading = plot::Shading::smooth,
                      .bar = false});
      figure.contour({}, field_.lines,
                     {.color = plot::with_alpha(style.text, ui.theme.dark ? 0.34f : 0.42f), .width = 1.0f});
      figure.arrows({}, field_.arrows, {.color = plot::with_alpha(style.text, 0.35f)});
    }
    path_.clear();
    for (const Point& p : walk_.path) path_.push_back({p.x, p.y});
    add_path(ui, figure);
    plot::Point start{o.x, o.y};
    figure.handle(start, style.series(0), grip_of(page, "plane", "x"));
    const plot::FigureReport report = figure.draw();
    const bool moved = report.moved >= 0;
    ui.mark(page.mark("plane"));
    ui::mark_handle(ui, page.mark("plane"), 0, report.layout.view, start.x, start.y);
    if (!moved) return;
    const auto twentieth = [](double value) { return std::clamp(std::round(value * 20) / 20, -4.0, 4.0); };
    set_by_hand(page, "plane", "x", twentieth(start.x));
    set_by_hand(page, "plane", "y", twentieth(start.y));
  }

  void draw_line(PageView& page, const DescentOptions& o, ImVec2 size) {
    ui::Ui& ui = page.ui;
    curve_.clear(), path_.clear();
    plot::Range y;
    for (int i = 0; i <= 320; ++i) {
      const double x = -4 + i / 40.0;
      curve_.push_back({x, last_->value(x)});
      if (std::isfinite(curve_.back().y)) y.include(curve_.back().y);
    }
    for (size_t i = 0; i < walk_.path.size(); ++i) path_.push_back({walk_.path[i].x, walk_.f[i]});
    plot::Figure figure(ui.plots, ui::labeled({}, page.mark("line")),
                        {.x_label = "x",
                         .y_label = "f(x)",
                         .x_range = plot::Range{-4, 4},
                         .y_range = plot::fit(y, plot::Scale::linear, 0.06),
                         .size = size,
                         .legend = plot::Controls::hidden});
    figure.line("f(x)###f", plot::series(curve_),
                {.color = ui.theme.plot.text, .width = 2.2f, .marker = plot::Marker::none});
    add_path(ui, figure);
    plot::Point start{o.x, last_->value(o.x)};
    figure.handle(start, ui.theme.plot.series(0), grip_of(page, "line", "x"));
    const plot::FigureReport report = figure.draw();
    const bool moved = report.moved >= 0;
    ui.mark(page.mark("line"));
    ui::mark_handle(ui, page.mark("line"), 0, report.layout.view, start.x, start.y);
    if (moved) set_by_hand(page, "line", "x", std::clamp(std::round(start.x * 20) / 20, -4.0, 4.0));
  }

  void add_path(const ui::Ui& ui, plot::Figure& figure) {
    const ImU32 color = ui.theme.plot.series(0);
    figure.line(ui::labeled(ui.tr("walk"), "walk"), plot::series(path_),
                {.color = color, .width = 2.2f, .marker = plot::Marker::none});
    figure.marks(plot::series(path_), {.color = color, .marker = plot::Marker::circle, .radius = 3});
    end_ = {path_.back()};
    figure.marks(plot::series(end_), {.color = color, .marker = plot::Marker::diamond, .radius = 7});
  }

  void draw_values(PageView& page, ImVec2 size) {
    ui::Ui& ui = page.ui;
    values_.clear();
    for (size_t i = 0; i < walk_.f.size(); ++i) values_.push_back({static_cast<double>(i), walk_.f[i]});
    plot::Figure figure(ui.plots, ui::labeled({}, page.mark("values")),
                        {.x_label = ui.tr("step"),
                         .y_label = "f",
                         .x_format = plot::Format::integer,
                         .size = size,
                         .controls = plot::Controls::hidden,
                         .legend = plot::Controls::hidden});
    figure.line("f###values", plot::series(values_),
                {.color = ui.theme.plot.series(0), .width = 2, .marker = plot::Marker::circle});
    figure.draw();
    ui.mark(page.mark("values"));
  }

  // What became of the walk, in a word.
  void draw_judgment(PageView& page, const DescentOptions& o) {
    ui::Ui& ui = page.ui;
    if (walk_.path.empty() || !last_) return;
    const Point end = walk_.path.back(), slope = last_->gradient(end);
    const double moved = std::hypot(end.x - o.x, end.y - o.y);
    const bool away = std::abs(end.x) + std::abs(end.y) > 8 || walk_.f.back() > walk_.f.front() + 1e-12,
               still = std::hypot(slope.x, slope.y) < 1e-3, stays = moved < 1e-3 && !still;
    const std::string_view words = away    ? ui.tr("It runs away: the rate is too large, or f has no end below.")
                                   : stays ? ui.tr("It hardly moves: the rate is too small.")
                                   : still ? ui.tr("It has come to rest: the gradient is 0 here.")
                                           : ui.tr("It is on its way.");
    say(page, words, away ? ui.theme.error : stays ? ui.theme.warning : still ? ui.theme.good : ui.theme.muted);
    ui.mark(page.mark("judgment"), std::string(words));
  }

  std::optional<TypedFunction> last_;  // that could be read
  std::string sampled_;
  app::Field field_;
  Descent walk_;
  std::vector<plot::Point> path_, curve_, end_, values_;
};

}  // namespace

ConceptType gradient_descent() {
  return {.name = "gradient_descent",
          .title = "Gradient and descent",
          .section = "4.4",
          .about =
              "The gradient points uphill where the slope is steepest; the arrows show its opposite. Gradient "
              "descent goes along them: x ← x − η ∂f/∂x, again and again. Where the gradient is 0 it rests, be "
              "that the lowest point, another hollow, a saddle or nearly a plateau. Drag the ring.",
          .question =
              "Try the book's rates 10 and 0.0000000001 on the bowl. From which rate on does the walk jump over "
              "the middle, and from which does it run away?",
          .order = 50,
          .properties = table_of<DescentOptions>(),
          .compute = descent_numbers,
          .code = descent_code,
          .make = [] { return std::make_unique<DescentPage>(); }};
}

}  // namespace saddle::concepts
