#pragma once

#include <filesystem>
#include <vector>

#include "saddle/experiment_file.h"

namespace saddle::app {

// The tapes that ship with Saddle: what each is of, under the name of its file. Read once, by whoever asks first.
const std::vector<Preset>& shipped_tapes();
std::filesystem::path file_of_tape(const Preset& tape);
// Whether it is what ships with Saddle rather than a file of the user's.
bool ships(const std::filesystem::path& file);

}  // namespace saddle::app
