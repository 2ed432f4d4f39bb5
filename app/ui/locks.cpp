#include "ui/locks.h"

#include "ui/widgets.h"

namespace saddle::ui {

Locked::Locked(Ui& ui, std::string_view name) : ui_(ui), why_(ui.locks ? ui.locks->why(name) : std::string()) {
  if (!why_.empty()) ImGui::BeginDisabled();
}

Locked::~Locked() {
  if (why_.empty()) return;
  ImGui::EndDisabled();
  tooltip(ui_, ui_.tr("Locked"), why_);
}

}  // namespace saddle::ui
