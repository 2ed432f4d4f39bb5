#pragma once

#include <string>
#include <string_view>

#include "ui/ui.h"

namespace saddle::app {

// Every layer of the catalog, for a popup: the common ones first, the others by what they do, and a search through all.
class LayerMenu {
 public:
  // In the popup's window; `name` begins the names of its widgets: "layer.add/dense", "layer.add.search". Returns the
  // type that was chosen, with the mouse or, of what the search has left, the first with Enter; "" where none was.
  std::string draw(ui::Ui& ui, std::string_view name);

 private:
  std::string search_;
};

}  // namespace saddle::app
