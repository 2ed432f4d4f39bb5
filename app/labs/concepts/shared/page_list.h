#pragma once

#include <optional>

#include "labs/concepts/page.h"

namespace saddle::app {

// All pages below each other; the place of the one that was clicked, in pages_in_order().
std::optional<size_t> draw_page_list(ui::Ui& ui, std::string_view open);

}  // namespace saddle::app
