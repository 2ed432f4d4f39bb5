#include <algorithm>
#include <random>

#include <fmt/format.h>

#include "labs/concepts/one_step/job.h"
#include "labs/concepts/one_step/miniature.h"
#include "labs/concepts/one_step/picture.h"
#include "labs/concepts/page.h"
#include "labs/concepts/shared/levers.h"
#include "ui/widgets.h"

// The net as it stands, one example, one weight: there and back, and the step that follows.
namespace saddle::concepts {
namespace {

using namespace app;

struct OneStepPageOptions {
  std::string parameter;
  int index = 0, sample = 0;
  double x = 2, rate = 0.1;

  static auto fields() {
    using O = OneStepPageOptions;
    return std::tuple{
        field("parameter", &O::parameter, {}, "The layer's weights or biases."),
        field("index", &O::index, {.min = 0, .max = 100'000'000}, "Which number of it, in the order of the file."),
        field("sample", &O::sample, {.min = 0, .max = OneStepJob::samples - 1}, "Which example of the training set."),
        field("x", &O::x, {.min = -3, .max = 3}, "The input of the neuron in miniature."),
        field("rate", &O::rate, {.min = 0.001, .max = 2, .logarithmic = true}, "The learning rate in miniature."),
    };
  }
};

PageNumbers one_step_numbers(const Properties& properties) {
  const auto o = read<OneStepPageOptions>(properties);
  return neuron_step_numbers(o.x, o.rate);
}
NumberCode one_step_code(const Properties& properties) {
  const auto o = read<OneStepPageOptions>(properties);
  return neuron_step_code(o.x, o.rate);
}

Properties one_step_exercise(uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto tenths = [&](uint64_t least, uint64_t most) {
    return static_cast<double>(least + random() % (most - least)) / 10;
  };
  return {{"x", tenths(5, 30)}, {"rate", tenths(1, 9)}};
}

std::string one_step_given(const Properties& properties) {
  const auto o = read<OneStepPageOptions>(properties);
  return fmt::format("y = wx + b, L = (y − t)²/2; w = 0.5, b = −0.1, t = 1, x = {}, η = {}", shown_number(o.x),
                     shown_number(o.rate));
}

class OneStepPage final : public ConceptPage {
 public:
  void connect(const LabServices& services) override { job_ = std::make_unique<OneStepJob>(services); }
  bool pump() override { return job_->pump(); }
  bool waiting() const override { return job_->waiting() && !job_->step(); }

  void draw_picture(PageView& page, ImVec2 size) override {
    const auto o = read<OneStepPageOptions>(page.values);
    job_->update(page.frame, {.parameter = o.parameter, .index = o.index, .sample = o.sample});
    if (const auto step = job_->step()) draw_one_step(page, *step, size);
  }

  void draw_levers(PageView& page) override {
    ui::Ui& ui = page.ui;
    if (ui::button(ui, page.mark("again"), ui.tr("Look at it as it stands now"), {.look = ui::Look::primary}))
      job_->look_again();
    if (const auto failure = job_->failure()) {
      const std::string words = ui::capitalized(ui.language(*failure), *failure);
      say(page, words, ui.theme.error);
      ui.mark(page.mark("failure"), words);
    }
    draw_parameter(page);
    lever(page, "index", ui.tr("number"));
    lever(page, "sample", ui.tr("example"));
    group(page, ui.tr("In miniature: one neuron, by hand"));
    lever(page, "x", "x");
    lever(page, "rate", "η");
    for (const char* number : {"y", "gradient", "w_after"}) show(page, number);
    const PageNumber &loss = *number_named(page.numbers, "loss"), &after = *number_named(page.numbers, "loss_after");
    say(page, fmt::format("L: {} → {}", shown_number(loss.value), shown_number(after.value)));
    mark_number(page, after);
  }

 private:
  void draw_parameter(PageView& page) {
    ui::Ui& ui = page.ui;
    std::vector<ui::Option> options;
    for (const ParameterSize& one : job_->parameters())
      options.push_back({one.name, fmt::format("{} ({})", one.name, one.size)});
    const auto o = read<OneStepPageOptions>(page.values);
    const auto step = job_->step();
    std::string chosen = !o.parameter.empty() ? o.parameter : step ? step->parameter : std::string();
    if (ui::combo(ui, page.mark("parameter"), chosen, options)) set_value(page, "parameter", chosen);
  }

  std::unique_ptr<OneStepJob> job_;
};

}  // namespace

ConceptType one_step() {
  return {.name = "one_step",
          .title = "One step of your network",
          .section = "4.5, 5.7, 6.1",
          .about =
              "One example goes through your network. On the way back each layer multiplies by its local "
              "derivative; the product of all of them, summed over all ways, is the gradient of one weight. The "
              "optimizer turns it into a step. Choose the weight and the example.",
          .question =
              "Which factor makes the gradient small? Train for some steps and look again: does the loss of "
              "this example still fall as much in one step?",
          .order = 70,
          .properties = table_of<OneStepPageOptions>(),
          .compute = one_step_numbers,
          .code = one_step_code,
          .make = [] { return std::make_unique<OneStepPage>(); },
          .exercise = one_step_exercise,
          .given = one_step_given};
}

}  // namespace saddle::concepts
