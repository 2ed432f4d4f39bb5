#pragma once

#include <filesystem>
#include <functional>

#include "ui/ui.h"

namespace saddle::app {

// Draws figures of a program without a window, on white, over an area of `width` by `height`, and saves them as PNG or,
// by the ending of the file, as SVG. Throws Error.
void save_on_paper(const std::filesystem::path& file, int width, int height, const std::function<void(ui::Ui&)>& draw);

}  // namespace saddle::app
