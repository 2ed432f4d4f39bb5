#include <string>
#include <string_view>

#include "ui/widgets.h"

namespace saddle::ui {
namespace {

// ImGui writes into a buffer that grows with what is typed.
int grow(ImGuiInputTextCallbackData* data) {
  auto* text = static_cast<std::string*>(data->UserData);
  if (data->EventFlag != ImGuiInputTextFlags_CallbackResize) return 0;
  text->resize(static_cast<size_t>(data->BufTextLen));
  data->Buf = text->data();
  return 0;
}

// draw(label, typed): whether it was edited.
template <class Draw>
bool edit_text(Ui& ui, std::string_view name, std::string& value, const Draw& draw) {
  if (hidden_on_paper(ui)) return false;
  const Locked locked(ui, name);
  std::string typed = value;
  const bool edited = draw(labeled("", name), typed);
  ui.mark(name, value, !locked);
  if (edited) value = typed;
  return edited;
}

}  // namespace

bool text_field(Ui& ui, std::string_view name, std::string& value) {
  return edit_text(ui, name, value, [](const std::string& label, std::string& typed) {
    ImGui::SetNextItemWidth(-1);
    return ImGui::InputText(label.c_str(), typed.data(), typed.capacity() + 1, ImGuiInputTextFlags_CallbackResize, grow,
                            &typed);
  });
}

bool text_area(Ui& ui, std::string_view name, std::string& value, int lines) {
  return edit_text(ui, name, value, [&](const std::string& label, std::string& typed) {
    const float height = static_cast<float>(lines) * ImGui::GetTextLineHeight() + 2 * ImGui::GetStyle().FramePadding.y;
    return ImGui::InputTextMultiline(label.c_str(), typed.data(), typed.capacity() + 1, {-1, height},
                                     ImGuiInputTextFlags_CallbackResize, grow, &typed);
  });
}

}  // namespace saddle::ui
