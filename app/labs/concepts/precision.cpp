#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "labs/concepts/precision/jobs.h"
#include "labs/concepts/precision/pictures.h"
#include "labs/concepts/shared/levers.h"
#include "saddle/catalog.h"
#include "ui/widgets.h"

// What becomes of a number, of a network and of its training in fewer bits.
namespace saddle::concepts {
namespace {

using namespace app;

class PrecisionPage final : public ConceptPage {
 public:
  void connect(const LabServices& services) override {
    formats_ = std::make_unique<FormatJob>(services);
    scaling_ = std::make_unique<ScalingJob>(services);
  }
  bool pump() override {
    const bool measured = formats_->pump();
    return scaling_->pump() || measured;
  }
  bool waiting() const override {
    return (formats_->waiting() && !formats_->survey()) || (scaling_->waiting() && !scaling_->race());
  }

  void draw_picture(PageView& page, ImVec2 size) override {
    const auto o = read<PrecisionOptions>(page.values);
    if (o.view == "net") {
      formats_->update(page.frame, o);
      if (const auto survey = formats_->survey()) draw_formats(page, *survey, size);
    } else if (o.view == "train") {
      scaling_->update(o);
      if (const auto race = scaling_->race()) runs_.draw(page, o, *race, size);
    } else {
      bits_.draw(page, o, size);
    }
  }

  void draw_levers(PageView& page) override {
    ui::Ui& ui = page.ui;
    const auto o = read<PrecisionOptions>(page.values);
    tabs(page, "view",
         {{"number", ui.tr("A number")}, {"net", ui.tr("A network")}, {"train", ui.tr("Training|in few bits")}});
    if (o.view == "net") return draw_net(page);
    if (o.view == "train") return draw_training(page, o);
    lever(page, "value", ui.tr("number"));
    lever(page, "power", ui.tr("times 2^"));
    lever(page, "range", ui.tr("range of int8"));
    show(page, "x", ui.theme.plot.series(format_color(Precision::float32)));
    for (const Precision precision : all_formats) {
      if (precision == Precision::float32) continue;
      const std::string name(format_name(precision));
      show(page, name, ui.theme.plot.series(format_color(precision)));
      show(page, name + "_error");
    }
  }

 private:
  void draw_net(PageView& page) {
    ui::Ui& ui = page.ui;
    tabs(page, "of", {{"yours", ui.tr("Your network")}, {"shipped", ui.tr("The one that ships")}});
    lever(page, "samples", ui.tr("examples|of data"));
    if (ui::button(ui, page.mark("again"), ui.tr("Look at it as it stands now"), {.look = ui::Look::primary}))
      formats_->look_again();
    if (const auto failure = formats_->failure()) {
      const std::string words = ui::capitalized(ui.language(*failure), *failure);
      say(page, words, ui.theme.error);
      ui.mark(page.mark("failure"), words);
      return;
    }
    const auto survey = formats_->survey();
    if (!survey) return say(page, ui.tr("The first numbers are on their way."));
    const Entry* const set = catalog::find(catalog::datasets(), survey->data);
    const std::string words = fmt::format(fmt::runtime(ui.tr("{} test examples of {}")), survey->samples,
                                          set ? ui.tr(set->title) : std::string_view(survey->data));
    say(page, words);
    ui.mark(page.mark("tested"), words);
    say(page, ui.tr("Bars, from 10⁻⁸ to 1: how far a layer's outputs are from those in float at most, as a share of "
                    "the largest of them. ∞: numbers that were too large, 0: too small."));
    say(page, ui.tr("The book, 8.3.4: 0.9797 in float, 0.9798 in half."));
  }

  void draw_training(PageView& page, const PrecisionOptions& o) {
    ui::Ui& ui = page.ui;
    tabs(page, "format", {{"half", "half"}, {"bfloat16", "bfloat16"}});
    lever(page, "depth", ui.tr("tanh layers"));
    lever(page, "scale_power", ui.tr("loss × 2^"));
    lever(page, "float_weights", ui.tr("weights in float"));
    const auto race = scaling_->race();
    if (!race) return say(page, ui.tr("The first numbers are on their way."));
    const std::array names{std::string("float"), o.format,
                           fmt::format(fmt::runtime(ui.tr("{}, loss × 2^{}")), o.format, o.scale_power)};
    for (size_t run = 0; run < race->runs.size(); ++run) {
      const RoundedTraining& one = race->runs[run];
      if (one.losses.empty()) continue;
      group(page, names[run]);
      const double zeros = one.zeros.back(), loss = one.losses.back();
      say(page,
          fmt::format(fmt::runtime(ui.tr("loss {}, {} % of the gradients are 0, {} steps overflowed")),
                      shown_number(loss, 3), shown_number(100 * zeros, 3), one.skipped),
          ui.theme.plot.series(static_cast<int>(run)));
      ui.mark(page.mark(fmt::format("run.{}.loss", run)), fmt::format("{:.17g}", loss));
      ui.mark(page.mark(fmt::format("run.{}.zeros", run)), fmt::format("{:.17g}", zeros));
      ui.mark(page.mark(fmt::format("run.{}.skipped", run)), fmt::format("{}", one.skipped));
    }
  }

  std::unique_ptr<FormatJob> formats_;
  std::unique_ptr<ScalingJob> scaling_;
  BitsPicture bits_;
  ScalingPicture runs_;
};

}  // namespace

ConceptType precision() {
  return {.name = "precision",
          .title = "Precision",
          .section = "8.3.4",
          .about =
              "A float has 32 bits, half and bfloat16 have 16, int8 has 8. Fewer bits are less memory and more speed. "
              "Half keeps more digits, bfloat16 larger and smaller numbers. A trained network hardly notices; its "
              "training does, because gradients are small, unless the loss is scaled.",
          .question =
              "From which number on is a half infinite, and below which is it 0? Which loss scale brings the "
              "gradients back, and which is too large? Why does bfloat16 need none?",
          .order = 120,
          .properties = table_of<PrecisionOptions>(),
          .compute = precision_numbers,
          .code = precision_code,
          .make = [] { return std::make_unique<PrecisionPage>(); }};
}

}  // namespace saddle::concepts
