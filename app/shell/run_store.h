#pragma once

#include <filesystem>
#include <vector>

#include "model/runs/kept_run.h"

// Kept runs on the disk: a file for each in one folder.
namespace saddle::app {

// runs/ in the user's data folder, by the XDG rules; empty where there is none.
std::filesystem::path runs_folder();

// What is there, in no order. A file that cannot be understood is left alone.
std::vector<KeptRun> load_runs(const std::filesystem::path& folder);
// Throws Error.
void save_run(const std::filesystem::path& folder, const KeptRun& run);
void remove_run(const std::filesystem::path& folder, const std::string& id);

}  // namespace saddle::app
