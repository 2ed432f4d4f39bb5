#include "shell/run_store.h"

#include <cstdlib>

#include "saddle/error.h"
#include "saddle/text_file.h"

namespace saddle::app {
namespace {

namespace fs = std::filesystem;

}  // namespace

fs::path runs_folder() {
  const char* data = std::getenv("XDG_DATA_HOME");
  if (data && *data) return fs::path(data) / "saddle/runs";
  const char* home = std::getenv("HOME");
  return home && *home ? fs::path(home) / ".local/share/saddle/runs" : fs::path();
}

std::vector<KeptRun> load_runs(const fs::path& folder) {
  std::vector<KeptRun> runs;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".json") continue;
    try {
      KeptRun run = parse_kept_run(read_text_file(entry.path()));
      run.id = entry.path().stem().string();
      runs.push_back(std::move(run));
    } catch (const Error&) {
      continue;
    }
  }
  return runs;
}

void save_run(const fs::path& folder, const KeptRun& run) {
  write_text_file(folder / (run.id + ".json"), to_json(run));
}

void remove_run(const fs::path& folder, const std::string& id) {
  std::error_code error;
  fs::remove(folder / (id + ".json"), error);
}

}  // namespace saddle::app
