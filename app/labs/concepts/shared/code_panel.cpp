#include "labs/concepts/shared/code_panel.h"

#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// A blank is narrow in a proportional font: what is indented is to be seen as such.
std::string with_wide_indents(std::string_view line) {
  const size_t blanks = std::min(line.find_first_not_of(' '), line.size());
  return std::string(2 * blanks, ' ') + std::string(line.substr(blanks));
}

}  // namespace

void draw_code(ui::Ui& ui, const NumberCode& code, bool hidden) {
  const std::string whole = hidden ? code.without_answers() : code.text();
  ImGui::AlignTextToFramePadding();
  ui::heading(ui, "NumPy");
  ImGui::SameLine(0, ui.px(12));
  if (ui::button(ui, "code.copy", ui.tr("Copy"))) ImGui::SetClipboardText(whole.c_str());
  ImGui::BeginChild("###code.lines", {0, 0}, false, ImGuiWindowFlags_HorizontalScrollbar);
  std::string_view rest = whole;
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    const std::string line = with_wide_indents(rest.substr(0, end));
    const size_t comment = line.find("  #");
    ui::text(ui, std::string_view(line).substr(0, comment), ui.theme.text, ui.fonts.body);
    if (comment != line.npos) {
      ImGui::SameLine(0, ui.px(14));
      ui::text(ui, std::string_view(line).substr(comment + 2), ui.theme.accent, ui.fonts.body);
    }
    rest.remove_prefix(end + 1);
  }
  ImGui::EndChild();
  ui.mark("code", whole);
  if (ImGui::IsItemClicked()) ImGui::SetClipboardText(whole.c_str());
  ui::tooltip(ui, {}, ui.tr("A click copies it."));
}

}  // namespace saddle::app
