#pragma once

#include <exception>

#include "ui/ui.h"

namespace saddle::app {

// For a scope, the ImGui window that fills the whole display and takes all that is drawn. Where an exception leaves the
// scope, other windows may be open in it: whoever catches that closes all of them (close_abandoned_frame()).
class FullWindow {
 public:
  explicit FullWindow(const ui::Ui& ui) {
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushFont(ui.fonts.body);
    ImGui::Begin("###saddle", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar(2);
  }
  ~FullWindow() {
    if (std::uncaught_exceptions() > thrown_) return;
    ImGui::End();
    ImGui::PopFont();
  }
  FullWindow(const FullWindow&) = delete;
  FullWindow& operator=(const FullWindow&) = delete;

 private:
  const int thrown_ = std::uncaught_exceptions();
};

}  // namespace saddle::app
