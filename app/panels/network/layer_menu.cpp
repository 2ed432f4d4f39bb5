#include "panels/network/layer_menu.h"

#include "saddle/catalog.h"
#include "ui/widgets.h"

namespace saddle::app {

std::string layer_menu(ui::Ui& ui, std::string_view name) {
  std::string chosen;
  for (const Entry& entry : catalog::layers()) {
    const std::string item = std::string(name) + "/" + std::string(entry.name);
    if (ImGui::Selectable(ui::labeled(ui.tr(entry.title), item).c_str())) chosen = entry.name;
    ui.mark(item, std::string(entry.title));
    ui::tooltip(ui, ui.tr(entry.title), ui.tr(entry.help), entry.formula);
  }
  return chosen;
}

}  // namespace saddle::app
