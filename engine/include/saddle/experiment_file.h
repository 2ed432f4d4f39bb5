#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "saddle/experiment.h"

namespace saddle {

// Parses an experiment file (engine/README.md, "Files"). Throws Error that names the place: "network[3].units: expected
// …".
Experiment parse_experiment(const std::string& json, const std::string& where = {});
std::string to_json(const Experiment& experiment);

// Layers alone, as in the "network" of an experiment file; this is what the clipboard holds. parse_layers() accepts a
// list of layers, one layer, or a whole experiment. Throws Error.
std::vector<Node> parse_layers(const std::string& json);
std::string layers_to_json(const std::vector<Node>& layers);

// Read and write an experiment file. Throw Error.
Experiment load_experiment(const std::filesystem::path& file);
void save_experiment(const std::filesystem::path& file, const Experiment& experiment);

// Parses a value as in `--set`: true, 3, 0.01, or else text.
Value parse_value(const std::string& text);

struct Preset {
  std::string name;  // the file without its ending: "simple-convnet"
  Experiment experiment;
};
// Returns the presets in a folder, sorted by chapter and name.
std::vector<Preset> presets_in(const std::filesystem::path& folder);

// Returns the preset of that name, or the experiment in that file. Throws Error that lists the presets, and the nearest
// name, if there is neither.
Experiment preset_or_file(const std::string& name, const std::filesystem::path& presets);

}  // namespace saddle
