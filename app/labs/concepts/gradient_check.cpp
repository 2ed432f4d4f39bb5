#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "labs/concepts/gradient_check/jobs.h"
#include "labs/concepts/gradient_check/miniature.h"
#include "labs/concepts/gradient_check/pictures.h"
#include "labs/concepts/page.h"
#include "labs/concepts/shared/levers.h"
#include "ui/widgets.h"

// Backpropagation against differences, for the net as it stands; and for all that the program has.
namespace saddle::concepts {
namespace {

using namespace app;

constexpr size_t most_listed = 10;

struct GradientCheckPageOptions {
  std::string view = "net";
  double h = 1e-4;
  int samples = 3;

  static auto fields() {
    using O = GradientCheckPageOptions;
    return std::tuple{
        field("view", &O::view, {.choices = {"net", "proof"}}, "The net as it stands, or everything there is."),
        field("h", &O::h, {.min = 1e-8, .max = 0.5, .logarithmic = true}, "The step of the differences in miniature."),
        field("samples", &O::samples, {.min = 1, .max = 10}, "So many examples, the first of the training set."),
    };
  }
};

PageNumbers check_numbers(const Properties& properties) {
  return miniature_numbers(read<GradientCheckPageOptions>(properties).h);
}
NumberCode check_code(const Properties& properties) {
  return miniature_code(read<GradientCheckPageOptions>(properties).h);
}

class GradientCheckPage final : public ConceptPage {
 public:
  void connect(const LabServices& services) override { jobs_ = std::make_unique<GradientJobs>(services); }
  bool pump() override { return jobs_->pump(); }
  // Of a large network the first numbers will do.
  bool waiting() const override { return jobs_->checking() && !jobs_->survey(); }

  void draw_picture(PageView& page, ImVec2 size) override {
    const auto o = read<GradientCheckPageOptions>(page.values);
    jobs_->update(page.frame);
    if (!jobs_->asked() || (samples_ != o.samples && jobs_->survey())) begin(page, o);
    if (o.view == "proof") {
      if (const auto proof = jobs_->proof()) draw_proof(page, *proof, size);
      return;
    }
    const auto survey = jobs_->survey();
    if (!survey) return;
    if (!looked_ && !survey->worst.empty()) look_at(survey->worst.front());
    const float gap = page.ui.px(8);
    const float rows =
        static_cast<float>(survey->rows.size()) * (ImGui::GetFrameHeight() + ImGui::GetStyle().ItemSpacing.y) +
        page.ui.px(24);
    const auto curve = jobs_->curve();
    const float upper = curve ? std::min(rows, size.y * 0.5f) : size.y;
    draw_survey(page, *survey, {size.x, upper});
    if (curve) curve_.draw(page, *curve, o.h, {size.x, size.y - upper - gap});
  }

  void draw_levers(PageView& page) override {
    ui::Ui& ui = page.ui;
    const auto o = read<GradientCheckPageOptions>(page.values);
    tabs(page, "view", {{"net", ui.tr("Your network")}, {"proof", ui.tr("Proof|of correctness")}});
    if (o.view == "proof") return draw_proof_levers(page);
    draw_progress(page, o);
    lever(page, "samples", ui.tr("examples|of data"));
    if (const auto survey = jobs_->survey()) draw_worst(page, *survey);
    group(page, ui.tr("In miniature: one weight"));
    lever(page, "h", "h");
    show(page, "analytic", ui.theme.plot.series(0));
    show(page, "numerical", ui.theme.plot.series(1));
    show(page, "difference");
  }

 private:
  void begin(PageView& page, const GradientCheckPageOptions& o) {
    samples_ = o.samples;
    looked_ = false;
    jobs_->check(page.frame, o.samples);
  }

  void look_at(const GradientElement& element) {
    looked_ = true;
    jobs_->look_at(element.parameter, element.index);
  }

  void draw_progress(PageView& page, const GradientCheckPageOptions& o) {
    ui::Ui& ui = page.ui;
    if (jobs_->checking()) {
      if (ui::button(ui, page.mark("stop"), ui.tr("Stop"))) jobs_->cancel();
    } else if (ui::button(ui, page.mark("again"), ui.tr("Check it as it stands now"), {.look = ui::Look::primary})) {
      begin(page, o);
    }
    if (const auto failure = jobs_->failure()) {
      const std::string words = ui::capitalized(ui.language(*failure), *failure);
      say(page, words, ui.theme.error);
      ui.mark(page.mark("failure"), words);
      return;
    }
    const auto survey = jobs_->survey();
    if (!survey) return say(page, ui.tr("The first numbers are on their way."));
    const std::string words =
        fmt::format(fmt::runtime(ui.tr("{} of {} numbers checked; the largest relative error may be {}")),
                    survey->checked, survey->total, shown_number(survey->tolerance, 1));
    say(page, words, survey->passed() ? ui.theme.good : ui.theme.error);
    ui.mark(page.mark("checked"), words);
    ui.mark(page.mark("checked") + ".value", fmt::format("{:.17g}", static_cast<double>(survey->checked)));
    int64_t kinks = 0;
    for (const GradientSurvey::Row& row : survey->rows) kinks += row.kinks;
    if (kinks > 0)
      say(page, fmt::format(fmt::runtime(ui.tr("{} stand on a kink of ReLU or pooling, where there is no derivative")),
                            kinks));
  }

  void draw_worst(PageView& page, const GradientSurvey& survey) {
    ui::Ui& ui = page.ui;
    group(page, ui.tr("Worst first: click one"));
    const auto curve = jobs_->curve();
    for (size_t i = 0; i < std::min(most_listed, survey.worst.size()); ++i) {
      const GradientElement& one = survey.worst[i];
      const bool on = curve && curve->parameter == one.parameter && curve->index == one.index;
      const std::string label =
          fmt::format("{}[{}]  {}{}", one.parameter, one.index, shown_number(one.relative, 2), one.kink ? "  ⌵" : "");
      const std::string mark = page.mark(fmt::format("worst.{}", i));
      if (ui::button(ui, mark, label, {.look = on ? ui::Look::plain : ui::Look::quiet})) look_at(one);
      ui.mark(mark + ".value", fmt::format("{:.17g}", one.relative));
      const std::string detail = fmt::format("{}: {}\n{}: {}", ui.tr("backpropagation"), shown_number(one.gradient, 8),
                                             ui.tr("differences"), shown_number(one.numerical, 8));
      ui::tooltip(ui, {}, detail);
    }
  }

  void draw_proof_levers(PageView& page) {
    ui::Ui& ui = page.ui;
    if (ui::button(ui, page.mark("prove"), ui.tr("Prove it now"),
                   {.look = ui::Look::primary, .enabled = !jobs_->proving()}))
      jobs_->start_proof();
    const auto proof = jobs_->proof();
    if (!proof)
      return say(
          page,
          ui.tr("Two ways to the same numbers, for every layer, loss and optimizer, and every knob of the editor."));
    const auto passed = std::ranges::count_if(proof->rows, [](const Proof::Row& row) { return row.passed; });
    const std::string words = fmt::format(fmt::runtime(ui.tr("{} of {} comparisons agree")), passed, proof->total);
    say(page, words, proof->passed() ? ui.theme.good : ui.theme.error);
    ui.mark(page.mark("proved"), words);
    ui.mark(page.mark("proved") + ".value", fmt::format("{:.17g}", static_cast<double>(passed)));
  }

  std::unique_ptr<GradientJobs> jobs_;
  ErrorOverH curve_;
  bool looked_ = false;
  int samples_ = 3;
};

}  // namespace

ConceptType gradient_check() {
  return {.name = "gradient_check",
          .title = "Gradient check",
          .section = "4.3, 5.7.4",
          .about =
              "Backpropagation is fast and easy to get wrong; differences are slow and hard to get wrong. Here "
              "both compute every gradient of your network in double, the worst agreement first. A difference "
              "over a large h is bent, over a tiny one it is rounding.",
          .question =
              "Which h gives the smallest error, and why not a smaller one? Train the network and check again: "
              "what do numbers on a kink have in common?",
          .order = 80,
          .properties = table_of<GradientCheckPageOptions>(),
          .compute = check_numbers,
          .code = check_code,
          .make = [] { return std::make_unique<GradientCheckPage>(); }};
}

}  // namespace saddle::concepts
