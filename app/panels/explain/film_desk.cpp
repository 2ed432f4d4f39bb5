#include "panels/explain/film_desk.h"

#include <algorithm>

#include "ui/flow.h"
#include "ui/widgets.h"

namespace saddle::app {

FilmDesk::FilmDesk(const LabServices& services)
    : job_(
          services.threads,
          [](const FilmQuestion& question, Job::Progress& progress) {
            progress.publish(std::make_shared<const Film>(filmed(question)));
          },
          services.wake) {}

void FilmDesk::draw_controls(Frame& frame, const Juror& juror, const std::shared_ptr<const std::vector<float>>& digit) {
  ui::Ui& ui = frame.ui;
  const std::vector<std::string>& classes = juror.model->sample().classes;
  ui::Flow flow(ui, ui.px(6));
  std::vector<ui::Option> targets;
  for (const std::string& name : classes) targets.push_back({name, name});
  if (std::ranges::find(classes, target_) == classes.end()) target_ = classes.front();
  const auto send = [&](FilmQuestion::Kind kind) {
    const auto wanted = std::ranges::find(classes, target_) - classes.begin();
    job_.send({.kind = kind, .juror = juror, .digit = digit, .other = other_, .class_index = static_cast<int>(wanted)});
    player_ = {.at = 0, .playing = true};
  };
  flow.place(ui::combo_width(targets));
  ui::combo(ui, "explain.target", target_, targets, ui::combo_width(targets));
  if (flow.button("explain.nudge", ui.tr("Nudge to it"),
                  {.tooltip = ui.tr("The smallest change that turns the answer, along the gradient, step by step")}))
    send(FilmQuestion::Kind::nudge);
  if (flow.button("explain.dream", ui.tr("Dream of it"),
                  {.tooltip = ui.tr("What a perfect one would be for this network: from faint noise uphill")}))
    send(FilmQuestion::Kind::dream);
  if (flow.button("explain.remember", ui.tr("Keep the drawing"),
                  {.tooltip = ui.tr("To morph another drawing into it")}))
    other_ = digit;
  if (flow.button("explain.morph", ui.tr("Morph"),
                  {.enabled = other_ && other_ != digit,
                   .tooltip = other_ ? ui.tr("From this drawing to the one that was kept, with the probabilities")
                                     : ui.tr("Keep a drawing first, then draw another one.")}))
    send(FilmQuestion::Kind::morph);
}

void FilmDesk::draw(Frame& frame, const Juror& juror, const std::shared_ptr<const std::vector<float>>& digit) {
  ui::Ui& ui = frame.ui;
  draw_controls(frame, juror, digit);
  const auto latest = job_.latest();
  if (latest->failure) {
    ui::paragraph(ui, "explain.failure", latest->failure->text());
    return;
  }
  if (latest->product) film_ = latest->product;
  if (film_) {
    draw_film(frame, *film_, player_, ImGui::GetContentRegionAvail().y);
  } else {
    ui::paragraph(ui, "explain.change.help",
                  ui.tr("Choose a digit and nudge the drawing toward it, or let the network dream of that digit."));
  }
}

}  // namespace saddle::app
