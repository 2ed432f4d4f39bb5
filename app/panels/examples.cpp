#include <algorithm>

#include <fmt/format.h>

#include "model/panel.h"
#include "panels/results/gallery.h"
#include "ui/widgets.h"

// The examples of the test set that the network gets wrong, as the book shows them (8.1), or finds hardest.
namespace saddle::panels {
namespace {

using namespace app;

class ExamplesPanel final : public Panel {
 public:
  void draw(Frame& frame) override;

 private:
  void draw_choice(Frame& frame);
  void draw_pages(Frame& frame, const Results& results);

  std::string kind_ = "first";  // "first" wrong, by index; "hardest" of them; "all", the hardest first
  int page_ = 0;
};

constexpr int page_size = 20;

void ExamplesPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  draw_choice(frame);
  Properties options{{"first", page_ * page_size}, {"count", page_size}};
  const bool wrong = kind_ != "all" && !now.classes.empty();
  if (!wrong) options["which"] = "all";
  if (kind_ == "first" && wrong) options["order"] = "index";
  const auto* reading = content_of<ExamplesReading>(frame.training.watch({.type = "examples", .options = options}));
  if (!reading) {
    ui::caption(ui, ui.tr("They appear when the network is built."));
    ui.mark("examples", "none");
    return;
  }
  const Results& results = reading->results;
  const std::string asked = fmt::format(fmt::runtime(ui.tr("{} of {} asked")), results.examined, results.samples);
  const std::string found = wrong ? fmt::format(fmt::runtime(ui.tr("{} wrong")), results.matching)
                                  : fmt::format(fmt::runtime(ui.tr("mean loss {:.4g}")), results.loss);
  ui::caption(ui, found + " · " + asked);
  ui.mark("examples", fmt::format("{} of {}, page {}", results.matching, results.examined, page_ + 1));
  ui::tooltip(
      ui, {},
      ui.tr("The test set is asked a slice at a time, so that training hardly waits; while it stands still, all "
            "of it is asked. Below each example: what it is → what it was taken for, and the probability of that."),
      "L = -log p(label)");
  draw_pages(frame, results);
  if (results.matching == 0) {
    ui::caption(ui, ui.tr("Nothing wrong so far."));
    return;
  }
  gallery(frame, "examples.tile", *reading);
}

void ExamplesPanel::draw_choice(Frame& frame) {
  ui::Ui& ui = frame.ui;
  if (frame.training.now.classes.empty()) return;
  const ui::Option kinds[] = {
      {"first", std::string(ui.tr("First misclassified")),
       std::string(ui.tr("In the order of the test set, as in the book, 8.1."))},
      {"hardest", std::string(ui.tr("Worst misclassified")),
       std::string(ui.tr("Those with the greatest loss: it was sure of the wrong class."))},
      {"all", std::string(ui.tr("Hardest of all")), std::string(ui.tr("By their loss, right ones too."))}};
  if (ui::combo(ui, "examples.kind", kind_, kinds, std::min(ui.px(210), ImGui::GetContentRegionAvail().x))) page_ = 0;
}

void ExamplesPanel::draw_pages(Frame& frame, const Results& results) {
  ui::Ui& ui = frame.ui;
  const int pages = std::max(1, static_cast<int>((results.matching + page_size - 1) / page_size));
  page_ = std::min(page_, pages - 1);
  if (pages == 1) return;
  const ui::ButtonOptions before{.enabled = page_ > 0}, after{.enabled = page_ + 1 < pages};
  if (ui::button(ui, "examples.previous", "<", before)) --page_;
  ImGui::SameLine();
  if (ui::button(ui, "examples.next", ">", after)) ++page_;
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  ui::caption(ui, fmt::format(fmt::runtime(ui.tr("page {} of {}")), page_ + 1, pages));
}

}  // namespace

PanelType examples() {
  return {"examples", "Misclassified", "The examples of the test set that it gets wrong, or finds hardest.", 5,
          [] { return std::make_unique<ExamplesPanel>(); }};
}

}  // namespace saddle::panels
