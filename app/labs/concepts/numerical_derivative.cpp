#include "saddle/numerical_derivative.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "labs/concepts/page.h"
#include "labs/concepts/shared/levers.h"
#include "labs/concepts/shared/typed.h"
#include "plot/figure.h"
#include "plot/number.h"
#include "saddle/latest_job.h"
#include "ui/handle_mark.h"

// Tangent and secant, the error of a difference over its step, and what a whole network would cost that way.
namespace saddle::concepts {
namespace {

using namespace app;

struct DerivativeOptions {
  std::string function = "sine", formula = "x^3 - 2x", method = "forward";
  double x = 1, h = 1;

  static auto fields() {
    using O = DerivativeOptions;
    return std::tuple{
        field("function", &O::function, {.choices = {"sine", "book", "exponential", "own"}},
              "The function; that of the book is 0.01x² + 0.1x."),
        field("formula", &O::formula, {}, "Any formula in x: + − * / ^, exp, log, sin, tanh, sqrt, abs …"),
        field("method", &O::method, {.choices = {"forward", "central"}},
              "Forward: from x to x + h. Central: from x − h to x + h."),
        field("x", &O::x, {.min = -10, .max = 10}, "Where the slope is wanted; drag its point."),
        field("h", &O::h, {.min = 1e-16, .max = 2, .logarithmic = true}, "The step; drag the second point, or type."),
    };
  }
  ReadFunction typed() const {
    return read_function_of_x(function == "sine"          ? "sin(x)"
                              : function == "book"        ? "0.01*x^2 + 0.1*x"
                              : function == "exponential" ? "exp(x/2)"
                                                          : formula);
  }
  Difference difference() const { return method == "forward" ? Difference::forward : Difference::central; }
};

PageNumbers derivative_numbers(const Properties& properties) {
  const auto o = read<DerivativeOptions>(properties);
  const ReadFunction f = o.typed();
  if (!f.function) return {};
  const double slope = numerical_derivative(*f.function, o.x, o.h, o.difference()), exact = f.function->derivative(o.x);
  const double in_float = static_cast<double>(
      numerical_derivative_in_float(*f.function, static_cast<float>(o.x), static_cast<float>(o.h), o.difference()));
  PageNumbers all{
      {"numerical", "f′", slope, o.method == "forward" ? "(f(x + h) − f(x)) / h" : "(f(x + h) − f(x − h)) / 2h"},
      {"exact", "f′", exact},
      {"error", "|Δ|", std::abs(slope - exact)},
      {"float32", "f′", in_float},
      {"float32_error", "|Δ|", std::abs(in_float - exact)}};
  for (const size_t full : {0, 1}) all[full].digits = 16;
  all[3].digits = 8;
  return all;
}

NumberCode derivative_code(const Properties& properties) {
  const auto o = read<DerivativeOptions>(properties);
  NumberCode code;
  const ReadFunction f = o.typed();
  if (!f.function) return code;
  const double slope = numerical_derivative(*f.function, o.x, o.h, o.difference());
  // Functions of two libraries may differ in their last digit, which the division by h makes large.
  const double last_digit = 4e-16 * (1 + std::abs(f.function->value(o.x)));
  code.line("def f(x):\n    return " + f.function->python())
      .line(fmt::format("x, h = {}, {}", python_number(o.x), python_number(o.h)))
      .line(o.method == "forward" ? "slope = (f(x + h) - f(x)) / h" : "slope = (f(x + h) - f(x - h)) / (2 * h)")
      .print("slope", {slope}, 1e-12 + last_digit / o.h);
  return code;
}

class DerivativePage final : public ConceptPage {
 public:
  struct Question {
    Experiment experiment;
    std::string directory;
  };
  using Job = LatestJob<Question, std::optional<StepCost>>;

  void connect(const LabServices& services) override {
    job_ = std::make_unique<Job>(
        services.threads,
        [](const Question& question, Job::Progress& progress) {
          progress.publish(measure_step_cost(question.experiment, question.directory));
        },
        services.wake);
  }
  bool pump() override { return job_ && job_->pump(); }
  bool waiting() const override { return ordered_ != job_->latest()->order; }

  void draw_picture(PageView& page, ImVec2 size) override {
    const auto o = read<DerivativeOptions>(page.values);
    if (const ReadFunction f = o.typed(); f.function) last_ = f.function;
    if (!last_) return;
    const float gap = page.ui.px(8), upper = std::floor((size.y - gap) * 0.52f);
    draw_curve(page, o, {size.x, upper});
    draw_errors(page, o, {size.x, size.y - upper - gap});
  }

  void draw_levers(PageView& page) override {
    ui::Ui& ui = page.ui;
    const auto o = read<DerivativeOptions>(page.values);
    lever(page, "function", ui.tr("function f"));
    if (o.function == "own") formula_field(page, "formula", "f(x) =", o.typed().fault_in(ui));
    tabs(page, "method", {{"forward", ui.tr("Forward|difference")}, {"central", ui.tr("Central|difference")}});
    lever(page, "x", "x");
    lever(page, "h", "h");
    group(page, ui.tr("By differences, in double"));
    show(page, "numerical", ui.theme.plot.series(1));
    show(page, "error", ui.theme.plot.series(1));
    group(page, ui.tr("The same in float32"));
    show(page, "float32", ui.theme.plot.series(3));
    show(page, "float32_error", ui.theme.plot.series(3));
    group(page, ui.tr("Exactly"));
    show(page, "exact");
    draw_cost(page);
  }

 private:
  void draw_curve(PageView& page, const DerivativeOptions& o, ImVec2 size) {
    ui::Ui& ui = page.ui;
    const plot::Style& style = ui.theme.plot;
    constexpr double reach = 4;
    constexpr int points = 401;
    curve_.clear();
    for (int i = 0; i < points; ++i) {
      const double x = o.x - reach + 2 * reach * i / (points - 1);
      curve_.push_back({x, last_->value(x)});
    }
    const bool forward = o.method == "forward";
    const double from = forward ? o.x : o.x - o.h, to = o.x + o.h, y = last_->value(o.x),
                 exact = last_->derivative(o.x), slope = numerical_derivative(*last_, o.x, o.h, o.difference());
    tangent_ = {{o.x - 2.5, y - 2.5 * exact}, {o.x + 2.5, y + 2.5 * exact}};
    const double anchor = last_->value(from);
    secant_ = {{from - 1, anchor - slope}, {to + 1, anchor + slope * (to + 1 - from)}};
    ends_ = {{from, last_->value(from)}, {to, last_->value(to)}};
    plot::Figure figure(ui.plots, ui::labeled({}, page.mark("curve")),
                        {.x_label = "x",
                         .y_label = "f(x)",
                         .x_range = plot::Range{o.x - reach, o.x + reach},
                         .size = size,
                         .controls = plot::Controls::hidden});
    figure.line("f(x)###f", plot::series(curve_),
                {.color = style.series(0), .width = 2.6f, .marker = plot::Marker::none});
    figure.line(ui::labeled(ui.tr("tangent"), "tangent"), plot::series(tangent_),
                {.color = style.text, .width = 1.8f, .dash = plot::Dash::dashed, .marker = plot::Marker::none});
    figure.line(ui::labeled(ui.tr("secant"), "secant"), plot::series(secant_),
                {.color = style.series(1), .width = 2.0f, .marker = plot::Marker::none});
    figure.marks(plot::series(ends_), {.color = style.series(1), .marker = plot::Marker::circle, .radius = 5});
    plot::Point at{o.x, y}, second{to, last_->value(to)};
    figure.handle(second, style.series(1), grip_of(page, "curve", "h"));
    figure.handle(at, style.series(0), grip_of(page, "curve", "x"));
    const plot::FigureReport report = figure.draw();
    const int moved = report.moved;
    ui.mark(page.mark("curve"));
    ui::mark_handle(ui, page.mark("curve"), 0, report.layout.view, second.x, second.y);
    ui::mark_handle(ui, page.mark("curve"), 1, report.layout.view, at.x, at.y);
    if (moved == 0) set_by_hand(page, "curve", "h", std::clamp(std::round(50 * (second.x - o.x)) / 50, 0.02, 2.0));
    if (moved == 1) set_by_hand(page, "curve", "x", std::clamp(std::round(20 * at.x) / 20, -10.0, 10.0));
  }

  void draw_errors(PageView& page, const DerivativeOptions& o, ImVec2 size) {
    ui::Ui& ui = page.ui;
    const DifferenceErrors errors = difference_errors(*last_, o.x);
    plot::Figure figure(ui.plots, ui::labeled(ui.tr("Error over the step"), page.mark("errors")),
                        {.x_label = "h",
                         .y_label = ui.tr("error"),
                         .x_scale = plot::Scale::log,
                         .y_scale = plot::Scale::log,
                         .x_range = plot::Range{1e-16, 1},
                         .y_range = plot::Range{1e-16, 10},
                         .size = size,
                         .controls = plot::Controls::hidden});
    const struct {
      std::string label;
      const std::vector<double>& values;
      int color;
      plot::Dash dash;
    } lines[] = {
        {ui::labeled(ui.tr("forward, double"), "forward"), errors.forward, 1, plot::Dash::solid},
        {ui::labeled(ui.tr("central, double"), "central"), errors.central, 2, plot::Dash::solid},
        {ui::labeled(ui.tr("forward, float32"), "forward32"), errors.forward_in_float, 1, plot::Dash::dotted},
        {ui::labeled(ui.tr("central, float32"), "central32"), errors.central_in_float, 2, plot::Dash::dotted},
    };
    for (size_t k = 0; k < 4; ++k) {
      lines_[k].clear();
      for (size_t i = 0; i < errors.h.size(); ++i)
        if (lines[k].values[i] > 0) lines_[k].push_back({errors.h[i], lines[k].values[i]});
      std::ranges::reverse(lines_[k]);  // x ascending
      figure.line(lines[k].label, plot::series(lines_[k]),
                  {.color = ui.theme.plot.series(lines[k].color),
                   .width = 1.9f,
                   .dash = lines[k].dash,
                   .marker = plot::Marker::none});
    }
    figure.vertical_line(o.h, "h");
    figure.draw();
    ui.mark(page.mark("errors"));
  }

  // The network of the network lab as it stands: one pass forward for each difference.
  void draw_cost(PageView& page) {
    ui::Ui& ui = page.ui;
    group(page, ui.tr("A whole network by differences"));
    const auto result = job_->latest();
    const bool busy = ordered_ != result->order;
    if (ui::button(
            ui, page.mark("measure"), busy ? ui.tr("Measuring …") : ui.tr("Measure it here"),
            {.enabled = !busy, .tooltip = ui.tr("Takes the network of the network lab, and times a step of it.")}))
      ordered_ = job_->send({page.frame.draft.experiment, page.frame.data_directory});
    if (result->failure) return say(page, ui.language(*result->failure), ui.theme.error);
    if (!result->product) return;
    const StepCost& cost = *result->product;
    const auto duration = [](double seconds) { return plot::duration_text(seconds, seconds < 1 ? 1e-5 : 1); };
    const PageNumbers numbers{
        {"parameters", std::string(ui.tr("parameters")), static_cast<double>(cost.parameters), {}, {}, 9},
        {"step_ms", std::string(ui.tr("backpropagation, ms a step")), 1e3 * cost.step_seconds},
        {"difference_s", std::string(ui.tr("differences, s a step")), cost.difference_seconds(),
         fmt::format("2·{}·{}", cost.parameters, duration(cost.forward_seconds))},
        {"times", std::string(ui.tr("times as long")), cost.difference_seconds() / cost.step_seconds}};
    PageView measured{page.frame, ui, page.name, page.table, page.values, numbers, page.hand};
    for (const PageNumber& number : numbers) show(measured, number.name);
  }

  std::optional<TypedFunction> last_;  // that could be read
  std::vector<plot::Point> curve_, tangent_, secant_, ends_;
  std::array<std::vector<plot::Point>, 4> lines_;
  std::unique_ptr<Job> job_;
  uint64_t ordered_ = 0;
};

}  // namespace

ConceptType numerical_derivative() {
  return {.name = "numerical_derivative",
          .title = "Numerical differentiation",
          .section = "4.3",
          .about =
              "A secant through two points stands in for the tangent. On the right of the error's curve the step is "
              "so long that f bends; on the left so short that the digits of f(x + h) and f(x) are nearly all the "
              "same, and what is left of their difference is rounding.",
          .question =
              "Which h is best for the forward difference in double, which for the central one in float32? "
              "What does the book's h = 0.0001 give for its function at 5?",
          .order = 40,
          .properties = table_of<DerivativeOptions>(),
          .compute = derivative_numbers,
          .code = derivative_code,
          .make = [] { return std::make_unique<DerivativePage>(); }};
}

}  // namespace saddle::concepts
