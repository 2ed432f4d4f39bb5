#include "panels/signals/diagnosis.h"

#include <fmt/format.h>

#include "model/reading_age.h"

namespace saddle::app {

std::string sentence(const ui::Ui& ui, const SignalDiagnosis& diagnosis) {
  const auto say = [](std::string_view translated, const auto&... values) {
    return fmt::format(fmt::runtime(translated), values...);
  };
  const double percent = 100 * diagnosis.share;
  switch (diagnosis.kind) {
    case SignalDiagnosis::Kind::not_finite:
      return say(ui.tr("{}: {:.0f} % of its outputs are no longer finite."), diagnosis.node, percent);
    case SignalDiagnosis::Kind::dead:
      return say(
          ui.tr("{}: {:.0f} % of the units are dead. They give 0 for every sample, so nothing they do is learned."),
          diagnosis.node, percent);
    case SignalDiagnosis::Kind::saturated:
      return say(
          ui.tr("{}: {:.0f} % of the outputs are saturated. The slope there is nearly 0, so little gradient passes."),
          diagnosis.node, percent);
    case SignalDiagnosis::Kind::vanishing:
      return say(
          ui.tr("The gradient vanishes: at {} it is {:.1g} times as long as at {}, so the first layers hardly learn."),
          diagnosis.node, diagnosis.share, diagnosis.other);
    case SignalDiagnosis::Kind::exploding:
      return say(ui.tr("The gradient explodes: at {} it is {:.1g} times as long as at {}."), diagnosis.node,
                 diagnosis.share, diagnosis.other);
    case SignalDiagnosis::Kind::fading:
      return say(ui.tr("The signal fades: the output of {} is {:.1g} times as long as that of {}, and nearly the same "
                       "for every sample."),
                 diagnosis.node, diagnosis.share, diagnosis.other);
    case SignalDiagnosis::Kind::sound:
      break;
  }
  return std::string(ui.tr("Signals and gradients keep their size through all layers."));
}

void show(ui::Ui& ui, std::string_view name, const Reading& signals, const RunSnapshot& now) {
  if (const ReadingAge age = age_of(signals, now); age.stale) {
    const std::string_view words =
        ui.tr("Measured last at step {}. What it means is said when it has been measured again.");
    ui::notice(ui, name, ui::Tone::note, fmt::format(fmt::runtime(words), age.step));
    return;
  }
  const SignalDiagnosis diagnosis = diagnose(*signals.as<SignalsReading>());
  const ui::Tone tone = diagnosis.kind == SignalDiagnosis::Kind::sound        ? ui::Tone::note
                        : diagnosis.kind == SignalDiagnosis::Kind::not_finite ? ui::Tone::error
                                                                              : ui::Tone::warning;
  ui::notice(ui, name, tone, sentence(ui, diagnosis));
}

}  // namespace saddle::app
