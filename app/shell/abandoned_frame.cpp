#include "shell/abandoned_frame.h"

#include <imgui.h>
#include <imgui_internal.h>

namespace saddle::app {

#if IMGUI_VERSION_NUM < 19140

namespace {

// What the window that is open now has pushed and not popped.
void pop_all(ImGuiContext& context) {
  const ImGuiStackSizes begun = context.CurrentWindowStack.back().StackSizesOnBegin;
  ImDrawList& list = *context.CurrentWindow->DrawList;
  if (list._Splitter._Count > 1) list.ChannelsMerge();
  while (context.DisabledStackSize > begun.SizeOfDisabledStack) ImGui::EndDisabled();
  ImGui::ErrorCheckEndWindowRecover(nullptr);
  while (context.ItemFlagsStack.Size > begun.SizeOfItemFlagsStack) ImGui::PopItemFlag();
  while (context.FontStack.Size > begun.SizeOfFontStack) ImGui::PopFont();
}

}  // namespace

void close_abandoned_frame() {
  ImGuiContext& context = *ImGui::GetCurrentContext();
  while (true) {
    pop_all(context);
    if (context.CurrentWindowStack.Size == 1) return;  // the one that ImGui opens itself
    context.CurrentWindow->Flags& ImGuiWindowFlags_ChildWindow ? ImGui::EndChild() : ImGui::End();
  }
}

#else

void close_abandoned_frame() {
  ImGuiContext& context = *ImGui::GetCurrentContext();
  ImGui::ErrorRecoveryTryToRecoverState(&context.StackSizesInNewFrame);
}

#endif

}  // namespace saddle::app
