#pragma once

#include <filesystem>
#include <vector>

#include "model/runs/kept_run.h"

// Kept runs on disk: one folder, a file for each run.
namespace saddle::app {

// runs/ in the user's data folder (XDG); empty if there is none.
std::filesystem::path runs_folder();

// Returns the runs in the folder, in no particular order. Skips files that cannot be read.
std::vector<KeptRun> load_runs(const std::filesystem::path& folder);
// Throws Error.
void save_run(const std::filesystem::path& folder, const KeptRun& run);
void remove_run(const std::filesystem::path& folder, const std::string& id);

}  // namespace saddle::app
