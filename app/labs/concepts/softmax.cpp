#include <algorithm>
#include <cmath>
#include <random>

#include <fmt/format.h>

#include "labs/concepts/page.h"
#include "labs/concepts/shared/levers.h"
#include "labs/concepts/softmax/pictures.h"
#include "saddle/latest_job.h"

// Softmax of three logits in float32, losses of one output, and why accuracy is not what is trained for.
namespace saddle::concepts {
namespace {

using namespace app;

struct SoftmaxOptions {
  std::string view = "softmax", form = "shifted";
  double a1 = 0.3, a2 = 2.9, a3 = 4.0;
  double shift = 0, temperature = 1;
  int target = 3;
  double prediction = 0.1;
  int t = 1;
  int weight = 0;
  double at = 0;

  static auto fields() {
    using O = SoftmaxOptions;
    return std::tuple{
        field("view", &O::view, {.choices = {"softmax", "losses", "accuracy"}}, "What the page is about."),
        field("form", &O::form, {.choices = {"shifted", "naive"}},
              "Shifted: the largest logit is subtracted before exp. Naive: it is not."),
        field("a1", &O::a1, {.min = -5, .max = 5}, "The first logit."),
        field("a2", &O::a2, {.min = -5, .max = 5}, "The second logit."),
        field("a3", &O::a3, {.min = -5, .max = 5}, "The third logit."),
        field("shift", &O::shift, {.min = 0, .max = 1000}, "Added to every logit. On paper it cancels."),
        field("temperature", &O::temperature, {.min = 0.1, .max = 10, .logarithmic = true},
              "Divides the logits: low sharpens, high levels."),
        field("target", &O::target, {.min = 1, .max = 3}, "The right class."),
        field("prediction", &O::prediction, {.min = 0.01, .max = 0.99}, "What the network says, y = sigmoid(a)."),
        field("t", &O::t, {.min = 0, .max = 1}, "What is right: 0 or 1."),
        field("weight", &O::weight, {.min = 0, .max = swept_weights - 1}, "Which weight of the first layer is moved."),
        field("at", &O::at, {.min = -4, .max = 4}, "The value that the weight is given."),
    };
  }
  std::vector<float> logits() const {
    return {static_cast<float>(a1 + shift), static_cast<float>(a2 + shift), static_cast<float>(a3 + shift)};
  }
  SoftmaxSteps steps() const {
    return softmax_in_steps(logits(), static_cast<float>(temperature),
                            form == "naive" ? SoftmaxForm::naive : SoftmaxForm::shifted);
  }
};

constexpr std::array<const char*, 3> below{"₁", "₂", "₃"};

void add_softmax_numbers(const SoftmaxOptions& o, PageNumbers& all) {
  const SoftmaxSteps steps = o.steps();
  const std::vector<float> a = o.logits();
  const SoftmaxSteps plain = softmax_in_steps(a, 1, SoftmaxForm::shifted);
  const double sum = static_cast<double>(steps.sum), total = static_cast<double>(a[0] + a[1] + a[2]);
  for (size_t k = 0; k < 3; ++k) {
    const double e = static_cast<double>(steps.exponentials[k]), y = static_cast<double>(steps.y[k]);
    PageNumber number{fmt::format("y{}", k + 1), fmt::format("y{}", below[k]), y,
                      fmt::format("{} / {}", shown_number(e, 3), shown_number(sum, 3))};
    number.slips = {{e, to_tr("that is exp(a) alone: divide it by the sum of all three")},
                    {static_cast<double>(a[k]) / total, to_tr("exp is missing: shares of the logits themselves")},
                    {static_cast<double>(plain.y[k]), to_tr("the temperature is missing")}};
    all.push_back(std::move(number));
  }
  const auto right = static_cast<size_t>(o.target - 1);
  const double y = static_cast<double>(steps.y[right]), loss = cross_entropy_of(steps.y, o.target - 1);
  all.push_back({"E",
                 "E",
                 loss,
                 fmt::format("−log {}", shown_number(y)),
                 {{-loss, to_tr("the sign is the wrong way round")},
                  {-std::log10(y), to_tr("the logarithm is the natural one")},
                  {y, to_tr("the logarithm is missing")}}});
  for (size_t k = 0; k < 3; ++k) {
    const double here = static_cast<double>(steps.y[k]), t = k == right ? 1 : 0;
    all.push_back({fmt::format("g{}", k + 1),
                   fmt::format("∂E/∂a{}", below[k]),
                   here - t,
                   fmt::format("y{0} − t{0}", below[k]),
                   {{t - here, to_tr("the other way round: y − t")}}});
  }
}

void add_loss_numbers(const SoftmaxOptions& o, PageNumbers& all) {
  static constexpr std::array names{"squared", "cross", "binary"};
  for (size_t k = 0; k < 3; ++k) {
    const OutputLossAt at = loss_at(output_losses[k], o.prediction, o.t);
    all.push_back({fmt::format("E_{}", names[k]), "E", at.loss});
    all.push_back({fmt::format("g_{}", names[k]), "∂E/∂a", at.over_a});
  }
}

PageNumbers softmax_numbers(const Properties& properties) {
  const auto o = read<SoftmaxOptions>(properties);
  PageNumbers all;
  if (o.view == "softmax") add_softmax_numbers(o, all);
  if (o.view == "losses") add_loss_numbers(o, all);
  return all;
}

NumberCode softmax_code(const Properties& properties) {
  const auto o = read<SoftmaxOptions>(properties);
  NumberCode code;
  if (o.view == "losses") {
    code.line(fmt::format("y, t = {}, {}", python_number(o.prediction), o.t))
        .line("squared = (y - t)**2 / 2\ncross = -t * np.log(y)\nbinary = -t * np.log(y) - (1 - t) * np.log(1 - y)");
    const auto at = [&](size_t k) { return loss_at(output_losses[k], o.prediction, o.t); };
    code.print("np.array([squared, cross, binary])", {at(0).loss, at(1).loss, at(2).loss})
        .line("dy_da = y * (1 - y)  # of the sigmoid")
        .print("(y - t) * dy_da", {at(0).over_a})
        .print("-t / y * dy_da", {at(1).over_a})
        .print("y - t", {at(2).over_a});
    return code;
  }
  const SoftmaxSteps steps = o.steps();
  const std::array logits{o.a1, o.a2, o.a3};
  constexpr double float32 = 3e-6;
  code.line(fmt::format("a = np.array({}, dtype=np.float32)", python_list(logits)));
  if (o.shift != 0) code.line(fmt::format("a = (a.astype(float) + {}).astype(np.float32)", python_number(o.shift)));
  const std::string over = o.temperature == 1 ? "" : fmt::format(" / np.float32({})", python_number(o.temperature));
  code.line(o.form == "naive" ? "e = np.exp(a" + over + ")"
            : over.empty()    ? "e = np.exp(a - np.max(a))"
                              : "e = np.exp((a - np.max(a))" + over + ")");
  const auto doubles = [](const std::vector<float>& values) {
    return std::vector<double>(values.begin(), values.end());
  };
  const std::vector<double> y = doubles(steps.y);
  code.print("e", doubles(steps.exponentials), float32).line("y = e / np.sum(e)").print("y", y, float32);
  std::vector<double> gradient = y;
  gradient[static_cast<size_t>(o.target - 1)] -= 1;
  code.line(fmt::format("t = np.array([{}, {}, {}])", o.target == 1 ? 1 : 0, o.target == 2 ? 1 : 0,
                        o.target == 3 ? 1 : 0))
      .line("E = -np.sum(t * np.log(y + 1e-7))")
      .print("E", {cross_entropy_of(steps.y, o.target - 1)}, float32)
      .print("y - t", gradient, float32);
  return code;
}

Properties softmax_exercise(uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto half = [&] { return (static_cast<int>(random() % 9) - 2) / 2.0; };
  const double a1 = half(), a2 = half(), a3 = half();
  return {{"a1", a1}, {"a2", a2}, {"a3", a3}, {"target", static_cast<int>(random() % 3) + 1}};
}

std::string softmax_given(const Properties& properties) {
  const auto o = read<SoftmaxOptions>(properties);
  return fmt::format(
      "a = ({}, {}, {}), t<sub>{}</sub> = 1; y = softmax(a), E = &minus;&Sigma; t log y, "
      "&part;E/&part;a = y &minus; t",
      shown_number(o.a1), shown_number(o.a2), shown_number(o.a3), o.target);
}

class SoftmaxPage final : public ConceptPage {
 public:
  using Job = LatestJob<int, WeightSweep>;

  void connect(const LabServices& services) override {
    job_ = std::make_unique<Job>(
        services.threads, [](const int& weight, Job::Progress& progress) { progress.publish(sweep_weight(weight)); },
        services.wake);
  }
  bool pump() override { return job_ && job_->pump(); }
  bool waiting() const override { return asked_ >= 0 && job_->latest()->order != ordered_; }

  void draw_picture(PageView& page, ImVec2 size) override {
    const auto o = read<SoftmaxOptions>(page.values);
    if (o.view == "softmax") {
      const SoftmaxSteps steps = o.steps();
      LogitBars::Shown shown{.logits = {o.a1, o.a2, o.a3}, .shift = o.shift, .y = {}, .target = o.target - 1};
      for (size_t k = 0; k < 3; ++k) {
        const PageNumber& y = *number_named(page.numbers, fmt::format("y{}", k + 1));
        shown.y[k] = page.hand.hides(y) ? 0 : y.value;
      }
      if (!bars_.draw(page, shown, size)) return;
      set_by_hand(page, "logits", "a1", shown.logits[0]);
      set_by_hand(page, "logits", "a2", shown.logits[1]);
      set_by_hand(page, "logits", "a3", shown.logits[2]);
    } else if (o.view == "losses") {
      losses_.draw(page, o.prediction, o.t, size);
    } else if (const WeightSweep* sweep = swept(o.weight)) {
      weights_.draw(page, *sweep, o.at, size);
    }
  }

  void draw_levers(PageView& page) override {
    ui::Ui& ui = page.ui;
    const auto o = read<SoftmaxOptions>(page.values);
    tabs(page, "view", {{"softmax", "Softmax"}, {"losses", ui.tr("Losses")}, {"accuracy", ui.tr("Why not accuracy")}});
    if (o.view == "softmax") {
      draw_softmax(page);
    } else if (o.view == "losses") {
      draw_losses(page);
    } else {
      draw_accuracy(page, o);
    }
  }

 private:
  // Of that weight; null until it is there.
  const WeightSweep* swept(int weight) {
    if (asked_ != weight) ordered_ = job_->send(asked_ = weight);
    result_ = job_->latest();
    return result_->order == 0 || result_->product.values.empty() ? nullptr : &result_->product;
  }

  static void draw_softmax(PageView& page) {
    ui::Ui& ui = page.ui;
    tabs(page, "form", {{"shifted", ui.tr("Shifted")}, {"naive", ui.tr("Naive")}});
    for (size_t k = 0; k < 3; ++k)
      lever(page, fmt::format("a{}", k + 1), fmt::format("a{}", below[k]), ui.theme.plot.series(static_cast<int>(k)));
    lever(page, "shift", ui.tr("added to all"));
    lever(page, "temperature", ui.tr("temperature T"));
    lever(page, "target", ui.tr("right class"));
    for (size_t k = 0; k < 3; ++k) show(page, fmt::format("y{}", k + 1), ui.theme.plot.series(static_cast<int>(k)));
    show(page, "E");
    for (size_t k = 0; k < 3; ++k) show(page, fmt::format("g{}", k + 1), ui.theme.plot.series(static_cast<int>(k)));
  }

  static void draw_losses(PageView& page) {
    ui::Ui& ui = page.ui;
    lever(page, "prediction", ui.tr("prediction y"));
    lever(page, "t", ui.tr("target t"));
    static constexpr std::array names{"squared", "cross", "binary"};
    const std::array titles{ui.tr("squared error"), ui.tr("cross entropy"), ui.tr("binary cross entropy")};
    const std::array formulas{"½(y − t)²", "−t log y", "−t log y − (1 − t) log(1 − y)"};
    for (size_t k = 0; k < 3; ++k) {
      const ImU32 color = ui.theme.plot.series(static_cast<int>(k));
      group(page, titles[k]);
      say(page, formulas[k], color);
      show(page, fmt::format("E_{}", names[k]), color);
      show(page, fmt::format("g_{}", names[k]), color);
    }
  }

  void draw_accuracy(PageView& page, const SoftmaxOptions& o) {
    ui::Ui& ui = page.ui;
    lever(page, "weight", ui.tr("which weight"));
    lever(page, "at", ui.tr("its value"));
    const WeightSweep* sweep = swept(o.weight);
    if (!sweep) return say(page, ui.tr("A small network is being trained."));
    const size_t here = nearest_in(*sweep, o.at);
    const size_t next = std::min(here + 1, sweep->values.size() - 1);
    const double width = next == here ? 1 : sweep->values[next] - sweep->values[here];
    const auto slope = [&](const std::vector<double>& line) { return (line[next] - line[here]) / width; };
    const PageNumbers numbers{{"loss", "E", sweep->losses[here]},
                              {"loss_slope", "∂E/∂w", slope(sweep->losses)},
                              {"accuracy", std::string(ui.tr("Accuracy")), sweep->accuracies[here]},
                              {"accuracy_slope", std::string(ui.tr("its slope")), slope(sweep->accuracies)}};
    PageView measured{page.frame, ui, page.name, page.table, page.values, numbers, page.hand};
    say(page,
        fmt::format(fmt::runtime(ui.tr("{} points of two moons, a network with 4 hidden neurons.")), sweep->samples));
    show(measured, "loss", ui.theme.plot.series(0));
    show(measured, "loss_slope", ui.theme.plot.series(0));
    ImGui::Dummy({0, ui.px(4)});
    show(measured, "accuracy", ui.theme.plot.series(1));
    say(page, ui.tr("Its slope is 0 nearly everywhere: gradient descent would learn nothing."));
    show(measured, "accuracy_slope", ui.theme.plot.series(1));
  }

  LogitBars bars_;
  LossCurves losses_;
  WeightCurves weights_;
  std::unique_ptr<Job> job_;
  std::shared_ptr<const Job::Result> result_;
  int asked_ = -1;
  uint64_t ordered_ = 0;
};

}  // namespace

ConceptType softmax() {
  return {.name = "softmax",
          .title = "Softmax and losses",
          .section = "3.5, 4.2",
          .about =
              "Softmax turns scores into shares that add up to 1: exp makes them positive, the sum divides them. "
              "Adding the same number to all changes nothing, except that exp overflows in float32 beyond 88. "
              "The cross entropy is the surprise at the right class, and its gradient is simply y − t.",
          .question =
              "Add 100 to all logits in the naive form: what breaks? Where does the squared error stop "
              "learning, though y is quite wrong? Why is the accuracy no use for training?",
          .order = 30,
          .properties = table_of<SoftmaxOptions>(),
          .compute = softmax_numbers,
          .code = softmax_code,
          .make = [] { return std::make_unique<SoftmaxPage>(); },
          .exercise = softmax_exercise,
          .given = softmax_given};
}

}  // namespace saddle::concepts
