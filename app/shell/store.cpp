#include "shell/store.h"

#include <utility>

#include "saddle/error.h"
#include "shell/run_store.h"

namespace saddle::app {
namespace {

constexpr std::chrono::seconds storing_interval{2};

}  // namespace

Store::Store(std::filesystem::path settings_file, std::filesystem::path runs_folder, const Settings& stored)
    : settings_file_(std::move(settings_file)), runs_folder_(std::move(runs_folder)), stored_(stored) {}

void Store::store_settings(State& state, Background& background) {
  Settings& settings = state.settings;
  if (settings.draft != state.document.draft) settings.draft = state.document.draft;
  if (settings_file_.empty() || settings == stored_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - stored_at_ < storing_interval) return;
  stored_at_ = now;
  stored_ = settings;
  background.run([file = settings_file_, settings] {
    save_settings(file, settings);
    return Background::Sequel();
  });
}

void Store::store_runs(RunShelf& runs, Background& background) {
  auto changed = runs.take_changed();
  auto removed = runs.take_removed();
  if (runs_folder_.empty() || (changed.empty() && removed.empty())) return;
  background.run([folder = runs_folder_, changed = std::move(changed), removed = std::move(removed)] {
    for (const std::string& id : removed) remove_run(folder, id);
    try {
      for (const KeptRun& run : changed) save_run(folder, run);
    } catch (const std::exception&) {
      // A full disk costs the runs their next start, but nothing now.
    }
    return Background::Sequel();
  });
}

}  // namespace saddle::app
