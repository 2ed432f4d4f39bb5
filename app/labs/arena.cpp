#include <algorithm>
#include <cmath>
#include <utility>

#include "labs/arena/chart_panel.h"
#include "labs/arena/map_panel.h"
#include "labs/arena/setup_panel.h"
#include "labs/arena/setup_properties.h"
#include "labs/arena/surface_panel.h"
#include "labs/arena/time_panel.h"
#include "labs/arena/view_bar.h"
#include "labs/side/side_panel.h"
#include "model/lab.h"
#include "ui/divider.h"
#include "ui/widgets.h"

// The arena: optimizers race on a function of two variables, or of one.
namespace saddle::labs {
namespace {

using namespace app;

constexpr int sweep_rates = 121;
// What a formula comes to is worked out when the keys rest for so long.
constexpr double rest_seconds = 0.2;
// The smallest widths in which the picture and the charts can be read, in pixels at a scale of 1.
constexpr float least_picture = 300, least_charts = 250;

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
    if (const auto step = std::exchange(frame.focus.wanted_step, {})) {
      state_.position = static_cast<double>(*step);
      state_.playing = false;
    }
    if (std::exchange(frame.focus.wanted_run, false)) state_.playing = true;
    result_ = workshop_->latest();
    state_.now = {result_, &result_->product};
    state_.selected = std::min(state_.selected, std::max<size_t>(1, state_.setup.race.racers.size()) - 1);
    draw_areas(frame);
    write_document(frame.own);
    order();
  }

  // The bar is drawn first: whoever reads the step in this frame reads the same.
  void add_controls(Frame& frame, ui::Toolbar& bar) override {
    if (state_.now->walks) time_.advance(state_, ImGui::GetIO().DeltaTime);
    side_.add_button(frame, bar);
    time_.add_controls(frame, state_, bar);
  }

  bool takes(Action action) const override {
    return action == Action::undo || action == Action::redo || action == Action::side_panel;
  }
  void act(Frame& frame, Pressed pressed) override {
    if (pressed.action == Action::side_panel) side_.toggle(frame.workspace);
  }
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

  void draw_areas(Frame& frame) {
    const ui::Ui& ui = frame.ui;
    const float gap = ui.px(10);
    const ImVec2 start = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    const auto areas = side_.part(frame, {start.x + gap, start.y + gap}, {room.x - 2 * gap, room.y - 2 * gap});
    if (areas.side) panel("###arena.setup", *areas.side, [&] { setup_.draw(frame, state_); });
    if (!areas.rest) return;
    const auto& [corner, size] = *areas.rest;
    if (size.x < ui.px(least_picture + least_charts) + gap) return draw_stacked(frame, *areas.rest);
    const float least = ui.px(least_charts), most = size.x - gap - ui.px(least_picture);
    const auto dragged = frame.workspace.divider("arena.charts");
    const float wanted = dragged ? ui.px(static_cast<float>(*dragged)) : std::max(ui.px(330), room.x * 0.27f);
    const float right = std::floor(std::clamp(wanted, least, most)), left = size.x - gap - right;
    panel("###arena.middle", {corner, {left, size.y}}, [&] { draw_middle(frame); });
    panel("###arena.charts", {{corner.x + left + gap, corner.y}, {right, size.y}},
          [&] { charts_.draw(frame, state_); });
    bool reset = false;
    const float end = corner.x + size.x - gap / 2;
    const auto place = ui::divider(
        frame.ui, "arena.charts", {corner.x + left, corner.y}, {gap, size.y}, corner.x + left + gap / 2, reset,
        {.least = end - most, .most = end - least, .help = ui.tr("Drag: wider or narrower. Double click: as usual.")});
    if (place) frame.workspace.dividers["arena.charts"] = static_cast<double>((end - *place) / ui.scale);
    if (reset) frame.workspace.dividers.erase("arena.charts");
  }

  template <class Draw>
  static void panel(const char* name, const SidePanel::Area& area, const Draw& draw) {
    ImGui::SetCursorScreenPos(area.corner);
    ImGui::BeginChild(name, area.size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
    draw();
    ImGui::EndChild();
  }

  // Without room beside each other, the charts stand below the picture, and one scrolls to them.
  void draw_stacked(Frame& frame, const SidePanel::Area& area) {
    const ui::Ui& ui = frame.ui;
    ImGui::SetCursorScreenPos(area.corner);
    ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
    ImGui::BeginChild("###arena.stack", area.size);
    const float width = ImGui::GetContentRegionAvail().x, gap = ui.px(10), middle = std::max(area.size.y, ui.px(400)),
                charts = ui.px(420);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::PopStyleColor();
    panel("###arena.middle", {corner, {width, middle}}, [&] { draw_middle(frame); });
    panel("###arena.charts", {{corner.x, corner.y + middle + gap}, {width, charts}},
          [&] { charts_.draw(frame, state_); });
    ImGui::EndChild();
  }

  void draw_middle(Frame& frame) {
    draw_view_bar(frame, state_);
    if (result_->failure) ui::notice(frame.ui, "arena.failure", ui::Tone::error, frame.ui.language(*result_->failure));
    const bool both = state_.function.surface->dimensions() == 2;
    const ui::Ui& ui = frame.ui;
    // Below the picture: the strip, and a step in at most seven lines.
    const float gap = ui.px(8), room = ImGui::GetContentRegionAvail().y - gap, least = ui.px(40),
                most = std::max(least, room - ui.px(160));
    const auto dragged = frame.workspace.divider("arena.below");
    const float below = std::clamp(ui.px(dragged ? static_cast<float>(*dragged) : 166), least, most),
                height = std::max(ui.px(120), room - below);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    if (both && state_.view == "surface") {
      surface_.draw(frame, state_, height);
    } else {
      map_.draw(frame, state_, height);
    }
    bool reset = false;
    const float end = corner.y + room + gap / 2;
    const auto place = ui::divider(frame.ui, "arena.below", {corner.x, corner.y + height},
                                   {ImGui::GetContentRegionAvail().x, gap}, corner.y + height + gap / 2, reset,
                                   {.upright = false,
                                    .least = end - most,
                                    .most = end - least,
                                    .help = ui.tr("Drag: higher or lower. Double click: as usual.")});
    if (place) frame.workspace.dividers["arena.below"] = static_cast<double>((end - *place) / ui.scale);
    if (reset) frame.workspace.dividers.erase("arena.below");
    ImGui::SetCursorScreenPos({corner.x, corner.y + height + gap});
    time_.draw(frame, state_);
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
  SidePanel side_{"arena.side",
                  {.usual = 320, .share = 0.27f, .least = 240, .rest = least_picture + least_charts + 10}};
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
