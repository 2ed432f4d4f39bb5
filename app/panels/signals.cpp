#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

#include "model/initialization.h"
#include "model/panel.h"
#include "model/runs/book_activations.h"
#include "panels/signals/diagnosis.h"
#include "panels/signals/signal_table.h"
#include "saddle/catalog.h"
#include "saddle/traits.h"
#include "ui/flow.h"
#include "ui/widgets.h"

// What goes through every layer and what comes back, as histograms: a row a layer. One control flips the first weights.
namespace saddle::panels {
namespace {

using namespace app;

constexpr std::array<const char*, 6> inits{"zero", "0.01", "1", "xavier", "glorot", "he"};

class SignalsPanel final : public Panel {
 public:
  void draw(Frame& frame) override;

 private:
  void draw_inits(Frame& frame);
  void draw_choices(Frame& frame);
  Probe probe() const;
  bool shows(const Frame& frame, const std::string& node) const;
  void draw_rows(Frame& frame, int64_t step, const SignalsReading& reading);

  std::string layers_ = "all", range_ = "automatic", view_ = "now";
  int bins_ = 30;
};

void SignalsPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(8), ui.px(3)});
  draw_inits(frame);
  draw_choices(frame);
  ImGui::PopStyleVar();
  const Reading* reading = frame.training.watch(probe());
  const auto* signals = content_of<SignalsReading>(reading);
  if (!signals || signals->layers.empty()) {
    ui::caption(ui, ui.tr("They appear when the network is built."));
    ui.mark("signals", "none");
    return;
  }
  show(ui, "signals.verdict", *reading, frame.training.now);
  draw_rows(frame, reading->step, *signals);
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
    frame.training.send(command::Restart{.experiment = frame.draft.experiment, .data_directory = frame.data_directory});
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
  // As wide as the longest of their words, in any language.
  const auto combo = [&](const char* name, std::string& value, std::span<const ui::Option> options) {
    const float width = ui::combo_width(options);
    flow.place(width);
    ui::combo(ui, name, value, options, width);
  };
  combo("signals.layers", layers_, layers);
  const ui::Option ranges[] = {
      {"automatic", std::string(ui.tr("Range: automatic")), std::string(ui.tr("Of each layer, symmetric about 0"))},
      {"book", std::string(ui.tr("Range: 0 to 1")),
       std::string(ui.tr("As the book draws them; what lies outside is counted"))},
      {"unit", std::string(ui.tr("Range: −1 to 1")), {}}};
  combo("signals.range", range_, ranges);
  const ui::Option views[] = {{"now", std::string(ui.tr("Now")), {}},
                              {"ridge", std::string(ui.tr("Over time")),
                               std::string(ui.tr("Earlier histograms stand behind, the oldest on top"))}};
  combo("signals.view", view_, views);
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
  if (layers_ == "activations") return catalog::layer_traits(layer.type).family == LayerTraits::Family::activation;
  return find(catalog::get(catalog::layers(), layer.type, {}).properties, "init") != nullptr;
}

void SignalsPanel::draw_rows(Frame& frame, int64_t step, const SignalsReading& reading) {
  const auto book = frame.training.now.experiment ? book_deviations(*frame.training.now.experiment) : std::nullopt;
  std::vector<SignalTable::Row> rows;
  for (size_t i = 0; i < reading.layers.size(); ++i) {
    if (!shows(frame, reading.layers[i].name)) continue;
    const bool booked = book && i % 2 == 1 && i < 10;
    rows.push_back({reading.layers[i], booked ? (*book)[i / 2] : std::numeric_limits<double>::quiet_NaN()});
  }
  const auto past = view_ == "ridge" ? frame.training.now.history(probe()) : nullptr;
  SignalTable(frame, past.get()).draw(rows);
  frame.ui.mark("signals", fmt::format("{} rows, step {}", rows.size(), step));
}

}  // namespace

PanelType signals() {
  return {"signals", "Signals", "The outputs of every layer and their gradients, as histograms.", 3,
          [] { return std::make_unique<SignalsPanel>(); }};
}

}  // namespace saddle::panels
