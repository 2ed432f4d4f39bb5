#include "labs/compare/search_desk.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include <fmt/format.h>

namespace saddle::app {

void SearchDesk::begin(Frame& frame) {
  setup_.follow(state_.setup, frame.draft.experiment, frame.data_directory);
  watch_.follow();
  state_.search = watch_.search();
  state_.snapshot = watch_.snapshot();
  state_.failure = watch_.failure();
  state_.note = watch_.note();
  state_.journal = watch_.journal().string();
  state_.running = watch_.running();
  state_.following = watch_.following();
}

void SearchDesk::start_or_stop(Frame& frame) {
  if (watch_.running()) return watch_.stop();
  if (!can_start()) return;
  watch_.start(*setup_.search(), frame.data_directory, state_.setup.journal);
  state_.setup.follow = followed_ = {};
}

bool SearchDesk::takes_up_what_is_followed() {
  const std::string& wanted = state_.setup.follow;
  if (wanted == followed_) return false;
  followed_ = wanted;
  if (!wanted.empty()) watch_.open(wanted);
  return !wanted.empty();
}

std::string SearchDesk::progress(const ui::Ui& ui) const {
  if (!watch_.snapshot()) return std::string(ui.tr(watch_.running() ? "loading" : "not begun"));
  const SearchSnapshot& now = *watch_.snapshot();
  std::string words = fmt::format(fmt::runtime(ui.tr("{} of {} trials")), now.ended, now.trials.size());
  const auto diverged = std::ranges::count_if(now.trials, [](const auto& trial) { return trial->diverged; });
  if (diverged > 0) words += " · " + fmt::format(fmt::runtime(ui.tr("{} diverged")), diverged);
  return words;
}

std::string SearchDesk::longest_progress(const ui::Ui& ui) const {
  const int64_t all = std::max<int64_t>(99, state_.setup.trials);
  return fmt::format(fmt::runtime(ui.tr("{} of {} trials")), all, all) + " · " +
         fmt::format(fmt::runtime(ui.tr("{} diverged")), all);
}

// What trains or reads has threads of its own all the same.
bool SearchDesk::pump() {
  const bool checks = setup_.pump();
  if (!watch_.running() || threads_) return checks;
  std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return true;
}

}  // namespace saddle::app
