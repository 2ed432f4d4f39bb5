#include <algorithm>

#include <fmt/format.h>

#include "model/panel.h"
#include "panels/hunt/begin_hunt.h"
#include "plot/number.h"
#include "saddle/fault.h"
#include "ui/flow.h"
#include "ui/widgets.h"

// Find the fault: Saddle hides one in a healthy experiment. The experiment says what it should be, the panels show what
// it is.
namespace saddle::panels {
namespace {

using namespace app;

class HuntPanel final : public Panel {
 public:
  void draw(Frame& frame) override;

 private:
  void draw_start(Frame& frame);
  void draw_hints(Frame& frame);
  void draw_naming(Frame& frame);
  void draw_end(Frame& frame);

  std::string named_ = {};  // chosen in the list
};

// The texts of the row, and as the last one what the narrator has seen of the run.
constexpr int most_hints = 3;

const saddle::Fault& hidden_fault(const Frame& frame) {
  const FaultHunt& hunt = frame.focus.hunt;
  return fault_named(hunt.found.empty() ? frame.draft.experiment.fault : hunt.found, "fault");
}

bool is_hidden(const Frame& frame) { return !frame.draft.experiment.fault.empty(); }

std::string said_of_run(const ui::Ui& ui, const RunSnapshot& now) {
  const bool of_hunt = now.experiment && !now.experiment->fault.empty();
  if (!of_hunt || now.steps == 0) return std::string(ui.tr("Train it first: then there is something to be seen."));
  if (!now.events || now.events->empty()) return std::string(ui.tr("Nothing strikes the eye at first glance."));
  std::string text;
  for (const Event& event : *now.events) {
    const std::string step = plot::value_text(static_cast<double>(event.step), plot::Format::integer);
    text +=
        (text.empty() ? "" : "\n") + fmt::format(fmt::runtime(ui.tr("Step {}: {}")), step, ui.language(event.sentence));
  }
  return text;
}

void HuntPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  FaultHunt& hunt = frame.focus.hunt;
  ui::paragraph(
      ui, "hunt.what",
      ui.tr("Saddle hides a fault in a healthy experiment. The experiment shows what it should be: train it, "
            "look at the panels, and name what is wrong. The same number hides the same fault for everybody."));
  ImGui::Dummy({0, ui.px(4)});
  draw_start(frame);
  if (!is_hidden(frame) && hunt.found.empty()) return;
  ImGui::Dummy({0, ui.px(6)});
  const std::string points = fmt::format(fmt::runtime(ui.tr("Score: {} of {}")), hunt.points(), FaultHunt::most_points);
  ui::text(ui, points, ui.theme.text, ui.fonts.strong);
  ui.mark("hunt.points", points);
  if (hunt.found.empty()) {
    draw_hints(frame);
    draw_naming(frame);
  } else {
    draw_end(frame);
  }
}

void HuntPanel::draw_start(Frame& frame) {
  ui::Ui& ui = frame.ui;
  FaultHunt& hunt = frame.focus.hunt;
  const float field = ui.px(70);
  ui::Flow row(ui, ui.px(8));
  row.place(field);
  ui::number(ui, "hunt.seed", hunt.seed, {.min = 1, .max = 9999, .width = field});
  ui::tooltip(ui, ui.tr("Number"), ui.tr("Same number, same experiment, same fault."));
  if (row.button("hunt.begin", ui.tr("Hide a fault"),
                 {.look = is_hidden(frame) ? ui::Look::plain : ui::Look::primary,
                  .tooltip = ui.tr("Replaces the experiment by one that has a fault; Ctrl+Z brings it back.")})) {
    named_.clear();
    begin_hunt(frame, hunt.seed);
  }
  if (is_hidden(frame) && row.button("hunt.next", ui.tr("Another one"))) {
    named_.clear();
    begin_hunt(frame, hunt.seed + 1);
  }
}

void HuntPanel::draw_hints(Frame& frame) {
  ui::Ui& ui = frame.ui;
  FaultHunt& hunt = frame.focus.hunt;
  const saddle::Fault& fault = hidden_fault(frame);
  for (int i = 0; i < hunt.hints; ++i) {
    const auto place = static_cast<size_t>(i);
    const std::string text =
        place < fault.hints.size() ? std::string(ui.tr(fault.hints.at(place))) : said_of_run(ui, frame.training.now);
    ui::notice(ui, fmt::format("hunt.hint{}", i + 1), ui::Tone::note, text);
  }
  const std::string cost = fmt::format(fmt::runtime(ui.tr("Costs {} points")), FaultHunt::of_a_hint);
  if (hunt.hints < most_hints && ui::button(ui, "hunt.hint", ui.tr("A hint"), {.tooltip = cost})) ++hunt.hints;
}

void HuntPanel::draw_naming(Frame& frame) {
  ui::Ui& ui = frame.ui;
  FaultHunt& hunt = frame.focus.hunt;
  ImGui::Dummy({0, ui.px(4)});
  std::vector<ui::Option> options;
  for (const saddle::Fault& fault : catalog::faults()) {
    if (std::ranges::find(hunt.wrong, fault.name) == hunt.wrong.end())
      options.push_back({std::string(fault.name), std::string(ui.tr(fault.title))});
  }
  std::ranges::sort(options, {}, &ui::Option::label);
  if (std::ranges::find(options, named_, &ui::Option::value) == options.end()) named_.clear();
  options.insert(options.begin(), {"", std::string(ui.tr("What is wrong?"))});
  const float room = ImGui::GetContentRegionAvail().x;
  ui::combo(ui, "hunt.name", named_, options, std::min(ui::combo_width(options), room));
  ui::Flow row(ui, ui.px(8));
  if (row.button("hunt.answer", ui.tr("That is it"),
                 {.look = ui::Look::primary,
                  .enabled = !named_.empty(),
                  .tooltip = named_.empty() ? ui.tr("Choose what is wrong first") : std::string_view()})) {
    if (named_ == frame.draft.experiment.fault) {
      hunt.found = named_;
    } else {
      hunt.wrong.push_back(named_);
    }
  }
  if (row.button("hunt.give_up", ui.tr("Give up"), {.look = ui::Look::quiet})) {
    hunt.found = frame.draft.experiment.fault;
    hunt.given_up = true;
  }
  for (size_t i = 0; i < hunt.wrong.size(); ++i) {
    const std::string name = fmt::format("hunt.wrong{}", i + 1);
    const std::string text =
        fmt::format(fmt::runtime(ui.tr("Not this: {}")), ui.tr(fault_named(hunt.wrong[i], "fault").title));
    ui::paragraph(ui, name, text);
  }
}

void HuntPanel::draw_end(Frame& frame) {
  ui::Ui& ui = frame.ui;
  FaultHunt& hunt = frame.focus.hunt;
  const saddle::Fault& fault = hidden_fault(frame);
  const std::string found =
      fmt::format(fmt::runtime(hunt.given_up ? ui.tr("It was: {}.") : ui.tr("Found: {}.")), ui.tr(fault.title));
  ui::notice(ui, "hunt.found", ui::Tone::note, found);
  ui::paragraph(ui, "hunt.help", ui.tr(fault.help));
  ui::paragraph(ui, "hunt.mend", fmt::format(fmt::runtime(ui.tr("The mend: {}")), ui.tr(fault.mend)));
  if (hunt.mended) {
    ui::paragraph(ui, "hunt.beside",
                  ui.tr("Now it trains without the fault; the curves of the faulty run stay beside it."));
    return;
  }
  if (ui::button(ui, "hunt.see", ui.tr("See it mended"), {.look = ui::Look::primary})) {
    hunt.mended = true;
    frame.draft.experiment.fault.clear();
    frame.training.send(
        command::Start{.experiment = frame.draft.experiment, .data_directory = frame.data_directory, .run = true});
    frame.focus.asked_panel = "curves";
  }
}

}  // namespace

PanelType hunt() {
  return {"hunt", "Find the fault", "Saddle hides a fault in the run; the panels show it to who looks.", 14,
          [] { return std::make_unique<HuntPanel>(); }};
}

}  // namespace saddle::panels
