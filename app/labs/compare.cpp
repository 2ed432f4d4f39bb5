#include <algorithm>
#include <memory>

#include "labs/compare/race_desk.h"
#include "labs/compare/race_question.h"
#include "labs/compare/rate_desk.h"
#include "labs/compare/search_desk.h"
#include "labs/side/side_panel.h"
#include "model/lab.h"
#include "panels/runs/run_words.h"
#include "ui/widgets.h"

// Many runs at once: contestants race over several seeds, settings are searched for, learning rates are tested.
namespace saddle::labs {
namespace {

using namespace app;

class CompareLab final : public Lab {
 public:
  void connect(const LabServices& services) override { services_ = services; }

  void draw(Frame& frame) override {
    begin(frame);
    const float gap = frame.ui.px(10);
    const ImVec2 start = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    const auto areas = side_.part(frame, {start.x + gap, start.y + gap}, {room.x - 2 * gap, room.y - 2 * gap});
    if (areas.side) panel("###compare.setup", *areas.side, [&] { desk().draw_side(frame); });
    if (areas.rest) {
      panel("###compare.rest", *areas.rest, [&] {
        draw_tabs(frame);
        desk().draw_rest(frame);
      });
    }
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
           action == Action::copy_command || action == Action::save_picture || action == Action::ask_class;
  }
  void act(Frame& frame, Pressed pressed) override {
    if (pressed.action == Action::side_panel) side_.toggle(frame.workspace);
    if (pressed.action == Action::train && !ImGui::GetIO().NavVisible && desk().can_start())
      desk().start_or_stop(frame);
  }
  std::vector<LabKey> key_list() const override {
    return {{"compare.start", "Space", "Race, or stop"},
            {"compare.ask", "V", "Ask the class what will come of it"},
            {"compare.undo", "Ctrl+Z", "Undo a change of the race"},
            {"compare.redo", "Ctrl+Y", "Redo it"},
            {"compare.open", "Ctrl+O", "Open a study"},
            {"compare.save", "Ctrl+S", "Save the study"},
            {"compare.copy", "Ctrl+Shift+C", "Copy the command that trains this"}};
  }
  std::optional<VoteQuestion> question(const Frame& frame) override {
    if (!race_ || !races() || race_->running() || !race_->can_start() || !race_->study()) return std::nullopt;
    const bool classes = !catalog::sample_info(race_->study()->base.data, frame.data_directory).classes.empty();
    asked_ = &asked_metric(*race_->study(), classes);
    return race_question(frame.ui, *race_->study(), *asked_, race_->ended_of(*race_->study()));
  }
  std::optional<std::vector<size_t>> came_true(const Frame&) override { return race_->best(*asked_); }
  std::optional<Study> study(const Frame&) const override { return race_ && races() ? race_->study() : std::nullopt; }

  bool pump() override {
    if (!race_) return false;
    bool busy = false;
    for (Desk* each :
         {static_cast<Desk*>(race_.get()), static_cast<Desk*>(search_.get()), static_cast<Desk*>(rate_.get())})
      busy = each->pump() || busy;
    return busy;
  }
  bool moving() const override { return services_.play && race_ && desk().running(); }
  bool waiting() const override { return race_ && desk().waiting(); }
  std::optional<int64_t> steps() const override { return race_ ? desk().steps() : 0; }

 private:
  bool races() const { return page() == "race" || page() == "wall"; }
  const std::string& page() const { return race_->state().page; }
  Desk& desk() const {
    if (page() == "search") return *search_;
    return page() == "rates" ? static_cast<Desk&>(*rate_) : *race_;
  }

  // Once a frame, by whoever comes first: the bar is drawn before the lab.
  void begin(Frame& frame) {
    if (begun_ == ImGui::GetFrameCount()) return;
    begun_ = ImGui::GetFrameCount();
    const bool first = !race_;
    if (first) {
      race_ = std::make_unique<RaceDesk>(services_.threads, services_.wake);
      search_ = std::make_unique<SearchDesk>(services_.threads, services_.wake);
      rate_ = std::make_unique<RateDesk>(services_.threads, services_.wake);
    }
    read_document(frame.own);
    take_wanted(frame);
    race_->begin(frame);
    search_->begin(frame);
    rate_->begin(frame);
    if (first && services_.play) desk().start_or_stop(frame);
    if (frame.focus.wanted_run) run_what_was_staged(frame);
  }

  // As soon as it was checked, and what ran before has stopped.
  void run_what_was_staged(Frame& frame) {
    if (desk().running()) {
      if (desk().can_start()) desk().start_or_stop(frame);
      return;
    }
    if (desk().waiting()) return;
    frame.focus.wanted_run = false;
    if (desk().can_start()) desk().start_or_stop(frame);
  }

  void read_document(const Properties& own) {
    if (own.empty() || own == written_) return;
    written_ = own;
    race_->state().setup = study_setup_of(own);
    // Only whoever stages a race says on which page it opens.
    if (const auto page = own.find("page"); page != own.end()) race_->state().page = to_text(page->second);
    search_->state().setup = search_setup_of(own);
    if (search_->takes_up_what_is_followed()) race_->state().page = "search";
    rate_->read(own);
  }
  void write_document(Properties& own) {
    Properties all = properties_of(race_->state().setup);
    write_search_setup(search_->state().setup, all);
    rate_->write(all);
    if (all != written_) own = written_ = std::move(all);
  }

  // What was opened, or made of kept runs.
  void take_wanted(Frame& frame) {
    const auto make_draft = [&](const Experiment& base) {
      const Preset* origin = origin_of(base, frame.presets);
      if (frame.draft.experiment != base) frame.draft = {origin ? origin->name : base.name, base};
    };
    if (frame.focus.wanted_study) {
      const Study study = *std::exchange(frame.focus.wanted_study, {});
      race_->state().setup = setup_of(study);
      if (!races()) race_->state().page = "race";
      make_draft(study.base);
    }
  }

  void draw_tabs(Frame& frame) {
    ui::Ui& ui = frame.ui;
    ui::Toolbar bar("page.more");
    std::string& page = race_->state().page;
    const auto tab = [&](const char* name, std::string_view label, std::string_view help) {
      const bool on = page == name;
      bar.add({.name = std::string("page.") + name,
               .width = ui::button_width(label),
               .rank = on ? 60 : 50,
               .draw =
                   [&ui, &page, on, name, label, help](ui::Toolbar::Form) {
                     const bool pressed = ui::button(ui, std::string("page.") + name, label,
                                                     {.look = on ? ui::Look::plain : ui::Look::quiet, .tooltip = help});
                     if (pressed) page = name;
                     return pressed;
                   },
               .label = {},
               .gap = ui.px(2)});
    };
    tab("race", ui.tr("Curves"), ui.tr("All contestants in one figure, a table, and whether they differ."));
    tab("wall", ui.tr("Wall"), ui.tr("A small figure for each combination, all over the same axes."));
    tab("search", ui.tr("Search|of settings"), ui.tr("Random settings are tried: which are best, and where they lie."));
    tab("rates", ui.tr("Rate range"), ui.tr("The loss against a learning rate that grows with every step."));
    bar.draw(ui);
  }

  // As wide as any of its words, so that nothing beside it moves when it says another.
  void add_start(Frame& frame, ui::Toolbar& bar) {
    const ui::Ui& ui = frame.ui;
    ImGui::PushFont(ui.fonts.strong);
    float width = std::max(ui.px(112), ui::button_width(ui.tr("Stop")));
    for (const Desk* each :
         {static_cast<Desk*>(race_.get()), static_cast<Desk*>(search_.get()), static_cast<Desk*>(rate_.get())})
      width = std::max(width, ui::button_width(each->start_words(ui)));
    ImGui::PopFont();
    bar.add({.name = "race.start",
             .width = width,
             .rank = 100,
             .draw =
                 [this, &frame, width](ui::Toolbar::Form) {
                   ui::Ui& ui = frame.ui;
                   const bool can = desk().can_start();
                   const std::string help =
                       can ? with_keys(ui.tr("Trains all of it, or stops"), Action::train)
                           : std::string(ui.tr("Something cannot be trained: see what is marked red"));
                   const bool pressed =
                       ui::button(ui, "race.start", desk().running() ? ui.tr("Stop") : desk().start_words(ui),
                                  {.look = ui::Look::primary, .size = {width, 0}, .enabled = can, .tooltip = help});
                   if (pressed) desk().start_or_stop(frame);
                   return pressed;
                 },
             .label = {},
             .gap = ui.px(8)});
  }

  // Room for every state: what stands beside it does not move.
  void add_progress(Frame& frame, ui::Toolbar& bar) {
    const ui::Ui& ui = frame.ui;
    const std::string now = desk().progress(ui), longest = desk().longest_progress(ui);
    bar.add({.name = "status",
             .width = std::max(ImGui::CalcTextSize(longest.c_str()).x, ImGui::CalcTextSize(now.c_str()).x),
             .rank = 85,
             .draw =
                 [this, &frame, now](ui::Toolbar::Form) {
                   ImGui::AlignTextToFramePadding();
                   ui::text(frame.ui, now, frame.ui.theme.muted, frame.ui.fonts.body);
                   frame.ui.mark("status", desk().running() ? "running" : desk().begun() ? "done" : "idle");
                   frame.ui.mark("status.runs", std::to_string(desk().done()));
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
  Properties written_;  // of the document, as it was last written, or read from there
  int begun_ = -1;
  const FigureRow* asked_ = nullptr;  // by which the contestants of a vote are judged
  SidePanel side_{"compare.side", {.usual = 330, .share = 0.3f, .least = 250, .rest = 330}};
  std::unique_ptr<RaceDesk> race_;
  std::unique_ptr<SearchDesk> search_;
  std::unique_ptr<RateDesk> rate_;
};

}  // namespace

LabType compare() {
  return {"compare", "Compare", "Many runs at once: contestants race over several seeds, and whether they differ.",
          [] { return std::make_unique<CompareLab>(); }, 2};
}

}  // namespace saddle::labs
