#pragma once

#include <optional>
#include <string>
#include <vector>

#include "saddle/experiment_file.h"
#include "saddle/study.h"

namespace saddle::app {

// "saddle train simple-convnet --set optimizer.learning_rate=0.01": the preset and what differs from it, as a shell
// takes it. Returns nothing if --set cannot express the difference (another network, other names): that takes a file.
std::optional<std::string> train_command(const Experiment& experiment, const std::vector<Preset>& presets,
                                         const std::string& preset, const std::string& data_directory);
std::string train_command_of_file(const std::string& file, const std::string& data_directory);

// "saddle sweep multi-layer-net --vary optimizer.type=sgd,adam --seeds 5": the same for all runs of a study.
std::optional<std::string> sweep_command(const Study& study, const std::vector<Preset>& presets,
                                         const std::string& preset, const std::string& data_directory);
std::string sweep_command_of_file(const std::string& file, const std::string& data_directory);

// As one word of a POSIX shell.
std::string shell_word(const std::string& text);

}  // namespace saddle::app
