#include <algorithm>
#include <tuple>

#include "saddle/catalog.h"
#include "saddle/experiment_file.h"

namespace saddle {

std::vector<Preset> presets_in(const std::filesystem::path& folder) {
  std::vector<Preset> presets;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".json")
      presets.push_back({entry.path().stem().string(), load_experiment(entry.path())});
  }
  if (error)
    throw Error(folder.string(), "the presets are not there: {}; reinstall Saddle or set SADDLE_ASSETS",
                error.message());
  std::sort(presets.begin(), presets.end(), [](const Preset& a, const Preset& b) {
    return std::tie(a.experiment.chapter, a.name) < std::tie(b.experiment.chapter, b.name);
  });
  return presets;
}

Experiment preset_or_file(const std::string& name, const std::filesystem::path& presets) {
  std::error_code error;
  // What is neither file nor folder, such as a pipe, is named as that rather than as a preset that is not there.
  if (std::filesystem::exists(name, error) && !std::filesystem::is_directory(name, error)) return load_experiment(name);
  if (name.find_first_of("./") != std::string::npos) throw Error(name, "there is no such file");
  const auto all = presets_in(presets);
  std::vector<Entry> names;
  for (const Preset& preset : all) names.push_back({.name = preset.name, .title = {}, .help = {}});
  catalog::get(names, name, "preset");
  return std::find_if(all.begin(), all.end(), [&](const Preset& preset) { return preset.name == name; })->experiment;
}

}  // namespace saddle
