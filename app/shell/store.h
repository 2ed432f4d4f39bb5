#pragma once

#include <chrono>
#include <filesystem>

#include "shell/background.h"
#include "shell/state.h"

namespace saddle::app {

// Keeps the disk up to date with what outlives the program: the settings, with the draft as it was left, and the runs
// that were kept. Files are written in the background.
class Store {
 public:
  // An empty path: nothing is written there.
  Store(std::filesystem::path settings_file, std::filesystem::path runs_folder, const Settings& stored);

  // Every frame: the settings now and then, if they differ from their file.
  void store_settings(State& state, Background& background);
  // Those runs that changed or were removed since.
  void store_runs(RunShelf& runs, Background& background);

 private:
  const std::filesystem::path settings_file_, runs_folder_;
  Settings stored_;
  std::chrono::steady_clock::time_point stored_at_{};
};

}  // namespace saddle::app
