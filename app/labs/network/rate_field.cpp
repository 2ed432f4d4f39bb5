#include "labs/network/rate_field.h"

#include "saddle/catalog.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

void draw_field(Frame& frame, const Property& row, float width) {
  ui::Ui& ui = frame.ui;
  Properties& properties = frame.draft.experiment.optimizer.properties;
  double rate = number_of(value_of(properties, row));
  if (ui::number(ui, "rate", rate, {.min = row.min, .max = row.max, .logarithmic = true, .width = width}))
    set(properties, row, rate);
  ui::tooltip(ui, ui.tr("Learning rate"), ui.tr("Drag, or double click and type. Alt drags finely."), "η");
}

}  // namespace

void add_rate_field(Frame& frame, ui::Toolbar& bar) {
  ui::Ui& ui = frame.ui;
  const Entry* entry = catalog::find(catalog::optimizers(), frame.draft.experiment.optimizer.type);
  const Property* row = entry ? find(entry->properties, "learning_rate") : nullptr;
  if (!row) return;
  const std::string words(ui.tr("Learning rate"));
  const float field = ui.px(82), gap = ui.px(6);
  const auto width_with = [&](const std::string& name) { return ImGui::CalcTextSize(name.c_str()).x + gap + field; };
  bar.add({.name = "rate",
           .width = width_with(words),
           .rank = 80,
           .draw =
               [&frame, row, words, field, gap](ui::Toolbar::Form form) {
                 if (form != ui::Toolbar::Form::menu) {
                   ImGui::AlignTextToFramePadding();
                   ui::text(frame.ui, form == ui::Toolbar::Form::full ? words : "η", frame.ui.theme.muted,
                            frame.ui.fonts.body);
                   ImGui::SameLine(0, gap);
                 }
                 draw_field(frame, *row, field);
                 return false;
               },
           .label = words,
           .brief = width_with("η"),
           .gap = ui.px(16)});
}

}  // namespace saddle::app
