#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "labs/arena/chart_panel.h"
#include "labs/arena/map_panel.h"
#include "labs/arena/setup_panel.h"
#include "labs/arena/setup_properties.h"
#include "labs/arena/surface_panel.h"
#include "labs/arena/time_panel.h"
#include "model/lab.h"
#include "ui/widgets.h"

// The arena: optimizers race on a function of two variables, or of one.
namespace saddle::labs {
namespace {

using namespace app;

constexpr int sweep_rates = 121;
// What a formula comes to is worked out when the keys rest for so long.
constexpr double rest_seconds = 0.2;

class ArenaLab final : public Lab {
 public:
  ArenaLab() {
    open_scene(state_, scenes().front());
    state_.region = state_.setup.domain;
  }

  void connect(const LabServices& services) override { services_ = services; }
  void use(plot::SurfaceRenderer& renderer) override { surface_.use(renderer); }

  void draw(Frame& frame) override {
    if (!workshop_) {
      workshop_ = std::make_unique<Workshop>(services_.threads, services_.wake);
      state_.playing = services_.play;
    }
    read_document(frame.own);
    result_ = workshop_->latest();
    state_.now = {result_, &result_->product};
    state_.selected = std::min(state_.selected, std::max<size_t>(1, state_.setup.race.racers.size()) - 1);
    const ui::Ui& ui = frame.ui;
    const ImVec2 space = ImGui::GetContentRegionAvail(), start = ImGui::GetCursorPos();
    const float gap = ui.px(10), left = std::min(ui.px(320), space.x * 0.27f),
                right = std::max(ui.px(330), space.x * 0.27f);
    const float middle = space.x - left - right - 4 * gap, height = space.y - 2 * gap;
    const auto panel = [&](const char* name, float x, float width, const auto& draw) {
      ImGui::SetCursorPos({start.x + x, start.y + gap});
      ImGui::BeginChild(name, {width, height}, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
      draw();
      ImGui::EndChild();
    };
    panel("###arena.setup", gap, left, [&] { setup_.draw(frame, state_); });
    panel("###arena.middle", left + 2 * gap, middle, [&] { draw_middle(frame); });
    panel("###arena.charts", left + middle + 3 * gap, right, [&] { charts_.draw(frame, state_); });
    write_document(frame.own);
    order();
  }

  // The bar is drawn first: whoever reads the step in this frame reads the same.
  void draw_controls(Frame& frame) override {
    if (state_.now->walks) time_.advance(state_, ImGui::GetIO().DeltaTime);
    time_.draw_controls(frame, state_);
  }

  bool takes(Action action) const override { return action == Action::undo || action == Action::redo; }
  void keys(Frame&) override { time_.keys(state_); }
  std::vector<LabKey> key_list() const override {
    std::vector<LabKey> list = TimePanel::key_list();
    list.push_back({"arena.undo", "Ctrl+Z", "Undo a change of the race"});
    list.push_back({"arena.redo", "Ctrl+Y", "Redo it"});
    return list;
  }

  bool pump() override { return workshop_ && workshop_->pump(); }
  bool moving() const override { return state_.playing; }
  bool waiting() const override { return held_ || !result_ || result_->order != ordered_ || !result_->complete; }
  std::optional<int64_t> steps() const override { return state_.step(); }

 private:
  // The setup lies in the document as properties, where it can be undone.
  void read_document(const Properties& own) {
    if (own.empty() || own == written_) return;
    written_ = own;
    state_.setup = seen_ = setup_of(own);
    read_function(state_);
  }
  void write_document(Properties& own) {
    if (!own.empty() && state_.setup == seen_) return;
    seen_ = state_.setup;
    own = written_ = properties_of(seen_);
  }

  void draw_middle(Frame& frame) {
    draw_views(frame.ui);
    if (result_->failure) ui::notice(frame.ui, "arena.failure", ui::Tone::error, frame.ui.language(*result_->failure));
    const bool both = state_.function.surface->dimensions() == 2;
    // Below the picture: the strip, and a step in at most seven lines.
    const ui::Ui& ui = frame.ui;
    const float below = ui.px(174), height = ImGui::GetContentRegionAvail().y - below;
    if (both && state_.view == "surface") {
      surface_.draw(frame, state_, height);
    } else {
      map_.draw(frame, state_, height);
    }
    time_.draw(frame, state_);
  }

  void draw_views(ui::Ui& ui) {
    const bool both = state_.function.surface->dimensions() == 2;
    const auto tab = [&](const char* name, std::string_view label, std::string_view help) {
      if (ui::button(ui, std::string("view.") + name, label,
                     {.look = state_.view == name ? ui::Look::plain : ui::Look::quiet,
                      .enabled = both || state_.view == name,
                      .tooltip = help}))
        state_.view = name;
      ImGui::SameLine(0, ui.px(2));
    };
    if (!both) state_.view = "map";
    tab("map", ui.tr("Map"), ui.tr("From above, with level lines."));
    tab("surface", ui.tr("3-D"), ui.tr("The surface, with the racers on it."));
    tab("wins", ui.tr("Win map"),
        ui.tr("Each point is a start, in the color of the racer that gets lowest from there."));
    if (state_.view == "map" && both) {
      ImGui::SameLine(0, ui.px(18));
      ui::checkbox(ui, "map.arrows", state_.arrows);
      ImGui::SameLine(0, ui.px(5));
      ui::caption(ui, ui.tr("downhill"));
      ImGui::SameLine(0, ui.px(12));
      ui::checkbox(ui, "map.momentum", state_.momentum);
      ImGui::SameLine(0, ui.px(5));
      ui::caption(ui, ui.tr("momentum"));
      ImGui::SameLine(0, ui.px(12));
      const std::string all(ui.tr("all levels"));
      ui::number(ui, "map.highest", state_.setup.highest,
                 {.min = 0, .max = 1e9, .logarithmic = true, .zero = all, .width = ui.px(84)});
      ui::tooltip(ui, ui.tr("Levels up to"),
                  ui.tr("Draws level lines up to this value only, as the book's figure does up to 7. 0: all of them."));
    } else if (state_.view == "wins") {
      draw_wins(ui);
    }
    ImGui::NewLine();
  }

  void draw_wins(ui::Ui& ui) {
    const WinMap* map = state_.now->win_map.get();
    const std::vector<size_t> running = state_.running();
    if (!map || map->wins.size() != running.size()) return;
    int64_t all = 0;
    for (const int64_t wins : map->wins) all += wins;
    std::string words;
    ImGui::SameLine(0, ui.px(14));
    for (size_t i = 0; i < running.size(); ++i) {
      const std::string share = fmt::format(
          "{:.0f} %", all == 0 ? 0.0 : 100.0 * static_cast<double>(map->wins[i]) / static_cast<double>(all));
      ImGui::AlignTextToFramePadding();
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const float middle = at.y + ImGui::GetFrameHeight() / 2;
      ImGui::GetWindowDrawList()->AddRectFilled({at.x, middle - ui.px(5)}, {at.x + ui.px(10), middle + ui.px(5)},
                                                state_.color(ui, running[i]), ui.px(2));
      ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(14));
      ui::text(ui, share, ui.theme.text, ui.fonts.caption);
      ui::tooltip(ui, {}, state_.name(ui, running[i]));
      ImGui::SameLine(0, ui.px(10));
      words += state_.name(ui, running[i]) + " " + share + "  ";
    }
    ui.mark("arena.wins", map->stride == 1 ? words : "");
  }

  // What the pictures of this frame need, if it is not what is being computed.
  void order() {
    Order order{.function = state_.function,
                .race = state_.setup.race,
                .view = state_.region,
                .highest = state_.setup.highest,
                .rates = {}};
    if (state_.chart == "sweep")
      order.rates = logarithmic_rates(state_.setup.least_rate, state_.setup.most_rate, sweep_rates);
    if (state_.view == "wins") {
      // While it is dragged or plays, as many starts as there are pixels would be wasted.
      order.map_columns = 400;
      order.map_rows = std::clamp(static_cast<int>(400 * state_.region.height() / state_.region.width()), 50, 800);
    }
    const bool same = last_ && last_->function.formula == order.function.formula &&
                      last_->function.domain == order.function.domain && last_->race == order.race &&
                      last_->view == order.view && last_->highest == order.highest && last_->rates == order.rates &&
                      last_->map_columns == order.map_columns && last_->map_rows == order.map_rows;
    held_ = !same && ImGui::GetTime() < state_.typed_at + rest_seconds;
    if (same || held_) return;
    last_ = order;
    ordered_ = workshop_->send(std::move(order));
  }

  LabServices services_;
  ArenaState state_;
  ArenaSetup seen_;     // as it was last written to the document, or read from there
  Properties written_;  // the same
  SetupPanel setup_;
  MapPanel map_;
  SurfacePanel surface_;
  ChartPanel charts_;
  TimePanel time_;
  std::optional<Order> last_;
  uint64_t ordered_ = 0;
  bool held_ = false;  // an order waits for the end of the typing
  std::unique_ptr<Workshop> workshop_;
  std::shared_ptr<const Workshop::Job::Result> result_;  // of this frame
};

}  // namespace

LabType arena() {
  return {"arena", "Arena", "Optimizers race on a function: yours too.", [] { return std::make_unique<ArenaLab>(); },
          1};
}

}  // namespace saddle::labs
