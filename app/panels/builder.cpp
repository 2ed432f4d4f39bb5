#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "model/layer_text.h"
#include "model/panel.h"
#include "panels/builder/actions.h"
#include "panels/builder/figures.h"
#include "panels/builder/graph_view.h"
#include "panels/builder/inspector.h"
#include "panels/builder/scene.h"
#include "panels/shared/fault_notice.h"
#include "panels/shared/layer_menu.h"
#include "plot/style.h"
#include "saddle/catalog.h"
#include "ui/keys.h"
#include "ui/widgets.h"

// The network as a graph that is built by hand: branches and joins, blocks that fold, faults with their mends.
namespace saddle::panels {
namespace {

using namespace app;

// Networks up to this size show what goes through their wires, where that is a number or two.
constexpr size_t most_for_values = 16;
constexpr int64_t widest_value = 3;

// Into the test set; -1: there is none.
int shown_example(const Frame& frame) {
  return static_cast<int>(std::min(frame.focus.example, frame.training.now.test_samples - 1));
}

class BuilderPanel final : public Panel {
 public:
  void draw(Frame& frame) override;

 private:
  void follow(Frame& frame);
  void refresh(const Frame& frame, ImVec2 canvas);
  void fit(const Frame& frame, ImVec2 canvas);
  GraphContent content(Frame& frame);
  bool shows_values(const Frame& frame) const;
  const std::vector<NodeValue>& values(Frame& frame);

  void draw_tools(Frame& frame);
  void draw_canvas(Frame& frame, ImVec2 corner, ImVec2 size);
  void draw_fault(Frame& frame, ImVec2 corner, ImVec2 size);
  void draw_insert_menu(Frame& frame);
  void draw_held(Frame& frame, ImVec2 corner, ImVec2 size);
  void obey(Frame& frame, const GraphEvents& events);
  void obey(Frame& frame, Inspector::Wish wish);
  void keys(Frame& frame);
  void step_selection(int right, int down);

  void copy(const Frame& frame) {
    if (!selection_.nodes.empty())
      ImGui::SetClipboardText(actions::copied(frame.draft.experiment.network, selection_).c_str());
  }
  void paste(Frame& frame);
  void toggle(const std::string& block);
  int selected_item() const {
    return selection_.primary < 0 || selection_.primary >= static_cast<int>(scene_.item_of.size())
               ? -1
               : scene_.item_of[static_cast<size_t>(selection_.primary)];
  }

  GraphView view_;
  Inspector inspector_;
  Scene scene_;
  SceneOptions options_;
  std::optional<SceneOptions> shown_;         // what scene_ was made with
  std::vector<Node> network_;                 // likewise
  std::string preset_ = "\n";                 // the one that the view was set up for
  ImVec2 fitted_{0, 0};                       // the canvas it was fitted to
  bool fit_wanted_ = true, touched_ = false;  // touched: the user moved the view
  std::optional<bool> show_values_ = {};
  std::vector<NodeValue> values_;
  Selection selection_;
  std::string followed_;                   // what frame.focus.node was
  std::optional<bool> strip_wanted_ = {};  // none: where there is room
  bool strip_open_ = true, strip_focus_ = false, canvas_focused_ = false;
  std::string anchor_;  // the item that keeps its place when the scene changes: a node's name
  int insert_to_ = -1;
  size_t insert_slot_ = 0;
  std::string held_;  // a type dragged out of the palette
  std::optional<Issue> paste_issue_;
  float fault_height_ = 120;  // of its notice, as it came out last
};

void BuilderPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const ImVec2 whole = ImGui::GetContentRegionAvail();
  const float strip = std::min(ui.px(268), whole.x * 0.5f);
  strip_open_ = strip_wanted_.value_or(whole.x >= ui.px(760));
  const bool beside = strip_open_ && whole.x > ui.px(360);
  const float tools = ui.px(30), gap = ui.px(8);
  const ImVec2 canvas{whole.x - (beside ? strip + gap : 0), whole.y - tools - gap};
  follow(frame);
  draw_tools(frame);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  draw_canvas(frame, corner, canvas);
  if (!beside) return;
  ImGui::SetCursorScreenPos({corner.x + canvas.x + gap, corner.y});
  ImGui::BeginChild("###strip", {strip, canvas.y}, false);
  const Inspector::Wish wish = inspector_.draw(frame, scene_, selection_, strip_focus_);
  strip_focus_ = false;
  ImGui::EndChild();
  obey(frame, wish);
}

// The selection follows the layer that other panels speak of, and the draft where it was changed elsewhere.
void BuilderPanel::follow(Frame& frame) {
  const auto& network = frame.draft.experiment.network;
  selection_.clamp(static_cast<int>(network.size()));
  if (frame.draft.preset != preset_) {
    preset_ = frame.draft.preset;
    const Thought& thought = frame.thoughts.of(frame.draft.experiment);
    const auto blocks = find_blocks(network, thought.links, thought.names);
    options_.folded = folded_at_first(blocks, static_cast<int>(network.size()));
    show_values_.reset();
    selection_.clear();
    // A perceptron is there to be set by hand.
    if (thought.plan.parameters() <= WeightsEditor::most && !network.empty()) selection_.set({0});
    fit_wanted_ = true;
    touched_ = false;
  }
  if (frame.focus.node != followed_) {
    followed_ = frame.focus.node;
    const auto& names = frame.thoughts.of(frame.draft.experiment).names;
    const auto found = std::ranges::find(names, followed_);
    if (found != names.end()) selection_.set({static_cast<int>(found - names.begin())});
  }
}

// Builds the scene anew where the network or its folding changed; what was looked at stays where it was.
void BuilderPanel::refresh(const Frame& frame, ImVec2 canvas) {
  const auto& network = frame.draft.experiment.network;
  if (fit_wanted_) fit(frame, canvas);
  if (shown_ == options_ && network_ == network) return;
  const auto place_of = [&](const std::vector<std::string>& names) -> std::optional<layout::Point> {
    const auto found = std::ranges::find(names, anchor_);
    const auto node = static_cast<size_t>(found - names.begin());
    if (found == names.end() || node >= scene_.item_of.size()) return std::nullopt;
    const layout::Box& box = scene_.picture.boxes[static_cast<size_t>(scene_.item_of[node])];
    return layout::Point{box.x, box.y};
  };
  const auto before = place_of(names_of(network_));
  const Thought& thought = frame.thoughts.of(frame.draft.experiment);
  scene_ = make_scene(network, thought, options_);
  network_ = network;
  shown_ = options_;
  const auto after = place_of(thought.names);
  if (before && after) {
    Camera& camera = view_.camera();
    camera.origin.x += (before->x - after->x) * camera.zoom;
    camera.origin.y += (before->y - after->y) * camera.zoom;
  }
}

// The whole graph, in the direction and with as many columns as show it largest.
void BuilderPanel::fit(const Frame& frame, ImVec2 canvas) {
  fit_wanted_ = false;
  fitted_ = canvas;
  const Thought& thought = frame.thoughts.of(frame.draft.experiment);
  const auto& network = frame.draft.experiment.network;
  const float margin = frame.ui.px(26), scale = frame.ui.scale;
  const layout::Size room{(canvas.x - 2 * margin) / scale, (canvas.y - 2 * margin) / scale};
  const bool values = shows_values(frame);
  options_.layout.length = 0;
  options_.layout.direction = layout::Direction::down;
  options_.layout.rank_gap = 34;
  Scene down = make_scene(network, thought, options_);
  options_.layout.length = best_length(down, options_.layout, room);
  const auto zoom_of = [&](const Scene& scene) {
    return std::min(room.width / scene.picture.size.width, room.height / scene.picture.size.height);
  };
  down = make_scene(network, thought, options_);
  // Short graphs read from left to right, as the book draws them.
  SceneOptions flat = options_;
  flat.layout.direction = layout::Direction::right;
  flat.layout.length = 0;
  flat.layout.rank_gap = values ? 84.0f : 40.0f;
  const Scene right = make_scene(network, thought, flat);
  if (zoom_of(right) >= std::min(zoom_of(down), values ? 0.7f : 0.8f)) options_ = flat;
  const Scene& best = options_ == flat ? right : down;
  view_.camera().fit(best.picture.size, canvas, margin, 1.1f * scale);
}

bool BuilderPanel::shows_values(const Frame& frame) const {
  if (show_values_) return *show_values_;
  const Thought& thought = frame.thoughts.of(frame.draft.experiment);
  return frame.draft.experiment.network.size() <= most_for_values && thought.faults.empty() &&
         std::ranges::all_of(thought.plan.steps,
                             [](const Plan::Step& step) { return step.shape.size() <= widest_value; });
}

// As they were last measured, of a draft that is being built anew.
const std::vector<NodeValue>& BuilderPanel::values(Frame& frame) {
  const auto& network = frame.draft.experiment.network;
  const Thought& thought = frame.thoughts.of(frame.draft.experiment);
  const bool wanted = shows_values(frame);
  if (!wanted || values_.size() != network.size()) values_.clear();
  if (!wanted) return values_;
  // Of the example that the other panels show.
  const Reading* reading = frame.training.watch({.type = "node_values", .options = {{"index", shown_example(frame)}}});
  if (!reading) return values_;
  values_.assign(network.size(), {});
  for (size_t node = 0; node < network.size(); ++node) {
    const Reading::Array* array = reading->find(thought.names[node]);
    if (!array) continue;
    const size_t count = array->values.size() / 2, shown = std::min<size_t>(count, widest_value);
    for (size_t i = 0; i < shown; ++i) {
      const char* blank = i > 0 ? "  " : "";
      values_[node].value += blank + fmt::format("{:.4g}", array->values[i]);
      values_[node].gradient += blank + fmt::format("{:.4g}", array->values[count + i]);
    }
    if (count > shown) {
      values_[node].value += " …";
      values_[node].gradient += " …";
    }
  }
  return values_;
}

GraphContent BuilderPanel::content(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const Experiment& experiment = frame.draft.experiment;
  const Thought& thought = frame.thoughts.of(experiment);
  const Entry* data = catalog::find(catalog::datasets(), experiment.data.type);
  const Entry* loss = catalog::find(catalog::losses(), experiment.loss.type);
  std::string ends;
  if (!thought.data.classes.empty()) ends = fmt::format(fmt::runtime(ui.tr("{} classes")), thought.data.classes.size());
  if (thought.data.outputs > 0) ends = fmt::format(fmt::runtime(ui.tr("{} numbers")), thought.data.outputs);
  return {.scene = scene_,
          .thought = thought,
          .network = experiment.network,
          .selection = selection_,
          .values = values(frame),
          .direction = options_.layout.direction,
          .dropping = !held_.empty(),
          .data_title = std::string(ui.tr(data ? data->title : experiment.data.type)),
          .data_detail = thought.data.shape.rank() > 0 ? thought.data.shape.text() : std::string(),
          .loss_title = std::string(ui.tr(loss ? loss->title : experiment.loss.type)),
          .loss_detail = ends};
}

void BuilderPanel::draw_tools(Frame& frame) {
  ui::Ui& ui = frame.ui;
  auto& network = frame.draft.experiment.network;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(9), ui.px(4)});
  const float gap = ui.px(4), top = ImGui::GetCursorPosY();
  if (ui::button(ui, "builder.add", "+ " + std::string(ui.tr("Layer")),
                 {.tooltip = ui.tr("Click to choose one; drag onto a wire to put it there")}))
    ImGui::OpenPopup("###palette");
  if (ImGui::BeginPopup("###palette")) {
    for (const Entry& entry : catalog::layers()) {
      const std::string item = "builder.add/" + std::string(entry.name);
      if (ImGui::Selectable(ui::labelled(ui.tr(entry.title), item).c_str())) {
        actions::append(network, selection_, std::string(entry.name));
      }
      ui.mark(item, std::string(entry.title));
      // Dragged out of the menu: it is held over the canvas from here on.
      if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, ui.px(8))) {
        held_ = entry.name;
        ImGui::CloseCurrentPopup();
      }
      ui::tooltip(ui, ui.tr(entry.title), ui.tr(entry.help), entry.formula);
    }
    ImGui::EndPopup();
  }
  ImGui::SameLine(0, gap);
  if (ui::button(ui, "builder.fit", ui.tr("Fit"), {.tooltip = ui.tr("Show the whole network (F)")})) {
    fit_wanted_ = true;
    touched_ = false;
  }
  if (!scene_.blocks.empty()) {
    ImGui::SameLine(0, gap);
    const bool any = !options_.folded.empty();
    if (ui::button(ui, "builder.fold_all", any ? ui.tr("Unfold all") : ui.tr("Fold all"))) {
      if (any) {
        options_.folded.clear();
      } else {
        for (const Block& block : scene_.blocks) options_.folded.insert(block.key);
      }
      fit_wanted_ = true;
      touched_ = false;
    }
  }
  if (network.size() <= 2 * most_for_values) {
    ImGui::SameLine(0, gap);
    const bool on = shows_values(frame);
    if (ui::button(ui, "builder.values", ui.tr("Values"),
                   {.look = on ? ui::Look::plain : ui::Look::quiet,
                    .tooltip = fmt::format(fmt::runtime(ui.tr("What goes forward through each wire, and the gradient "
                                                              "that comes back: of test example {}, which the panel "
                                                              "Prediction chooses")),
                                           std::max(shown_example(frame), 0))})) {
      show_values_ = !on;
      fit_wanted_ = !touched_;
    }
  }
  const std::string side(strip_open_ ? "»" : "«");
  const float wide = ImGui::CalcTextSize(side.c_str()).x + 2 * ImGui::GetStyle().FramePadding.x;
  ImGui::SameLine(0, 0);
  ImGui::SetCursorPosX(
      std::max(ImGui::GetCursorPosX() + gap, ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - wide));
  if (ui::button(ui, "builder.strip", side, {.look = ui::Look::quiet, .tooltip = ui.tr("Properties (Enter)")})) {
    strip_wanted_ = !strip_open_;
  }
  ImGui::PopStyleVar();
  ImGui::SetCursorPosY(top + ui.px(30) + ui.px(8));
}

void BuilderPanel::draw_canvas(Frame& frame, ImVec2 corner, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  // Until the user moves it, the view keeps the whole in sight when the pane changes its size.
  if (!touched_ && (std::abs(size.x - fitted_.x) > 1 || std::abs(size.y - fitted_.y) > 1)) fit_wanted_ = true;
  refresh(frame, size);
  if (const int item = view_.hovered_item(); item >= 0 && item < static_cast<int>(scene_.items.size())) {
    // Of a block its beginning: it opens downwards.
    if (const auto nodes = nodes_of(scene_, item); !nodes.empty())
      anchor_ = frame.thoughts.of(frame.draft.experiment).names[static_cast<size_t>(nodes.front())];
  }
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.theme.window);
  ImGui::BeginChild("###graph", size, false,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav |
                        ImGuiWindowFlags_NoMove);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  canvas_focused_ = ImGui::IsWindowFocused() || ImGui::IsWindowHovered();
  const Camera before = view_.camera();
  const GraphEvents events = view_.draw(ui, content(frame), corner, size);
  const Camera& after = view_.camera();
  touched_ =
      touched_ || before.zoom != after.zoom || before.origin.x != after.origin.x || before.origin.y != after.origin.y;
  draw_fault(frame, corner, size);
  obey(frame, events);
  draw_held(frame, corner, size);
  draw_insert_menu(frame);
  keys(frame);
  ImGui::EndChild();
  // Others follow what is chosen here.
  const auto& names = frame.thoughts.of(frame.draft.experiment).names;
  if (selection_.primary >= 0 && selection_.primary < static_cast<int>(names.size())) {
    frame.focus.node = followed_ = names[static_cast<size_t>(selection_.primary)];
    if (view_.hovered_item() < 0) anchor_ = names[static_cast<size_t>(selection_.nodes.front())];
  }
}

// Beside the layer that it is about: of the chosen one, otherwise the first.
void BuilderPanel::draw_fault(Frame& frame, ImVec2 corner, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  const Thought& thought = frame.thoughts.of(frame.draft.experiment);
  const auto& now = frame.training.now;
  const Fault* shown = thought.faults.empty() ? nullptr : &thought.faults.front();
  for (const Fault& fault : thought.faults) {
    if (selection_.primary >= 0 && concerns(fault.issue, selection_.primary)) {
      shown = &fault;
      break;
    }
  }
  // What only a run can find out: a layer that passes no gradient on.
  std::optional<Fault> of_run;
  if (!shown && !frame.outdated && now.status == Status::failed && now.issue && now.issue->where.starts_with("network"))
    of_run = Fault{*now.issue, mends(frame.draft.experiment, *now.issue)};
  if (!shown && of_run) shown = &*of_run;
  if (!shown && paste_issue_) of_run = Fault{*paste_issue_, {}}, shown = &*of_run;
  if (!shown) return;
  const float width = std::min(ui.px(290), size.x - ui.px(16));
  ImVec2 at{corner.x + ui.px(8), corner.y + ui.px(8)};
  for (int node = 0; node < static_cast<int>(scene_.item_of.size()); ++node) {
    if (!concerns(shown->issue, node)) continue;
    const layout::Box& box = scene_.picture.boxes[static_cast<size_t>(scene_.item_of[static_cast<size_t>(node)])];
    const ImVec2 right = view_.camera().screen({box.right(), box.y}, corner);
    at = {right.x + ui.px(14), right.y};
    if (at.x + width > corner.x + size.x)
      at = {right.x - width, view_.camera().screen({0, box.bottom()}, corner).y + ui.px(10)};
    break;
  }
  const float low = ui.px(120);
  at.x = std::clamp(at.x, corner.x + ui.px(8), std::max(corner.x + ui.px(8), corner.x + size.x - width - ui.px(8)));
  at.y = std::clamp(at.y, corner.y + ui.px(8), std::max(corner.y + ui.px(8), corner.y + size.y - low));
  ImGui::SetCursorScreenPos(at);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32_BLACK_TRANS);
  ImGui::BeginChild("###fault", {width, std::min(fault_height_, size.y - ui.px(16))}, false,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoNav);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  if (fault_notice(frame, "builder.fault", *shown)) paste_issue_.reset();
  if (thought.faults.size() > 1)
    ui::caption(ui, fmt::format(fmt::runtime(ui.tr("{} faults in all")),
                                frame.thoughts.of(frame.draft.experiment).faults.size()));
  fault_height_ = ImGui::GetCursorPosY();
  ImGui::EndChild();
}

// Of a wire: what can be put on it, and how it is taken away.
void BuilderPanel::draw_insert_menu(Frame& frame) {
  if (!ImGui::BeginPopup("###insert")) return;
  ui::Ui& ui = frame.ui;
  auto& network = frame.draft.experiment.network;
  if (insert_to_ >= 0 && insert_to_ < static_cast<int>(network.size())) {
    if (ImGui::Selectable(ui::labelled(ui.tr("Take this wire away"), "builder.disconnect").c_str())) {
      edit::disconnect(network, insert_to_, insert_slot_);
      selection_.set({insert_to_});
    }
    ui.mark("builder.disconnect");
    ui::caption(ui, ui.tr("Insert a layer here"));
    if (const std::string type = layer_menu(ui, "builder.insert"); !type.empty())
      actions::insert_on_wire(network, selection_, insert_to_, insert_slot_, type);
  }
  ImGui::EndPopup();
}

// A layer of the palette under the mouse, until it is let go.
void BuilderPanel::draw_held(Frame& frame, ImVec2 corner, ImVec2 size) {
  if (held_.empty()) return;
  ui::Ui& ui = frame.ui;
  auto& network = frame.draft.experiment.network;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  const Entry* entry = catalog::find(catalog::layers(), held_);
  const std::string title(ui.tr(entry ? entry->title : std::string_view(held_)));
  const ImVec2 text = ImGui::CalcTextSize(title.c_str());
  const ImVec2 from{mouse.x + ui.px(10), mouse.y + ui.px(6)};
  list.AddRectFilled(from, {from.x + text.x + ui.px(20), from.y + text.y + ui.px(12)}, ui.theme.accent, ui.px(6));
  list.AddText({from.x + ui.px(10), from.y + ui.px(6)}, ui.theme.on_accent, title.c_str());
  if (ImGui::GetIO().MouseDown[0]) return;
  const bool inside =
      mouse.x >= corner.x && mouse.x < corner.x + size.x && mouse.y >= corner.y && mouse.y < corner.y + size.y;
  const int edge = view_.hovered_edge(), item = view_.hovered_item();
  if (inside && edge >= 0 && scene_.wires[static_cast<size_t>(edge)].to >= 0) {
    const Scene::Wire& wire = scene_.wires[static_cast<size_t>(edge)];
    actions::insert_on_wire(network, selection_, wire.to, wire.slot, held_);
  } else if (inside && edge >= 0) {
    actions::insert_behind(network, selection_, scene_.wires[static_cast<size_t>(edge)].from, held_);
  } else if (inside && item >= 0) {
    const Scene::Item& shown = scene_.items[static_cast<size_t>(item)];
    if (shown.kind != Scene::Item::Kind::loss) actions::insert_behind(network, selection_, shown.node, held_);
  } else if (inside) {
    actions::append(network, selection_, held_);
  }
  held_.clear();
}

void BuilderPanel::toggle(const std::string& block) {
  if (!options_.folded.erase(block)) options_.folded.insert(block);
}

void BuilderPanel::obey(Frame& frame, const GraphEvents& events) {
  auto& network = frame.draft.experiment.network;
  if (events.click != GraphEvents::Click::none) paste_issue_.reset();
  switch (events.click) {
    case GraphEvents::Click::empty:
      selection_.clear();
      frame.focus.node.clear();
      followed_.clear();
      break;
    case GraphEvents::Click::fold:
      toggle(scene_.blocks[static_cast<size_t>(events.block)].key);
      break;
    case GraphEvents::Click::wire: {
      const Scene::Wire& wire = scene_.wires[static_cast<size_t>(events.edge)];
      selection_.clear();
      selection_.edge_to = wire.to;
      selection_.edge_slot = wire.slot;
      break;
    }
    case GraphEvents::Click::item: {
      const Scene::Item& item = scene_.items[static_cast<size_t>(events.item)];
      std::vector<int> nodes = nodes_of(scene_, events.item);
      if (events.twice && item.kind == Scene::Item::Kind::block) {
        toggle(scene_.blocks[static_cast<size_t>(item.block)].key);
      } else if (events.control) {
        selection_.toggle(nodes);
      } else if (events.shift && !nodes.empty()) {
        selection_.extend(nodes.back());
      } else {
        selection_.set(std::move(nodes));
      }
      if (events.twice && item.kind == Scene::Item::Kind::node) strip_wanted_ = strip_focus_ = true;
      break;
    }
    case GraphEvents::Click::none:
      break;
  }
  if (events.boxing_done) {
    std::vector<int> nodes;
    for (const int item : events.boxed) {
      for (const int node : nodes_of(scene_, item)) nodes.push_back(node);
    }
    selection_.set(std::move(nodes));
  }
  if (events.insert_edge >= 0) {
    const Scene::Wire& wire = scene_.wires[static_cast<size_t>(events.insert_edge)];
    insert_to_ = wire.to;
    insert_slot_ = wire.slot;
    if (insert_to_ >= 0) ImGui::OpenPopup("###insert");
  }
  if (events.connect_from >= 0) {
    const Scene::Item &from = scene_.items[static_cast<size_t>(events.connect_from)],
                      &to = scene_.items[static_cast<size_t>(events.connect_to)];
    if (to.kind == Scene::Item::Kind::node && from.kind != Scene::Item::Kind::loss) {
      edit::connect(network, from.kind == Scene::Item::Kind::data ? int{Link::data} : from.node, to.node);
      selection_.set({to.node});
    }
  }
  if (events.dropped_node >= 0) {
    const Scene::Wire& wire = scene_.wires[static_cast<size_t>(events.dropped_edge)];
    if (wire.to >= 0) actions::move_to_wire(network, selection_, events.dropped_node, wire.to, wire.slot);
  }
}

void BuilderPanel::obey(Frame& frame, Inspector::Wish wish) {
  auto& network = frame.draft.experiment.network;
  switch (wish) {
    case Inspector::Wish::duplicate:
      actions::duplicate(network, selection_);
      break;
    case Inspector::Wish::remove:
      actions::remove(network, selection_);
      break;
    case Inspector::Wish::copy:
      copy(frame);
      break;
    case Inspector::Wish::cut:
      copy(frame);
      actions::remove(network, selection_);
      break;
    case Inspector::Wish::fold: {
      const auto block = std::ranges::find(scene_.blocks, selection_.nodes, &Block::nodes);
      if (block != scene_.blocks.end()) toggle(block->key);
      break;
    }
    case Inspector::Wish::none:
      break;
  }
}

void BuilderPanel::paste(Frame& frame) {
  const char* text = ImGui::GetClipboardText();
  paste_issue_.reset();
  try {
    actions::paste(frame.draft.experiment.network, selection_, text ? text : "");
  } catch (const Error&) {
    paste_issue_ = Issue{"", std::string(frame.ui.tr("There are no layers on the clipboard; copy some first."))};
  }
}

void BuilderPanel::step_selection(int right, int down) {
  const int item = selected_item();
  const int next =
      item < 0 ? std::min<int>(1, static_cast<int>(scene_.items.size()) - 1) : neighbour(scene_, item, right, down);
  if (next < 0) return;
  if (std::vector<int> nodes = nodes_of(scene_, next); !nodes.empty()) selection_.set(std::move(nodes));
}

void BuilderPanel::keys(Frame& frame) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!canvas_focused_ || io.WantTextInput || ImGui::IsAnyItemActive()) return;
  auto& network = frame.draft.experiment.network;
  if (io.KeyCtrl && io.KeyShift) return;  // of the program
  if (io.KeyCtrl) {
    if (ui::key_pressed(ImGuiKey_C)) copy(frame);
    if (ui::key_pressed(ImGuiKey_X)) {
      copy(frame);
      actions::remove(network, selection_);
    }
    if (ui::key_pressed(ImGuiKey_V)) paste(frame);
    if (ui::letter_pressed('D')) actions::duplicate(network, selection_);
    if (ui::key_pressed(ImGuiKey_A)) {
      std::vector<int> all;
      for (int node = 0; node < static_cast<int>(network.size()); ++node) all.push_back(node);
      selection_.set(std::move(all));
    }
    return;
  }
  if (io.KeyAlt) {
    if (ui::key_pressed(ImGuiKey_UpArrow)) actions::move(network, selection_, true);
    if (ui::key_pressed(ImGuiKey_DownArrow)) actions::move(network, selection_, false);
    return;
  }
  if (ui::key_pressed(ImGuiKey_UpArrow)) step_selection(0, -1);
  if (ui::key_pressed(ImGuiKey_DownArrow)) step_selection(0, 1);
  if (ui::key_pressed(ImGuiKey_LeftArrow)) step_selection(-1, 0);
  if (ui::key_pressed(ImGuiKey_RightArrow)) step_selection(1, 0);
  if (ui::key_pressed(ImGuiKey_Delete) || ui::key_pressed(ImGuiKey_Backspace)) actions::remove(network, selection_);
  if (ui::letter_pressed('F')) {
    fit_wanted_ = true;
    touched_ = false;
  }
  if (!ui::key_pressed(ImGuiKey_Enter)) return;
  const int item = selected_item();
  if (item >= 0 && scene_.items[static_cast<size_t>(item)].kind == Scene::Item::Kind::block) {
    toggle(scene_.blocks[static_cast<size_t>(scene_.items[static_cast<size_t>(item)].block)].key);
  } else {
    strip_wanted_ = true;
    strip_focus_ = selection_.single();
  }
}

}  // namespace

PanelType builder() {
  return {"builder", "Builder", "The network as a graph: build it by click, drag and keyboard.", 3,
          [] { return std::make_unique<BuilderPanel>(); }};
}

}  // namespace saddle::panels
