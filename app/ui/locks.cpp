#include "ui/locks.h"

#include "ui/widgets.h"

namespace saddle::ui {

std::string lock_reason(const Ui& ui, std::string_view name) { return ui.locks ? ui.locks->why(name) : std::string(); }

Locked::Locked(Ui& ui, std::string_view name) : ui_(ui), why_(lock_reason(ui, name)) {
  if (!why_.empty()) ImGui::BeginDisabled();
}

Locked::~Locked() {
  if (why_.empty()) return;
  ImGui::EndDisabled();
  tooltip(ui_, ui_.tr("Locked"), why_);
}

}  // namespace saddle::ui
