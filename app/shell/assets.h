#pragma once

#include <filesystem>

namespace saddle::app {

// The folder with presets, models and fonts: SADDLE_ASSETS, or beside the program in its build or install tree. Throws
// Error.
std::filesystem::path assets_directory();

// Compiled translations, made at build time.
std::filesystem::path locale_directory();

}  // namespace saddle::app
