#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "saddle/experiment.h"

namespace saddle {

// An experiment as a file has it (see interfaces). Throws Error that names the place: "network[3].units: expected …".
Experiment parse_experiment(const std::string& json, const std::string& where = {});
std::string to_json(const Experiment& experiment);

// Layers alone, as the "network" of an experiment file: what lies on the clipboard. Reads a list of layers, one layer,
// or a whole experiment. Throws Error.
std::vector<Node> parse_layers(const std::string& json);
std::string layers_to_json(const std::vector<Node>& layers);

Experiment load_experiment(const std::filesystem::path& file);
void save_experiment(const std::filesystem::path& file, const Experiment& experiment);

// A value as `--set` has it: true, 3, 0.01, or else text.
Value parse_value(const std::string& text);

struct Preset {
  std::string name;  // "simple-convnet": its file without the ending
  Experiment experiment;
};
// The presets in a folder, by chapter and name.
std::vector<Preset> presets_in(const std::filesystem::path& folder);

// A preset of that name, or the experiment in that file. Throws Error that lists the presets, and the nearest.
Experiment preset_or_file(const std::string& name, const std::filesystem::path& presets);

}  // namespace saddle
