#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "panels/builder/actions.h"
#include "panels/builder/panel.h"
#include "saddle/catalog.h"
#include "ui/widgets.h"

namespace saddle::app {

bool BuilderPanel::locked(const ui::Ui& ui) { return !ui::lock_reason(ui, "builder.edit").empty(); }

void BuilderPanel::draw(Frame& frame) {
  const std::vector<Node> before = frame.draft.experiment.network;
  draw_unlocked(frame);
  // However it was changed: by a drag, a key, or the clipboard.
  if (locked(frame.ui)) frame.draft.experiment.network = before;
}

void BuilderPanel::draw_unlocked(Frame& frame) {
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
  Inspector::Wish wish{};
  {
    const ui::Locked lock(ui, "builder.edit");
    wish = inspector_.draw(frame, graph_, selection_, strip_focus_);
  }
  strip_focus_ = false;
  ImGui::EndChild();
  obey(frame, wish);
}

// The selection follows the layer that other panels speak of, and the draft where it was changed elsewhere.
void BuilderPanel::follow(Frame& frame) {
  const auto& network = frame.draft.experiment.network;
  selection_.clamp(NodeIndex(network.size()));
  if (frame.draft.preset != preset_) {
    preset_ = frame.draft.preset;
    const DraftAnalysis& analysis = frame.analyses.of(frame.draft.experiment);
    const auto blocks = find_blocks(network, analysis.links, analysis.names);
    options_.folded = folded_at_first(blocks, static_cast<int>(network.size()));
    show_values_.reset();
    selection_.clear();
    // A perceptron is there to be set by hand.
    if (analysis.plan.parameters() <= WeightsEditor::most && !network.empty()) selection_.set({NodeIndex()});
    fit_wanted_ = true;
    touched_ = false;
  }
  if (frame.focus.node != followed_) {
    followed_ = frame.focus.node;
    const auto& names = frame.analyses.of(frame.draft.experiment).names;
    const auto found = std::ranges::find(names, followed_);
    if (found != names.end()) selection_.set({NodeIndex(found - names.begin())});
  }
}

// Rebuilds the graph if the network or its folding changed; what the user looks at stays where it is.
void BuilderPanel::refresh(const Frame& frame, ImVec2 canvas) {
  const auto& network = frame.draft.experiment.network;
  const bool fitted = fit_wanted_;  // the camera is where it belongs in the new picture
  if (fit_wanted_) fit(frame, canvas);
  if (shown_ == options_ && network_ == network) return;
  const auto place_of = [&](const std::vector<std::string>& names) -> std::optional<layout::Point> {
    const auto found = std::ranges::find(names, anchor_);
    const NodeIndex node(found - names.begin());
    if (found == names.end() || node >= graph_.item_of.end_index()) return std::nullopt;
    const layout::Box& box = graph_.picture.boxes[static_cast<size_t>(graph_.item_of[node])];
    return layout::Point{box.x, box.y};
  };
  const auto before = place_of(names_of(network_));
  const DraftAnalysis& analysis = frame.analyses.of(frame.draft.experiment);
  graph_ = make_graph(network, analysis, options_);
  network_ = network;
  shown_ = options_;
  const auto after = place_of(analysis.names);
  if (before && after && !fitted) {
    Camera& camera = view_.camera();
    camera.origin.x += (before->x - after->x) * camera.zoom;
    camera.origin.y += (before->y - after->y) * camera.zoom;
  }
}

// The whole graph, in the direction and with as many columns as show it largest.
void BuilderPanel::fit(const Frame& frame, ImVec2 canvas) {
  fit_wanted_ = false;
  fitted_ = canvas;
  const DraftAnalysis& analysis = frame.analyses.of(frame.draft.experiment);
  const auto& network = frame.draft.experiment.network;
  const float margin = frame.ui.px(26), scale = frame.ui.scale;
  const layout::Size room{(canvas.x - 2 * margin) / scale, (canvas.y - 2 * margin) / scale};
  const bool values = shows_values(frame);
  options_.layout.length = 0;
  options_.layout.direction = layout::Direction::down;
  options_.layout.rank_gap = 34;
  ShownGraph down = make_graph(network, analysis, options_);
  options_.layout.length = best_length(down, options_.layout, room);
  const auto zoom_of = [&](const ShownGraph& graph) {
    return std::min(room.width / graph.picture.size.width, room.height / graph.picture.size.height);
  };
  down = make_graph(network, analysis, options_);
  // Short graphs read from left to right, as the book draws them.
  GraphOptions flat = options_;
  flat.layout.direction = layout::Direction::right;
  flat.layout.length = 0;
  flat.layout.rank_gap = values ? 84.0f : 40.0f;
  const ShownGraph right = make_graph(network, analysis, flat);
  if (zoom_of(right) >= std::min(zoom_of(down), values ? 0.7f : 0.8f)) options_ = flat;
  const ShownGraph& best = options_ == flat ? right : down;
  view_.camera().fit(best.picture.size, canvas, margin, 1.1f * scale);
}

bool BuilderPanel::shows_values(const Frame& frame) const {
  if (show_values_) return *show_values_;
  const DraftAnalysis& analysis = frame.analyses.of(frame.draft.experiment);
  return frame.draft.experiment.network.size() <= most_for_values && analysis.faults.empty() &&
         std::ranges::all_of(analysis.plan.steps,
                             [](const Plan::Step& step) { return step.shape.size() <= widest_value; });
}

// As they were last measured, while the draft is being rebuilt.
const IndexedVector<NodeIndex, NodeValue>& BuilderPanel::values(Frame& frame) {
  const auto& network = frame.draft.experiment.network;
  const DraftAnalysis& analysis = frame.analyses.of(frame.draft.experiment);
  const bool wanted = shows_values(frame);
  if (!wanted || values_.size() != network.size()) values_.clear();
  if (!wanted) return values_;
  // Of the example that the other panels show.
  const Reading* reading = frame.training.watch({.type = "node_values", .options = {{"index", shown_example(frame)}}});
  const auto* measured = content_of<NodeValuesReading>(reading);
  if (!reading) return values_;
  values_.assign(network.size(), {});
  for (const NodeIndex node : values_.indices()) {
    const auto* found = measured ? measured->find(analysis.names[static_cast<size_t>(node)]) : nullptr;
    if (!found) continue;
    const size_t count = found->values.size(), shown = std::min<size_t>(count, widest_value);
    for (size_t i = 0; i < shown; ++i) {
      const char* blank = i > 0 ? "  " : "";
      values_[node].value += blank + fmt::format("{:.4g}", found->values[i]);
      values_[node].gradient += blank + fmt::format("{:.4g}", found->gradients[i]);
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
  const DraftAnalysis& analysis = frame.analyses.of(experiment);
  const Entry* data = catalog::find(catalog::datasets(), experiment.data.type);
  const Entry* loss = catalog::find(catalog::losses(), experiment.loss.type);
  std::string ends;
  if (!analysis.data.classes.empty())
    ends = Issue::fill(std::string(ui.tr("{} classes")), {std::to_string(analysis.data.classes.size())});
  if (analysis.data.outputs > 0)
    ends = Issue::fill(std::string(ui.tr("{} numbers")), {std::to_string(analysis.data.outputs)});
  return {.graph = graph_,
          .analysis = analysis,
          .network = experiment.network,
          .selection = selection_,
          .values = values(frame),
          .direction = options_.layout.direction,
          .dropping = !held_.empty(),
          .fixed = locked(ui),
          .data_title = std::string(ui.tr(data ? data->title : experiment.data.type)),
          .data_detail = analysis.data.shape.rank() > 0 ? analysis.data.shape.text() : std::string(),
          .loss_title = std::string(ui.tr(loss ? loss->title : experiment.loss.type)),
          .loss_detail = ends};
}

void BuilderPanel::draw_canvas(Frame& frame, ImVec2 corner, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  // Until the user moves it, the view keeps the whole in sight when the pane changes its size.
  if (!touched_ && (std::abs(size.x - fitted_.x) > 1 || std::abs(size.y - fitted_.y) > 1)) fit_wanted_ = true;
  refresh(frame, size);
  if (const int item = view_.hovered_item(); item >= 0 && item < static_cast<int>(graph_.items.size())) {
    // Of a block its beginning: it opens downwards.
    if (const auto nodes = nodes_of(graph_, item); !nodes.empty())
      anchor_ = frame.analyses.of(frame.draft.experiment).names[static_cast<size_t>(nodes.front())];
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
  const auto& names = frame.analyses.of(frame.draft.experiment).names;
  if (selection_.primary && selection_.primary < NodeIndex(names.size())) {
    frame.focus.node = followed_ = names[static_cast<size_t>(*selection_.primary)];
    if (view_.hovered_item() < 0) anchor_ = names[static_cast<size_t>(selection_.nodes.front())];
  }
}

}  // namespace saddle::app

namespace saddle::panels {

PanelType builder() {
  return {"builder", "Builder", "The network as a graph: build it by click, drag and keyboard.", 3,
          [] { return std::make_unique<app::BuilderPanel>(); }};
}

}  // namespace saddle::panels
