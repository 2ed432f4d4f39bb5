#include <algorithm>
#include <cmath>
#include <memory>

#include <fmt/format.h>

#include "labs/compare/race_page.h"
#include "labs/compare/race_setup_panel.h"
#include "labs/compare/study_watch.h"
#include "labs/side/side_panel.h"
#include "model/lab.h"
#include "panels/runs/run_words.h"
#include "ui/widgets.h"

// Many runs at once: contestants race over several seeds.
namespace saddle::labs {
namespace {

using namespace app;

class CompareLab final : public Lab {
 public:
  void connect(const LabServices& services) override { services_ = services; }

  void draw(Frame& frame) override {
    begin(frame);
    const ui::Ui& ui = frame.ui;
    const float gap = ui.px(10);
    const ImVec2 start = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    const auto areas = side_.part(frame, {start.x + gap, start.y + gap}, {room.x - 2 * gap, room.y - 2 * gap});
    if (areas.side) panel("###compare.setup", *areas.side, [&] { setup_->draw(frame, state_); });
    if (areas.rest) panel("###compare.rest", *areas.rest, [&] { draw_page(frame); });
    write_document(frame.own);
  }

  void add_controls(Frame& frame, ui::Toolbar& bar) override {
    begin(frame);
    side_.add_button(frame, bar);
    add_start(frame, bar);
    add_progress(frame, bar);
  }

  bool takes(Action action) const override {
    return action == Action::train || action == Action::undo || action == Action::redo ||
           action == Action::side_panel || action == Action::open || action == Action::save_experiment ||
           action == Action::copy_command || action == Action::save_picture;
  }
  void act(Frame& frame, Pressed pressed) override {
    if (pressed.action == Action::side_panel) side_.toggle(frame.workspace);
    if (pressed.action == Action::train && !ImGui::GetIO().NavVisible) start_or_stop(frame);
  }
  std::vector<LabKey> key_list() const override {
    return {{"compare.start", "Space", "Race, or stop"},
            {"compare.undo", "Ctrl+Z", "Undo a change of the race"},
            {"compare.redo", "Ctrl+Y", "Redo it"},
            {"compare.open", "Ctrl+O", "Open a study"},
            {"compare.save", "Ctrl+S", "Save the study"},
            {"compare.copy", "Ctrl+Shift+C", "Copy the command that trains this"}};
  }
  std::optional<Study> study(const Frame&) const override { return setup_ ? setup_->study() : std::nullopt; }

  bool pump() override {
    if (!watch_) return false;
    const bool checks = setup_->pump();
    return watch_->pump() || checks;
  }
  bool moving() const override { return services_.play && state_.running; }
  bool waiting() const override {
    return setup_ &&
           (setup_->waiting() || (watch_->study() && (!watch_->view() || (!state_.running && !watch_->up_to_date()))));
  }
  std::optional<int64_t> steps() const override {
    int64_t most = 0;
    if (watch_ && watch_->snapshot()) {
      for (const auto& run : watch_->snapshot()->runs) most = std::max(most, run->now ? run->now->steps : 0);
    }
    return most;
  }

 private:
  // Once a frame, by whoever comes first: the bar is drawn before the lab.
  void begin(Frame& frame) {
    if (begun_ == ImGui::GetFrameCount()) return;
    begun_ = ImGui::GetFrameCount();
    if (!watch_) {
      watch_ = std::make_unique<StudyWatch>(services_.threads, services_.wake);
      setup_ = std::make_unique<RaceSetupPanel>(services_.threads, services_.wake);
    }
    read_document(frame.own);
    take_wanted(frame);
    setup_->follow(state_.setup, frame.draft.experiment, frame.data_directory);
    watch_->follow({state_.setup.metric, state_.first, state_.second}, ImGui::GetTime());
    state_.view = watch_->view();
    state_.running = watch_->running();
    if (std::exchange(first_frame_, false) && services_.play) start_or_stop(frame);
  }

  void read_document(const Properties& own) {
    if (own.empty() || own == written_) return;
    written_ = own;
    state_.setup = seen_ = study_setup_of(own);
  }
  void write_document(Properties& own) {
    if (!own.empty() && state_.setup == seen_) return;
    seen_ = state_.setup;
    own = written_ = properties_of(seen_);
  }

  // A study that was opened, or made of kept runs.
  void take_wanted(Frame& frame) {
    if (!frame.focus.wanted_study) return;
    const Study study = *std::exchange(frame.focus.wanted_study, {});
    state_.setup = setup_of(study);
    const Preset* origin = origin_of(study.base, frame.presets);
    if (frame.draft.experiment != study.base) frame.draft = {origin ? origin->name : study.base.name, study.base};
  }

  void draw_page(Frame& frame) {
    draw_tabs(frame);
    if (refusal_) ui::notice(frame.ui, "race.refusal", ui::Tone::error, frame.ui.language(*refusal_));
    race_.draw(frame, state_);
  }

  void draw_tabs(Frame& frame) {
    ui::Ui& ui = frame.ui;
    ui::Toolbar bar("page.more");
    const auto tab = [&](const char* name, std::string_view label, std::string_view help) {
      bar.add({.name = std::string("page.") + name,
               .width = ui::button_width(label),
               .rank = state_.page == name ? 60 : 50,
               .draw =
                   [this, &ui, name, label, help](ui::Toolbar::Form) {
                     const bool pressed = ui::button(
                         ui, std::string("page.") + name, label,
                         {.look = state_.page == name ? ui::Look::plain : ui::Look::quiet, .tooltip = help});
                     if (pressed) state_.page = name;
                     return pressed;
                   },
               .label = {},
               .gap = ui.px(2)});
    };
    tab("race", ui.tr("Curves"), ui.tr("All contestants in one figure, a table, and whether they differ."));
    tab("wall", ui.tr("Wall"), ui.tr("A small figure for each combination, all over the same axes."));
    bar.draw(ui);
  }

  void start_or_stop(Frame& frame) {
    if (state_.running) return watch_->stop();
    if (!setup_->study() || setup_->fault()) return;
    try {
      watch_->start(*setup_->study(), frame.data_directory);
      state_.forget_choices();
      state_.running = true;
      refusal_.reset();
    } catch (const Error& error) {
      refusal_ = error.issue();
    }
  }

  void add_start(Frame& frame, ui::Toolbar& bar) {
    const ui::Ui& ui = frame.ui;
    ImGui::PushFont(ui.fonts.strong);
    const float width = std::max({ui.px(112), ui::button_width(ui.tr("Race")), ui::button_width(ui.tr("Stop"))});
    ImGui::PopFont();
    bar.add({.name = "race.start",
             .width = width,
             .rank = 100,
             .draw =
                 [this, &frame, width](ui::Toolbar::Form) {
                   ui::Ui& ui = frame.ui;
                   const bool can = state_.running ? !watch_->stopping() : setup_->study() && !setup_->fault();
                   const std::string help =
                       can ? with_keys(ui.tr("Trains all contestants side by side, or stops"), Action::train)
                           : std::string(ui.tr("Something cannot be raced: see what is marked red"));
                   const bool pressed =
                       ui::button(ui, "race.start", state_.running ? ui.tr("Stop") : ui.tr("Race"),
                                  {.look = ui::Look::primary, .size = {width, 0}, .enabled = can, .tooltip = help});
                   if (pressed) start_or_stop(frame);
                   return pressed;
                 },
             .label = {},
             .gap = ui.px(8)});
  }

  std::string progress_words(const ui::Ui& ui) const {
    if (!watch_->study()) return std::string(ui.tr("not begun"));
    const StudySnapshot& now = *watch_->snapshot();
    std::string words = fmt::format(fmt::runtime(ui.tr("{} of {} runs")), now.ended, now.runs.size());
    if (state_.running && state_.view && state_.view->total_steps > 0)
      words += fmt::format(" · {:.0f} %", 100.0 * static_cast<double>(state_.view->steps) /
                                              static_cast<double>(state_.view->total_steps));
    const auto diverged =
        std::ranges::count_if(now.runs, [](const auto& run) { return run->state == StudyRun::State::diverged; });
    if (diverged > 0) words += " · " + fmt::format(fmt::runtime(ui.tr("{} diverged")), diverged);
    return words;
  }

  // Room for every state: what stands beside it does not move.
  void add_progress(Frame& frame, ui::Toolbar& bar) {
    const ui::Ui& ui = frame.ui;
    const int64_t all = setup_->study() ? runs(*setup_->study()) : 99;
    const std::string longest = fmt::format(fmt::runtime(ui.tr("{} of {} runs")), all, all) + " · 100 % · " +
                                fmt::format(fmt::runtime(ui.tr("{} diverged")), all);
    bar.add(
        {.name = "status",
         .width = std::max(ImGui::CalcTextSize(longest.c_str()).x, ImGui::CalcTextSize(progress_words(ui).c_str()).x),
         .rank = 85,
         .draw =
             [this, &frame](ui::Toolbar::Form) {
               ImGui::AlignTextToFramePadding();
               ui::text(frame.ui, progress_words(frame.ui), frame.ui.theme.muted, frame.ui.fonts.body);
               frame.ui.mark("status", state_.running ? "running" : watch_->study() ? "done" : "idle");
               frame.ui.mark("status.runs", watch_->study() ? std::to_string(watch_->snapshot()->ended) : "0");
               return false;
             },
         .gap = ui.px(16)});
  }

  template <class Draw>
  static void panel(const char* name, const SidePanel::Area& area, const Draw& draw) {
    ImGui::SetCursorScreenPos(area.corner);
    ImGui::BeginChild(name, area.size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
    draw();
    ImGui::EndChild();
  }

  LabServices services_;
  CompareState state_;
  StudySetup seen_;     // as it was last written to the document, or read from there
  Properties written_;  // the same
  std::optional<Issue> refusal_;
  int begun_ = -1;
  bool first_frame_ = true;
  SidePanel side_{"compare.side", {.usual = 330, .share = 0.3f, .least = 250, .rest = 330}};
  RacePage race_;
  std::unique_ptr<RaceSetupPanel> setup_;
  std::unique_ptr<StudyWatch> watch_;
};

}  // namespace

LabType compare() {
  return {"compare", "Compare", "Many runs at once: contestants race over several seeds, and whether they differ.",
          [] { return std::make_unique<CompareLab>(); }, 2};
}

}  // namespace saddle::labs
