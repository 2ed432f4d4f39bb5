#include "panels/homework/text_area.h"

namespace saddle::app {

bool text_area(ui::Ui& ui, std::string_view name, std::string& value, int lines) {
  if (ui::hidden_on_paper(ui)) return false;
  std::string typed = value;
  const auto grow = [](ImGuiInputTextCallbackData* data) {
    auto* text = static_cast<std::string*>(data->UserData);
    if (data->EventFlag != ImGuiInputTextFlags_CallbackResize) return 0;
    text->resize(static_cast<size_t>(data->BufTextLen));
    data->Buf = text->data();
    return 0;
  };
  const float height = static_cast<float>(lines) * ImGui::GetTextLineHeight() + 2 * ImGui::GetStyle().FramePadding.y;
  const bool edited = ImGui::InputTextMultiline(ui::labeled("", name).c_str(), typed.data(), typed.capacity() + 1,
                                                {-1, height}, ImGuiInputTextFlags_CallbackResize, grow, &typed);
  ui.mark(name, value);
  if (edited) value = typed;
  return edited;
}

}  // namespace saddle::app
