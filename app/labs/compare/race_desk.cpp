#include "labs/compare/race_desk.h"

#include <algorithm>

#include <fmt/format.h>

#include "labs/compare/race_question.h"
#include "ui/widgets.h"

namespace saddle::app {

void RaceDesk::begin(Frame& frame) {
  setup_.follow(state_.setup, frame.draft.experiment, frame.data_directory);
  watch_.follow({state_.setup.metric, state_.first, state_.second}, ImGui::GetTime());
  state_.view = watch_.view();
  state_.running = watch_.running();
}

void RaceDesk::draw_rest(Frame& frame) {
  if (const auto& failure = watch_.failure())
    ui::notice(frame.ui, "race.refusal", ui::Tone::error, frame.ui.language(*failure));
  page_.draw(frame, state_);
}

bool RaceDesk::can_start() const { return state_.running ? !watch_.stopping() : setup_.study() && !setup_.fault(); }

void RaceDesk::start_or_stop(Frame& frame) {
  if (state_.running) return watch_.stop();
  if (!can_start()) return;
  watch_.start(*setup_.study(), frame.data_directory);
  state_.forget_choices();
  state_.running = true;
}

const StudySnapshot* RaceDesk::ended_of(const Study& study) const {
  if (!watch_.study() || state_.running || *watch_.study() != study) return nullptr;
  return watch_.snapshot()->ended == runs(study) ? watch_.snapshot().get() : nullptr;
}

std::optional<std::vector<size_t>> RaceDesk::best(const FigureRow& metric) const {
  if (!watch_.study() || state_.running) return std::nullopt;
  return best_contestants(*watch_.study(), metric, *watch_.snapshot());
}

std::string RaceDesk::progress(const ui::Ui& ui) const {
  if (watch_.beginning()) return std::string(ui.tr("loading"));
  if (!begun()) return std::string(ui.tr("not begun"));
  const StudySnapshot& now = *watch_.snapshot();
  std::string words = fmt::format(fmt::runtime(ui.tr("{} of {} runs")), now.ended, now.runs.size());
  if (state_.running && state_.view && state_.view->total_steps > 0)
    words += fmt::format(
        " · {:.0f} %", 100.0 * static_cast<double>(state_.view->steps) / static_cast<double>(state_.view->total_steps));
  const auto diverged =
      std::ranges::count_if(now.runs, [](const auto& run) { return run->state == StudyRun::State::diverged; });
  if (diverged > 0) words += " · " + fmt::format(fmt::runtime(ui.tr("{} diverged")), diverged);
  return words;
}

std::string RaceDesk::longest_progress(const ui::Ui& ui) const {
  const int64_t all = setup_.study() ? runs(*setup_.study()) : 99;
  return fmt::format(fmt::runtime(ui.tr("{} of {} runs")), all, all) + " · 100 % · " +
         fmt::format(fmt::runtime(ui.tr("{} diverged")), all);
}

int64_t RaceDesk::steps() const {
  int64_t most = 0;
  if (!watch_.snapshot()) return most;
  for (const auto& run : watch_.snapshot()->runs) most = std::max(most, run->now ? run->now->steps : 0);
  return most;
}

bool RaceDesk::waiting() const {
  return setup_.waiting() || watch_.beginning() ||
         (begun() && (!watch_.view() || (!state_.running && !watch_.up_to_date())));
}

bool RaceDesk::pump() {
  const bool checks = setup_.pump();
  return watch_.pump() || checks;
}

}  // namespace saddle::app
