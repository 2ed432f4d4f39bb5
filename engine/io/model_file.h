#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "nn/layer.h"
#include "saddle/experiment.h"

namespace saddle {

// Every parameter under its name ("conv2d_1/weight"), and the experiment as JSON; NumPy reads it.
void write_model(const std::filesystem::path& file, const Experiment& experiment, std::span<Param<float>* const> params,
                 const std::vector<std::string>& names);

// Throws Error, before anything is written to a parameter, where the file lacks one, has another shape, or holds a
// number that is none.
void read_model(const std::filesystem::path& file, std::span<Param<float>* const> params,
                const std::vector<std::string>& names);

}  // namespace saddle
