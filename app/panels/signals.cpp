#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <set>

#include <fmt/format.h>

#include "model/initialization.h"
#include "model/panel.h"
#include "panels/shared/book_activations.h"
#include "panels/shared/signal_row.h"
#include "panels/shared/verdict.h"
#include "plot/style.h"
#include "plot/text.h"
#include "saddle/catalog.h"
#include "ui/flow.h"
#include "ui/property_editor.h"
#include "ui/widgets.h"

// What goes through every layer and what comes back, as histograms: a row a layer. One control flips the first weights.
namespace saddle::panels {
namespace {

using namespace app;

constexpr std::array<const char*, 6> inits{"zero", "0.01", "1", "xavier", "glorot", "he"};
constexpr size_t most_past = 12;

enum class Column { mean, deviation, quiet, outside, book };

struct Layout {
  float name = 0, histogram = 0, number = 0, mean = 0, gap = 0;
  std::vector<Column> columns = {};
  float width(Column column) const { return column == Column::mean ? mean : number; }
};

class SignalsPanel final : public Panel {
 public:
  void draw(Frame& frame) override;

 private:
  void draw_inits(Frame& frame);
  void draw_choices(Frame& frame);
  Probe probe() const;
  bool shows(const Frame& frame, const std::string& node) const;
  void remember(const Frame& frame, const Reading& reading);
  Layout layout_for(Frame& frame, float width, bool book) const;
  void draw_headings(Frame& frame, const Layout& layout) const;
  void draw_rows(Frame& frame, const Reading& reading);
  void draw_row(Frame& frame, const Signal& signal, const Layout& layout, float height, double book) const;
  void draw_histogram(Frame& frame, const Signal& signal, bool gradient, ImVec2 corner, ImVec2 size) const;

  std::string layers_ = "all", range_ = "automatic", view_ = "now";
  int bins_ = 30;
  std::deque<std::vector<Signal>> past_;  // thinned out evenly over the run
  uint64_t run_ = 0;
  int64_t last_step_ = -1;
  int64_t every_ = 1, seen_ = 0;  // readings from one that is kept to the next
  Probe measured_;
};

void SignalsPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(8), ui.px(3)});
  draw_inits(frame);
  draw_choices(frame);
  ImGui::PopStyleVar();
  const Reading* reading = frame.training.watch(probe());
  if (!reading || reading->signals.empty()) {
    ui::caption(ui, ui.tr("They appear when the network is built."));
    ui.mark("signals", "none");
    return;
  }
  remember(frame, *reading);
  show(ui, "signals.verdict", verdict_of(*reading));
  draw_rows(frame, *reading);
}

void SignalsPanel::draw_inits(Frame& frame) {
  ui::Ui& ui = frame.ui;
  ui::Flow flow(ui, ui.px(4));
  const bool roomy = ImGui::GetContentRegionAvail().x > ui.px(480);
  const auto explain = [&] {
    ui::tooltip(
        ui, ui.tr("First weights"),
        ui.tr("Of all layers; the run starts anew on the spot, with the same seed and so with the same numbers, "
              "scaled differently."),
        "xavier: σ = √(1/n_in)   glorot: σ = √(2/(n_in + n_out))   he: σ = √(2/n_in)");
  };
  if (roomy) {
    flow.place(0);
    ImGui::AlignTextToFramePadding();
    ui::caption(ui, ui.tr("First weights"));
    explain();
  }
  const auto common = common_init(frame.draft.experiment);
  for (const char* init : inits) {
    const Entry* entry = catalog::find(catalog::initializers(), init);
    const std::string label = entry ? std::string(ui.tr(entry->title)) : "N(0, " + std::string(init) + ")";
    const bool pressed = flow.button("signals.init." + std::string(init), label,
                                     {.look = common == init ? ui::Look::primary : ui::Look::plain});
    explain();
    if (!pressed) continue;
    set_init(frame.draft.experiment, init);
    const bool running = frame.training.now.status == Status::running;
    // Before the first step the shell builds what is edited by itself.
    if (running || frame.training.now.steps > 0) {
      frame.training.send(
          command::Start{.experiment = frame.draft.experiment, .data_directory = frame.data_directory, .run = running});
    }
  }
}

void SignalsPanel::draw_choices(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const float bars = ui.px(64);
  ui::Flow flow(ui, ui.px(4));
  const ui::Option layers[] = {
      {"all", std::string(ui.tr("All layers")), {}},
      {"activations", std::string(ui.tr("Activations")), std::string(ui.tr("ReLU, sigmoid, tanh and the like"))},
      {"weights", std::string(ui.tr("With weights")), std::string(ui.tr("What they give, before any activation"))}};
  flow.place(ui.px(112));
  ui::combo(ui, "signals.layers", layers_, layers, ui.px(112));
  const ui::Option ranges[] = {
      {"automatic", std::string(ui.tr("Range: automatic")), std::string(ui.tr("Of each layer, symmetric about 0"))},
      {"book", std::string(ui.tr("Range: 0 to 1")),
       std::string(ui.tr("As the book draws them; what lies outside is counted"))},
      {"unit", std::string(ui.tr("Range: −1 to 1")), {}}};
  flow.place(ui.px(130));
  ui::combo(ui, "signals.range", range_, ranges, ui.px(130));
  const ui::Option views[] = {{"now", std::string(ui.tr("Now")), {}},
                              {"ridge", std::string(ui.tr("Over time")),
                               std::string(ui.tr("Earlier histograms stand behind, the oldest on top"))}};
  flow.place(ui.px(92));
  ui::combo(ui, "signals.view", view_, views, ui.px(92));
  flow.place(bars);
  ui::number(ui, "signals.bins", bins_, {.min = 2, .max = 200, .words = ui.tr("{} bars"), .width = bars});
  ui::tooltip(ui, ui.tr("Bars"), ui.tr("How many bars a histogram has."));
}

Probe SignalsPanel::probe() const {
  Probe probe{.type = "signals"};
  if (bins_ != 30) probe.options["bins"] = bins_;
  if (range_ != "automatic") {
    probe.options["low"] = range_ == "book" ? 0.0 : -1.0;
    probe.options["high"] = 1.0;
  }
  return probe;
}

bool SignalsPanel::shows(const Frame& frame, const std::string& node) const {
  if (layers_ == "all" || !frame.training.now.experiment) return true;
  const auto& network = frame.training.now.experiment->network;
  const auto names = names_of(network);
  const auto found = std::ranges::find(names, node);
  if (found == names.end()) return true;
  const Node& layer = network[static_cast<size_t>(found - names.begin())];
  static const std::set<std::string_view> activations{"relu", "leaky_relu", "sigmoid", "tanh", "softmax", "step"};
  if (layers_ == "activations") return activations.contains(layer.type);
  return find(catalog::get(catalog::layers(), layer.type, {}).properties, "init") != nullptr;
}

void SignalsPanel::remember(const Frame& frame, const Reading& reading) {
  const Snapshot& now = frame.training.now;
  if (run_ != now.run || measured_ != probe() || reading.step < last_step_) {
    past_.clear();
    run_ = now.run;
    measured_ = probe();
    last_step_ = -1;
    every_ = 1;
    seen_ = 0;
  }
  if (reading.step == last_step_) return;
  last_step_ = reading.step;
  if (seen_++ % every_ != 0) return;
  past_.push_back(reading.signals);
  if (past_.size() <= most_past) return;
  // Every second goes, and from now on only every second comes.
  for (size_t i = past_.size(); i-- > 0;) {
    if (i % 2 == 1) past_.erase(past_.begin() + static_cast<std::ptrdiff_t>(i));
  }
  every_ *= 2;
}

Layout SignalsPanel::layout_for(Frame& frame, float width, bool book) const {
  const ui::Ui& ui = frame.ui;
  Layout layout{.name = std::min(ui.px(120), width * 0.2f), .number = ui.px(70), .gap = ui.px(8)};
  layout.mean = ui.px(84);  // "−0.000618"
  layout.columns = {Column::deviation, Column::quiet};
  if (book) layout.columns.insert(layout.columns.begin() + 1, Column::book);
  for (const Column column : {Column::outside, Column::mean}) {
    const auto count = static_cast<float>(layout.columns.size() + 1);
    if (width - layout.name - count * layout.number < ui.px(260)) break;
    layout.columns.insert(column == Column::mean ? layout.columns.begin() : layout.columns.end(), column);
  }
  float numbers = 0;
  for (const Column column : layout.columns) numbers += layout.width(column);
  layout.histogram = std::max(ui.px(50), (width - layout.name - numbers) / 2 - layout.gap);
  return layout;
}

void SignalsPanel::draw_headings(Frame& frame, const Layout& layout) const {
  ui::Ui& ui = frame.ui;
  const float left = ImGui::GetCursorPosX();
  float x = left + layout.name;
  const auto heading = [&](const char* name, std::string_view words, std::string_view help, std::string_view formula,
                           float width, bool right) {
    const plot::Pencil pencil{.font = ui.fonts.caption};
    const std::string text = plot::shortened(words, width - ui.px(4), pencil);
    ImGui::SameLine(right ? x + width - plot::text_size(text, pencil).x : x);
    ui::caption(ui, text);
    ui.mark(name, std::string(words));
    ui::tooltip(ui, words, help, formula);
    x += width;
  };
  ui::caption(ui, ui.tr("Layer"));
  heading(
      "signals.head.values", ui.tr("What comes out"),
      ui.tr("The outputs of the layer for up to 100 samples of the training set, always the same. A bar that dwarfs "
            "the others is cut off."),
      {}, layout.histogram + layout.gap, false);
  heading("signals.head.gradient", ui.tr("What comes back"),
          ui.tr("The gradient of the loss by these outputs, of the same samples."), "∂L/∂y",
          layout.histogram + layout.gap, false);
  for (const Column column : layout.columns) {
    switch (column) {
      case Column::mean:
        heading("signals.head.mean", ui.tr("mean"), ui.tr("The mean of the outputs."), "m = Σ y / n", layout.mean,
                true);
        break;
      case Column::deviation:
        heading(
            "signals.head.deviation", ui.tr("sd"),
            ui.tr("The standard deviation of the outputs: how far they spread. Good first weights keep it alike in all "
                  "layers."),
            "σ = √(Σ (y − m)² / n)", layout.number, true);
        break;
      case Column::quiet:
        heading(
            "signals.head.quiet", ui.tr("asleep"),
            ui.tr(
                "After ReLU: units that give 0 for every sample, dead for these data. After sigmoid and tanh: outputs "
                "within 1.5 % of an end of the range, where the slope is under 6 % of its largest."),
            "ReLU: y = 0   tanh: |y| > 0.97", layout.number, true);
        break;
      case Column::outside:
        heading("signals.head.outside", ui.tr("outside"),
                ui.tr("The share of the outputs that lie outside the range that the histogram shows."), {},
                layout.number, true);
        break;
      case Column::book:
        heading("signals.head.book", ui.tr("sd, book"),
                ui.tr("What the book prints for this very experiment, with random weights of its own (6.2.2, 6.2.3)."),
                {}, layout.number, true);
        break;
    }
  }
}

void SignalsPanel::draw_rows(Frame& frame, const Reading& reading) {
  ui::Ui& ui = frame.ui;
  const auto book = frame.training.now.experiment ? book_deviations(*frame.training.now.experiment) : std::nullopt;
  std::vector<std::pair<size_t, double>> rows;  // which signal, and the book's figure
  for (size_t i = 0; i < reading.signals.size(); ++i) {
    const bool booked = book && i % 2 == 1 && i < 10;
    if (shows(frame, reading.signals[i].name))
      rows.emplace_back(i, booked ? (*book)[i / 2] : std::numeric_limits<double>::quiet_NaN());
  }
  const float width = ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ScrollbarSize;
  const Layout layout = layout_for(frame, width, book.has_value());
  draw_headings(frame, layout);
  ImGui::BeginChild("###rows", {0, 0}, false);
  const float room = ImGui::GetContentRegionAvail().y, least = ui.px(view_ == "now" ? 24 : 54);
  const float height =
      std::clamp(std::floor(room / static_cast<float>(std::max<size_t>(rows.size(), 1))), least, ui.px(150));
  const float first = ImGui::GetCursorPosY(), scroll = ImGui::GetScrollY();
  for (size_t row = 0; row < rows.size(); ++row) {
    const float y = first + static_cast<float>(row) * height;
    if (y + height < scroll || y > scroll + room) continue;
    ImGui::SetCursorPosY(y);
    ImGui::PushID(static_cast<int>(row));
    draw_row(frame, reading.signals[rows[row].first], layout, height, rows[row].second);
    ImGui::PopID();
  }
  ImGui::SetCursorPosY(first + static_cast<float>(rows.size()) * height);
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
  ui.mark("signals", fmt::format("{} rows, step {}", rows.size(), reading.step));
}

void SignalsPanel::draw_row(Frame& frame, const Signal& signal, const Layout& layout, float height, double book) const {
  ui::Ui& ui = frame.ui;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float line = plot::font_size(ui.fonts.body), inner = height - ui.px(4);
  const plot::Pencil name{.font = ui.fonts.body}, digits{.font = ui.fonts.body, .writing = plot::Writing::numbers};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool focused = frame.focus.node == signal.name;
  plot::draw_text(list, {start.x, start.y + (inner - line) / 2}, focused ? ui.theme.accent : ui.theme.text,
                  plot::shortened(signal.name, layout.name - layout.gap, name), name);
  if (ImGui::InvisibleButton("###name", {layout.name, inner})) frame.focus.node = signal.name;
  float x = start.x + layout.name;
  draw_histogram(frame, signal, false, {x, start.y}, {layout.histogram, inner});
  x += layout.histogram + layout.gap;
  draw_histogram(frame, signal, true, {x, start.y}, {layout.histogram, inner});
  x += layout.histogram + layout.gap;
  const Distribution& d = signal.values;
  std::string said;
  for (const Column column : layout.columns) {
    std::string text;
    ImU32 colour = ui.theme.text;
    switch (column) {
      case Column::mean:
        text = short_number(d.mean);
        break;
      case Column::deviation:
        text = short_number(d.deviation);
        said += "sd " + text;
        break;
      case Column::book:
        text = std::isnan(book) ? "" : short_number(book);
        colour = ui.theme.muted;
        if (!text.empty()) said += " book " + text;
        break;
      case Column::quiet: {
        const double share = std::isnan(d.dead) ? d.saturated : d.dead;
        text = short_percent(share);
        if (share >= 0.5) colour = ui.theme.warning;
        said += " asleep " + text;
        break;
      }
      case Column::outside:
        text = short_percent(d.outside);
        colour = d.outside > 0.1 ? ui.theme.warning : ui.theme.muted;
        break;
    }
    x += layout.width(column);
    plot::draw_text(list, {x - plot::text_size(text, digits).x, start.y + (inner - line) / 2}, colour, text, digits);
  }
  ImGui::SetCursorScreenPos(start);
  ImGui::Dummy({x - start.x, inner});
  ui.mark("signals." + signal.name, said);
}

void SignalsPanel::draw_histogram(Frame& frame, const Signal& signal, bool gradient, ImVec2 corner, ImVec2 size) const {
  ui::Ui& ui = frame.ui;
  const auto part = [gradient](const Signal& s) -> const Distribution* {
    return !gradient ? &s.values : s.gradient ? &*s.gradient : nullptr;
  };
  const Distribution* now = part(signal);
  if (!now) return;
  std::vector<const Distribution*> past;
  if (view_ == "ridge") {
    for (const auto& signals : past_) {
      for (const Signal& then : signals) {
        if (then.name == signal.name && part(then)) past.push_back(part(then));
      }
    }
  }
  draw_small_histogram(
      ui, *now, {.corner = corner, .size = size, .colour = ui.theme.plot.series(gradient ? 1 : 0), .past = past});
  ImGui::SetCursorScreenPos(corner);
  ImGui::InvisibleButton(gradient ? "###gradient" : "###values", size);
  ui.mark("signals." + signal.name + (gradient ? ".gradient" : ".values"),
          fmt::format("{} bars from {} to {}, {} past", now->bins.size(), short_number(now->low),
                      short_number(now->high), past.size()));
  if (ImGui::IsItemHovered()) ui::tooltip(ui, signal.name + (gradient ? " · ∂L/∂y" : ""), description(ui, *now));
}

}  // namespace

PanelType signals() {
  return {"signals", "Signals", "What comes out of every layer and what comes back to it, as histograms.", 3,
          [] { return std::make_unique<SignalsPanel>(); }};
}

}  // namespace saddle::panels
