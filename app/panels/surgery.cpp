#include "saddle/surgery.h"

#include <algorithm>

#include <fmt/format.h>

#include "panels/digit/raster.h"
#include "panels/explain/panel.h"
#include "panels/surgery/panel.h"
#include "panels/surgery/unit_grid.h"
#include "ui/flow.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// More could not be told apart.
constexpr int64_t most_units = 2048;

// In the text's own size, over as many lines as it takes.
void consequence_line(ui::Ui& ui, const char* name, const std::string& words) {
  ImGui::PushTextWrapPos(0);
  ui::text(ui, words, ui.theme.text, ui.fonts.body);
  ImGui::PopTextWrapPos();
  ui.mark(name, words);
}

bool is_operated(const std::vector<Node>& network) {
  return std::ranges::any_of(
      network, [](const Node& node) { return is_frozen(node.properties) || !pinned_of(node.properties).empty(); });
}

}  // namespace

void SurgeryPanel::begin() {
  if (maps_) return;
  consequences_ = std::make_unique<Consequences>(
      services_.threads,
      [set = std::make_shared<TestSet>()](const ConsequenceQuestion& question, Consequences::Progress& progress) {
        progress.publish(std::make_shared<const Consequence>(consequence_of(question, *set)));
      },
      services_.wake);
  maps_ = std::make_unique<Maps>(
      services_.threads,
      [set = std::make_shared<TestSet>()](const KnockOutQuestion& question, Maps::Progress& progress) {
        const Model patient = operated(*question.patient.model, question.patient.network);
        int64_t told = 0;
        knock_out(patient, set->of(question.patient), Dataset::Part::test, question.layer, measured_samples,
                  [&](const KnockOut& found) {
                    if (found.samples > told)
                      progress.publish(std::make_shared<const KnockOutMap>(KnockOutMap{question, found}));
                    told = found.samples;
                    return !progress.canceled();
                  });
      },
      services_.wake);
}

bool SurgeryPanel::pump() {
  if (!maps_) return false;
  const bool answered = consequences_->pump();
  return maps_->pump() || answered;
}

std::vector<SurgeryPanel::Layer> SurgeryPanel::layers_of(Frame& frame) {
  const DraftAnalysis& analysis = frame.analyses.of(frame.draft.experiment);
  std::vector<Layer> layers;
  for (const Plan::Step& step : analysis.plan.steps) {
    const auto node = static_cast<size_t>(step.node);
    const Entry* entry = catalog::find(catalog::layers(), frame.draft.experiment.network[node].type);
    const int64_t units = units_of(step.shape);
    if (!entry || !find(entry->properties, "pinned") || units > most_units) continue;
    layers.push_back({node, analysis.names[node], units, find(entry->properties, "frozen") != nullptr});
  }
  return layers;
}

void SurgeryPanel::read_drawing(Frame& frame, const Model& model) {
  const bool reads = reads_drawings(running_.update(frame)) && model.sample().shape == Shape{1, 28, 28};
  if (frame.focus.canvas == read_ && reads == (digit_ != nullptr || read_.empty())) return;
  read_ = frame.focus.canvas;
  digit_.reset();
  if (read_.empty() || !reads) return;
  const auto form = mnist_form(rasterize(read_));
  digit_ = std::make_shared<const std::vector<float>>(form.begin(), form.end());
}

void SurgeryPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  begin();
  const std::vector<Layer> layers = layers_of(frame);
  if (layers.empty()) {
    ui::caption(ui, ui.tr("It appears when the network can be built."));
    ui.mark("surgery", "none");
    return;
  }
  if (const auto latest = consequences_->latest(); latest->product) running_.took(latest->product->seconds);
  const std::shared_ptr<const Model>& model = running_.update(frame);
  const bool fits =
      model && !model->issue() && same_but_for_surgery(model->experiment().network, frame.draft.experiment.network);
  std::optional<Patient> patient;
  if (fits) {
    patient = Patient{model, frame.draft.experiment.network, model->experiment().data, frame.data_directory};
    read_drawing(frame, *model);
  }
  draw_controls(frame, layers, patient ? &*patient : nullptr);
  if (patient) {
    ask(*patient);
    draw_consequence(frame);
  } else {
    ui::paragraph(ui, "surgery.outdated", ui.tr("The network in training is another one: press Train."));
  }
  const Layer& layer = *std::ranges::find(layers, layer_, &Layer::name);
  const auto latest = maps_->latest();
  const KnockOutMap* map = latest->product.get();
  if (map && (map->question.layer != layer.name || std::ssize(map->found.accuracies) != layer.units || !patient ||
              map->question.patient.data != patient->data))
    map = nullptr;
  if (latest->failure) ui::paragraph(ui, "surgery.failure", latest->failure->text());
  Node& node = frame.draft.experiment.network[layer.node];
  Pinned pinned = pinned_of(node.properties);
  const int clicked = draw_units(frame, {.units = layer.units,
                                         .pinned = pinned,
                                         .map = map ? &map->found : nullptr,
                                         .lock = fmt::format("layer{}.pinned", layer.node)});
  if (clicked >= 0) {
    if (pinned.erase(clicked) == 0) pinned.emplace(clicked, value_);
    set_pinned(node.properties, pinned);
  }
  if (map) draw_map_words(frame, *map);
}

void SurgeryPanel::draw_controls(Frame& frame, const std::vector<Layer>& layers, const Patient* patient) {
  ui::Ui& ui = frame.ui;
  ui::Flow flow(ui, ui.px(6));
  std::vector<ui::Option> options;
  for (const Layer& layer : layers) options.push_back({layer.name, layer.name});
  if (std::ranges::find(layers, layer_, &Layer::name) == layers.end()) layer_ = layers.front().name;
  const float width = std::min(ui::combo_width(options), ImGui::GetContentRegionAvail().x);
  flow.place(width);
  ui::combo(ui, "surgery.layer", layer_, options, width);
  const Layer& layer = *std::ranges::find(layers, layer_, &Layer::name);
  std::vector<Node>& network = frame.draft.experiment.network;
  const std::string_view frozen_words = ui.tr("Frozen");
  flow.place(ImGui::GetFrameHeight() + ui.px(4) +
             ImGui::CalcTextSize(frozen_words.data(), frozen_words.data() + frozen_words.size()).x);
  bool frozen = is_frozen(network[layer.node].properties);
  ImGui::BeginDisabled(!layer.learns);
  if (ui::checkbox(ui, fmt::format("layer{}.frozen", layer.node), frozen) && layer.learns)
    set_frozen(network[layer.node].properties, frozen);
  ImGui::EndDisabled();
  ui::tooltip(ui, frozen_words,
              ui.tr("Nothing of this layer learns any more: neither weights nor, of batch norm, the running "
                    "statistics. The others go on. Layers without parameters have nothing to freeze."));
  ImGui::SameLine(0, ui.px(4));
  ui::caption(ui, frozen_words);
  const std::string_view held_words = ui.tr("hold at {}");
  const float value_width = ImGui::CalcTextSize(held_words.data(), held_words.data() + held_words.size()).x + ui.px(52);
  flow.place(value_width);
  ui::number(ui, "surgery.value", value_, {.min = -1000, .max = 1000, .words = held_words, .width = value_width});
  ui::tooltip(ui, ui.tr("Hold units"),
              ui.tr("A click on a unit holds it at this value, whatever comes in; 0 silences it. Another click lets it "
                    "go. Training goes on around it: no gradient comes through."));
  draw_map_controls(frame, flow, layer, patient);
  if (flow.button("surgery.undo_all", ui.tr("Undo all"),
                  {.enabled = is_operated(network), .tooltip = ui.tr("Lets go of every unit and every layer.")})) {
    for (Node& node : network) node.properties = without_surgery(std::move(node.properties));
  }
}

void SurgeryPanel::draw_map_controls(Frame& frame, ui::Flow& flow, const Layer& layer, const Patient* patient) {
  ui::Ui& ui = frame.ui;
  if (maps_->waiting()) {
    const auto latest = maps_->latest();
    const bool begun = latest->product && !latest->complete;
    if (flow.button("surgery.cancel", begun ? fmt::format(fmt::runtime(ui.tr("Cancel ({} of {})")),
                                                          latest->product->found.samples, latest->product->found.of)
                                            : std::string(ui.tr("Cancel"))))
      maps_->cancel();
    return;
  }
  const bool classes = patient && !patient->model->sample().classes.empty();
  if (flow.button("surgery.map", ui.tr("Knock-out map"),
                  {.enabled = classes,
                   .tooltip = ui.tr("Silences each unit of the layer by itself, and measures how much accuracy that "
                                    "costs on 500 test samples. It takes data with classes.")}))
    maps_->send({*patient, layer.name, frame.training.now.steps});
}

void SurgeryPanel::ask(const Patient& patient) {
  ConsequenceQuestion question{.patient = patient, .digit = digit_};
  if (asked_ == question || consequences_->waiting()) return;
  asked_ = question;
  consequences_->send(std::move(question));
}

void SurgeryPanel::draw_consequence(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const auto latest = consequences_->latest();
  if (latest->failure) {
    ui::paragraph(ui, "surgery.failure", latest->failure->text());
    return;
  }
  if (!latest->product) {
    ui.mark("surgery", "waiting");
    return;
  }
  const Consequence& found = *latest->product;
  const std::vector<std::string>& classes = found.question.patient.model->sample().classes;
  const auto words = [&](const Consequence::Side& side) {
    std::string all;
    if (!side.probabilities.empty()) {
      const auto best = std::ranges::max_element(side.probabilities) - side.probabilities.begin();
      all = fmt::format(fmt::runtime(ui.tr("the drawing is a {} ({:.1f} %)")), classes[static_cast<size_t>(best)],
                        100 * side.probabilities[static_cast<size_t>(best)]);
    }
    if (found.samples == 0) return all;
    if (!all.empty()) all += " · ";
    return all + (side.accuracy
                      ? fmt::format(fmt::runtime(ui.tr("{:.1f} % of {} test samples right")), 100 * *side.accuracy,
                                    found.samples)
                      : fmt::format(fmt::runtime(ui.tr("loss {:.4f} on {} test samples")), side.loss, found.samples));
  };
  consequence_line(ui, "surgery.whole", fmt::format(fmt::runtime(ui.tr("Whole: {}")), words(found.whole)));
  const bool any = std::ranges::any_of(found.question.patient.network,
                                       [](const Node& node) { return !pinned_of(node.properties).empty(); });
  consequence_line(ui, "surgery.operated",
                   any ? fmt::format(fmt::runtime(ui.tr("Operated on: {}")), words(found.operated))
                       : std::string(ui.tr("No unit is held. Click one to silence it.")));
}

void SurgeryPanel::draw_map_words(Frame& frame, const KnockOutMap& map) {
  ui::Ui& ui = frame.ui;
  const auto worst = std::ranges::min_element(map.found.accuracies) - map.found.accuracies.begin();
  ui::paragraph(ui, "surgery.map.words",
                fmt::format(fmt::runtime(ui.tr(
                                "Red: accuracy is lost without the unit; blue: it is gained. Of {:.1f} % after step "
                                "{}, unit {} costs most: {:.1f} points ({} of {} test samples).")),
                            100 * map.found.accuracy, map.question.step, worst,
                            100 * (map.found.accuracy - map.found.accuracies[static_cast<size_t>(worst)]),
                            map.found.samples, map.found.of));
}

}  // namespace saddle::app

namespace saddle::panels {

PanelType surgery() {
  return {"surgery", "Surgery",
          "Silence a unit, hold it at a value, freeze a layer, and see what becomes of the answer.", 11,
          [] { return std::make_unique<app::SurgeryPanel>(); }};
}

}  // namespace saddle::panels
